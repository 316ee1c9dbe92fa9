"""An agent handles a mail that holds more than one question: each with its own outcome, all in one transaction."""

import os
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.verzoeken.splitsen import SplitsVerzoek

wiring = Wiring(os.environ)
splitser = wiring.splitser()
api = Api(wiring.instellingen.herkomsten)


@api.post("/emailberichten/{identificatie}/splitsing")
def splits(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees_onder_inzage(SplitsVerzoek, api.current_event.decoded_body, api.current_event.headers)
    uitkomst = splitser.splits(
        identificatie_in_pad(identificatie, "E-mailbericht"),
        api.medewerker,
        sleutel,
        verzoek.inzage_id,
        verzoek.verzochte_delen,
    )
    return antwoord(antwoorden.gesplitst(uitkomst), HTTPStatus.CREATED)


handler = api.handler()
