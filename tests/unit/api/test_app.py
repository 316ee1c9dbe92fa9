"""The common behaviour of every API function: the resolver and the middleware around a route."""

import json
from base64 import b64encode
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from klantmail.api.app import api_app
from klantmail.api.headers import STANDARD_HEADERS
from klantmail.api.middleware import no_content
from klantmail.api.reader import lees_json
from klantmail.api.verzoeken.bevestigen import BevestigVerzoek
from klantmail.domain.fouten import NietBeschikbaar
from klantmail.domain.medewerker import Rol
from klantmail.usecases.postvakrecht import Postvakwacht
from tests.support.aws import Context, read_event
from tests.support.fakes import FakeRepositories

WERKPLEK = "https://werkplek.gemeente.example"
ELDERS = ["", "null", "https://elders.example", f"{WERKPLEK}.elders.example"]


def _app(*origins: str, **options: Any) -> APIGatewayRestResolver:
    app = api_app(origins, guard=Postvakwacht(FakeRepositories()), **options)

    @app.post("/emailberichten/<identificatie>/inzage", status_code=HTTPStatus.CREATED)
    def read_body(identificatie: str) -> Mapping[str, object]:
        verzoek = lees_json(BevestigVerzoek, app.current_event.decoded_body)
        return {"identificatie": identificatie, "inzageId": str(verzoek.inzage_id)}

    @app.get("/emailberichten/<identificatie>/inzage")
    def read(identificatie: str) -> Mapping[str, object]:
        return {"naam": "Élise", "header": app.current_event.headers.get("IDEMPOTENCY-key"), "identificatie": identificatie}

    @app.delete("/emailberichten/<_>/inzage")
    def put_back(_: str) -> Response[str]:
        return no_content()

    @app.put("/emailberichten/<identificatie>/inzage")
    def fail(identificatie: str) -> Mapping[str, object]:
        raise NietBeschikbaar(identificatie)

    return app


def _ask(app: APIGatewayRestResolver, **different: Any) -> tuple[int, Any, Mapping[str, str]]:
    """Ask the app, and return status, body and headers of the response."""
    response = app.resolve(read_event("api-inzage") | different, Context())  # type: ignore[arg-type]  # as Lambda's
    headers = {name: ", ".join(values) for name, values in response["multiValueHeaders"].items()}
    assert response["isBase64Encoded"] is False
    return response["statusCode"], json.loads(response["body"]) if response["body"] else response["body"], headers


@pytest.mark.parametrize(("claim", "status"), [("info@gemeente.example", 403), ("", 200)])
def test_a_collection_that_nobody_thought_of_is_closed_to_a_login_of_some_postvakken(claim: str, status: int) -> None:
    app = _app()
    app.get("/nieuw")(lambda: {"results": []})
    event = read_event("api-ik") | {"httpMethod": "GET", "path": "/nieuw", "resource": "/nieuw"}
    event["requestContext"]["authorizer"]["claims"]["custom:postvakken"] = claim
    assert app.resolve(event, Context())["statusCode"] == status  # type: ignore[arg-type]  # as Lambda's


def test_a_route_is_answered_as_json_with_the_headers_of_every_response() -> None:
    status, body, headers = _ask(_app(), httpMethod="GET", headers={"idempotency-KEY": "k"}, multiValueHeaders=None)
    assert (status, body["naam"], body["header"]) == (200, "Élise", "k")
    assert {name: headers[name] for name in STANDARD_HEADERS} == STANDARD_HEADERS
    assert headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://localhost:5173", True),
        ("http://localhost:1", True),
        ("http://127.0.0.1:8080", False),
        ("http://localhost", False),
        ("http://localhost:", False),
        ("http://localhost:80.elders.example", False),
        ("http://localhost.elders.example:80", False),
        ("https://localhost:5173", False),
    ],
)
def test_a_page_of_any_port_may_call_where_its_host_is_named_with_any_port(origin: str, *, allowed: bool) -> None:
    for method in ("GET", "PUT"):
        headers = {"Origin": origin}
        answered = _ask(_app(WERKPLEK, "http://localhost:*"), httpMethod=method, headers=headers, multiValueHeaders=None)[2]
        assert answered.get("Access-Control-Allow-Origin") == (origin if allowed else None)


