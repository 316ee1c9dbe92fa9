"""An agent asks for an ontvangstbevestiging of a formal message."""

import os
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_json
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.bevestigen import BevestigVerzoek

wiring = Wiring(os.environ)
bevestiger = wiring.bevestiger()
api = Api(wiring.instellingen.herkomsten)


@api.post("/emailberichten/{identificatie}/ontvangstbevestiging")
def bevestig(identificatie: str) -> HttpAntwoord:
    verzoek = lees_json(BevestigVerzoek, api.current_event.decoded_body)
    bericht = identificatie_in_pad(identificatie, "E-mailbericht")
    verzending = bevestiger.op_verzoek(bericht, verzoek.inzage_id, api.medewerker)
    return antwoord(antwoorden.bevestigd(verzending), HTTPStatus.CREATED)


handler = api.handler()
