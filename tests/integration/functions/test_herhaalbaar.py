"""Repeating is safe: reading again costs nothing, and doing again does nothing.

This is checked for every GET and every POST of the API, through the functions.
"""

import json
from copy import deepcopy
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

import pytest

from openapi.operaties import OPERATIES
from tests.support.contract import DOCUMENT, toets
from tests.support.scenes.operations import CLAIMS, FUNCTIONS, PREVIEWS, ROUTES, answered, opened
from tests.support.scenes.place import Event
from tests.support.stage import WITH_LOGIN, Stage, forget, stored

GELEZEN: Final = [route for route in WITH_LOGIN if route.startswith("GET ")]
GEDAAN: Final = [route for route in WITH_LOGIN if route.startswith("POST ")]
WITH_IDEMPOTENCY_KEY: Final = [route for route in WITH_LOGIN if OPERATIES[route].idempotency_key is not None]
STORES_NOTHING: Final = {
    *(ROUTES[name] for name in PREVIEWS),
    "POST /uploads",
    "POST /klantcontacten/zoekopdrachten",
    "POST /zoekopdrachten",
    "POST /standaardantwoorden/{identificatie}/invulling",
    "POST /emailberichten/{identificatie}/meekijken",
}


@pytest.fixture
def stage(shared_stage: Stage) -> Stage:
    forget()
    return shared_stage


def _ruw(stage: Stage, verzoek: Event, if_none_match: str = "") -> tuple[int, str, str | None]:
    """Status, body and ETag, which are held to the description as well."""
    vraag = deepcopy(verzoek)
    if if_none_match:
        vraag["headers"]["If-None-Match"] = if_none_match
        vraag["multiValueHeaders"]["If-None-Match"] = [if_none_match]
    response = stage.functions.invoke(FUNCTIONS[f"{vraag['httpMethod']} {vraag['resource']}"], vraag)
    toets(vraag, response)
    return response["statusCode"], response["body"], dict(response["multiValueHeaders"]).get("ETag", [None])[0]


# -- reading -----------------------------------------------------------------------------------------------------------


VAN_EEN_VERSIE = {"GET /emailberichten/{identificatie}/concept"}
"""The reads of what is changed by version: their tag is that of the version."""


@pytest.mark.parametrize("route", GELEZEN)
def test_who_has_an_answer_already_is_told_so(stage: Stage, route: str) -> None:
    verzoek = stage.permitted(route)
    _ruw(stage, verzoek)  # the first request of a medewerker makes them known, which the list of medewerkers shows
    status, body, etag = _ruw(stage, verzoek)
    assert status == 200
    if etag is None:
        assert '"geldigTot"' in body, "only a link is another one each time"
        assert _ruw(stage, verzoek, "*")[0] == 200
        return
    assert "304" in DOCUMENT["paths"][verzoek["resource"]]["get"]["responses"]
    assert route in VAN_EEN_VERSIE or etag == f'"{sha256(body.encode()).hexdigest()}"'
    for known in (etag, f"W/{etag}", f'"anders", {etag}', "*"):
        assert _ruw(stage, verzoek, known) == (304, "", etag)
    assert _ruw(stage, verzoek, '"anders"') == (200, body, etag)


def test_a_login_that_may_not_read_learns_nothing_from_a_tag(stage: Stage) -> None:
    verzoek = stage.permitted("GET /emailberichten/{identificatie}")
    _, _, etag = _ruw(stage, verzoek)
    assert etag
    verzoek["requestContext"]["authorizer"]["claims"] = {**CLAIMS, "cognito:groups": "behandelaar"}
    assert _ruw(stage, verzoek, etag)[0] == 403


@pytest.mark.parametrize("name", ["abc", "\U0005aa47", "a\0b\n", "é"])
def test_what_is_not_there_has_no_tag_and_is_not_the_same_as_before(stage: Stage, name: str) -> None:
    verzoek = stage.permitted("GET /emailberichten/{identificatie}")
    verzoek["pathParameters"]["identificatie"] = name
    verzoek["path"] = f"/emailberichten/{name}"
    for known in ("", "*"):
        status, _, etag = _ruw(stage, verzoek, known)
        assert (status, etag) == (404, None)


