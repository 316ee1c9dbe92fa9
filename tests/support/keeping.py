"""A town whose mail is kept and destroyed: mail of every outcome, an oracle of what is due, and a search of everything.

Each mail has a word of its own in its address, name, subject, text, attachment, note and answer. So a search of all
that is stored for that word tells whether anything of it is left.
"""

import base64
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import boto3
from moto.core.botocore_stubber import BotocoreStubber
from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import FakeDeleteMarker, s3_backends
from moto.sqs.models import sqs_backends

from klantmail.domain import tijd
from tests.support import zgw_server
from tests.support.aws import ACCOUNT, ENVIRONMENT, REGION, Functions
from tests.support.builders import ARCHIVARIS, POSTVAK
from tests.support.inspection import Mailed
from tests.support.scenes.events import arrival, to_collect, to_destroy
from tests.support.scenes.in_memory import InMemory
from tests.support.scenes.operations import BEHANDELAAR, done, on, opened, request
from tests.support.scenes.place import Call
from tests.support.zgw_server import ZgwServer

START: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""The moment at which a town begins."""
MADE_BY_OUR_READER: Final = ("/inhoud.json", "/weergave.html", "/inhoud.txt", "/nieuw.txt")
"""The ends of keys of what our reader made of a mail that is handed out whole."""
_HERE: Final = ZoneInfo("Europe/Amsterdam")
_WORD: Final = re.compile(r"geheim\d{6}")
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


_real: Final = tijd.nu
_towns: Final[list["Clock"]] = []


def _now() -> datetime:
    """The clock of the town that there is. Modules that were loaded in a town keep it, and read the real one after."""
    return _towns[-1]() if _towns else _real()


class Clock:
    """The clock of the town."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """Have every function that is loaded from now on read this clock."""
        _towns.append(self)
        try:
            with patch.object(tijd, "nu", _now):
                yield
        finally:
            _towns.remove(self)


@contextmanager
def zaken_api(clock: Clock) -> Iterator[ZgwServer]:
    """Run a Zaken API with the clock of the town, of which every function knows that is loaded from now on."""
    secret = json.dumps({"clientId": zgw_server.CLIENT_ID, "secret": zgw_server.GEHEIM})
    boto3.client("secretsmanager", region_name=REGION).create_secret(Name="zgw", SecretString=secret)
    with (
        zgw_server.zgw_server() as server,
        patch.object(zgw_server, "time", lambda: clock.moment.timestamp()),
        patch("klantmail.adapters.zgw.zaaksysteem.nu", _now),  # another test may have loaded it
        patch.dict(os.environ, {"ZAKEN_API": server.zaken_api, "ZGW_GEHEIM": "zgw"}),
    ):
        yield server


@dataclass(frozen=True)
class Term:
    """The term of a zaak, as the Zaken API tells it."""

    nominatie: str | None = None
    datum: date | None = None
    there: bool = True

    def kept_for(self, day: date) -> str:
        """Return the reason for which its mail is kept on a day, as docs/avg tells them; empty when it may go."""
        if not self.there:
            return "niet_gevonden"
        if self.nominatie == "blijvend_bewaren":
            return self.nominatie
        if self.nominatie is None or self.datum is None:
            return "geen_datum"
        return "" if self.datum <= day else "termijn_loopt"


OPEN: Final = Term()
"""The term of a zaak that is open."""


@dataclass
class Sent:
    """A mail of a citizen, with what the oracle knows of it."""

    word: str
    mail: str
    """The e-mailbericht."""
    ses_id: str
    result: str
    """The selection result that it should have; empty while it waits."""
    last_step: datetime
    running: bool = False
    """Something of it never ended."""
    family: "Sent | None" = None
    """The mail that it goes on with."""
    zaak: Term | None = None
    """The term of the zaak that it led to."""
    destroyed: bool = False

    @property
    def address(self) -> str:
        return f"{self.word}@burger.example"

    @property
    def message_id(self) -> str:
        return _message_id(self.word)


def _message_id(word: str) -> str:
    """The Message-ID of a mail. It does not hold the word, since an answer names it."""
    return f"<{sha256(word.encode()).hexdigest()}@vraag.example>"


@dataclass
class Town:
    """The functions on AWS in memory, with a clock."""

    clock: Clock
    zgw: ZgwServer
    """The municipality's Zaken API."""
    sent: list[Sent] = field(default_factory=list)
    arrivals: dict[str, tuple[bytes, Call]] = field(default_factory=dict)
    """The object that SES left, and its event, by e-mailbericht."""

    def __post_init__(self) -> None:
        self.functions = Functions({})
        self.place = InMemory(self.functions)
        self.s3 = boto3.client("s3", region_name=REGION)
        self.sqs = boto3.client("sqs", region_name=REGION)
        self.dynamodb = boto3.client("dynamodb", region_name=REGION)
        # Nobody here reads the stream, and it grows.
        dynamodb_backends[ACCOUNT][REGION].tables[ENVIRONMENT["TABEL"]].stream_shard = None

    # -- citizens and agents -------------------------------------------------------------------------------------------

    def mail(self, *, spam: bool = False, answers: Sent | None = None, of: Sent | None = None, copy: Sent | None = None) -> Sent:
        """Have a citizen mail.

        Args:
            answers: the mail that it goes on with.
            of: the mail whose writer writes again.
            copy: the mail whose writer gets a copy.
        """
        word = f"geheim{len(self.sent):06d}"
        who = of.word if of else word
        link = f"In-Reply-To: {answers.message_id}\r\n" if answers else ""
        link += f"Cc: {copy.address}\r\n" if copy else ""
        source = (
            f"From: {who} van Dam <{who}@burger.example>\r\nTo: info@gemeente.example\r\nSubject: Vraag van {word}\r\n"
            f"Message-ID: {_message_id(word)}\r\n{link}MIME-Version: 1.0\r\n"
            'Content-Type: multipart/mixed; boundary="grens"\r\n\r\n--grens\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
            f"Goedemorgen, ik ben {word}.\r\n--grens\r\nContent-Type: text/plain\r\n"
            f'Content-Disposition: attachment; filename="{word}.txt"\r\n\r\nBijlage van {word}\r\n--grens--\r\n'
        ).encode()
        mail, event = arrival(self.s3, Mailed(f"{who}@burger.example", source), spam=spam)
        ses_id = event.event["Records"][0]["ses"]["mail"]["messageId"]
        key = f"{POSTVAK}/{ses_id}"
        self.arrivals[mail] = self.s3.get_object(Bucket=ENVIRONMENT["INTAKE"], Key=key)["Body"].read(), event
        self.functions.invoke(event.function, event.event)
        made = Sent(word, mail, ses_id, "geen" if spam else "", self.clock.moment, family=answers)
        self.sent.append(made)
        return made

    def note(self, sent: Sent) -> None:
        done(self.place, "schrijfNotitieBijEmailbericht", given=on(sent.mail), tekst=f"Over {sent.word}")

    def confirm(self, sent: Sent) -> None:
        """Have an agent make it formal: its receipt is confirmed. It waits then."""
        given = opened(self.place, mail=sent.mail)
        done(self.place, "bevestigOntvangst", given=given)
        done(self.place, "legEmailberichtTerug", given=given)
        self._send_all()

    def move(self, sent: Sent) -> None:
        """Have an agent move a formal mail, which its sender hears of."""
        done(self.place, "verplaatsEmailbericht", given=on(sent.mail))
        self._send_all()

    def _step(self, sent: Sent, result: str) -> None:
        sent.result, sent.last_step = result, self.clock.moment

    def answer(self, sent: Sent) -> None:
        given = opened(self.place, mail=sent.mail)
        upload = self.place.upload("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")
        made = done(self.place, "beantwoordEmailbericht", given=given, inhoud=f"Dag {sent.word}, dat kan.", bijlagen=[upload])
        self._send(made["verzending"]["identificatie"])
        contact = on(made["klantcontacten"][0]["identificatie"])
        done(self.place, "rectificeerKlantcontact", given=contact, tekst=f"Niet {sent.word} maar {sent.word}s")
        self._step(sent, "6.1.3")

    def task(self, sent: Sent, eenheid: str, *, ends: bool = True) -> None:
        given = opened(self.place, mail=sent.mail)
        aan = {"organisatorischeEenheid": eenheid}
        made = done(
            self.place, "maakInterneTaak", given=given, toegewezenAan=aan, toelichting=f"Bel {sent.word}", berichtAanKlant=None
        )
        self._step(sent, "6.1.1" if eenheid == "Belastingen" else "6.1")
        sent.running = not ends
        if ends:
            self.clock.moment += timedelta(days=1)
            who = {**BEHANDELAAR, "custom:eenheid": eenheid}
            taak = on(made["interneTaak"]["identificatie"])
            done(self.place, "schrijfNotitieBijInterneTaak", who, taak, tekst=f"Gebeld met {sent.word}")
            done(self.place, "beantwoordInterneTaak", who, taak, inhoud=f"Dag {sent.word}, geregeld.", bijlagen=[])
            self._send_all()
            sent.last_step = self.clock.moment

    def forward(self, sent: Sent) -> None:
        given = opened(self.place, mail=sent.mail)
        done(self.place, "zendEmailberichtDoor", given=given, toelichting=f"Van {sent.word}")
        self._send_all()
        self._step(sent, "6.1.3")

    def close(self, sent: Sent, kind: str) -> None:
        given = opened(self.place, mail=sent.mail)
        done(self.place, "sluitEmailberichtAf", given=given, soort=kind, berichtAanKlant=None)
        self._step(sent, "geen" if kind == "geen_klantcontact" else "6.1.3")

    def zaak(self, sent: Sent, term: Term = OPEN) -> None:
        given = opened(self.place, mail=sent.mail)
        made = done(self.place, "maakZaak", given=given, toelichting=f"Zaak van {sent.word}", berichtAanKlant=None)
        self._step(sent, "zaak")
        sent.zaak = term
        identificatie = made["zaak"]["identificatie"]
        url = self.zgw.zaak(
            identificatie,
            archiefnominatie=term.nominatie,
            archiefactiedatum=term.datum.isoformat() if term.datum else None,
        )
        if not term.there:
            self.zgw.zaken.pop()
        self._let_go(identificatie, url)

    def _let_go(self, zaak: str, url: str) -> None:
        """Say of a zaak that it was registered: its item says so."""
        self.dynamodb.update_item(
            TableName=self.place.table,
            Key={"PK": {"S": f"ZAAK#{zaak}"}, "SK": {"S": "ZAAK"}},
            UpdateExpression="SET #s = :s, #u = :u REMOVE AANDACHT_PK, AANDACHT_SK",
            ExpressionAttributeNames={"#s": "status", "#u": "url"},
            ExpressionAttributeValues={":s": {"S": "geregistreerd"}, ":u": {"S": url}},
        )

    def _send_all(self) -> None:
        pages = self.dynamodb.get_paginator("query").paginate(
            TableName=self.place.table,
            IndexName="aandacht",
            KeyConditionExpression="AANDACHT_PK = :list",
            ExpressionAttributeValues={":list": {"S": "te_verzenden"}},
        )
        for page in pages:
            for item in page["Items"]:
                self._send(item["PK"]["S"].removeprefix("VERZENDING#"))

    def _send(self, verzending: str) -> None:
        self.functions.invoke("verzenden", {"verzending": verzending})

    # -- the archivist, and the night ----------------------------------------------------------------------------------

    def night(self) -> None:
        self.functions.invoke("vernietigen", {})
        self.work()

    def work(self) -> None:
        """Work on the queues of the destroyer and of who collects until they are empty."""
        for queue, made in (("VERNIETIGWACHTRIJ", to_destroy), ("VERZAMELWACHTRIJ", to_collect)):
            while messages := self.sqs.receive_message(QueueUrl=ENVIRONMENT[queue]).get("Messages"):
                for message in messages:
                    call = made(json.loads(message["Body"]))
                    self.functions.invoke(call.function, call.event)
                    self.sqs.delete_message(QueueUrl=ENVIRONMENT[queue], ReceiptHandle=message["ReceiptHandle"])

    def lists(self) -> list[dict[str, Any]]:
        return list(self.place.ask(request(self.place, "lijstVernietigingslijsten"))["results"])

    def lines(self, made: Mapping[str, Any]) -> list[list[str]]:
        """Return the lines of a list, by cell."""
        (key,) = [key for key in self.keys(f"vernietiging/{made['identificatie']}/") if key.endswith(".csv")]
        text = self.s3.get_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=key)["Body"].read().decode()
        return [line.split(",") for line in text.splitlines()[1:]]

    def approve(self, made: Mapping[str, Any], *exceptions: Mapping[str, Any]) -> dict[str, Any]:
        given = on(made["identificatie"])
        body = {"sha256": made["sha256"], "uitzonderingen": list(exceptions)}
        approved = self.place.ask(request(self.place, "keurVernietigingslijstGoed", given=given, **body))
        assert approved["goedkeuring"]["medewerker"] == str(ARCHIVARIS.identificatie)
        self.work()
        return dict(self.place.ask(request(self.place, "leesVernietigingslijst", given=given)))

    def ask_erasure(self, sent: Sent) -> dict[str, Any]:
        """Have the list made by which this one mail is erased."""
        asked = done(self.place, "vraagWissing", adres=None, emailbericht=sent.mail, reden="Verzoek, AVG artikel 17")
        self.work()
        return dict(self.place.ask(request(self.place, "leesVernietigingslijst", given=on(asked["identificatie"]))))

    def once(self, made: str) -> None:
        """Give a list to the destroyer once, as a message does."""
        call = to_destroy({"lijst": made, "vanaf": 0})
        self.functions.invoke(call.function, call.event)

    # -- the privacy officer -------------------------------------------------------------------------------------------

    def ask_all(self, *addresses: str) -> dict[str, Any]:
        """Ask for all that is held about who has these addresses, and return the request."""
        return done(self.place, "vraagInzageverzoek", adressen=list(addresses))

    def ask_woo(self, words: str, first: date, last: date, *postvakken: str) -> dict[str, Any]:
        """Ask for the mail about a matter that came in on these days, and return the request."""
        van, tot = first.isoformat(), last.isoformat()
        return done(self.place, "vraagWooverzoek", van=van, tot=tot, woorden=words, postvakken=list(postvakken))

    def once_collected(self, asked: str, kind: str = "inzage") -> None:
        """Give a request to who collects once, as a message does."""
        call = to_collect({"verzoek": asked, "soort": kind})
        self.functions.invoke(call.function, call.event)

    def handed_out(
        self, asked: Mapping[str, Any], operation: str = "leesInzageverzoek"
    ) -> tuple[dict[str, Any], list[dict[str, bytes]]]:
        """Return a request as it is now, and the files of each of its zips."""
        read = dict(self.place.ask(request(self.place, operation, given=on(asked["identificatie"]))))
        keys = [unquote(urlsplit(each["inhoudUrl"]).path).removeprefix("/") for each in read["bestanden"] if each["inhoudUrl"]]
        return read, [unzipped(self.s3.get_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=key)["Body"].read()) for key in keys]

    # -- the search of everything --------------------------------------------------------------------------------------

    def items(self) -> Iterator[dict[str, Any]]:
        """Yield the items as the table holds them. A scan would copy each of them three times."""
        table = dynamodb_backends[ACCOUNT][REGION].tables[ENVIRONMENT["TABEL"]]
        yield from (item.to_json()["Attributes"] for rows in list(table.items.values()) for item in list(rows.values()))

    def keys(self, prefix: str = "") -> list[str]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=ENVIRONMENT["ARCHIEF"], Prefix=prefix)
        return [each["Key"] for page in pages for each in page.get("Contents", ())]

    def objects(self) -> dict[str, bytes]:
        """The archive, by key."""
        return {key: self.s3.get_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=key)["Body"].read() for key in self.keys()}

    def everything(self) -> Iterator[tuple[str, str]]:
        """Yield the place and the text of all that is stored: items with their indexes, each version of each object,
        and messages. It is read where moto holds it, so that nothing of it can be hidden by a listing.
        """
        for item in self.items():
            yield f"{item['PK']['S']} {item['SK']['S']}", json.dumps(item)
        for bucket in ("ARCHIEF", "INTAKE", "UPLOADS"):
            for key, versions in s3_backends[ACCOUNT]["aws"].buckets[ENVIRONMENT[bucket]].keys.lists():
                for each in versions:
                    gone = isinstance(each, FakeDeleteMarker)
                    yield f"{bucket}/{key}", "" if gone else each.value.decode("utf-8", "replace")
        for queue in sqs_backends[ACCOUNT][REGION].queues.values():
            yield from ((f"queue {each.id}", each.body) for each in queue._messages)


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip, by name. Raises: AssertionError (it is damaged, or has a name twice)."""
    with ZipFile(BytesIO(content)) as zipped:
        assert zipped.testzip() is None
        names = zipped.namelist()
        assert len(names) == len(set(names))
        return {name: zipped.read(name) for name in names}


def found(town: Town) -> dict[str, list[str]]:
    """Return the places at which the word of each mail is found, also in base64 and in the names of places."""
    places: dict[str, list[str]] = {each.word: [] for each in town.sent}
    ids = {each.mail: each.word for each in town.sent}
    for place, text in town.everything():
        for word in words_in(f"{place} {text}", places.keys()):
            places[word].append(place)
        if not place.startswith(("VERNIETIGD#", "ARCHIEF/vernietiging/")):
            for mail in ids.keys() & set(_ID.findall(place)):
                places[ids[mail]].append(place)
    return places


def words_in(text: str, words: Set[str]) -> Iterator[str]:
    """Yield those of these words of mails that a text holds, also in base64."""
    yield from words & set(_WORD.findall(text))
    for line in text.splitlines():
        if len(line) > 40 and line.isalnum():  # base64 of a part within a mail
            try:
                decoded = base64.b64decode(line + "==", validate=False).decode("utf-8", "ignore")
            except ValueError:
                continue
            yield from words & set(_WORD.findall(decoded))


# -- the oracle --------------------------------------------------------------------------------------------------------


def _years_later(day: date, years: int) -> date:
    return date(day.year + years, day.month, day.day) if (day.month, day.day) != (2, 29) else date(day.year + years, 3, 1)


_TERMS: Final[Mapping[str, Callable[[date], date | None]]] = {
    "6.1.3": lambda day: _years_later(day, 1),
    "6.1": lambda day: _years_later(day, 5),
    "6.1.1": lambda day: _years_later(day, 7),
    "zaak": lambda day: day,
    "geen": lambda day: day + timedelta(days=30),
}
"""The terms as docs/avg tells them, and not as the code has them. With a zaak only that of the zaak counts."""


def due(town: Town, on_day: date) -> set[str]:
    """Return the mails that should stand on the list of this day."""
    return judged(town, on_day)[0]


def judged(town: Town, on_day: date) -> tuple[set[str], Counter[str]]:
    """Return the mails that should stand on the list of this day, and how many are kept for a zaak, by reason."""
    families: dict[str, list[Sent]] = {}
    for each in town.sent:
        if not each.destroyed:
            families.setdefault((each.family or each).word, []).append(each)
    uit: set[str] = set()
    kept: Counter[str] = Counter()
    for family in families.values():
        if any(each.running or not each.result for each in family):
            continue
        last = max(each.last_step for each in family).astimezone(_HERE).date()
        reasons = [reason for each in family if each.zaak and (reason := each.zaak.kept_for(on_day))]
        for each in family:
            first = _TERMS[each.result](last)
            if first is None or first > on_day:
                continue
            if reasons:
                kept[reasons[0]] += 1
            else:
                uit.add(each.mail)
    return uit, kept


# -- a year ------------------------------------------------------------------------------------------------------------


def _reply_and_close(town: Town, sent: Sent) -> None:
    """Answer, and close the word of thanks that follows a week later."""
    town.answer(sent)
    town.clock.moment += timedelta(days=7)
    thanks = town.mail(answers=sent)
    town.close(thanks, "geen_klantcontact")


def _reply_that_waits(town: Town, sent: Sent) -> None:
    town.answer(sent)
    town.mail(answers=sent)


def _zaak(town: Town, sent: Sent) -> None:
    """Make a zaak, each with another term, and close the word of thanks that follows on every second one."""
    number = sum(each.zaak is not None for each in town.sent)
    today = town.clock.moment.date()
    terms = (
        Term("vernietigen", today + timedelta(days=60)),
        OPEN,
        Term("blijvend_bewaren"),
        Term("vernietigen", today + timedelta(days=2000)),
        Term("vernietigen", today + timedelta(days=60), there=False),
        Term("vernietigen"),
        Term("vernietigen", today + timedelta(days=90)),
    )
    town.zaak(sent, terms[number % len(terms)])
    if number % 2:
        town.clock.moment += timedelta(days=7)
        town.close(town.mail(answers=sent), "geen_klantcontact")


DEEDS: Final[tuple[tuple[str, Callable[[Town, Sent], None]], ...]] = (
    ("answer", lambda town, sent: town.answer(sent)),
    ("no klantcontact", lambda town, sent: town.close(sent, "geen_klantcontact")),
    ("task", lambda town, sent: town.task(sent, "Burgerzaken")),
    ("passed on", lambda town, sent: town.forward(sent)),
    ("task about money", lambda town, sent: town.task(sent, "Belastingen")),
    ("closed", lambda town, sent: town.close(sent, "geen_actie_nodig")),
    ("conversation", _reply_and_close),
    ("zaak", _zaak),
    ("open task", lambda town, sent: town.task(sent, "Burgerzaken", ends=False)),
    ("waits", lambda *_: None),
    ("conversation that goes on", _reply_that_waits),
)
"""The outcomes of mail, in turn; each twelfth mail is spam that stays in quarantine."""


@dataclass
class Month:
    """The figures of one list."""

    day: date
    listed: int
    destroyed: int
    kept: int
    """Mails whose own term is over, and that are kept for a zaak."""
    left: int
    """Mails of which everything is there."""


def live(town: Town, mails: int, nights: Sequence[date]) -> Iterator[Month]:
    """Live a year of this many mails, from the first of these nights on, and yield the figures of the list of each.

    Raises: AssertionError (a list is not what the rules say, something of what was due is left, or of the rest gone).
    """
    first = town.clock.moment
    made = 0
    for night in nights:
        until = datetime(night.year, night.month, night.day, 3, tzinfo=_HERE)
        while made < mails and first + timedelta(days=350) * made / mails < until - timedelta(days=12):
            town.clock.moment = first + timedelta(days=350) * made / mails
            sent = town.mail(spam=made % 12 == 11)
            if made % 12 != 11:
                town.note(sent)
                DEEDS[made % 12][1](town, sent)
            made += 1
        town.clock.moment = until
        yield night_of(town, night)


def night_of(town: Town, night: date) -> Month:
    """Have the list of a month made, compare it with the oracle, approve it, and look for what is left."""
    expected, kept = judged(town, night)
    town.zgw.invocations.clear()
    town.night()
    made = town.lists()[0]
    assert (made["peildatum"], made["status"]) == (night.isoformat(), "opgesteld")
    listed = {line[0] for line in town.lines(made)}
    assert listed == expected, (night, listed ^ expected)
    per_mail = {each.mail: each for each in town.sent}
    assert {each["reden"]: each["aantal"] for each in made["blijftBijZaak"]} == kept, (night, kept)
    assert max(Counter(town.zgw.invocations).values(), default=1) == 1, "each zaak is asked for once"
    results = {line[0]: line[1] for line in town.lines(made)}
    assert results == {mail: per_mail[mail].result for mail in expected}
    before = found(town)
    carried_out = town.approve(made)
    assert (carried_out["status"], carried_out["overgeslagen"]) == ("vernietigd", 0)
    assert carried_out["vernietigd"] == made["aantallen"]
    for mail in expected:
        per_mail[mail].destroyed = True
    after = found(town)
    for each in town.sent:
        left = set(after[each.word])
        assert (left == set()) if each.destroyed else (left == set(before[each.word]) != set()), (night, each, left)
    return Month(night, len(listed), len(expected), kept.total(), sum(not each.destroyed for each in town.sent))


# -- death at every call -----------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The process is gone."""


