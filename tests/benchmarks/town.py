"""The stored mail of a town, of any number of mails.

The use cases stored a few mails, and the others are the same with other ids, times and addresses. A *life* is what
became of one mail. Each is played once, by the use cases on real repositories, on a table of its own; the items that
the table then holds are the pattern of that life. A mail of the town has the items of its life, in which every id,
hash, moment and address is its own. Equal lives are equally large, and every hundred mails (`HUNDRED`) hold the same
lives: so that a page at the head of any list holds the same at every size of the town, and only the length of the list
differs.

One address wrote one mail in five, all in one conversation; a second one in ten; a third one in twenty; all others
four.
"""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, Final, Literal
from uuid import UUID

import boto3

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.verzending_mapping import berichtid_key
from klantmail.domain.emailbericht import Verdicts
from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.tijd import als_tekst
from klantmail.domain.verzending import Verzending, Verzendstatus
from klantmail.ports.postkantoor import MisschienVerzonden, NietVerzonden, Verzonden
from klantmail.ports.zaaksysteem import Gemaakt, NietGemaakt
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.splitsing import Deel, Splitsing
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht
from klantmail.usecases.nazorg.bezorgen import Bezorggebeurtenis, Gebeurtenissoort
from klantmail.usecases.ontvangst.plek import intake_key
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import ANDER_POSTVAK, ANNA, BEHEER, BRAM, DAAN, GOOD, KLACHT, POSTVAK, Rig, melding
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories, all_repositories

HUNDRED: Final = 100
"""The number of mails after which the lives come again."""
NEWEST: Final = datetime.fromisoformat("2026-11-24T18:00:00Z")
"""The moment at which the newest mail arrived."""
NOW: Final = NEWEST + timedelta(hours=4)
"""A moment after all that ever happened."""
_STEP: Final = timedelta(seconds=30)
_A_DAY: Final = 1440
"""Mails in a day, all of them before `NEWEST`'s time of day, so that a life begins and ends on one day."""
_HASH_KEY: Final = ENVIRONMENT["AFZENDERSLEUTEL"].encode()
_ADDRESS: Final = "burger-0000000@post.example"
_TEXT: Final = (
    "Geachte gemeente,\r\n\r\nVorige week heb ik bij u een parkeervergunning aangevraagd voor de Kade bij café De Brug. Ik heb "
    "daarvoor mijn kenteken en een bewijs van inschrijving opgestuurd, maar ik hoor niets. Kunt u mij zeggen hoe lang het nog "
    "duurt, en of ik intussen op straat mag staan? Vorige keer kreeg ik na twee dagen een boete van € 73,40.\r\n\r\n"
) * 3
_ANSWER: Final = (
    "Uw aanvraag is ontvangen en wordt binnen acht weken behandeld. Zolang u nog geen vergunning hebt, kunt u een dagkaart "
    "kopen via de website of bij de automaat op de Kade."
)


def mail(message_id: str, address: str = _ADDRESS, *, answers: str = "", attachments: int = 1) -> bytes:
    """Make a mail of a citizen.

    Args:
        message_id: its own, since a second mail under it is the same mail again.
        answers: the Message-ID that it answers.
    """
    parts = "".join(
        f'--grens\r\nContent-Type: application/pdf; name="kenteken {number}.pdf"\r\nContent-Disposition: attachment\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQKJWtlbnRla2Vu\r\n"
        for number in range(attachments)
    )
    return (
        f"From: Jan Jansen <{address}>\r\nTo: {POSTVAK}\r\nSubject: Vraag 0000000 over mijn vergunning\r\n"
        f"Message-ID: {message_id}\r\nDate: Tue, 24 Nov 2026 09:55:00 +0100\r\n"
        + (f"In-Reply-To: {answers}\r\n" if answers else "")
        + 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="grens"\r\n\r\n--grens\r\n'
        f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{_TEXT}\r\n{parts}--grens--\r\n"
    ).encode()


# -- the lives ---------------------------------------------------------------------------------------------------------


