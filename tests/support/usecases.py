"""The use case C1199 from the receipt of a mail to its answer, and the other work of agents, each
use case as one recording of its calls.

What runs are the handlers of `functions/` with the payloads of their triggers, on AWS in memory.
"""

import base64
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import boto3
from moto.dynamodb.models import dynamodb_backends

from klantmail.domain.identificatie import emailbericht_id
from tests.support.aws import ACCOUNT, OMGEVING, REGIO, Functies, api_gebeurtenis, aws_in_geheugen, gebeurtenis
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK
from tests.support.calls import Recording, recorded
from tests.support.capacity import Item, Table
from tests.support.template import sjabloon

TABLE: Final = Table.described(sjabloon()["Resources"]["Tabel"]["Properties"])
ANSWER: Final = (
    "Beste meneer Jansen,\n\nU vraagt een parkeervergunning aan via onze website. Daarvoor hebt u uw kenteken en uw DigiD nodig. "
    "De vergunning kost 38 euro per jaar en gaat in op de dag na uw aanvraag. U hoeft niet langs te komen.\n\n"
    "Hebt u nog vragen? Antwoord dan op deze e-mail.\n\nMet vriendelijke groet,\nAnna de Boer\nGemeente Voorbeeld\n"
)
_PARAGRAPH: Final = (
    "Sinds vorige week woon ik op de hoek van de Kerkstraat, boven het café. Voor de deur staat nu een bord met 'alleen voor "
    "vergunninghouders'. Hoe vraag ik een parkeervergunning aan, en wat kost die? Mijn kentekenbewijs stuur ik mee.\n\n"
)

_MARKUP: Final = (
    '<p class="MsoNormal" style="margin:0cm;font-size:11.0pt;font-family:&quot;Calibri&quot;,sans-serif"><span lang="NL" '
    'style="font-size:11.0pt;mso-fareast-language:EN-US">',
    "<o:p></o:p></span></p>",
)
_STYLE: Final = (
    "p.Stijl%d, li.Stijl, div.Stijl {margin:0cm; mso-style-priority:99; font-size:11.0pt;\r\n"
    'font-family:"Calibri",sans-serif; mso-ligatures:standardcontextual;}\r\n'
)


def reference_mail(paragraphs: int = 12, attachments: int = 1) -> bytes:
    """A question of 20 KB.

    It has 3 KB of text, and the same as HTML with as much around it as mail programs write. A scan of 60 KB goes with
    it.
    """
    text = (_PARAGRAPH * paragraphs).replace("\n", "\r\n")
    html = "".join(f"{_MARKUP[0]}{_PARAGRAPH.strip()}{_MARKUP[1]}\r\n" for _ in range(paragraphs))
    styles = "".join(_STYLE % number for number in range(74))
    scan = base64.encodebytes(b"%PDF-1.4\n" + bytes(60_000)).replace(b"\n", b"\r\n")
    parts = [
        "From: Jan Jansen <jan@burger.example>\r\nTo: info@gemeente.example\r\nSubject: Parkeervergunning\r\n"
        "Date: Tue, 24 Nov 2026 09:55:00 +0100\r\nMessage-ID: <vraag-1@burger.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="grens"\r\n\r\n--grens\r\n'
        'Content-Type: multipart/alternative; boundary="keuze"\r\n\r\n'
        "--keuze\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{text}\r\n--keuze\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"<html><head><style>\r\n{styles}</style></head><body>{html}</body></html>\r\n--keuze--\r\n".encode()
    ]
    parts += [
        b"--grens\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=kenteken-%d.pdf\r\n\r\n" % number + scan
        for number in range(attachments)
    ]
    return b"".join([*parts, b"--grens--\r\n"])


