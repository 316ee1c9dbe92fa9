"""An agent answers: both klantcontacten in one transaction."""

import os
from collections.abc import Mapping
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.lezen import lees_onder_inzage
from klantmail.api.uitkomst import beantwoord as als_json
from klantmail.api.verzoeken.antwoord import AntwoordVerzoek
from klantmail.runtime.audit import discreet
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.afhandeling.afhandelen import Afhandelverzoek

wiring = Wiring(os.environ)
afhandelaar = wiring.afhandelaar()
app = api_app(wiring.instellingen.herkomsten)


@app.post("/emailberichten/<identificatie>/antwoord", status_code=HTTPStatus.CREATED)
def beantwoord(identificatie: str) -> Mapping[str, object]:
    verzoek, sleutel = lees_onder_inzage(AntwoordVerzoek, app.current_event.decoded_body, app.current_event.headers)
    gedaan = afhandelaar.handel_af(
        Afhandelverzoek(
            bericht=identificatie_in_pad(identificatie, "E-mailbericht"),
            inzage=verzoek.inzage_id,
            medewerker=app.context["medewerker"],
            idempotency_key=sleutel,
            uitkomst=verzoek.uitkomst,
        )
    )
    return als_json(gedaan, wiring.klantcontacten, link=opslag.tekstlink(wiring.archief))


handler = discreet(app.resolve)