@contextmanager
def dying_at(call: int, *, after: bool) -> Iterator[list[int]]:
    """Let this call of AWS be the last one; it takes effect first, or does not. Yield a list with their count."""
    calls, real = [0], BotocoreStubber.process_request

    def last(stubber: BotocoreStubber, asked: Any) -> Any:
        calls[0] += 1
        if calls[0] < call:
            return real(stubber, asked)
        if calls[0] == call and after:
            real(stubber, asked)
        raise Killed

    with patch.object(BotocoreStubber, "process_request", last):
        yield calls


def killed_everywhere(town: Town, step: int = 1) -> Iterator[tuple[int, bool]]:
    """Destroy a mail for each call that a destruction makes, and let the destroyer die at that call; yield each.

    Args:
        step: 1 for every call, 7 for each seventh.

    Raises: AssertionError (something is left of a mail, or something of another is gone).
    """
    other = town.mail()
    town.answer(other)
    whole = found(town)[other.word]
    for after in (False, True):
        call = 1
        while True:
            sent = town.mail()
            town.note(sent)
            town.close(sent, "geen_klantcontact")
            made = town.ask_erasure(sent)
            given = on(made["identificatie"])
            town.place.ask(
                request(town.place, "keurVernietigingslijstGoed", given=given, sha256=made["sha256"], uitzonderingen=[])
            )
            with dying_at(call, after=after) as calls, suppress(Killed, UserWarning):  # of a handler without metrics
                town.once(made["identificatie"])
            town.work()
            left = found(town)
            assert left[sent.word] == [], (call, after, left[sent.word])
            assert left[other.word] == whole
            assert town.place.ask(request(town.place, "leesVernietigingslijst", given=given))["status"] == "vernietigd"
            if calls[0] < call:
                break
            yield call, after
            call += step
