"""Every use case of every function leaves one audit line (BIO2 8.15.01), with ids and counts and no word of anybody."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import boto3
import pytest

from klantmail.runtime.audit import OnverwachteFout
from openapi.operaties import OPERATIES
from tests.support.audit import BERICHT, EVENTS, MAIL, OWN, SECRET, SENT, Case, Log, logged, mail_event, words_of
from tests.support.aws import ENVIRONMENT, REGION, Functions, aws_with_settings, read_api_event, read_event
from tests.support.builders import POSTVAK
from tests.support.scenes.operations import CLAIMS, FUNCTIONS, PAYLOADS
from tests.support.stage import Stage
from tests.support.template import PROJECT
from tests.support.usecases import table_items

# Powertools warns of a function that failed before it counted anything.
pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish")


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One municipality for all of these tests: each request makes what it is about."""
    with aws_with_settings(**OWN):
        boto3.client("sqs", region_name=REGION).create_queue(QueueName="mislukt")
        functions = Functions({})
        with pytest.MonkeyPatch.context() as unset:  # an existing zaak would be looked up where nobody answers
            unset.setenv("ZAKEN_API", "")
            functions.load("doorzetten")
        yield Stage(functions)


@pytest.fixture
def log() -> Iterator[Log]:
    with logged() as log:
        yield log


def test_there_is_no_function_that_is_not_looked_at() -> None:
    assert set(FUNCTIONS.values()) | {case.function for case in EVENTS} == {
        one.parent.name for one in (PROJECT / "functions").glob("*/app.py")
    }


# -- requests ----------------------------------------------------------------------------------------------------------


def _nothing(_: dict[str, Any]) -> list[str]:
    return []


def _of_mail(answer: dict[str, Any]) -> list[str]:
    return [json.loads(answer["body"])["emailbericht"]["identificatie"]]


def _opened(answer: dict[str, Any]) -> list[str]:
    return [*_of_mail(answer), json.loads(answer["body"])["klantcontact"]["identificatie"]]


def _itself(answer: dict[str, Any]) -> list[str]:
    return [json.loads(answer["body"])["identificatie"]]


def _found(answer: dict[str, Any]) -> list[str]:
    return [one["identificatie"] for one in json.loads(answer["body"])["results"]]


def _related(answer: dict[str, Any]) -> list[str]:
    body = json.loads(answer["body"])
    lists = (body["gesprek"]["results"], body["zelfdeAfzender"]["results"], body["openMail"])
    return [one["identificatie"] for rows in lists for one in rows]


def _with_task(answer: dict[str, Any]) -> list[str]:
    body = json.loads(answer["body"])
    return [body["klantcontact"]["identificatie"], body["emailbericht"]]


SHOWS: dict[str, Callable[[dict[str, Any]], list[str]]] = {
    "POST /emailberichten/{identificatie}/inzage": _opened,
    "POST /emailberichten/{identificatie}/meekijken": _of_mail,
    "GET /emailberichten/{identificatie}/inhoud": _of_mail,
    "GET /emailberichten/{identificatie}/quarantaine": _of_mail,
    "GET /emailberichten/{identificatie}": _itself,
    "GET /emailberichten/{identificatie}/samenhang": _related,
    "GET /klantcontacten/{identificatie}": _itself,
    "POST /klantcontacten/zoekopdrachten": _found,
    "GET /interne-taken/{identificatie}": _with_task,
}
"""The routes that show klantcontacten or mail, and the records that each shows, which its line must name."""


def _quoted(request: dict[str, Any]) -> set[str]:
    """Return the mail whose text a preview shows. The answer of a preview names no mail."""
    if not request["resource"].endswith("/voorbeeld"):
        return set()
    named = {"S": request["pathParameters"]["identificatie"]}
    (record,) = (item for item in table_items() if item.get("identificatie") == named)
    return {record.get("emailbericht", named)["S"]}


def test_every_route_that_shows_something_is_played() -> None:
    assert set(SHOWS) <= set(FUNCTIONS)


def _request(stage: Stage, route: str) -> dict[str, Any]:
    if route.startswith("OPTIONS "):
        path = route.partition(" ")[2]
        return read_event("api-openapi") | {"httpMethod": "OPTIONS", "resource": path, "path": re.sub(r"[{}]", "", path)}
    return stage.permitted(route) if OPERATIES[route].rollen else read_event(PAYLOADS[route])


@pytest.mark.parametrize("route", sorted(FUNCTIONS))
def test_a_request_leaves_one_line(stage: Stage, log: Log, route: str) -> None:
    request = _request(stage, route)
    log.forget()
    answer = stage.functions.invoke(FUNCTIONS[route], request)
    assert answer["statusCode"] < 300
    with_login = route in OPERATIES and OPERATIES[route].rollen
    line = log.line()
    shown = line.pop("getoond", "").split()
    quoted = _quoted(request)
    assert set(shown) <= {*re.findall(r'"(?:identificatie|emailbericht)":"([0-9a-f-]{36})"', answer["body"]), *quoted}
    assert set(SHOWS.get(route, _nothing)(answer)) <= set(shown)
    assert quoted <= {*shown, line["object"]}
    assert line == {
        "actie": route,
        "object": _object(request, answer),
        "resultaat": "gelukt",
        "oorsprong": request["requestContext"]["identity"]["sourceIp"],
        "actor": CLAIMS["custom:medewerker"] if with_login else "",
    }


