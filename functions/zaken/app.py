"""Zaken that are not registered, and what a beheerder decides on them."""

import os
import time
from http import HTTPStatus
from uuid import UUID

from klantmail.adapters.aws import Aws
from klantmail.adapters.dynamodb.zaakregister import Zaakregister
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_met_sleutel, lees_parameters
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.zaken import ZaakHervatVerzoek, ZakenVerzoek
from klantmail.domain.tijd import nu
from klantmail.runtime.instellingen import Instellingen
from klantmail.usecases.beheer.zaken import Zakenbeheer

instellingen = Instellingen.uit(os.environ)
aws = Aws(instellingen)
beheer = Zakenbeheer(register=aws.register(Zaakregister), klok=nu, slaap=time.sleep, generatie=instellingen.generatie)
api = Api(instellingen.herkomsten, met_parameters={"/zaken"})


def zaak_id(identificatie: str) -> UUID:
    return identificatie_in_pad(identificatie, "Zaak")


@api.get("/zaken")
def lijst() -> HttpAntwoord:
    vraag = lees_parameters(ZakenVerzoek, api.current_event.query_string_parameters)
    bladzijde = beheer.lijst(vraag.status, aantal=vraag.page_size, na=vraag.cursor)
    return antwoord(antwoorden.pagina(bladzijde, antwoorden.zaak))


@api.get("/zaken/{identificatie}")
def lees(identificatie: str) -> HttpAntwoord:
    return antwoord(antwoorden.zaak(beheer.lees(zaak_id(identificatie))))


@api.post("/zaken/{identificatie}/hervatting")
def beslis(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees_met_sleutel(ZaakHervatVerzoek, api.current_event.decoded_body, api.current_event.headers)
    besloten = beheer.beslis(zaak_id(identificatie), api.medewerker, sleutel, verzoek.beslissing)
    return antwoord(antwoorden.zaak(besloten), HTTPStatus.CREATED)


handler = api.handler()
