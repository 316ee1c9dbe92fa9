"""The scenes know every operation of the API."""

import json

from openapi.operaties import OPERATIES
from tests.support.aws import read_event
from tests.support.scenes.operations import NEEDS, PAYLOADS, ROUTES

NAMES_A_RECORD = ("inzageId", "emailbericht")


def test_every_operation_has_a_payload_of_its_own() -> None:
    assert set(PAYLOADS) == set(OPERATIES)


def test_the_records_are_made_that_a_path_or_a_body_names() -> None:
    bodies = {route: json.loads(read_event(payload)["body"] or "{}") for route, payload in PAYLOADS.items()}
    naming = {
        route
        for route in PAYLOADS
        if "{" in route.replace("{postvak}", "") or any(name in bodies[route] for name in NAMES_A_RECORD)
    }
    assert naming <= {ROUTES[operation] for operation in NEEDS}
