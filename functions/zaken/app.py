"""Zaken that are not registered, and what a beheerder decides on them."""

import os
from http import HTTPStatus
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_met_sleutel, lees_parameters
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.zaken import ZaakHervatVerzoek, ZakenVerzoek

wiring = Wiring(os.environ)
beheer = wiring.zakenbeheer()
api = Api(wiring.instellingen.herkomsten, met_parameters={"/zaken"})


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
