"""The events that start a function: SES receives a mail or tells of one, and the stream tells of a new item."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from klantmail.adapters.dynamodb.feiten import feiten_uit_beeld
from klantmail.domain import tijd
from klantmail.domain.identificatie import emailbericht_id
from klantmail.runtime.cloudevents import cloudevent
from klantmail_local.ses_receiving import AUTHENTIC, ReceivedMail, new_message_id, with_headers
from klantmail_local.ses_receiving import event as ses_event
from tests.support.aws import ENVIRONMENT, read_event
from tests.support.builders import POSTVAK
from tests.support.inspection import Mailed
from tests.support.scenes.place import Call

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

STREAMED: Final = frozenset({"verzending", "zaak"})
"""The records that are worked on after the commit."""
FROM_STREAM: Final = frozenset({"verzenden", "vertellen"})
"""The functions that read the table's stream."""
FROM_QUEUE: Final = frozenset({"indexeren", "registreren", "tellen", "vernietigen", "verzamelen"})
"""The functions that work on a queue; by it all but `vernietigen` and `verzamelen` follow the bus."""
_TOLD: Final = {
    "emailbericht": frozenset({"nieuw", "afgehandeld", "quarantaine"}),
    "internetaak": frozenset({"verwerkt"}),
    "zaak": frozenset[str](),
}
"""The statuses that a change of a record must have to be told; a new one is always told (template.yaml)."""


def question(address: str) -> bytes:
    """A question of this citizen, in HTML, with one attachment."""
    return (
        f"From: Jan Jansen <{address}>\r\nTo: info@gemeente.example\r\nSubject: Parkeervergunning\r\n"
        f"Message-ID: <{uuid4()}@burger.example>\r\nDate: Tue, 24 Nov 2026 09:55:00 +0100\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="grens"\r\n\r\n--grens\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
        "<p>Hoe vraag ik een <b>parkeervergunning</b> aan?</p>\r\n--grens\r\nContent-Type: application/pdf\r\n"
        'Content-Disposition: attachment; filename="kenteken.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        "JVBERi0xLjQK\r\n--grens--\r\n"
    ).encode()


def asked() -> Mailed:
    """A question of a citizen who has not mailed before, to whom an ontvangstbevestiging may go."""
    address = f"burger-{uuid4().hex[:12]}@{AUTHENTIC}"
    return Mailed(address, question(address))


def arrival(s3: "S3Client", sent: Mailed, postvak: str = POSTVAK, *, alias: str = "", spam: bool = False) -> tuple[str, Call]:
    """Have SES receive a mail: its object lies in the intake.

    Args:
        alias: the address that the mail is sent to; empty: the postvak itself.
    Returns: the identificatie of the e-mailbericht to come, and SES's event.
    """
    recipients = (alias or postvak,)
    mail = ReceivedMail(new_message_id(), tijd.nu(), sent.adres, recipients, "mail.burger.example", "192.0.2.10", sent.bron)
    s3.put_object(Bucket=ENVIRONMENT["INTAKE"], Key=f"{postvak}/{mail.message_id}", Body=with_headers(mail))
    event = ses_event(mail, recipients, "ontvangen")
    if spam:
        event["Records"][0]["ses"]["receipt"]["spamVerdict"]["status"] = "FAIL"
    return str(emailbericht_id(postvak, mail.message_id)), Call("ontvangen", event)


def told(kind: str, verzending: object, ses_id: str) -> Call:
    """Have SES tell this of a mail that was sent, such as `delivery`."""
    event = read_event(f"ses-{kind}")
    mail = event["detail"]["mail"]
    mail["messageId"] = ses_id
    mail["tags"] |= {"verzending": [str(verzending)], "poging": ["1"]}
    return Call("bezorgstatus", event)


def streamed(item: Mapping[str, Any]) -> Call | None:
    """Make the stream's record of a new verzending, as `verzenden` gets it; None for what it passes over."""
    if item["soort"]["S"] != "verzending" or item["status"]["S"] != "te_verzenden":
        return None
    return Call("verzenden", _record("stroom-verzending", item))


def changed(item: Mapping[str, Any], *, is_new: bool) -> Call | None:
    """Make the stream's record of a change, as `vertellen` gets it; None for what it passes over."""
    statuses = _TOLD.get(item["soort"]["S"])
    if statuses is None or not (is_new or item["status"]["S"] in statuses):
        return None
    record = _record("stroom-emailbericht", item)
    record["Records"][0]["eventName"] = "INSERT" if is_new else "MODIFY"
    return Call("vertellen", record)


def followers(detail: Mapping[str, Any]) -> list[Call]:
    """Make the messages by which the bus gives an event to all who follow it."""
    first = followed(detail)
    others = ["tellen"] * _is_of_zaak(detail) + ["indexeren"] * (".interne-taak-" not in detail["type"])
    return [first, *(Call(function, first.event) for function in others)]


def _is_of_zaak(detail: Mapping[str, Any]) -> bool:
    return bool(detail["type"].endswith("zaak-gevraagd"))


def followed(detail: Mapping[str, Any]) -> Call:
    """Make the message by which the bus gives an event to who registers a zaak, or else to who counts."""
    of_zaak = _is_of_zaak(detail)
    message = read_event("wachtrij-zaak" if of_zaak else "wachtrij-emailbericht")
    body = json.loads(message["Records"][0]["body"])
    message["Records"][0]["messageId"] = str(uuid4())
    message["Records"][0]["body"] = json.dumps(body | {"detail-type": detail["type"], "time": detail["time"], "detail": detail})
    return Call("registreren" if of_zaak else "tellen", message)


def to_destroy(body: Mapping[str, Any]) -> Call:
    """Make the message by which its queue starts the destroyer."""
    return _queued("vernietigen", body)


def to_collect(body: Mapping[str, Any]) -> Call:
    """Make the message by which its queue starts who collects what is held about a person."""
    return _queued("verzamelen", body)


def _queued(function: str, body: Mapping[str, Any]) -> Call:
    message = read_event(f"wachtrij-{function}")
    message["Records"][0]["messageId"] = str(uuid4())
    message["Records"][0]["body"] = json.dumps(dict(body))
    return Call(function, message)


def told_of(item: Mapping[str, Any]) -> list[Call]:
    """Make the messages of all that happened to a record."""
    return [followed(cloudevent(feit, ENVIRONMENT["OIN"])) for feit in feiten_uit_beeld(item)]


def counted_of(item: Mapping[str, Any]) -> list[Call]:
    """Make the messages by which who counts hears of all that happened to a record."""
    return _messages_to("tellen", item)


def indexed_of(item: Mapping[str, Any]) -> list[Call]:
    """Make the messages by which who keeps the index hears of all that happened to a record."""
    return _messages_to("indexeren", item)


def _messages_to(function: str, item: Mapping[str, Any]) -> list[Call]:
    calls = [call for feit in feiten_uit_beeld(item) for call in followers(cloudevent(feit, ENVIRONMENT["OIN"]))]
    return [call for call in calls if call.function == function]


def _record(payload: str, item: Mapping[str, Any]) -> dict[str, Any]:
    record = read_event(payload)
    record["Records"][0]["dynamodb"]["Keys"] = {"PK": item["PK"], "SK": item["SK"]}
    record["Records"][0]["dynamodb"]["NewImage"] = dict(item)
    return record