def test_a_route_is_found_behind_a_domain_of_its_own_too() -> None:
    """API Gateway leaves the base path of such a domain in the path."""
    event = read_event("api-inzage")
    assert _ask(_app(), httpMethod="DELETE", path=f"/v1{event['path']}")[0] == 204
    assert _ask(_app(), httpMethod="DELETE", path=f"/v2{event['path']}")[0] == 404
    assert _ask(_app(), httpMethod="DELETE", path=f"/v1/v1{event['path']}")[0] == 404


def test_who_has_the_response_already_gets_304_without_a_body() -> None:
    etag = _ask(_app(), httpMethod="GET")[2]["ETag"]
    status, body, headers = _ask(_app(), httpMethod="GET", headers={"If-None-Match": etag})
    assert (status, body, headers["ETag"]) == (304, "", etag)
    assert {name: headers[name] for name in STANDARD_HEADERS} == STANDARD_HEADERS
    assert "ETag" not in _ask(_app(), httpMethod="DELETE")[2]


def test_a_response_without_a_body_has_an_empty_one() -> None:
    assert _ask(_app(), httpMethod="DELETE")[:2] == (204, "")


def test_an_error_of_the_domain_is_a_problem_with_the_same_headers() -> None:
    status, body, headers = _ask(_app(), httpMethod="PUT")
    assert (status, body["type"], headers["Retry-After"]) == (503, "urn:klantmail:probleem:niet-beschikbaar", "2")
    assert headers["Content-Type"] == "application/problem+json"
    assert {name: headers[name] for name in STANDARD_HEADERS} == STANDARD_HEADERS


@pytest.mark.parametrize("different", [{"httpMethod": "PATCH"}, {"path": "/dit/bestaat/niet"}])
def test_an_address_or_a_method_that_no_route_answers_is_a_problem(different: dict[str, str]) -> None:
    status, body, _ = _ask(_app(), **different)
    assert (status, body["type"], body["detail"]) == (404, "urn:klantmail:probleem:niet-gevonden", "Dit adres bestaat niet.")


def test_a_login_of_another_role_or_none_reaches_no_route() -> None:
    assert _ask(_app(roles={Rol.BEHANDELAAR}))[0] == 403
    context = {name: value for name, value in read_event("api-inzage")["requestContext"].items() if name != "authorizer"}
    assert _ask(_app(), requestContext=context)[0] == 403
    assert _ask(_app(), requestContext=context, path="/dit/bestaat/niet")[0] == 403


@pytest.mark.parametrize("field", ["headers", "multiValueHeaders", "queryStringParameters", "body"])
def test_what_the_gateway_gives_as_null_is_not_there(field: str) -> None:
    assert _ask(_app(), httpMethod="GET", **{field: None})[0] == 200


def test_a_query_parameter_is_refused_where_no_route_reads_it() -> None:
    asked = {"httpMethod": "GET", "queryStringParameters": {"pageSize": "5"}}
    status, body, _ = _ask(_app(), **asked)
    assert (status, [one["name"] for one in body["invalidParams"]]) == (400, ["pageSize"])
    with_parameters = {read_event("api-inzage")["resource"]}
    assert _ask(_app(with_parameters=with_parameters), **asked)[0] == 200
    assert _ask(_app(with_parameters=with_parameters), queryStringParameters={"pageSize": "5"})[0] == 400


def test_a_body_in_base64_is_read_as_text() -> None:
    inzage = UUID(int=1)
    body = b64encode(json.dumps({"inzageId": str(inzage)}).encode()).decode()
    status, answered, _ = _ask(_app(), body=body, isBase64Encoded=True)
    assert (status, answered["inzageId"]) == (201, str(inzage))


