"""An agent writes again on a question that was answered: one klantcontact more, in one transaction with its verzending."""

import os
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_met_sleutel
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.vervolgen import VervolgVerzoek
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht

wiring = Wiring(os.environ)
vervolger = wiring.vervolger()
api = Api(wiring.instellingen.herkomsten)


@api.post("/klantcontacten/{identificatie}/vervolgberichten")
def vervolg(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees_met_sleutel(VervolgVerzoek, api.current_event.decoded_body, api.current_event.headers)
    vervolgd = vervolger.vervolg(
        identificatie_in_pad(identificatie, "Klantcontact"),
        api.medewerker,
        sleutel,
        Vervolgbericht(verzoek.inhoud, verzoek.onderwerp, verzoek.bijlagen),
    )
    return antwoord(antwoorden.vervolgd(vervolgd, link=opslag.tekstlink(wiring.archief)), HTTPStatus.CREATED)


handler = api.handler()
