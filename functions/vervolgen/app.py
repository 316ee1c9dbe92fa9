"""An agent writes again on a question that was answered.

One klantcontact more is stored, in one transaction with its verzending.
"""

import os
from collections.abc import Mapping
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api import antwoorden
from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.lezen import lees_met_sleutel
from klantmail.api.verzoeken.vervolgen import VervolgVerzoek
from klantmail.runtime.audit import discreet
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht

wiring = Wiring(os.environ)
vervolger = wiring.vervolger()
app = api_app(wiring.instellingen.herkomsten)


@app.post("/klantcontacten/<identificatie>/vervolgberichten", status_code=HTTPStatus.CREATED)
def vervolg(identificatie: str) -> Mapping[str, object]:
    verzoek, sleutel = lees_met_sleutel(VervolgVerzoek, app.current_event.decoded_body, app.current_event.headers)
    vervolgd = vervolger.vervolg(
        identificatie_in_pad(identificatie, "Klantcontact"),
        app.context["medewerker"],
        sleutel,
        Vervolgbericht(verzoek.inhoud, verzoek.onderwerp, verzoek.bijlagen),
    )
    return antwoorden.vervolgd(vervolgd, link=opslag.tekstlink(wiring.archief))


handler = discreet(app.resolve)