def test_what_has_changed_has_another_tag(stage: Stage) -> None:
    verzoek = stage.permitted("GET /emailberichten/{identificatie}")
    _, _, etag = _ruw(stage, verzoek)
    assert etag
    opened(stage, mail=verzoek["pathParameters"]["identificatie"])
    status, _, new = _ruw(stage, verzoek, etag)
    assert status == 200
    assert new not in {etag, None}


def test_a_text_behind_a_link_is_given_with_a_new_link_each_time(stage: Stage) -> None:
    """A 304 would leave its reader with a link that no longer works."""
    beantwoord = answered(stage, inhoud="a" * 100_000)
    verzoek = stage.request("GET /klantcontacten/{identificatie}", CLAIMS)
    verzoek["pathParameters"]["identificatie"] = identificatie = beantwoord["klantcontacten"][1]["identificatie"]
    verzoek["path"] = f"/klantcontacten/{identificatie}"
    status, body, etag = _ruw(stage, verzoek, "*")
    assert (status, etag) == (200, None)
    assert json.loads(body)["inhoudUrl"]


# -- doing -------------------------------------------------------------------------------------------------------------


def test_what_the_same_request_again_does_is_said_of_every_post() -> None:
    for route in GEDAAN:
        operatie = OPERATIES[route]
        assert (operatie.idempotency_key is None) == bool(operatie.nog_een_keer), route
        assert operatie.idempotency_key is None or "dezelfde `Idempotency-Key`" in operatie.beschrijving, route


@pytest.mark.parametrize("route", [*GEDAAN, *sorted(set(WITH_IDEMPOTENCY_KEY) - set(GEDAAN))])
def test_the_same_request_again_stores_nothing_and_is_answered_the_same(stage: Stage, route: str) -> None:
    verzoek = stage.permitted(route)
    before = _zonder_claim(stored())
    status, eerst = stage.answer(deepcopy(verzoek))
    assert status < 300, eerst
    once = _zonder_claim(stored())
    assert (once == before) == (route in STORES_NOTHING)
    status, again = stage.answer(deepcopy(verzoek))
    assert status < 300, again
    assert _zonder_claim(stored()) == once
    if route != "POST /uploads":
        assert _without_time(again) == _without_time(eerst)


@pytest.mark.parametrize("route", WITH_IDEMPOTENCY_KEY)
def test_the_same_key_with_another_request_is_refused_and_changes_nothing(stage: Stage, route: str) -> None:
    verzoek = stage.permitted(route)
    assert stage.answer(deepcopy(verzoek))[0] < 300
    before = stored()
    body = json.loads(verzoek["body"])
    fields = ("delen", "toelichting", "reden", "inhoud", "tekst", "zaak", "uitzonderingen", "adressen", "woorden")
    field = next(name for name in fields if name in body)
    if field == "delen":
        body["delen"][0]["onderwerp"] += " en meer"
    elif field == "uitzonderingen":
        body["uitzonderingen"] = [{"emailbericht": str(UUID(int=1)), "reden": "Bezwaar"}]
    elif field == "adressen":
        body["adressen"].append("eva@burger.example")
    elif field == "zaak":
        body["zaak"]["identificatie"] += "-b"
    else:
        body[field] += " en meer"
    verzoek["body"] = json.dumps(body)
    status, probleem = stage.answer(verzoek)
    assert (status, probleem["type"]) == (409, "urn:klantmail:probleem:sleutel-hergebruikt")
    assert stored() == before


def _zonder_claim(everything: tuple[list[dict[str, Any]], list[str]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Leave out how long a mail is claimed, since opening it again is for that, and who has logged in."""
    items, object_keys = everything
    rest = [item for item in items if item["PK"]["S"] != "MEDEWERKER"]
    return [{name: value for name, value in item.items() if name != "geclaimdTot"} for item in rest], object_keys


def _without_time(value: Any) -> Any:
    """Leave out what belongs to the moment: links, and how long things last."""
    if isinstance(value, dict):
        return {name: _without_time(each) for name, each in value.items() if name not in {"geclaimdTot", "geldigTot", "url"}}
    return [_without_time(each) for each in value] if isinstance(value, list) else value
