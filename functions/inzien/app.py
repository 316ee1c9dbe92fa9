"""An agent opens a mail, or puts it back."""

import os
from collections.abc import Mapping
from http import HTTPStatus

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools.event_handler import Response

from klantmail.api.app import api_app, identificatie_in_pad
from klantmail.api.middleware import no_content
from klantmail.api.reader import lees_json
from klantmail.api.render.emailbericht import render_geopend
from klantmail.api.verzoeken.basis import LeegVerzoek
from klantmail.domain.tijd import nu
from klantmail.runtime.audit import discreet

wiring = Wiring(os.environ)
inziener = wiring.inziener
app = api_app(wiring.instellingen.origins, guard=wiring.postvakwacht)


@app.post("/emailberichten/<identificatie>/inzage")
def open_mail(identificatie: str) -> tuple[Mapping[str, object], HTTPStatus]:
    medewerker = app.context["medewerker"]
    lees_json(LeegVerzoek, app.current_event.decoded_body)
    geopend = inziener.open(identificatie_in_pad(identificatie, "E-mailbericht"), medewerker)
    inhoud = render_geopend(geopend, nu(), archief=wiring.archief)
    return inhoud, HTTPStatus.CREATED if geopend.nieuw else HTTPStatus.OK


@app.delete("/emailberichten/<identificatie>/inzage")
def leg_terug(identificatie: str) -> Response[str]:
    inziener.leg_terug(identificatie_in_pad(identificatie, "E-mailbericht"), app.context["medewerker"])
    return no_content()


handler = discreet(app.resolve)
