"""The tests hold every answer to the description of the API, and notice when one differs."""

import json
from typing import Any

import httpx
import pytest

from klantmail.api.headers import STANDARD_HEADERS
from tests.support.aws import read_api_event
from tests.support.contract import DOCUMENT, check_http, toets

LINK = {"url": "https://archief.example/document", "weergaveUrl": None, "geldigTot": "2026-11-24T09:05:00.000Z"}


def _antwoord(inhoud: object, status: int = 200, soort: str = "application/json") -> dict[str, Any]:
    return {"statusCode": status, "body": json.dumps(inhoud), "headers": {**STANDARD_HEADERS, "Content-Type": soort}}


def test_an_answer_as_it_is_described_passes() -> None:
    toets(read_api_event("api-downloadlink"), _antwoord(LINK))


@pytest.mark.parametrize(
    "antwoord",
    [
        _antwoord({"url": LINK["url"]}),
        _antwoord({**LINK, "sleutel": "emailberichten/1"}),
        _antwoord({**LINK, "geldigTot": None}),
        _antwoord({**LINK, "geldigTot": "2026-11-24T09:05:00"}),
        _antwoord({**LINK, "geldigTot": "morgen"}),
        _antwoord({**LINK, "url": "document"}),
        _antwoord(LINK, 201),
        _antwoord(LINK, soort="text/html"),
        {**_antwoord(LINK), "headers": {"Content-Type": "application/json"}},
        _antwoord(
            {
                "type": "urn:klantmail:probleem:al-afgehandeld",
                "title": "Al afgehandeld",
                "status": 404,
                "detail": "Dat kan niet.",
            },
            404,
            "application/problem+json",
        ),
    ],
    ids=lambda antwoord: antwoord["body"][:60],
)
def test_an_answer_that_is_described_otherwise_is_noticed(antwoord: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="/inhoud"):
        toets(read_api_event("api-downloadlink"), antwoord)


@pytest.mark.parametrize("verzoek", [{"pageSize": "101"}, {"bladzijde": "2"}, {"pageSize": "0"}, {"status": "verwerkt"}])
def test_a_request_that_was_accepted_against_the_description_is_noticed(verzoek: dict[str, str]) -> None:
    event = read_api_event("api-werkvoorraad")
    empty = _antwoord({"results": [], "volgorde": None, "cursor": None})
    empty["headers"]["ETag"] = f'"{"0" * 64}"'
    toets(event, empty)
    with pytest.raises(AssertionError, match="GET /emailberichten"):
        toets({**event, "queryStringParameters": verzoek}, empty)


def test_a_body_that_was_accepted_against_the_description_is_noticed() -> None:
    event = read_api_event("api-zoekopdracht")
    empty = _antwoord({"results": [], "cursor": None})
    toets(event, empty)
    with pytest.raises(AssertionError, match="burgerservicenummer"):
        toets({**event, "body": '{"burgerservicenummer": "1"}'}, empty)


def test_a_route_without_a_description_is_noticed() -> None:
    event = {**read_api_event("api-stand"), "resource": "/onbekend"}
    assert "/onbekend" not in DOCUMENT["paths"]
    with pytest.raises(AssertionError, match="not described"):
        toets(event, _antwoord({}))


def _over_http(inhoud: object, path: str) -> httpx.Response:
    verzoek = httpx.Request("GET", f"http://localhost:4566/_aws/execute-api/a1b2c3/v1{path}")
    return httpx.Response(200, request=verzoek, headers=STANDARD_HEADERS, json=inhoud)


def test_an_answer_over_http_is_held_to_the_operation_of_its_path() -> None:
    """`/klantcontacten/zoekopdrachten` has a name of its own beside `/klantcontacten/{identificatie}`."""
    check_http(_over_http(LINK, "/informatieobjecten/3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b/inhoud"))
    with pytest.raises(AssertionError, match="'geldigTot' is a required property"):
        check_http(_over_http({"url": LINK["url"]}, "/informatieobjecten/3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b/inhoud"))
    with pytest.raises(AssertionError, match=r"GET /klantcontacten/zoekopdrachten: .*not described"):
        check_http(_over_http(LINK, "/klantcontacten/zoekopdrachten"))
    with pytest.raises(AssertionError, match=r"GET /onbekend: .*not described"):
        check_http(_over_http(LINK, "/onbekend"))
