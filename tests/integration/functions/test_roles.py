"""The rights: every operation of the API by every kind of login, through the functions themselves.

What is expected is what the description of the API says (`Operatie.rollen`), and what docs/rollen.md shows.
"""

from collections.abc import Iterator
from typing import Final
from uuid import uuid4

import pytest

from klantmail.domain.medewerker import Rol
from openapi.operaties import OPERATIES
from tests.support.scenes.operations import BEHANDELAAR, CLAIMS, EENHEID, task, writing_operations
from tests.support.scenes.place import Claims, Event
from tests.support.stage import WITH_LOGIN, Stage, forget, stored

ALLE_ROLLEN: Final = ",".join(Rol)
ROLLEN: Final = {rol: {**CLAIMS, "custom:eenheid": EENHEID, "cognito:groups": rol.value} for rol in Rol}
ALLES: Final = {**CLAIMS, "custom:eenheid": EENHEID, "cognito:groups": ALLE_ROLLEN}
NOBODY: Final[dict[str, Claims]] = {
    "no group": {**ALLES, "cognito:groups": ""},
    "a group of something else": {**ALLES, "cognito:groups": "beheerders,admin,kcc"},
    "no claim of groups": {name: value for name, value in ALLES.items() if name != "cognito:groups"},
    "an access token": {**ALLES, "token_use": "access"},
    "no kind of token": {name: value for name, value in ALLES.items() if name != "token_use"},
    "no medewerker id": {name: value for name, value in ALLES.items() if name != "custom:medewerker"},
    "a medewerker id that is none": {**ALLES, "custom:medewerker": "anna"},
    "no eenheid": {name: value for name, value in ALLES.items() if name != "custom:eenheid"},
    "an empty eenheid": {**ALLES, "custom:eenheid": ""},
    "no claims": {},
}
"""Logins with every role and one thing wrong, so that this alone is what they are refused for."""
TAAK_ROUTES: Final = [route for route in WITH_LOGIN if route.partition(" ")[2].startswith("/interne-taken/")]


@pytest.fixture
def stage(shared_stage: Stage) -> Stage:
    forget()
    return shared_stage


def _zijn_geweigerd(stage: Stage, verzoek: Event, *logins: Claims) -> None:
    """Check that each of them gets 403 as a problem, and that nothing has changed."""
    before = stored()
    for claims in logins:
        verzoek["requestContext"]["authorizer"]["claims"] = claims
        status, probleem = stage.answer(verzoek)
        assert (status, probleem["status"], probleem["type"]) == (403, 403, "urn:klantmail:probleem:geen-toegang")
        assert probleem["detail"]
    assert stored() == before


def _verzoeken(stage: Stage, route: str, *logins: Claims) -> Iterator[Event]:
    """The request of each login. Who only reads, reads what was made for another of the same desk."""
    only_read = OPERATIES[route].naam not in writing_operations()
    made: dict[object, Event] = {}
    for claims in logins:
        rollen = set(claims["cognito:groups"].split(","))
        desk = (Rol.BEHANDELAAR in rollen, rollen <= {Rol.PRIVACYFUNCTIONARIS, Rol.ARCHIVARIS}) if only_read else len(made)
        if desk not in made:
            made[desk] = stage.request(route, claims)
        made[desk]["requestContext"]["authorizer"]["claims"] = claims
        yield made[desk]


def test_only_the_description_needs_no_login_and_every_role_has_something_to_do() -> None:
    assert set(OPERATIES) - set(WITH_LOGIN) == {"GET /openapi.json"}
    assert all(any(rol in operatie.rollen for operatie in OPERATIES.values()) for rol in Rol)


def test_everybody_with_a_role_may_ask_who_they_are() -> None:
    assert OPERATIES["GET /ik"].rollen == set(Rol)


@pytest.mark.parametrize("route", WITH_LOGIN)
def test_an_operation_works_for_the_roles_that_are_named_with_it_and_for_no_other_login(stage: Stage, route: str) -> None:
    goed = {int(each.status) for each in OPERATIES[route].geslaagd}
    niet = [claims for rol, claims in ROLLEN.items() if rol not in OPERATIES[route].rollen]
    _zijn_geweigerd(stage, stage.request(route, ALLES), *niet, *NOBODY.values())
    for verzoek in _verzoeken(stage, route, ALLES, *(ROLLEN[rol] for rol in OPERATIES[route].rollen)):
        status, response = stage.answer(verzoek)
        assert status in goed, response


@pytest.mark.parametrize("route", TAAK_ROUTES)
def test_a_task_of_another_eenheid_is_out_of_reach(stage: Stage, route: str) -> None:
    other = {**BEHANDELAAR, "custom:eenheid": "Belastingen", "custom:medewerker": str(uuid4())}
    _zijn_geweigerd(stage, stage.request(route, other), other)


@pytest.mark.parametrize("groups", [Rol.BEHANDELAAR.value, ALLE_ROLLEN])
def test_the_tasks_of_another_eenheid_are_not_listed(stage: Stage, groups: str) -> None:
    task(stage, EENHEID)
    elders = task(stage, "Belastingen")["identificatie"]
    status, lijst = stage.answer(stage.request("GET /interne-taken", {**BEHANDELAAR, "cognito:groups": groups}))
    assert status == 200
    assert {each["toegewezenAan"]["organisatorischeEenheid"] for each in lijst["results"]} == {EENHEID}
    assert elders not in {each["identificatie"] for each in lijst["results"]}


def test_with_a_task_come_the_documents_of_its_own_mail_and_no_others(stage: Stage) -> None:
    route = "GET /interne-taken/{identificatie}/informatieobjecten/{document}/inhoud"
    verzoek = stage.request(route, BEHANDELAAR)
    for other in (task(stage, EENHEID), task(stage, "Belastingen")):
        verzoek["pathParameters"]["document"] = other["document"]
        verzoek["path"] = route.partition(" ")[2].format(**verzoek["pathParameters"])
        assert stage.answer(verzoek)[0] == 404


def test_who_is_asking_is_read_from_the_claims_and_from_nothing_that_the_caller_writes(stage: Stage) -> None:
    verzoek = stage.request("POST /emailberichten/{identificatie}/inzage", CLAIMS)
    other = str(uuid4())
    for name in ("medewerker", "custom:medewerker", "X-Medewerker", "X-Amz-Cognito-Username"):
        verzoek["headers"][name] = other
        verzoek["multiValueHeaders"][name] = [other]
    verzoek["requestContext"]["identity"] |= {"user": other, "caller": other}
    status, geopend = stage.answer(verzoek)
    assert (status, geopend["klantcontact"]["medewerker"]) == (201, CLAIMS["custom:medewerker"])
