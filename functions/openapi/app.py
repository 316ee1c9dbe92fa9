"""The description of the API: for everybody, without a login, from any page."""

from pathlib import Path
from typing import Any, Final

from aws_lambda_powertools.utilities.typing import LambdaContext

import klantmail.bootstrap.start  # noqa: F401  # makes the imports below shorter
from klantmail.api.http import HttpVerzoek
from klantmail.api.router import KOPPEN, audit_van
from klantmail.runtime.audit import discreet

_ANTWOORD: Final = {
    "statusCode": 200,
    "headers": {**KOPPEN, "Content-Type": "application/json", "Access-Control-Allow-Origin": "*"},
    "body": Path(__file__).with_name("openapi.json").read_text(encoding="utf-8"),
    "isBase64Encoded": False,
}
"""`make openapi` writes the file beside this one."""


@discreet
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    with audit_van(HttpVerzoek(gebeurtenis)):
        return _ANTWOORD
