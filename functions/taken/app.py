"""The department's desk: interne taken of the own eenheid."""

import os
from http import HTTPStatus
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_met_sleutel, lees_parameters
from klantmail.api.router import DESK, Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.taken import TaakAntwoordVerzoek, TaakWijziging, TakenVerzoek
from klantmail.usecases import mailinhoud as opslag

wiring = Wiring(os.environ, s3_zo_nodig=True)
desk = wiring.takendesk()
api = Api(wiring.instellingen.herkomsten, DESK, met_parameters={"/interne-taken"})


def taak_id(identificatie: str) -> UUID:
    return identificatie_in_pad(identificatie, "Interne taak")


@api.get("/interne-taken")
def lijst() -> HttpAntwoord:
    vraag = lees_parameters(TakenVerzoek, api.current_event.query_string_parameters)
    bladzijde = desk.lijst(api.medewerker, vraag.status, eigen=vraag.eigen, aantal=vraag.page_size, na=vraag.cursor)
    return antwoord(antwoorden.pagina(bladzijde, antwoorden.interne_taak))


@api.get("/interne-taken/{identificatie}")
def lees(identificatie: str) -> HttpAntwoord:
    gelezen = desk.lees(taak_id(identificatie), api.medewerker)
    return antwoord(antwoorden.interne_taak_volledig(gelezen, link=opslag.tekstlink(wiring.archief)))


@api.get("/interne-taken/{identificatie}/informatieobjecten/{document}/inhoud")
def download(identificatie: str, document: str) -> HttpAntwoord:
    gezocht = identificatie_in_pad(document, "Informatieobject")
    return antwoord(antwoorden.link(desk.downloadlink(taak_id(identificatie), gezocht, api.medewerker)))


@api.patch("/interne-taken/{identificatie}")
def wijzig(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees_met_sleutel(TaakWijziging, api.current_event.decoded_body, api.current_event.headers)
    taak = desk.wijzig(taak_id(identificatie), api.medewerker, sleutel, verzoek.wijziging)
    return antwoord(antwoorden.interne_taak(taak))


@api.post("/interne-taken/{identificatie}/antwoord")
def beantwoord(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees_met_sleutel(TaakAntwoordVerzoek, api.current_event.decoded_body, api.current_event.headers)
    taak = desk.beantwoord(taak_id(identificatie), api.medewerker, sleutel, verzoek.inhoud, verzoek.bijlagen)
    return antwoord(antwoorden.interne_taak(taak), HTTPStatus.CREATED)


handler = api.handler()
