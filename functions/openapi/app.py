"""The description of the API: for everybody, without a login, from any page."""

from http import HTTPStatus
from pathlib import Path
from typing import Final

from aws_lambda_powertools.event_handler import Response, content_types

import klantmail.bootstrap.start  # noqa: F401  # makes the imports below shorter
from klantmail.api.app import open_app
from klantmail.runtime.audit import discreet

_DESCRIPTION: Final = Path(__file__).with_name("openapi.json").read_text(encoding="utf-8")
"""`make openapi` writes the file beside this one."""

app = open_app(())


@app.get("/openapi.json")
def description() -> Response[str]:
    return Response(HTTPStatus.OK, content_types.APPLICATION_JSON, _DESCRIPTION, {"Access-Control-Allow-Origin": "*"})


handler = discreet(app.resolve)
