"""An agent handles a mail that holds more than one question: each with its own outcome, all in one transaction."""

import os
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api.http import HttpAntwoord
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.router import Api, antwoord, identificatie_in_pad
from klantmail.api.uitkomst import gesplitst
from klantmail.api.verzoeken.splitsen import SplitsVerzoek
from klantmail.usecases.afhandeling.afhandelen import Afhandelverzoek

wiring = Wiring(os.environ)
afhandelaar = wiring.afhandelaar()
api = Api(wiring.instellingen.herkomsten)


@api.post("/emailberichten/{identificatie}/splitsing")
def splits(identificatie: str) -> HttpAntwoord:
    verzoek, sleutel = lees_onder_inzage(SplitsVerzoek, api.current_event.decoded_body, api.current_event.headers)
    gedaan = afhandelaar.handel_af(
        Afhandelverzoek(
            bericht=identificatie_in_pad(identificatie, "E-mailbericht"),
            inzage=verzoek.inzage_id,
            medewerker=api.medewerker,
            idempotency_key=sleutel,
            uitkomst=verzoek.uitkomst,
        )
    )
    return antwoord(gesplitst(gedaan), HTTPStatus.CREATED)


handler = api.handler()
