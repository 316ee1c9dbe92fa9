"""A rehearsal of a restore, as far as AWS in memory goes: the table is set back, and nothing is lost or sent again."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import boto3
import pytest

from klantmail.domain.identificatie import emailbericht_id
from klantmail_local.ses_receiving import ReceivedMail, with_headers
from tests.support.aws import ENVIRONMENT, REGION, Functions, count_sent, read_api_event, read_event
from tests.support.builders import POSTVAK
from tests.support.template import make_table
from tools.restore import differences, items, write

VRAAG = b"From: Jan <jan@burger.example>\r\nSubject: Parkeervergunning\r\nMessage-ID: <1@burger.example>\r\n\r\nHoe lang?\r\n"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
RESTORED = "klantmail-tabel-hersteld"


def _dynamodb() -> Any:
    return boto3.client("dynamodb", region_name=REGION)


def _back_up() -> None:
    """Make what DynamoDB's restore makes: a new table with what there is now."""
    make_table(_dynamodb(), RESTORED, with_stream=False)
    write(_dynamodb(), RESTORED, [{"PutRequest": {"Item": item}} for item in items(_dynamodb(), ENVIRONMENT["TABEL"])])


def _restore() -> tuple[int, int]:
    """Return how many items were put and removed."""
    table = ENVIRONMENT["TABEL"]
    writes = differences(items(_dynamodb(), table), items(_dynamodb(), RESTORED))
    write(_dynamodb(), table, writes)
    assert differences(items(_dynamodb(), table), items(_dynamodb(), RESTORED)) == []
    removed = sum("DeleteRequest" in one for one in writes)
    return len(writes) - removed, removed


def _mail_in(functions: Functions, number: int) -> str:
    """Take in a mail, and return its e-mailbericht."""
    event = read_event("ses-ontvangst")
    mail = event["Records"][0]["ses"]["mail"]
    mail["messageId"] = f"{mail['messageId'][:-2]}{number:02}"
    source = VRAAG.replace(b"<1@", b"<%d@" % number)
    stored = with_headers(
        ReceivedMail(mail["messageId"], NOW, "jan@burger.example", (POSTVAK,), "mx.burger.example", "192.0.2.1", source)
    )
    boto3.client("s3", region_name=REGION).put_object(
        Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/{mail['messageId']}", Body=stored
    )
    functions.invoke("ontvangen", event)
    return str(emailbericht_id(POSTVAK, mail["messageId"]))


def _answered(functions: Functions, mail: str) -> str:
    """Answer a mail, and return the verzending, which waits."""
    _, opened = functions.invoke_api("inzien", read_api_event("api-inzage", mail))
    request = read_api_event("api-antwoord", mail, inzageId=opened["inzageId"], inhoud="Een jaar.")
    request["headers"]["Idempotency-Key"] = str(uuid4())
    status, stored = functions.invoke_api("beantwoorden", request)
    assert status == 201
    return str(stored["verzending"]["identificatie"])


def _status(functions: Functions, mail: str) -> str:
    return str(functions.invoke_api("raadplegen", read_api_event("api-emailbericht", mail))[1]["status"])


def _later(monkeypatch: pytest.MonkeyPatch) -> Functions:
    """Return the functions as a deployment with another Generatie makes them."""
    monkeypatch.setenv("GENERATIE", "2")
    return Functions({})


def test_mail_that_came_after_the_backup_is_listed_again_and_what_was_handled_after_it_waits_again(
    functions: Functions, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _mail_in(functions, 1)
    _back_up()
    _answered(functions, before)
    after = _mail_in(functions, 2)
    put, removed = _restore()
    assert put == 1, "the mail of before is as it was"
    assert removed >= 4, "two klantcontacten, the verzending and the mail of after are not there"
    later = _later(monkeypatch)
    answer = later.invoke("herlijsten", {})
    assert (answer["teruggelegd"], answer["onherkend"]) == (1, [])
    assert _mail_in(later, 2) == after, "the vangnet takes it in under the id that it had"
    assert [_status(later, mail) for mail in (before, after)] == ["nieuw", "nieuw"]
    _answered(later, before)


def test_what_waited_to_be_sent_at_the_time_of_the_backup_is_not_sent_again(
    functions: Functions, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending = _answered(functions, _mail_in(functions, 1))
    _back_up()
    functions.invoke("verzenden", {"verzending": sending})
    assert count_sent() == 1
    _restore()
    later = _later(monkeypatch)
    later.invoke("verzenden", {"verzending": sending})
    assert count_sent() == 1
    assert later.invoke_api("beheren", read_api_event("api-verzending", sending))[1]["status"] == "te_verzenden"
