"""The bounds of requests and answers, for every operation, through the handlers themselves."""

import json
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Final

import boto3
import pytest

from klantmail.api import app
from openapi.operaties import OPERATIES
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import ANDER_POSTVAK, POSTVAK
from tests.support.contract import toets
from tests.support.inspection import Mailed
from tests.support.scenes.events import arrival, asked
from tests.support.scenes.operations import BEHANDELAAR, CLAIMS, FUNCTIONS, done, on, opened, query, request, task
from tests.support.scenes.place import Event, overwrite
from tests.support.stage import WITH_LOGIN, Stage, forget, stored

WITH_BODY: Final = [route for route in WITH_LOGIN if OPERATIES[route].verzoek]
_LONG: Final = '"\u00e9' * 1_000_000


@pytest.fixture
def stage(shared_stage: Stage) -> Stage:
    forget()
    return shared_stage


def _bytes(stage: Stage, event: Event) -> int:
    """Return the bytes of the response, as Lambda counts them; it is held to the description too."""
    response = stage.functions.invoke(FUNCTIONS[f"{event['httpMethod']} {event['resource']}"], event)
    toets(event, response)
    return len(json.dumps(response, ensure_ascii=False).encode())


@pytest.mark.parametrize("route", WITH_BODY)
def test_an_operation_takes_json_and_nothing_else(stage: Stage, route: str) -> None:
    event = stage.permitted(route)
    before = stored()
    event["headers"]["Content-Type"] = "text/plain;charset=UTF-8"
    event["multiValueHeaders"]["Content-Type"] = ["text/plain;charset=UTF-8"]
    status, problem = stage.answer(event)
    assert (status, problem["type"]) == (415, "urn:klantmail:probleem:verkeerde-soort")
    assert stored() == before


@pytest.mark.parametrize("route", WITH_LOGIN)
def test_no_operation_gives_lambda_more_than_it_passes_on(stage: Stage, route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    event = stage.permitted(route)
    monkeypatch.setattr(app, "MAX_RESPONSE", 100)  # smaller than any answer with a body
    status, problem = stage.answer(event)
    if status != 204:
        assert (status, problem["type"]) == (500, "urn:klantmail:probleem:antwoord-te-groot")


@pytest.mark.parametrize("route", WITH_BODY)
def test_a_request_of_megabytes_is_refused_in_few_words(stage: Stage, route: str) -> None:
    body = {_LONG: 1, "inhoud": _LONG} | {f"{_LONG[:5_000]}{number}": number for number in range(40)}
    assert _bytes(stage, stage.permitted(route) | {"body": json.dumps(body)}) < 100_000


def _received(stage: Stage, headers: str) -> str:
    """Have a mail with these headers taken in."""
    sent = asked()
    mail, call = arrival(stage.s3, Mailed(sent.adres, f"From: {sent.adres}\r\n{headers}\r\n\r\nHallo".encode()))
    stage.functions.invoke(call.function, call.event)
    return mail


@pytest.mark.parametrize("header", ["Subject: %s", 'Reply-To: "%s" <jan@burger.example>', "From: %s <jan@burger.example>"])
def test_a_header_of_megabytes_makes_an_inzage_that_leaves_and_a_claim_that_holds(stage: Stage, header: str) -> None:
    mail = _received(stage, header % ("x" * 7_000_000))
    assert (
        done(stage, "openEmailbericht", given=on(mail))["emailbericht"]["behandelaar"]["medewerker"]
        == CLAIMS["custom:medewerker"]
    )
    assert _bytes(stage, request(stage, "openEmailbericht", given=on(mail)).event) < 100_000


def test_so_does_a_mail_that_an_earlier_reader_kept_all_headers_of(stage: Stage) -> None:
    mail = stage.received()
    _change_what_was_read(mail, onderwerp=_LONG, beantwoorden_aan=[{"naam": _LONG, "adres": "jan@burger.example"}])
    assert done(stage, "openEmailbericht", given=on(mail))["antwoordadres"]["adres"] == "jan@burger.example"
    assert _bytes(stage, request(stage, "openEmailbericht", given=on(mail)).event) < 100_000
    assert done(stage, "sluitEmailberichtAf", given=opened(stage, mail=mail))["soort"]


def _change_what_was_read(mail: str, **fields: Any) -> None:
    """Change what the archive holds of a mail, as if another version of the reader had read it."""
    s3 = boto3.client("s3", region_name=REGION)
    (object_key,) = (
        one["Key"]
        for one in s3.list_objects_v2(Bucket=ENVIRONMENT["ARCHIEF"], Prefix=f"emailberichten/{mail}/")["Contents"]
        if one["Key"].endswith("inhoud.json")
    )
    document = json.loads(s3.get_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=object_key)["Body"].read())
    document["ontleding"] |= fields
    s3.put_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=object_key, Body=json.dumps(document).encode())


def test_a_long_subject_in_every_placeholder_is_refused(stage: Stage) -> None:
    given = opened(stage, mail=_received(stage, f"Subject: {'x' * 5_000}"))
    for number in (100, 7_000):
        event = request(stage, "beantwoordEmailbericht", given=given, inhoud="{{onderwerp}}" * number).event
        status, problem = stage.answer(event)
        assert (status, [(one["name"], one["code"]) for one in problem["invalidParams"]]) == (400, [("inhoud", "te-lang")])


