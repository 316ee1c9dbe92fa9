"""The questions of a browser before it calls the API from a page of another origin (CORS preflight)."""

import os

from aws_lambda_powertools.event_handler import Response

from klantmail.bootstrap.wiring import Wiring
from klantmail.api.app import open_app
from klantmail.api.headers import METHODS
from klantmail.api.middleware import no_content
from klantmail.runtime.audit import discreet

app = open_app(Wiring(os.environ).instellingen.herkomsten)


@app.route("/.+", method="OPTIONS", include_in_schema=False)
def preflight() -> Response[str]:
    response = no_content()
    response.headers["Access-Control-Allow-Methods"] = METHODS
    return response


handler = discreet(app.resolve)
