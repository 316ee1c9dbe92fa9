"""The rights by postvak: every operation of the API by a login that has a right to other postvakken only.

Whatever operation comes, it is in this walk. It is refused there, or names no record that comes from a mail.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

import pytest

from klantmail.domain.medewerker import Rol
from klantmail.usecases.postvakrecht import GEEN_RECHT
from openapi.operaties import OPERATIES
from tests.support.aws import OMGEVING, Functies, aws_in_geheugen, gebeurtenis
from tests.support.builders import ANDER_POSTVAK, POSTVAK
from tests.support.inspection import Gestuurd
from tests.support.scenes.events import arrival
from tests.support.scenes.operations import (
    CLAIMS,
    EENHEID,
    Given,
    answered,
    done,
    for_anna,
    on,
    query,
    refused_zaak,
    request,
    task,
)
from tests.support.scenes.place import Call, Claims, Event
from tests.support.stage import WITH_LOGIN, Stage, stored

EVERYTHING: Final = {**CLAIMS, "custom:eenheid": EENHEID, "cognito:groups": ",".join(Rol)}
OF_THIS: Final = {**EVERYTHING, "custom:postvakken": POSTVAK}
OF_ANOTHER: Final = {**EVERYTHING, "custom:postvakken": ANDER_POSTVAK}
NOT_FROM_MAIL: Final = ("MEDEWERKER", "ONDERTEKENING", "STANDAARDANTWOORD", "VANGNET")
"""The items that tell nothing of a mail, whichever postvak it is in."""
LISTS: Final = (
    "GET /emailberichten",
    "GET /interne-taken",
    "GET /verzendingen",
    "GET /zaken",
    "POST /klantcontacten/zoekopdrachten",
)


@contextmanager
def _municipality() -> Iterator[Stage]:
    """Furnish a municipality that has something of everything in one postvak."""
    with pytest.MonkeyPatch.context() as patch, aws_in_geheugen():
        for name, value in OMGEVING.items():
            patch.setenv(name, value)
        patch.delenv("AWS_PROFILE", raising=False)
        made = Stage(Functies({}))
        answered(made)
        task(made)
        refused_zaak(made)
        made.doubtful()
        made.received(spam=True)
        done(made, "reserveerEmailbericht", given=on(for_anna(made), medewerker=CLAIMS["custom:medewerker"]))
        yield made


@pytest.fixture(scope="module")
def walked() -> Iterator[Stage]:
    """One municipality for the walk over every operation, which changes what it holds."""
    with _municipality() as made:
        yield made


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A municipality for one test."""
    with _municipality() as made:
        yield made


def _of_login(event: Event, claims: Claims) -> Event:
    event["requestContext"]["authorizer"]["claims"] = dict(claims)
    return event


def _from_mail() -> tuple[list[dict[str, Any]], list[str]]:
    """Everything that is stored and comes from a mail."""
    items, keys = stored()
    return [item for item in items if item["PK"]["S"].partition("#")[0] not in NOT_FROM_MAIL], keys


def _names(items: list[dict[str, Any]]) -> set[str]:
    """The identificaties of these items, and the addresses that their mails came from."""
    ids = {item["PK"]["S"].partition("#")[2] for item in items}
    senders = {item["envelop"]["M"]["afzenderAdres"]["S"] for item in items if "envelop" in item}
    return {een for een in ids | senders if len(een) >= len("x@burger.example")}


def _listed(stage: Stage, event: Event, claims: Claims) -> list[str]:
    """The identificaties on a list: a claim of a minute ago may run out between two answers."""
    return [een["identificatie"] for een in stage.answer(_of_login(event, claims))[1]["results"]]


def _mail_to(stage: Stage, postvak: str, source: bytes = b"") -> str:
    sent = Gestuurd("jan@burger.example", source or b"From: jan@burger.example\r\nSubject: Vraag\r\n\r\nHoe laat?\r\n")
    mail, event = arrival(stage.s3, sent, postvak)
    stage.functies.roep(event.function, event.event)
    return mail


@pytest.mark.parametrize("route", WITH_LOGIN)
def test_a_login_of_another_postvak_learns_nothing_of_a_mail_and_one_of_this_postvak_is_answered(
    walked: Stage, route: str
) -> None:
    event = walked.request(route, OF_ANOTHER)
    before = _from_mail()
    good = {int(een.status) for een in OPERATIES[route].geslaagd}
    status, answer = walked.answer(event)
    if status == 403:
        assert (answer["type"], answer["detail"]) == ("urn:klantmail:probleem:geen-toegang", GEEN_RECHT)
    else:
        assert status in good, answer
        text = json.dumps(answer)
        assert [een for een in _names(before[0]) if een in text] == []
    assert _from_mail() == before
    status, answer = walked.answer(_of_login(event, OF_THIS))
    assert status in good, answer


