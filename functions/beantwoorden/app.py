"""An agent answers: both klantcontacten in one transaction."""

import os
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.antwoord import AntwoordVerzoek
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.beantwoorden import Antwoord

wiring = Wiring(os.environ)
beantwoorder = wiring.beantwoorder()
api = Api(wiring.instellingen.herkomsten)


@api.post("/emailberichten/{identificatie}/antwoord")
def beantwoord(identificatie: str) -> HttpAntwoord:
    medewerker = api.medewerker
    verzoek, sleutel = lees_onder_inzage(AntwoordVerzoek, api.current_event.decoded_body, api.current_event.headers)
    beantwoord = beantwoorder.beantwoord(
        identificatie_in_pad(identificatie, "E-mailbericht"),
        medewerker,
        sleutel,
        Antwoord(verzoek.inzage_id, verzoek.inhoud, verzoek.onderwerp, verzoek.bijlagen),
    )
    return antwoord(antwoorden.beantwoord(beantwoord, link=opslag.tekstlink(wiring.archief)), HTTPStatus.CREATED)


handler = api.handler()
