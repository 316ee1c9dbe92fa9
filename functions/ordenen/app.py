"""People put mail in order beside handling it: a mail that was closed by mistake is opened again."""

import os
from collections.abc import Mapping
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring
from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.reader import lees_json
from klantmail.api.render.emailbericht import render_emailbericht_volledig
from klantmail.api.verzoeken.ordenen import HeropenVerzoek
from klantmail.domain.tijd import nu
from klantmail.runtime.audit import discreet

wiring = Wiring(os.environ, s3_zo_nodig=True)
heropener = wiring.heropener()
app = api_app(wiring.instellingen.herkomsten)


@app.post("/emailberichten/<identificatie>/heropening", status_code=HTTPStatus.CREATED)
def heropen(identificatie: str) -> Mapping[str, object]:
    verzoek = lees_json(HeropenVerzoek, app.current_event.decoded_body)
    bericht = identificatie_in_pad(identificatie, "E-mailbericht")
    return render_emailbericht_volledig(heropener.heropen(bericht, app.context["medewerker"], verzoek.reden), nu())


handler = discreet(app.resolve)
