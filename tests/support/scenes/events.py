"""The events that start a function: SES receives a mail or tells of one, and the stream tells of a new item."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from klantmail.domain import tijd
from klantmail.domain.identificatie import emailbericht_id
from klantmail_local.ses_ontvangst import AUTHENTIEK, Ontvangst, met_koppen, nieuw_bericht_id
from klantmail_local.ses_ontvangst import gebeurtenis as ses_event
from tests.support.aws import OMGEVING, gebeurtenis
from tests.support.builders import POSTVAK
from tests.support.inspection import Gestuurd
from tests.support.scenes.place import Call

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_STREAM: Final = {
    "verzending": ("te_verzenden", "verzenden", "stroom-verzending"),
    "zaak": ("te_registreren", "registreren", "stroom-zaak"),
}
"""The new items that the stream tells of: their status, the function that it goes
to, and the payload (template.yaml).
"""
STREAMED: Final = frozenset(_STREAM)
FROM_STREAM: Final = frozenset(function for _, function, _ in _STREAM.values())


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


def asked() -> Gestuurd:
    """A question of a citizen who has not mailed before, to whom an ontvangstbevestiging may go."""
    address = f"burger-{uuid4().hex[:12]}@{AUTHENTIEK}"
    return Gestuurd(address, question(address))


def arrival(s3: "S3Client", sent: Gestuurd, postvak: str = POSTVAK, *, alias: str = "", spam: bool = False) -> tuple[str, Call]:
    """Have SES receive a mail: its object lies in the intake.

    Args:
        alias: the address that the mail is sent to; empty: the postvak itself.
    Returns: the identificatie of the e-mailbericht to come, and SES's event.
    """
    recipients = (alias or postvak,)
    mail = Ontvangst(nieuw_bericht_id(), tijd.nu(), sent.adres, recipients, "mail.burger.example", "192.0.2.10", sent.bron)
    s3.put_object(Bucket=OMGEVING["INTAKE"], Key=f"{postvak}/{mail.bericht_id}", Body=met_koppen(mail))
    event = ses_event(mail, recipients, "ontvangen")
    if spam:
        event["Records"][0]["ses"]["receipt"]["spamVerdict"]["status"] = "FAIL"
    return str(emailbericht_id(postvak, mail.bericht_id)), Call("ontvangen", event)


def told(kind: str, verzending: object, ses_id: str) -> Call:
    """Have SES tell this of a mail that was sent, such as `delivery`."""
    event = gebeurtenis(f"ses-{kind}")
    mail = event["detail"]["mail"]
    mail["messageId"] = ses_id
    mail["tags"] |= {"verzending": [str(verzending)], "poging": ["1"]}
    return Call("bezorgstatus", event)


def streamed(item: Mapping[str, Any]) -> Call | None:
    """Make the stream's record of a new item, as the event source mappings filter them; None when they pass it over."""
    status, function, payload = _STREAM.get(item["soort"]["S"], ("", "", ""))
    if not function or item["status"]["S"] != status:
        return None
    record = gebeurtenis(payload)
    record["Records"][0]["dynamodb"]["Keys"] = {"PK": item["PK"], "SK": item["SK"]}
    record["Records"][0]["dynamodb"]["NewImage"] = dict(item)
    return Call(function, record)
