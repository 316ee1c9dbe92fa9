"""What a browser asks before it calls the API from a page of another origin (CORS preflight)."""

import os
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.bootstrap.wiring import Wiring
from klantmail.api.herkomst import METHODEN, cors_koppen
from klantmail.api.http import HttpVerzoek
from klantmail.api.router import audit_van, leeg_antwoord
from klantmail.runtime.audit import discreet

herkomsten = Wiring(os.environ).instellingen.herkomsten


@discreet
def handler(gebeurtenis: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    verzoek = HttpVerzoek(gebeurtenis)
    with audit_van(verzoek):
        antwoord = leeg_antwoord()
        antwoord.headers |= {"Access-Control-Allow-Methods": METHODEN}
        antwoord.headers |= cors_koppen(herkomsten, verzoek.headers.get("Origin", ""))
        return antwoord.als_uitvoer()
