"""An agent handles a mail that holds more than one question: each with its own outcome, all in one transaction."""

import os
from collections.abc import Mapping
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.uitkomst import gesplitst
from klantmail.api.verzoeken.splitsen import SplitsVerzoek
from klantmail.runtime.audit import discreet
from klantmail.usecases.afhandeling.afhandelen import Afhandelverzoek

wiring = Wiring(os.environ)
afhandelaar = wiring.afhandelaar()
app = api_app(wiring.instellingen.herkomsten)


@app.post("/emailberichten/<identificatie>/splitsing", status_code=HTTPStatus.CREATED)
def splits(identificatie: str) -> Mapping[str, object]:
    verzoek, sleutel = lees_onder_inzage(SplitsVerzoek, app.current_event.decoded_body, app.current_event.headers)
    gedaan = afhandelaar.handel_af(
        Afhandelverzoek(
            bericht=identificatie_in_pad(identificatie, "E-mailbericht"),
            inzage=verzoek.inzage_id,
            medewerker=app.context["medewerker"],
            idempotency_key=sleutel,
            uitkomst=verzoek.uitkomst,
        )
    )
    return gesplitst(gedaan)


handler = discreet(app.resolve)
