"""Standard answers: a beheerder keeps them, whoever answers picks one."""

import os
from http import HTTPStatus
from uuid import UUID

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_json, lees_met_sleutel, lees_parameters
from klantmail.api.parameters import Bladeren
from klantmail.api.router import DESK, KCC, Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.standaardantwoorden import InvulVerzoek, StandaardVerzoek, StandaardWijziging

wiring = Wiring(os.environ)
teksten = wiring.standaardantwoorden()
api = Api(wiring.instellingen.herkomsten, KCC | DESK, met_parameters={"/standaardantwoorden"})


def tekst_id(identificatie: str) -> UUID:
    return identificatie_in_pad(identificatie, "Standaardantwoord")


@api.get("/standaardantwoorden")
def lijst() -> HttpAntwoord:
    vraag = lees_parameters(Bladeren, api.current_event.query_string_parameters)
    bladzijde = teksten.lijst(aantal=vraag.page_size, na=vraag.cursor)
    return antwoord(antwoorden.pagina(bladzijde, antwoorden.standaardantwoord_kort))


@api.get("/standaardantwoorden/{identificatie}")
def lees(identificatie: str) -> HttpAntwoord:
    return antwoord(antwoorden.standaardantwoord(teksten.lees(tekst_id(identificatie))))


@api.post("/standaardantwoorden")
def maak() -> HttpAntwoord:
    verzoek, sleutel = lees_met_sleutel(StandaardVerzoek, api.current_event.decoded_body, api.current_event.headers)
    gemaakt = teksten.maak(api.medewerker, sleutel, verzoek.tekst)
    api.noem_gemaakt(gemaakt.identificatie)
    return antwoord(antwoorden.standaardantwoord(gemaakt), HTTPStatus.CREATED)


@api.put("/standaardantwoorden/{identificatie}")
def wijzig(identificatie: str) -> HttpAntwoord:
    verzoek = lees_json(StandaardWijziging, api.current_event.decoded_body)
    gewijzigd = teksten.wijzig(tekst_id(identificatie), api.medewerker, verzoek.versie, verzoek.tekst)
    return antwoord(antwoorden.standaardantwoord(gewijzigd))


@api.post("/standaardantwoorden/{identificatie}/invulling")
def vul_in(identificatie: str) -> HttpAntwoord:
    verzoek = lees_json(InvulVerzoek, api.current_event.decoded_body)
    return antwoord(antwoorden.ingevuld(teksten.vul_in(tekst_id(identificatie), verzoek.emailbericht, api.medewerker)))


handler = api.handler()