@dataclass
class Stage:
    """The place where a life is played: the use cases on the real repositories; the
    archive, SES and the clock are fakes.
    """

    gemeente: Rig[AllRepositories]
    prefix: str
    """Prefix of the SES message ids of the mail that comes in."""
    at: datetime = BEGIN
    """The moment at which mail comes in."""
    _received: int = 0

    def receive(self, *, postvak: str = POSTVAK, verdicts: Verdicts = GOOD, **of_mail: Any) -> UUID:
        """Take a mail in, and return its e-mailbericht."""
        self._received += 1
        ses_id = f"{self.prefix}-{self._received}"
        self.gemeente.intake.objecten[intake_key(postvak, ses_id)] = mail(f"<vraag-{self._received}@post.example>", **of_mail)
        self.gemeente.klok.moment = self.at + timedelta(minutes=1)
        return self.gemeente.ontvanger.neem_in(replace(melding(ses_id, verdicts=verdicts), ontvangen_op=self.at), postvak)

    def opened(self, **of_mail: Any) -> tuple[UUID, UUID]:
        """Take a mail in and open it, and return its e-mailbericht and inzage."""
        bericht = self.receive(**of_mail)
        self._later()
        return bericht, self.gemeente.inziener.open(bericht, ANNA).inzage.identificatie

    def answered(self, outcome: Verzonden | NietVerzonden | MisschienVerzonden | None = None, **of_mail: Any) -> Verzending:
        """Take a mail in and answer it, with this outcome of the sending, and return the verzending of the answer."""
        bericht, inzage = self.opened(**of_mail)
        self._later()
        gedaan = self.gemeente.beantwoord(bericht, inzage, ANNA, str(inzage), Antwoord(_ANSWER, None))
        return self.sent(gedaan.verzending, outcome)

    def sent(self, verzending: UUID, outcome: Verzonden | NietVerzonden | MisschienVerzonden | None = None) -> Verzending:
        """Attempt to send it, with this outcome."""
        self._later()
        accepted = Verzonden(f"<0102019{self.gemeente.ids()}-000000@{REGION}.amazonses.com>")
        self.gemeente.postkantoor.antwoorden = [outcome or accepted]
        self.gemeente.verzender.verzend(self.gemeente.repos.verzending(verzending))
        return self.gemeente.repos.verzending(verzending)

    def told(self, verzending: Verzending, *kinds: Gebeurtenissoort) -> None:
        """Have SES tell these things of it afterwards."""
        for kind in kinds:
            self._later()
            self.gemeente.bezorger.verwerk(ses_event(verzending, kind, self.gemeente.klok()))

    def _later(self) -> None:
        self.gemeente.klok.advance(timedelta(minutes=7))


def ses_event(verzending: Verzending, kind: Gebeurtenissoort, moment: datetime) -> Bezorggebeurtenis:
    """The event by which SES tells of a verzending that it accepted."""
    return Bezorggebeurtenis(
        soort=kind,
        verzending=verzending.identificatie,
        poging=verzending.pogingen,
        bericht_id=verzending.ses_bericht_id,
        verzonden_op=moment,
        tijdstip=moment,
        ontvangers=tuple((adres, "smtp; 250 ok") for adres in verzending.naar),
    )


def _waiting(stage: Stage) -> Iterator[None]:
    stage.receive()
    yield


def _waiting_elsewhere(stage: Stage) -> Iterator[None]:
    stage.receive(postvak=ANDER_POSTVAK, attachments=3)
    yield


def _in_quarantaine(stage: Stage) -> Iterator[None]:
    stage.receive(verdicts=Verdicts(spf="FAIL", dkim="FAIL", dmarc="FAIL", spam="FAIL", virus="PASS"))
    yield


def _claimed(stage: Stage) -> Iterator[None]:
    stage.opened()
    yield


def _taken_over(stage: Stage) -> Iterator[None]:
    bericht, _ = stage.opened()
    stage.gemeente.klok.advance(timedelta(hours=1))
    stage.gemeente.inziener.open(bericht, BRAM)
    yield


def _conversation(stage: Stage) -> Iterator[None]:
    answer = stage.answered()
    stage.told(answer, Gebeurtenissoort.SEND, Gebeurtenissoort.DELIVERY)
    yield
    again = stage.answered(answers=answer.ses_bericht_id)
    stage.told(again, Gebeurtenissoort.SEND, Gebeurtenissoort.DELIVERY)
    yield


def _refused(stage: Stage) -> Iterator[None]:
    stage.told(stage.answered(), Gebeurtenissoort.SEND, Gebeurtenissoort.BOUNCE)
    yield


def _complained_of(stage: Stage) -> Iterator[None]:
    stage.told(stage.answered(), Gebeurtenissoort.SEND, Gebeurtenissoort.DELIVERY, Gebeurtenissoort.COMPLAINT)
    yield


