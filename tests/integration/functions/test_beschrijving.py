"""The answers of the functions themselves about their routes, beside the description of the API."""

import json

import pytest

from openapi.operaties import OPERATIES
from tests.support.aws import Functions, read_event
from tests.support.contract import DOCUMENT
from tests.support.scenes.operations import FUNCTIONS, PAYLOADS
from tests.support.template import PROJECT


def test_a_route_is_the_same_in_the_template_the_functions_the_description_and_the_examples(functions: Functions) -> None:
    """This is the one place where routes are compared.

    The function that the template sends a route to answers it, and no other.
    """
    assert {route for route in FUNCTIONS if not route.startswith("OPTIONS ")} == set(OPERATIES) == set(PAYLOADS)
    for function in set(FUNCTIONS.values()):
        routes = {route for route, van in FUNCTIONS.items() if van == function}
        described = functions.load(function).app.get_openapi_schema().paths
        answered = {f"{method.upper()} {path}" for path, item in described.items() for method in item.model_fields_set}
        assert answered == {route for route in routes if not route.startswith("OPTIONS ")}, function


@pytest.mark.parametrize("payload", sorted(path.stem for path in (PROJECT / "events").glob("api-*.json")))
def test_a_parameter_that_nothing_reads_is_refused_with_its_name(functions: Functions, payload: str) -> None:
    verzoek = read_event(payload)
    if verzoek["resource"] == "/openapi.json":
        return
    verzoek["queryStringParameters"] = {"bladzijde": "2", "sorteer": "naam"}
    verzoek["multiValueQueryStringParameters"] = {"bladzijde": ["2"], "sorteer": ["naam"]}
    status, probleem = functions.invoke_api(FUNCTIONS[f"{verzoek['httpMethod']} {verzoek['resource']}"], verzoek)
    assert status == 400
    assert {each["name"] for each in probleem["invalidParams"]} == {"bladzijde", "sorteer"}


def test_everybody_can_read_the_description_from_any_page(functions: Functions) -> None:
    verzoek = read_event("api-openapi")
    status, read = functions.invoke_api("openapi", verzoek)
    assert status == 200
    assert read == DOCUMENT
    headers = functions.invoke("openapi", verzoek)["multiValueHeaders"]
    assert headers["Access-Control-Allow-Origin"] == ["*"]
    assert json.dumps(verzoek).find("Authorization") == -1