@pytest.mark.parametrize("route", LISTS)
def test_a_list_holds_for_a_login_of_the_postvak_what_it_holds_for_all(stage: Stage, route: str) -> None:
    event = stage.request(route, EVERYTHING)
    event["queryStringParameters"] = event["multiValueQueryStringParameters"] = None
    event["body"] = event["body"] and "{}"
    whole = _listed(stage, event, EVERYTHING)
    assert whole
    assert _listed(stage, event, OF_THIS) == whole
    assert _listed(stage, event, OF_ANOTHER) == []


@pytest.mark.parametrize("parameters", [{}, {"status": "quarantaine"}, {"status": "afgehandeld"}, {"eigen": "true"}])
def test_every_choice_of_mail_leaves_other_postvakken_out(stage: Stage, parameters: dict[str, str]) -> None:
    event = query(request(stage, "lijstEmailberichten", EVERYTHING), **parameters).event
    assert {een["postvak"] for een in stage.answer(event)[1]["results"]} == {POSTVAK}
    assert _listed(stage, event, OF_ANOTHER) == []


def test_a_list_mixes_the_postvakken_of_a_login_and_no_others(stage: Stage) -> None:
    mail, other = _mail_to(stage, POSTVAK), _mail_to(stage, ANDER_POSTVAK)
    listed = _listed(stage, query(request(stage, "lijstEmailberichten", OF_ANOTHER)).event, OF_ANOTHER)
    assert (other in listed, mail in listed) == (True, False)


@pytest.mark.parametrize("operation", ["leesOndertekening", "wijzigOndertekening"])
def test_the_signature_of_another_postvak_is_neither_read_nor_changed(stage: Stage, operation: str) -> None:
    before = stored()
    event = _of_login(request(stage, operation, EVERYTHING).event, OF_ANOTHER)
    assert stage.answer(event)[0] == 403
    assert stored() == before
    assert stage.answer(_of_login(event, OF_THIS))[0] == 200


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
    limited = json.dumps(stage.answer(_of_login(event, OF_THIS))[1])
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
            assert stage.answer(_of_login(asked, OF_THIS))[0] == 403


@pytest.mark.parametrize("operation", ["sluitQuarantaine", "vulStandaardantwoordIn"])
def test_a_body_names_no_mail_of_another_postvak(stage: Stage, operation: str) -> None:
    event = request(stage, operation, OF_ANOTHER).event
    before = _from_mail()
    assert stage.answer(event)[0] == 403
    assert _from_mail() == before


def test_who_has_no_right_to_a_postvak_gets_no_mail_or_task_of_it(stage: Stage) -> None:
    farid = {**CLAIMS, "custom:medewerker": "7d2c4b6a-91e3-4f58-b7a0-3c5d6e7f8a06", "custom:postvakken": ANDER_POSTVAK}
    assert stage.answer(_of_login(gebeurtenis("api-ik"), farid))[0] == 200
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


@pytest.mark.parametrize(
    ("claim", "postvakken", "every"),
    [("", [POSTVAK, ANDER_POSTVAK], True), (ANDER_POSTVAK.upper(), [ANDER_POSTVAK], False), ("weg@gemeente.example", [], False)],
)
def test_a_login_is_told_who_it_is(stage: Stage, claim: str, postvakken: list[str], *, every: bool) -> None:
    status, ik = stage.answer(_of_login(gebeurtenis("api-ik"), {**CLAIMS, "custom:postvakken": claim}))
    assert (status, ik["medewerker"], ik["naam"]) == (200, CLAIMS["custom:medewerker"], CLAIMS["name"])
    assert (ik["organisatorischeEenheid"], ik["rollen"]) == (CLAIMS["custom:eenheid"], [CLAIMS["cognito:groups"]])
    assert (ik["postvakken"], ik["allePostvakken"]) == (postvakken, every)


def test_an_identificatie_of_nothing_is_not_there_rather_than_forbidden(stage: Stage) -> None:
    event = request(stage, "leesEmailbericht", OF_ANOTHER, Given({"identificatie": str(UUID(int=1))})).event
    assert stage.answer(event)[0] == 404