def _not_sent(stage: Stage) -> Iterator[None]:
    stage.answered(NietVerzonden("Het adres is geblokkeerd.", tijdelijk=False))
    yield


def _perhaps_sent(stage: Stage) -> Iterator[None]:
    stage.answered(MisschienVerzonden("Geen antwoord."))
    yield


_BURGERZAKEN: Final = Toewijzing("Burgerzaken")


def _taak() -> Taakopdracht:
    return Taakopdracht("Terugmailen over de vergunning", _BURGERZAKEN, "Zie de e-mail; de termijn loopt af.", None)


def _with_taak(stage: Stage) -> Iterator[None]:
    bericht, inzage = stage.opened()
    stage.gemeente.handel_af(bericht, inzage, ANNA, str(inzage), _taak())
    yield


def _with_taak_done(stage: Stage) -> Iterator[None]:
    bericht, inzage = stage.opened()
    taak = stage.gemeente.handel_af(bericht, inzage, ANNA, str(inzage), _taak()).afhandeling.interne_taak
    assert taak
    stage.gemeente.desk.beantwoord(taak, DAAN, "sleutel", _ANSWER)
    (answer,) = stage.gemeente.repos.verzendingen_aan_de_beurt(Verzendstatus.TE_VERZENDEN, NOW)
    stage.told(stage.sent(answer.identificatie), Gebeurtenissoort.SEND, Gebeurtenissoort.DELIVERY)
    yield


def _with_zaak(*outcome: Gemaakt | NietGemaakt) -> Callable[[Stage], Iterator[None]]:
    def play(stage: Stage) -> Iterator[None]:
        bericht, inzage = stage.opened()
        verzoek = Zaakopdracht(KLACHT.url, "Klacht over de vergunning", "Zie de e-mail")
        zaak = stage.gemeente.handel_af(bericht, inzage, ANNA, str(inzage), verzoek).afhandeling.zaak
        assert zaak
        stage.gemeente.zaaksysteem.antwoorden = list(outcome)
        stage.gemeente.registreerder.registreer_op_naam(zaak)
        yield

    return play


def _closed(outcome: Uitkomst) -> Callable[[Stage], Iterator[None]]:
    def play(stage: Stage) -> Iterator[None]:
        bericht, inzage = stage.opened()
        stage.gemeente.handel_af(bericht, inzage, ANNA, str(inzage), outcome)
        yield

    return play


def _sent_on(stage: Stage) -> Iterator[None]:
    bericht, inzage = stage.opened()
    verzoek = Doorzending("info@waterschap.example", "Gaat over een sloot.", None)
    for verzending in stage.gemeente.handel_af(bericht, inzage, ANNA, str(inzage), verzoek).afhandeling.verzendingen:
        stage.told(stage.sent(verzending), Gebeurtenissoort.SEND, Gebeurtenissoort.DELIVERY)
    yield


def _split(stage: Stage) -> Iterator[None]:
    bericht, inzage = stage.opened()
    parts = (Deel("Vergunning", Antwoord(_ANSWER), "antwoord"), Deel("Boete", _taak(), "interneTaak"))
    (verzending,) = stage.gemeente.handel_af(bericht, inzage, ANNA, str(inzage), Splitsing(parts)).afhandeling.verzendingen
    stage.told(stage.sent(verzending), Gebeurtenissoort.SEND, Gebeurtenissoort.DELIVERY)
    yield


PLAYS: Final[dict[str, Callable[[Stage], Iterator[None]]]] = {
    "waiting": _waiting,
    "waiting elsewhere": _waiting_elsewhere,
    "quarantaine": _in_quarantaine,
    "claimed": _claimed,
    "taken over": _taken_over,
    "conversation": _conversation,
    "refused": _refused,
    "complained of": _complained_of,
    "not sent": _not_sent,
    "perhaps sent": _perhaps_sent,
    "taak": _with_taak,
    "taak done": _with_taak_done,
    "zaak": _with_zaak(),
    "zaak not made": _with_zaak(NietGemaakt("Het zaaktype bestaat niet.", tijdelijk=False)),
    "nothing to do": _closed(GeenActieNodig("Er is niets te doen.")),
    "no klantcontact": _closed(GeenKlantcontact("Er is niets te doen.")),
    "sent on": _sent_on,
    "split": _split,
}
"""The course of each life, which yields when all of one mail has happened: a conversation has two mails."""

