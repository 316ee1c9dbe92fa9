"""What needs attention, and what a beheerder decides on it."""

import os
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_json, lees_met_sleutel, lees_parameters
from klantmail.api.parameters import VerzendingenVerzoek
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.basis import LeegVerzoek
from klantmail.api.verzoeken.beheren import HervatVerzoek
from klantmail.domain.tijd import nu

wiring = Wiring(os.environ, s3_zo_nodig=True)
raadpleger = wiring.raadpleger()
beheer = wiring.beheer()
api = Api(wiring.instellingen.herkomsten, met_parameters={"/verzendingen"})


@api.get("/verzendingen")
def verzendingen() -> HttpAntwoord:
    vraag = lees_parameters(VerzendingenVerzoek, api.current_event.query_string_parameters)
    bladzijde = raadpleger.verzendingen(vraag.lijst, aantal=vraag.page_size, na=vraag.cursor)
    return antwoord(antwoorden.pagina(bladzijde, antwoorden.verzending))


@api.get("/verzendingen/{identificatie}")
def verzending(identificatie: str) -> HttpAntwoord:
    return antwoord(antwoorden.verzending(raadpleger.verzending(identificatie_in_pad(identificatie, "Verzending"))))


@api.post("/verzendingen/{identificatie}/hervatting")
def hervat(identificatie: str) -> HttpAntwoord:
    medewerker = api.medewerker
    verzoek, sleutel = lees_met_sleutel(HervatVerzoek, api.current_event.decoded_body, api.current_event.headers)
    gezocht = identificatie_in_pad(identificatie, "Verzending")
    hervat = beheer.hervat(gezocht, medewerker, sleutel, verzoek.keuze, verzoek.toelichting)
    return antwoord(antwoorden.verzending(hervat), HTTPStatus.CREATED)


@api.post("/emailberichten/{identificatie}/vrijgave")
def laat_toe(identificatie: str) -> HttpAntwoord:
    medewerker = api.medewerker
    lees_json(LeegVerzoek, api.current_event.decoded_body)
    bericht = beheer.laat_toe(identificatie_in_pad(identificatie, "E-mailbericht"), medewerker)
    return antwoord(antwoorden.emailbericht_volledig(bericht, nu()), HTTPStatus.CREATED)


@api.get("/stand")
def stand() -> HttpAntwoord:
    return antwoord(antwoorden.stand(beheer.stand()))


handler = api.handler()
