"""Outages of postvakken, over the API: who may do what, what is wrong, and what a formal message shows."""

import json
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from klantmail.domain.tijd import als_tekst, nu
from tests.support.builders import ANDER_POSTVAK, POSTVAK
from tests.support.scenes.operations import CLAIMS, Given, on, opened, outage, query, request
from tests.support.scenes.place import Claims
from tests.support.stage import Stage

BEHEER: Final = {**CLAIMS, "cognito:groups": "beheerder"}
ANNA: Final = {**CLAIMS, "cognito:groups": "kcc-medewerker"}
LEADER: Final = {**CLAIMS, "cognito:groups": "teamleider"}
DAAN: Final = {**CLAIMS, "cognito:groups": "behandelaar"}


def answer(stage: Stage, operation: str, claims: Claims, given: Given | None = None, **fields: Any) -> tuple[int, Any]:
    call = request(stage, operation, claims, given, **fields)
    response = stage.functions.invoke(call.function, call.event)
    return response["statusCode"], json.loads(response["body"] or "null")


def test_a_beheerder_registers_an_outage_and_ends_it_and_the_others_read_it(stage: Stage) -> None:
    made = outage(stage)
    end = als_tekst(nu() - timedelta(minutes=1))
    status, ended = answer(stage, "wijzigPostvakstoring", BEHEER, on(made), tot=end)
    assert (status, ended["versie"], ended["tot"]) == (200, 2, end)
    for claims, allowed in ((ANNA, True), (LEADER, True), (DAAN, False)):
        status, found = answer(stage, "lijstPostvakstoringen", claims)
        assert (status, status == 200 and found["results"] == [ended]) == ((200, True) if allowed else (403, False))
        assert answer(stage, "registreerPostvakstoring", claims)[0] == 403
        assert answer(stage, "wijzigPostvakstoring", claims, on(made))[0] == 403


def test_an_outage_that_is_not_there_is_404_and_one_that_another_changed_409(stage: Stage) -> None:
    made = outage(stage)
    assert answer(stage, "wijzigPostvakstoring", BEHEER, on(UUID(int=404)))[0] == 404
    assert answer(stage, "wijzigPostvakstoring", BEHEER, on("geen-uuid"))[0] == 404
    assert answer(stage, "wijzigPostvakstoring", BEHEER, on(made))[0] == 200
    status, problem = answer(stage, "wijzigPostvakstoring", BEHEER, on(made), toelichting="Iets anders")
    assert (status, "versie 2" in problem["detail"]) == (409, True)


def test_all_that_is_wrong_with_an_outage_is_said_at_once(stage: Stage) -> None:
    tomorrow = als_tekst(nu() + timedelta(days=1))
    status, problem = answer(
        stage, "registreerPostvakstoring", BEHEER, postvakken=["weg@gemeente.example"], van=tomorrow, tot=tomorrow
    )
    assert status == 400
    assert [(one["name"], one["code"]) for one in problem["invalidParams"]] == [
        ("van", "in-de-toekomst"),
        ("tot", "in-de-toekomst"),
        ("tot", "niet-na-van"),
        ("postvakken.0", "onbekend"),
    ]
    status, problem = answer(stage, "registreerPostvakstoring", BEHEER, van="gisteren", toelichting="", versie=1)
    assert (status, {one["name"] for one in problem["invalidParams"]}) == (400, {"van", "toelichting", "versie"})


def test_the_list_has_pages(stage: Stage) -> None:
    for hour in (2, 1, 3):
        answer(stage, "registreerPostvakstoring", BEHEER, van=als_tekst(nu() - timedelta(hours=hour)), toelichting=str(hour))
    call = query(request(stage, "lijstPostvakstoringen", BEHEER), pageSize="2")
    first = stage.ask(call)
    rest = stage.ask(query(request(stage, "lijstPostvakstoringen", BEHEER), pageSize="2", cursor=first["cursor"]))
    assert [one["toelichting"] for one in (*first["results"], *rest["results"])] == ["1", "2", "3"]
    assert rest["cursor"] is None


def test_a_formal_message_shows_the_outages_of_its_postvak_and_another_mail_none(stage: Stage) -> None:
    hour_ago = als_tekst(nu() - timedelta(hours=1))
    for postvakken, why in ((POSTVAK, "hier"), (ANDER_POSTVAK, "elders")):
        answer(stage, "registreerPostvakstoring", BEHEER, postvakken=[postvakken], van=hour_ago, toelichting=why)
    mail = opened(stage)
    given = on(mail.path["identificatie"])
    assert answer(stage, "lijstStoringenBijEmailbericht", ANNA, given)[1]["results"] == []
    assert answer(stage, "bevestigOntvangst", CLAIMS, mail)[0] == 201
    status, found = answer(stage, "lijstStoringenBijEmailbericht", ANNA, given)
    assert (status, [one["toelichting"] for one in found["results"]]) == (200, ["hier"])
    assert answer(stage, "lijstStoringenBijEmailbericht", DAAN, given)[0] == 403