@dataclass
class Stage:
    """One municipality on AWS in memory."""

    functies: Functies
    start: Callable[[], Recording]
    played: dict[str, Recording] = field(default_factory=dict)
    _number: int = 0

    def play(self, name: str, work: Callable[[], Any]) -> Any:
        """Record one use case under its name, and return the result of `work`."""
        recording = self.start()
        outcome = work()
        self.played[name] = recording
        self.start()  # what is done in between does not count
        return outcome

    def api(self, function: str, event: dict[str, Any], expected: int) -> dict[str, Any]:
        """Make a request that is answered with this status."""
        status, body = self.functies.roep_api(function, event)
        assert status == expected, body
        return body

    def mail(self, source: bytes, postvak: str = POSTVAK) -> tuple[str, dict[str, Any]]:
        """Have a citizen mail. Returns: the identificatie of the e-mailbericht to be, and SES's event."""
        self._number += 1
        event = gebeurtenis("ses-ontvangst")
        ses_id = f"{self._number:040d}"
        event["Records"][0]["ses"]["mail"] |= {"messageId": ses_id, "destination": [postvak]}
        event["Records"][0]["ses"]["receipt"]["recipients"] = [postvak]
        self.put("INTAKE", f"{postvak}/{ses_id}", source)
        return str(emailbericht_id(postvak, ses_id)), event

    def received(self, source: bytes) -> str:
        """Take in a mail, and return the identificatie of its e-mailbericht."""
        bericht, event = self.mail(source)
        self.functies.roep("ontvangen", event)
        return bericht

    def opened(self, source: bytes) -> tuple[str, str]:
        """Make an e-mailbericht that Anna has open, and return it with her inzageId."""
        bericht = self.received(source)
        return bericht, self.api("inzien", api_gebeurtenis("api-inzage", bericht), 201)["inzageId"]

    @staticmethod
    def put(bucket: str, key: str, body: bytes, **options: Any) -> None:
        boto3.client("s3", region_name=REGIO).put_object(Bucket=OMGEVING[bucket], Key=key, Body=body, **options)

    @staticmethod
    def stored(soort: str, identificatie: str) -> dict[str, Any]:
        """Read an item of the table."""
        key = {"PK": {"S": f"{soort}#{identificatie}"}, "SK": {"S": soort}}
        return dict(boto3.client("dynamodb", region_name=REGIO).get_item(TableName=OMGEVING["TABEL"], Key=key)["Item"])


def _stored_item(key: Item) -> Item | None:
    """Read an item from moto's own store, since a call would be recorded."""
    item = dynamodb_backends[ACCOUNT][REGIO].get_item(OMGEVING["TABEL"], dict(key))
    return json.loads(json.dumps(item.to_json()["Attributes"])) if item else None


def table_items() -> Iterator[Item]:
    """Read all items from moto's own store."""
    for item in dynamodb_backends[ACCOUNT][REGIO].tables[OMGEVING["TABEL"]].all_items():
        yield item.to_json()["Attributes"]


@contextmanager
def stage(*, counted: bool = True) -> Iterator[Stage]:
    """Load the functions that the use cases need, on AWS in memory. The environment is that of a function meanwhile.

    Args:
        counted: true when calls are recorded, which takes time of its own.
    """
    queue = f"https://sqs.{REGIO}.amazonaws.com/{ACCOUNT}/mislukt"
    own = {
        "BEVESTIGDE_POSTVAKKEN": ANDER_POSTVAK,
        "ONTVANGEN": "ontvangen",
        "VERZENDEN": "verzenden",
        "INTAKE_WACHTTIJD_SECONDEN": "600",
        "RONDE_SECONDEN": "80",
        "WACHTRIJEN": ",".join(f"{een}={queue}" for een in ("ontvangen", "verzenden", "bezorgstatus", "registreren", "vangnet")),
    }
    before = dict(os.environ)
    os.environ |= OMGEVING | own
    os.environ.pop("AWS_PROFILE", None)
    try:
        with recorded(TABLE, _stored_item) if counted else nullcontext(Recording) as start, aws_in_geheugen():
            boto3.client("sqs", region_name=REGIO).create_queue(QueueName="mislukt")
            yield Stage(Functies({}), start)
    finally:
        os.environ.clear()
        os.environ |= before


