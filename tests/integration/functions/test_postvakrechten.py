"""The rights by postvak: what a login of some postvakken is shown, and what it may name."""

import json
from collections.abc import Iterator
from typing import Final
from uuid import UUID

import pytest

from tests.support.aws import read_event
from tests.support.builders import ANDER_POSTVAK, POSTVAK
from tests.support.inspection import Mailed
from tests.support.postvakken import EVERYTHING, OF_ANOTHER, OF_THIS, from_mail, municipality, of_login
from tests.support.scenes.events import arrival
from tests.support.scenes.operations import CLAIMS, Given, answered, done, on, query, request, task
from tests.support.scenes.place import Call, Claims, Event
from tests.support.stage import Stage, stored

LISTS: Final = (
    "GET /emailberichten",
    "GET /interne-taken",
    "GET /verzendingen",
    "GET /zaken",
    "POST /klantcontacten/zoekopdrachten",
)


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A municipality for one test."""
    with municipality() as made:
        yield made


def _listed(stage: Stage, event: Event, claims: Claims) -> list[str]:
    """The identificaties on a list: a claim of a minute ago may run out between two answers."""
    return [each["identificatie"] for each in stage.answer(of_login(event, claims))[1]["results"]]


def _mail_to(stage: Stage, postvak: str, source: bytes = b"") -> str:
    sent = Mailed("jan@burger.example", source or b"From: jan@burger.example\r\nSubject: Vraag\r\n\r\nHoe laat?\r\n")
    mail, event = arrival(stage.s3, sent, postvak)
    stage.functions.invoke(event.function, event.event)
    return mail


def test_a_list_holds_for_a_login_of_the_postvak_what_it_holds_for_all(stage: Stage) -> None:
    for route in LISTS:
        event = stage.request(route, EVERYTHING)
        event["queryStringParameters"] = event["multiValueQueryStringParameters"] = None
        event["body"] = event["body"] and "{}"
        whole = _listed(stage, event, EVERYTHING)
        assert whole, route
        assert _listed(stage, event, OF_THIS) == whole
        assert _listed(stage, event, OF_ANOTHER) == []


def test_every_choice_of_mail_leaves_other_postvakken_out(stage: Stage) -> None:
    for parameters in ({}, {"status": "quarantaine"}, {"status": "afgehandeld"}, {"eigen": "true"}):
        event = query(request(stage, "lijstEmailberichten", EVERYTHING), **parameters).event
        assert {each["postvak"] for each in stage.answer(event)[1]["results"]} == {POSTVAK}
        assert _listed(stage, event, OF_ANOTHER) == []


def test_a_list_mixes_the_postvakken_of_a_login_and_no_others(stage: Stage) -> None:
    mail, other = _mail_to(stage, POSTVAK), _mail_to(stage, ANDER_POSTVAK)
    listed = _listed(stage, query(request(stage, "lijstEmailberichten", OF_ANOTHER)).event, OF_ANOTHER)
    assert (other in listed, mail in listed) == (True, False)


def test_the_signature_of_another_postvak_is_neither_read_nor_changed(stage: Stage) -> None:
    for operation in ("leesOndertekening", "wijzigOndertekening"):
        before = stored()
        event = of_login(request(stage, operation, EVERYTHING).event, OF_ANOTHER)
        assert stage.answer(event)[0] == 403
        assert stored() == before
        assert stage.answer(of_login(event, OF_THIS))[0] == 200


def test_another_postvak_cannot_be_asked_for(stage: Stage) -> None:
    event = query(request(stage, "lijstEmailberichten", OF_ANOTHER), postvak=POSTVAK).event
    assert stage.answer(event)[0] == 403


def test_of_the_same_sender_only_what_came_to_a_postvak_of_the_login_shows(stage: Stage) -> None:
    here, there = _mail_to(stage, POSTVAK), _mail_to(stage, ANDER_POSTVAK)
    waiting = _mail_to(stage, ANDER_POSTVAK, b"From: jan@burger.example\r\nSubject: Nog iets\r\n\r\nEn hoe lang?\r\n")
    geopend = done(stage, "openEmailbericht", given=on(there))
    contact = answered(stage, given=on(there, inzageId=geopend["inzageId"]))["klantcontacten"][0]["identificatie"]
    event = request(stage, "leesSamenhang", EVERYTHING, on(here)).event
    whole = json.dumps(stage.answer(event)[1])
    assert contact in whole
    assert waiting in whole
    limited = json.dumps(stage.answer(of_login(event, OF_THIS))[1])
    assert contact not in limited
    assert waiting not in limited


def test_what_comes_from_a_mail_goes_along_when_it_is_moved(stage: Stage) -> None:
    mail = _mail_to(stage, POSTVAK)
    read = request(stage, "leesEmailbericht", OF_ANOTHER, on(mail)).event
    assert stage.answer(read)[0] == 403
    done(stage, "verplaatsEmailbericht", OF_THIS, on(mail), postvak=ANDER_POSTVAK)
    assert stage.answer(read)[0] == 200
    geopend = done(stage, "openEmailbericht", OF_ANOTHER, on(mail))
    contacten = answered(stage, claims=OF_ANOTHER, given=on(mail, inzageId=geopend["inzageId"]))["klantcontacten"]
    for contact in contacten:
        for bijlage in contact["bijlagen"]:
            document = on(bijlage["informatieobject"]["identificatie"])
            asked = request(stage, "leesInhoud", OF_ANOTHER, document).event
            assert stage.answer(asked)[0] == 200
            assert stage.answer(of_login(asked, OF_THIS))[0] == 403


def test_a_body_names_no_mail_of_another_postvak(stage: Stage) -> None:
    for operation in ("sluitQuarantaine", "vulStandaardantwoordIn"):
        event = request(stage, operation, OF_ANOTHER).event
        before = from_mail()
        assert stage.answer(event)[0] == 403
        assert from_mail() == before


def test_who_has_no_right_to_a_postvak_gets_no_mail_or_task_of_it(stage: Stage) -> None:
    farid = {**CLAIMS, "custom:medewerker": "7d2c4b6a-91e3-4f58-b7a0-3c5d6e7f8a06", "custom:postvakken": ANDER_POSTVAK}
    assert stage.answer(of_login(read_event("api-ik"), farid))[0] == 200
    mail = _mail_to(stage, POSTVAK)
    reserved = request(stage, "reserveerEmailbericht", given=on(mail, medewerker=farid["custom:medewerker"]))
    assert _refused_field(stage, reserved) == "medewerker"
    to_farid = {"medewerker": farid["custom:medewerker"]}
    assert _refused_field(stage, request(stage, "maakInterneTaak", toegewezenAan=to_farid)) == "toegewezenAan.medewerker"
    passed_on = request(
        stage, "wijzigInterneTaak", given=on(task(stage)["identificatie"]), actie="doorzetten", toegewezenAan=to_farid
    )
    assert _refused_field(stage, passed_on) == "toegewezenAan.medewerker"


def _refused_field(stage: Stage, call: Call) -> str:
    status, answer = stage.answer(call.event)
    assert (status, answer["invalidParams"][0]["code"]) == (400, "geen-recht"), answer
    return str(answer["invalidParams"][0]["name"])


def test_a_login_is_told_who_it_is(stage: Stage) -> None:
    for claim, postvakken, every in (
        ("", [POSTVAK, ANDER_POSTVAK], True),
        (ANDER_POSTVAK.upper(), [ANDER_POSTVAK], False),
        ("weg@gemeente.example", [], False),
    ):
        status, ik = stage.answer(of_login(read_event("api-ik"), {**CLAIMS, "custom:postvakken": claim}))
        assert (status, ik["medewerker"], ik["naam"]) == (200, CLAIMS["custom:medewerker"], CLAIMS["name"])
        assert (ik["organisatorischeEenheid"], ik["rollen"]) == (CLAIMS["custom:eenheid"], [CLAIMS["cognito:groups"]])
        assert (ik["postvakken"], ik["allePostvakken"]) == (postvakken, every)


def test_an_identificatie_of_nothing_is_not_there_rather_than_forbidden(stage: Stage) -> None:
    event = request(stage, "leesEmailbericht", OF_ANOTHER, Given({"identificatie": str(UUID(int=1))})).event
    assert stage.answer(event)[0] == 404