@pytest.mark.parametrize("raw", [b"\xff{}", b'{"inzageId": "\xe9"}'])
def test_a_body_that_is_no_utf_8_is_no_json(raw: bytes) -> None:
    status, body, _ = _ask(_app(), body=b64encode(raw).decode(), isBase64Encoded=True)
    assert (status, body["invalidParams"][0]["code"]) == (400, "json-invalid")


@pytest.mark.parametrize(
    "kind", ["text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "application/json-seq", "multipart/form-data; x=y"]
)
def test_a_body_that_is_not_sent_as_json_is_of_the_wrong_type(kind: str) -> None:
    status, body, headers = _ask(_app(), headers={"content-type": kind}, body=json.dumps({"inzageId": str(UUID(int=1))}))
    assert (status, body["type"]) == (415, "urn:klantmail:probleem:verkeerde-soort")
    assert {name: headers[name] for name in STANDARD_HEADERS} == STANDARD_HEADERS
    assert _ask(_app(), httpMethod="DELETE", headers={"Content-Type": kind}, body=None)[0] == 204


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "Application/JSON; charset=utf-8"}])
def test_a_body_that_is_sent_as_json_or_as_nothing_in_particular_is_read(headers: dict[str, str]) -> None:
    assert _ask(_app(), headers=headers, body=json.dumps({"inzageId": str(UUID(int=1))}))[0] == 201


@pytest.mark.parametrize("character", ["x", '"', "é", "\u2028"])
def test_an_answer_that_lambda_would_not_pass_on_is_a_problem_and_one_that_fits_is_not(character: str) -> None:
    app = _app("https://werkplek.example")
    texts: list[str] = []

    @app.patch("/emailberichten/<_>/inzage")
    def answer(_: str) -> Mapping[str, object]:
        return {"tekst": texts[-1]}

    for length in (1_000, 500_000, 1_500_000, 3_000_000, 6_200_000, 6_400_000):
        texts.append(character * length)
        event = read_event("api-inzage") | {"httpMethod": "PATCH"}
        response = app.resolve(event, Context())  # type: ignore[arg-type]  # as Lambda's
        assert len(json.dumps(response, ensure_ascii=False).encode()) <= 6 * 1024 * 1024
        kept = len(json.dumps(json.dumps({"tekst": texts[-1]}, ensure_ascii=False), ensure_ascii=False).encode())
        assert (response["statusCode"] == 200) == (kept < 6 * 1024 * 1024 - 1_000)
        if response["statusCode"] != 200:
            assert json.loads(response["body"])["type"] == "urn:klantmail:probleem:antwoord-te-groot"
            assert response["multiValueHeaders"]["Content-Type"] == ["application/problem+json"]


@pytest.mark.parametrize("origin", ELDERS)
@pytest.mark.parametrize("origins", [(), (WERKPLEK,)])
def test_a_page_of_another_origin_gets_no_leave(origins: tuple[str, ...], origin: str) -> None:
    for method in ("GET", "PUT", "PATCH"):  # a response, a problem, and an unknown route
        headers = _ask(_app(*origins), httpMethod=method, headers={"Origin": origin}, multiValueHeaders={"Origin": [origin]})[2]
        assert not [name for name in headers if name.startswith("Access-Control-")]


def test_a_page_of_a_named_origin_gets_leave_for_itself_only() -> None:
    asked = {"headers": {"Origin": WERKPLEK}, "multiValueHeaders": {"Origin": [WERKPLEK]}}
    for method in ("GET", "PUT", "PATCH"):
        headers = _ask(_app("http://localhost:5173", WERKPLEK), httpMethod=method, **asked)[2]
        assert headers["Access-Control-Allow-Origin"] == WERKPLEK
        assert headers["Vary"] == "Origin"
        assert "ETag" in headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in headers