_CONVERSATION: Final = ("conversation", 0)
_AGAIN: Final = ("conversation", 1)
_BUSIEST: Final = 11
"""The number of mails in a hundred that are in the busiest conversation, which the first mail of all began."""
_SHARES: Final[Sequence[tuple[str, int]]] = (
    ("waiting", 22),
    ("waiting elsewhere", 11),
    ("claimed", 3),
    ("taken over", 1),
    ("quarantaine", 2),
    ("taak", 11),
    ("taak done", 2),
    ("zaak", 4),
    ("zaak not made", 3),
    ("refused", 3),
    ("complained of", 3),
    ("not sent", 3),
    ("perhaps sent", 3),
    ("nothing to do", 3),
    ("no klantcontact", 3),
    ("sent on", 1),
    ("split", 1),
)
"""The number of mails in a hundred that have this life; the others are of conversations."""


# -- patterns ----------------------------------------------------------------------------------------------------------

_MARK: Final = re.compile(
    r"(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"|(?P<hash>[0-9a-f]{64})"
    r"|(?P<moment>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"
    r"|(?P<day>\d{4}-\d\d-\d\d)"
    r"|(?P<address>burger-0000000)"
    r"|(?P<number>0000000)"
)
_MESSAGE_ID: Final = re.compile(r"<[^<> ]+@[^<> ]+>")
_OF_PEOPLE: Final = frozenset(str(each.identificatie) for each in (ANNA, BRAM, BEHEER, DAAN))

type Mark = tuple[Literal["id", "hash", "moment", "day", "number", "address", "address hash", "message id"], Any]
"""The parts that are a mail's own: their kind, and what they follow from.

id, hash: which one, and whether it is of the mail itself (True) or of the first of its conversation (False); moment:
the time after arrival; message id: the Message-ID, in pieces, whose hash it is.
"""
type Pieces = tuple[str | int, ...]
"""A text, in which a number stands for the mark of that number."""


