"""The parts of the API that need no login: its description, and the preflights of browsers (CORS)."""

import os
from http import HTTPStatus
from pathlib import Path
from typing import Final

from klantmail.bootstrap.wiring import Wiring

from aws_lambda_powertools.event_handler import Response, content_types

from klantmail.api.app import open_app
from klantmail.api.headers import METHODS
from klantmail.api.middleware import no_content
from klantmail.runtime.audit import discreet

_DESCRIPTION: Final = Path(__file__).with_name("openapi.json").read_text(encoding="utf-8")
"""`make openapi` writes the file beside this one."""

app = open_app(Wiring(os.environ).instellingen.origins)


@app.get("/openapi.json", cors=False)
def description() -> Response[str]:
    """The description may be read from any page."""
    return Response(HTTPStatus.OK, content_types.APPLICATION_JSON, _DESCRIPTION, {"Access-Control-Allow-Origin": "*"})


@app.route("/.+", method="OPTIONS", include_in_schema=False)
def preflight() -> Response[str]:
    """API Gateway sends a preflight of any path here, so the methods are those of the whole API."""
    response = no_content()
    response.headers["Access-Control-Allow-Methods"] = METHODS
    return response


handler = discreet(app.resolve)
