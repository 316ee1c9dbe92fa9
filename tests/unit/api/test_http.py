from base64 import b64encode
from typing import Any

import pytest

from klantmail.api.herkomst import cors_koppen
from klantmail.api.http import HttpAntwoord, HttpVerzoek
from tests.support.aws import gebeurtenis

WERKPLEK = "https://werkplek.gemeente.example"


def _verzoek(**anders: Any) -> HttpVerzoek:
    return HttpVerzoek(gebeurtenis("api-inzage") | anders)


def test_a_header_is_found_whatever_its_capitals() -> None:
    koppen = _verzoek(headers={"IDEMPOTENCY-key": "k"}).headers
    assert koppen["Idempotency-Key"] == koppen.get("idempotency-KEY") == "k"
    assert "Idempotency-Key" in koppen
    assert "ETag" not in koppen
    assert koppen.get("ETag", "") == ""


@pytest.mark.parametrize("veld", ["headers", "pathParameters", "queryStringParameters", "body"])
def test_what_the_gateway_gives_as_null_is_not_there(veld: str) -> None:
    verzoek = _verzoek(**{veld: None})
    gelezen = {
        "headers": verzoek.headers,
        "pathParameters": verzoek.path_parameters,
        "queryStringParameters": verzoek.query_string_parameters,
        "body": verzoek.decoded_body,
    }
    assert not gelezen[veld]


def test_a_request_without_a_login_has_no_claims() -> None:
    context = {naam: waarde for naam, waarde in gebeurtenis("api-inzage")["requestContext"].items() if naam != "authorizer"}
    assert _verzoek(requestContext=context).claims == {}


@pytest.mark.parametrize(("ruw", "tekst"), [(b'{"a": "\xc3\xa9"}', '{"a": "é"}'), (b"\xff{}", "\ufffd{}"), (b"", "")])
def test_a_body_in_base64_is_text_again(ruw: bytes, tekst: str) -> None:
    assert _verzoek(body=b64encode(ruw).decode(), isBase64Encoded=True).decoded_body == tekst


def test_an_answer_has_every_header_in_the_form_that_the_gateway_takes() -> None:
    assert HttpAntwoord(204, headers={"ETag": '"a"'}).als_uitvoer() == {
        "statusCode": 204,
        "body": "",
        "isBase64Encoded": False,
        "multiValueHeaders": {"ETag": ['"a"']},
    }


@pytest.mark.parametrize("herkomst", ["", "null", "https://elders.example", f"{WERKPLEK}.elders.example"])
def test_a_page_of_another_origin_gets_no_leave(herkomst: str) -> None:
    assert cors_koppen((WERKPLEK,), herkomst) == {}
    assert cors_koppen((), herkomst) == {}


def test_a_page_of_a_named_origin_gets_leave_for_itself_only() -> None:
    koppen = cors_koppen(("http://localhost:5173", WERKPLEK), WERKPLEK)
    assert (koppen["Access-Control-Allow-Origin"], koppen["Vary"]) == (WERKPLEK, "Origin")