@pytest.mark.parametrize(
    "operation", ["beantwoordEmailbericht", "maakInterneTaak", "zendEmailberichtDoor", "sluitEmailberichtAf"]
)
def test_a_mail_with_a_subject_longer_than_an_item_is_handled(stage: Stage, operation: str) -> None:
    given = opened(stage, mail=_received(stage, f"Subject: {'x' * 408_350}"))
    assert _bytes(stage, request(stage, operation, given=given).event) < 100_000
    (item,) = [item for item in stored()[0] if item["PK"]["S"] == f"EMAILBERICHT#{given.path['identificatie']}"]
    assert item["status"]["S"] == "afgehandeld"


def test_a_vervolgbericht_waits_for_the_department_and_comes_after_it(stage: Stage) -> None:
    made = done(stage, "maakInterneTaak")
    question = on(made["klantcontact"]["identificatie"])
    status, problem = stage.answer(request(stage, "stuurVervolgbericht", given=question).event)
    assert (status, problem["type"]) == (409, "urn:klantmail:probleem:keuze-niet-mogelijk")
    done(stage, "wijzigInterneTaak", given=on(made["interneTaak"]["identificatie"]))
    assert stage.answer(request(stage, "stuurVervolgbericht", given=question).event)[0] == 201


@pytest.mark.parametrize(
    ("preview", "operation"),
    [
        ("toonVoorbeeld", "beantwoordEmailbericht"),
        ("toonVoorbeeldVanVervolgbericht", "stuurVervolgbericht"),
        ("toonVoorbeeldVanTaakantwoord", "beantwoordInterneTaak"),
        ("toonVoorbeeldVanTaakvraag", "vraagBurger"),
    ],
)
def test_a_preview_is_what_is_stored_when_the_same_is_sent(stage: Stage, preview: str, operation: str) -> None:
    sent = request(stage, operation).event
    shown = request(stage, preview, given=on(sent["pathParameters"]["identificatie"])).event | {"body": sent["body"]}
    for headers in ("headers", "multiValueHeaders"):
        shown[headers]["Idempotency-Key"] = sent[headers]["Idempotency-Key"]
    before = set(stored()[1])
    status, voorbeeld = stage.answer(shown)
    assert (status, stage.answer(sent)[0]) == (200, 201)
    (object_key,) = (key for key in set(stored()[1]) - before if key.endswith(".eml"))
    body = boto3.client("s3", region_name=REGION).get_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=object_key)["Body"]
    mail = message_from_bytes(body.read(), policy=default)
    assert isinstance(mail, EmailMessage)
    assert (voorbeeld["onderwerp"], voorbeeld["tekst"], voorbeeld["html"]) == (
        mail["Subject"],
        _part(mail, "plain"),
        _part(mail, "html"),
    )
    assert [each["adres"] for each in voorbeeld["ontvangers"]] == [each.addr_spec for each in mail["To"].addresses]


def _part(mail: EmailMessage, kind: str) -> str:
    """Return the text of a mail of this kind."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_the_own_list_is_sorted_and_chosen_page_by_page(stage: Stage) -> None:
    for _ in range(3):
        done(stage, "reserveerEmailbericht")

    def answer(**parameters: str) -> tuple[int, dict[str, Any]]:
        return stage.answer(query(request(stage, "lijstEmailberichten"), eigen="true", pageSize="1", **parameters).event)

    def listed(**parameters: str) -> list[str]:
        seen: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            status, page = answer(**parameters, **cursor)
            assert status == 200
            seen += [each["identificatie"] for each in page["results"]]
            if page["cursor"] is None:
                return seen
            cursor = {"cursor": page["cursor"]}

    oldest_first = listed()
    assert len(oldest_first) == 3
    assert listed(sorteer="nieuwste") == oldest_first[::-1]
    assert listed(postvak=POSTVAK, klasse="gewoon", metBijlagen="true", sorteer="nieuwste") == oldest_first[::-1]
    assert listed(postvak=ANDER_POSTVAK) == listed(klasse="lijst") == []
    status, problem = answer(behandelaar="ik", status="nieuw")
    assert (status, {each["name"] for each in problem["invalidParams"]}) == (400, {"behandelaar", "status"})


@pytest.mark.parametrize("choice", [{}, {"eigen": "true"}, {"teLaat": "true"}])
def test_tasks_are_sorted_page_by_page(stage: Stage, choice: dict[str, str]) -> None:
    for number in range(3):
        made = task(stage)["identificatie"]
        done(stage, "wijzigInterneTaak", BEHANDELAAR, on(made), actie="oppakken", reden=None)
        overwrite(stage, "internetaak", made, AANDACHT_SK={"S": f"2026-01-0{number + 1}T00:00:00.000Z#{made}"})

    def listed(sorteer: str) -> list[str]:
        seen: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = request(stage, "lijstInterneTaken", BEHANDELAAR)
            status, answer = stage.answer(query(page, pageSize="1", sorteer=sorteer, **choice, **cursor).event)
            assert status == 200
            seen += [each["identificatie"] for each in answer["results"]]
            if answer["cursor"] is None:
                return seen
            cursor = {"cursor": answer["cursor"]}

    oldest_first = listed("oudste")
    assert len(oldest_first) == 3
    assert listed("nieuwste") == oldest_first[::-1]
