"""An agent asks for an ontvangstbevestiging of a formal message."""

import os
from collections.abc import Mapping
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.lezen import lees_json
from klantmail.api.verzoeken.bevestigen import BevestigVerzoek
from klantmail.runtime.audit import discreet

wiring = Wiring(os.environ)
bevestiger = wiring.bevestiger()
app = api_app(wiring.instellingen.herkomsten)


@app.post("/emailberichten/<identificatie>/ontvangstbevestiging", status_code=HTTPStatus.CREATED)
def bevestig(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(BevestigVerzoek, app.current_event.decoded_body)
    bericht = identificatie_in_pad(identificatie, "E-mailbericht")
    verzending = bevestiger.op_verzoek(bericht, verzoek.inzage_id, app.context["medewerker"])
    return antwoorden.bevestigd(verzending)


handler = discreet(app.resolve)