_MAKING: Final = {
    "/uploads",
    "/standaardantwoorden",
    "/storingen",
    "/vernietigingslijsten",
    "/inzageverzoeken",
    "/woo-verzoeken",
}
"""The paths that name nothing, and make something."""


def _object(request: dict[str, Any], answer: dict[str, Any]) -> str:
    """The identification of the object: what the path names last, or what was made where it names nothing."""
    if request["httpMethod"] == "POST" and request["resource"] in _MAKING:
        made = json.loads(answer["body"])
        return str(UUID(made.get("uploadId") or made["identificatie"]))
    named = request["pathParameters"] or {}
    return str(named.get("document") or named.get("identificatie") or "")


def test_a_refused_request_leaves_one_line_that_says_so(stage: Stage, log: Log) -> None:
    refused = read_event("api-werkvoorraad")
    refused["requestContext"]["authorizer"]["claims"]["cognito:groups"] = ""
    absent = read_api_event("api-klantcontact", "c0ffee00-0000-4000-8000-000000000000")
    wrong = read_event("api-upload") | {"body": json.dumps({"bestandsnaam": SECRET})}
    for request, function, result in (
        (refused, "raadplegen", "GeenToegang"),
        (absent, "raadplegen", "NietGevonden"),
        (wrong, "uploads", "OngeldigeInvoer"),
    ):
        log.forget()
        stage.functions.invoke(function, request)
        assert log.line()["resultaat"] == result


def test_what_a_client_puts_in_the_wrong_place_is_not_repeated(stage: Stage, log: Log) -> None:
    in_path = read_api_event("api-klantcontact", SECRET)
    in_query = read_event("api-werkvoorraad")
    in_query["queryStringParameters"] = {SECRET: SECRET, "cursor": SECRET, "postvak": SECRET}
    in_query["multiValueQueryStringParameters"] = {name: [value] for name, value in in_query["queryStringParameters"].items()}
    in_login = read_event("api-werkvoorraad")
    in_login["requestContext"]["authorizer"]["claims"]["custom:medewerker"] = SECRET
    in_body = read_event("api-antwoord") | {"body": f'{{"inhoud": "{SECRET}"'}
    for function, request in (
        ("raadplegen", in_path),
        ("raadplegen", in_query),
        ("raadplegen", in_login),
        ("beantwoorden", in_body),
    ):
        log.forget()
        assert 400 <= stage.functions.invoke(function, request)["statusCode"] < 500
        assert log.line()["resultaat"] != "gelukt"
        assert SECRET not in log.text


# -- events ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", EVENTS, ids=lambda case: f"{case.function}-{case.oorsprong}-{case.resultaat}")
def test_an_event_leaves_one_line(stage: Stage, log: Log, case: Case) -> None:
    mail = f"From: Joost <joost@burger.example>\r\nSubject: {SECRET}\r\n\r\n{SECRET}\r\n".encode()
    key = f"{POSTVAK}/{MAIL['Records'][0]['ses']['mail']['messageId']}"
    boto3.client("s3", region_name=REGION).put_object(Bucket=ENVIRONMENT["INTAKE"], Key=key, Body=mail)
    with suppress(OnverwachteFout):
        stage.functions.invoke(case.function, case.event)
    line = log.line()
    assert {name: line[name] for name in ("actie", "object", "resultaat", "oorsprong", "actor")} == {
        "actie": case.function,
        "object": case.waarop,
        "resultaat": case.resultaat,
        "oorsprong": case.oorsprong,
        "actor": case.actor,
    }
    assert SECRET not in log.text


@pytest.mark.parametrize(
    ("function", "event"),
    [
        ("ontvangen", mail_event(timestamp=SECRET)),
        ("verzenden", {"verzending": SECRET}),
        ("registreren", {"zaak": SECRET}),
        ("vertellen", {"Records": [BERICHT["Records"][0] | {"dynamodb": {"NewImage": {"soort": SECRET}}}]}),
        ("bezorgstatus", SENT | {"detail": SENT["detail"] | {"mail": SENT["detail"]["mail"] | {"timestamp": SECRET}}}),
        ("herlijsten", {"sinds": SECRET}),
        ("inzien", {SECRET: SECRET}),
    ],
)
def test_an_error_has_no_words_of_what_it_is_about(stage: Stage, log: Log, function: str, event: dict[str, Any]) -> None:
    words = words_of(stage.functions, function, event)
    assert re.fullmatch(r"[A-Za-z]+( < [A-Za-z]+)* at ([a-z_]+\.py:\d+)( < [a-z_]+\.py:\d+)*", words)
    assert SECRET not in log.text
