"""What the functions themselves say of their routes, beside the description of the API."""

import json

from klantmail.api.router import Api
from openapi.operaties import OPERATIES
from tests.hulp.aws import Functies, gebeurtenis
from tests.hulp.contract import DOCUMENT
from tests.hulp.sjabloon import sjabloon


def test_a_function_routes_what_the_template_sends_it_and_to_whom_the_description_says(functies: Functies) -> None:
    for bron in sjabloon()["Resources"].values():
        if bron["Type"] != "AWS::Serverless::Function":
            continue
        routes = {
            f"{een['Properties']['Method']} {een['Properties']['Path']}"
            for een in bron["Properties"].get("Events", {}).values()
            if een["Type"] == "Api"
        }
        api = getattr(functies.module(bron["Properties"]["CodeUri"].rpartition("/")[2]), "api", None) if routes else None
        if not isinstance(api, Api):
            assert all(route.startswith("OPTIONS ") or not OPERATIES[route].rollen for route in routes)
            continue
        eigen = {
            f"{route.method} {route.path.replace('<', '{').replace('>', '}')}"
            for route in [*api._static_routes, *api._dynamic_routes]
        }
        assert eigen == routes
        for route in routes:
            assert OPERATIES[route].rollen <= api.rollen


def test_everybody_can_read_the_description_from_any_page(functies: Functies) -> None:
    verzoek = gebeurtenis("api-openapi")
    status, gelezen = functies.roep_api("openapi", verzoek)
    assert status == 200
    assert gelezen == DOCUMENT
    koppen = functies.roep("openapi", verzoek)["headers"]
    assert koppen["Access-Control-Allow-Origin"] == "*"
    assert json.dumps(verzoek).find("Authorization") == -1