def play_answering(on: Stage, source: bytes) -> None:
    """Play C1199.

    A mail comes in, an agent sees it in the werkvoorraad, opens it and answers, and the answer leaves and arrives.
    """
    bericht, event = on.mail(source)
    on.play("ontvangen", lambda: on.functies.roep("ontvangen", event))
    on.play("werkvoorraad", lambda: on.api("raadplegen", gebeurtenis("api-werkvoorraad"), 200))
    geopend = on.play("inzage", lambda: on.api("inzien", api_gebeurtenis("api-inzage", bericht), 201))
    request = api_gebeurtenis("api-antwoord", bericht, inzageId=geopend["inzageId"], inhoud=ANSWER)
    answered = on.play("antwoord", lambda: on.api("beantwoorden", request, 201))
    record = gebeurtenis("stroom-verzending")
    verzending = answered["verzending"]["identificatie"]
    record["Records"][0]["dynamodb"]["NewImage"] = on.stored("VERZENDING", verzending)
    on.play("verzenden", lambda: on.functies.roep("verzenden", record))
    ses_id = on.stored("VERZENDING", verzending)["sesBerichtId"]["S"].strip("<>").partition("@")[0]
    for soort in ("send", "delivery"):
        event = gebeurtenis(f"ses-{soort}")
        event["detail"]["mail"] |= {"messageId": ses_id}
        event["detail"]["mail"]["tags"] |= {"verzending": [verzending], "poging": ["1"]}
        on.play(f"bezorgstatus {soort}", lambda event=event: on.functies.roep("bezorgstatus", event))  # type: ignore[misc]


def play_others(on: Stage, source: bytes) -> None:
    """Play the other work of agents and of the schedule."""
    whole = gebeurtenis("api-werkvoorraad")
    whole["queryStringParameters"] = whole["multiValueQueryStringParameters"] = None
    _, plain = on.mail(reference_mail(attachments=0))
    on.play("ontvangen zonder bijlage", lambda: on.functies.roep("ontvangen", plain))
    _, confirmed = on.mail(source, ANDER_POSTVAK)
    on.play("ontvangen met bevestiging", lambda: on.functies.roep("ontvangen", confirmed))
    bericht, _ = on.opened(source)
    on.play("werkvoorraad van alle postvakken", lambda: on.api("raadplegen", whole, 200))
    on.play("inzage verlengen", lambda: on.api("inzien", api_gebeurtenis("api-inzage", bericht), 200))
    on.play("samenhang", lambda: on.api("raadplegen", api_gebeurtenis("api-samenhang", bericht), 200))
    on.play("terugleggen", lambda: on.functies.roep("inzien", api_gebeurtenis("api-terugleggen", bericht)))

    def answer(name: str, **fields: Any) -> dict[str, Any]:
        bericht, inzage = on.opened(source)
        request = api_gebeurtenis("api-antwoord", bericht, **{"inzageId": inzage, "inhoud": ANSWER} | fields)
        answered: dict[str, Any] = on.play(name, lambda: on.api("beantwoorden", request, 201))
        return answered

    answered = answer("lang antwoord", inhoud="Lees dit goed. " * 3000)
    uploads = [str(uuid4()) for _ in range(3)]
    for upload in uploads:
        key = f"{ANNA.identificatie}/{upload}"
        on.put("UPLOADS", key, upload.encode(), ContentType="application/pdf", Metadata={"bestandsnaam": "kaart.pdf"})
    answer("antwoord met drie uploads", bijlagen=uploads)
    contact = answered["klantcontacten"][0]["identificatie"]
    on.play("klantcontact", lambda: on.api("raadplegen", api_gebeurtenis("api-klantcontact", contact), 200))
    for name, function, payload, fields in (
        ("interne taak", "doorzetten", "api-interne-taak", {"gevraagdeHandeling": "Bellen"}),
        ("geen actie nodig", "doorzetten", "api-afsluiting", {"soort": "geen_actie_nodig", "reden": "Dank"}),
    ):
        bericht, inzage = on.opened(source)
        request = api_gebeurtenis(payload, bericht)
        request = api_gebeurtenis(payload, bericht, **_body(request) | fields | {"inzageId": inzage})
        on.play(name, lambda function=function, request=request: on.api(function, request, 201))  # type: ignore[misc]
    play_vangnet(on)


def play_vangnet(on: Stage) -> None:
    """Play a round of the vangnet that finds nothing to do."""
    on.play("vangnet", lambda: on.functies.roep("vangnet", {}))


def _body(event: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(event["body"])
    return body
