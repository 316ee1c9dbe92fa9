"""An agent handles a mail without answering it: interne taak, zaak, doorzending, closing."""

import os
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.uitkomst import afgehandeld
from klantmail.api.verzoeken.afsluiting import AfsluitVerzoek
from klantmail.api.verzoeken.basis import Uitkomstverzoek
from klantmail.api.verzoeken.doorzending import DoorzendVerzoek
from klantmail.api.verzoeken.interne_taak import TaakVerzoek
from klantmail.api.verzoeken.zaak import ZaakVerzoek
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.afhandelen import Afhandelverzoek

wiring = Wiring(os.environ)
afhandelaar = wiring.afhandelaar_met_alle_records()
api = Api(wiring.instellingen.herkomsten)


def handel_af(identificatie: str, vorm: type[Uitkomstverzoek]) -> HttpAntwoord:
    verzoek, sleutel = lees_onder_inzage(vorm, api.current_event.decoded_body, api.current_event.headers)
    gedaan = afhandelaar.handel_af(
        Afhandelverzoek(
            bericht=identificatie_in_pad(identificatie, "E-mailbericht"),
            inzage=verzoek.inzage_id,
            medewerker=api.medewerker,
            idempotency_key=sleutel,
            uitkomst=verzoek.uitkomst,
        )
    )
    inhoud = afgehandeld(gedaan, wiring.uitkomstregister, link=opslag.tekstlink(wiring.archief))
    return antwoord(inhoud, HTTPStatus.CREATED)


@api.post("/emailberichten/{identificatie}/interne-taken")
def maak_taak(identificatie: str) -> HttpAntwoord:
    return handel_af(identificatie, TaakVerzoek)


@api.post("/emailberichten/{identificatie}/zaken")
def maak_zaak(identificatie: str) -> HttpAntwoord:
    return handel_af(identificatie, ZaakVerzoek)


@api.post("/emailberichten/{identificatie}/doorzendingen")
def zend_door(identificatie: str) -> HttpAntwoord:
    return handel_af(identificatie, DoorzendVerzoek)


@api.post("/emailberichten/{identificatie}/afsluiting")
def sluit_af(identificatie: str) -> HttpAntwoord:
    return handel_af(identificatie, AfsluitVerzoek)


handler = api.handler()