@dataclass(frozen=True)
class Pattern:
    """The items of one life, in DynamoDB's own JSON."""

    items: tuple[Pieces, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One mail's place in the town."""

    number: int
    first: int
    """Number of the first mail of its conversation."""
    address: int
    arrival: datetime


def record(table: str) -> dict[str, list[Pattern]]:
    """Play every life on this table, which is empty before and after, and find the patterns of its mails."""
    client = boto3.client("dynamodb", region_name=REGION)

    def stored() -> set[str]:
        pages = client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        return {
            json.dumps(item, sort_keys=True, ensure_ascii=False, default=lambda raw: b64encode(raw).decode())
            for page in pages
            for item in page["Items"]
        }

    patterns: dict[str, list[Pattern]] = {}
    for name, play in PLAYS.items():
        before: set[str] = set()
        owners: dict[str, int] = {}
        patterns[name] = []
        for part, _ in enumerate(play(Stage(Rig(repos(table)), name))):
            items = sorted(stored() - before)
            before |= set(items)
            for found in _MARK.finditer("\n".join(items)):
                owners.setdefault(found[0], part)
            patterns[name].append(_pattern(items, owners, part))
        for item in map(json.loads, stored()):
            client.delete_item(TableName=table, Key={"PK": item["PK"], "SK": item["SK"]})
    return patterns


def repos(table: str) -> AllRepositories:
    """Give the repositories on this table."""
    return all_repositories(table, REGION, ENVIRONMENT["AFZENDERSLEUTEL"])


def _pattern(items: Sequence[str], owners: dict[str, int], part: int) -> Pattern:
    order = {text: place for place, text in enumerate(owners)}
    whole = "\n".join(items)
    hashes = {berichtid_key(each)[0].removeprefix("BERICHTID#"): each for each in set(_MESSAGE_ID.findall(whole))}
    of_address = afzender_hash(_HASH_KEY, _ADDRESS)
    marks: dict[Mark, int] = {}

    def mark(found: re.Match[str]) -> Mark | None:
        text = found[0]
        match found.lastgroup:
            case "id" if text in _OF_PEOPLE:
                return None
            case "id":
                return "id", (order[text], owners[text] == part)
            case "hash" if text == of_address:
                return "address hash", None
            case "hash" if text in hashes:
                return "message id", pieces(hashes[text])
            case "hash":
                return "hash", (order[text], owners[text] == part)
            case "moment":
                return "moment", datetime.fromisoformat(text) - BEGIN
            case "day":
                return "day", None
            case "address":
                return "address", None
            case _:
                return "number", None

    def pieces(text: str) -> Pieces:
        parts: list[str | int] = []
        end = 0
        for found in _MARK.finditer(text):
            if (one := mark(found)) is not None:
                parts += [text[end : found.start()], marks.setdefault(one, len(marks))]
                end = found.end()
        return (*parts, text[end:])

    patterned = tuple(pieces(item) for item in items)
    return Pattern(patterned, tuple(marks))


# -- the town ----------------------------------------------------------------------------------------------------------


def _layout() -> tuple[tuple[str, int], ...]:
    """The lives of a hundred mails in order of arrival.

    The busiest conversation comes first, then five others of two mails, and the rest mixed.
    """
    rest = [(name, 0) for name, times in _SHARES for _ in range(times)]
    mixed = sorted(enumerate(rest), key=lambda one: blake2b(str(one[0]).encode()).digest())
    lives = (*[_AGAIN] * _BUSIEST, *[_CONVERSATION, _AGAIN] * 5, *(life for _, life in mixed))
    if len(lives) != HUNDRED:
        raise ValueError(f"a hundred mails are {HUNDRED}, not {len(lives)}")
    return lives


_LAYOUT: Final = _layout()


@dataclass(frozen=True)
class Town:
    """A town of so many mails, and all that was stored of them."""

    patterns: Mapping[str, Sequence[Pattern]]
    size: int
    """The number of mails, a multiple of `HUNDRED`."""

    def place(self, number: int) -> Place:
        """Give the place of this mail: 0 arrived first."""
        hundred, within = divmod(number, HUNDRED)
        before_last = self.size - 1 - number
        days, steps = divmod(before_last, _A_DAY)
        if within < _BUSIEST:
            first = 0
        elif _life(number) == _AGAIN:
            first = number - 1
        else:
            first = number
        return Place(number, first, _address(hundred, within), NEWEST - timedelta(days=days) - steps * _STEP)

    def items(self, number: int) -> list[str]:
        """All items of this mail, in DynamoDB's own JSON."""
        name, part = _life(number)
        pattern = self.patterns[name][part]
        place, values = self.place(number), list[str]()
        for mark in pattern.marks:
            values.append(_value(mark, place, values))
        return [_filled(pieces, values) for pieces in pattern.items]

    def identificatie(self, number: int, kind: str) -> UUID:
        """Give the identificatie of the first item of this soort that this mail has."""
        items: list[Any] = [json.loads(item) for item in self.items(number)]
        return next(UUID(item["identificatie"]["S"]) for item in items if item["soort"]["S"] == kind)

    def numbers(self, name: str, part: int = 0) -> list[int]:
        """Give the mails of the newest hundred that have this life."""
        return [number for number in range(self.size - HUNDRED, self.size) if _life(number) == (name, part)]


def _life(number: int) -> tuple[str, int]:
    return _LAYOUT[number % HUNDRED] if number else _CONVERSATION


def _address(hundred: int, within: int) -> int:
    if within < _BUSIEST or 21 <= within < 30:
        return 0
    if within < 21:
        return 1
    if within < 35:
        return 2
    return 3 + (hundred * (HUNDRED - 35) + within - 35) // 4


def address(number: int) -> str:
    """Give the address of this number: 0 wrote most."""
    return f"burger-{number:07}@post.example"


def _value(mark: Mark, place: Place, values: Sequence[str]) -> str:
    kind, what = mark
    match kind:
        case "id" | "hash":
            which, own = what
            seed = f"{place.number if own else place.first}/{which}".encode()
            if kind == "hash":
                return blake2b(seed, digest_size=32).hexdigest()
            return str(UUID(bytes=blake2b(seed, digest_size=16).digest()))
        case "moment":
            return als_tekst(place.arrival + what)
        case "day":
            return place.arrival.date().isoformat()
        case "number":
            return f"{place.number:07}"
        case "address":
            return address(place.address).partition("@")[0]
        case "address hash":
            return afzender_hash(_HASH_KEY, address(place.address))
        case "message id":
            return berichtid_key(_filled(what, values))[0].removeprefix("BERICHTID#")


def _filled(pieces: Pieces, values: Sequence[str]) -> str:
    return "".join(values[piece] if isinstance(piece, int) else piece for piece in pieces)
