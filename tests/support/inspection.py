"""The five promises over all that is stored and all that left.

They hold whatever ran, and wherever, once it has come to rest.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from boto3.dynamodb.types import TypeDeserializer

from klantmail.domain.identificatie import verplaatsbericht_id
from tests.support.outcomes import AFHANDELINGEN

type Item = dict[str, Any]

_TE_LEZEN: Final = TypeDeserializer()
_HEADERS_OF_SES: Final = (b"message-id:", b"date:", b"feedback-id:", b"x-ses-")


@dataclass(frozen=True, slots=True)
class Mailed:
    """A mail that was accepted at the door."""

    adres: str
    bron: bytes


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence: all that is stored, and all that left."""

    items: Sequence[Item]
    """The whole table."""
    intake: Sequence[str]
    """Keys of the mails that were not taken in."""
    archief: Callable[[str], bytes | None]
    """The bytes under a key; None when there are none."""
    uitgegaan: Mapping[str, Sequence[bytes]]
    """The mails that left, as they left, for each verzending."""
    op_lijst: Set[str]
    """The verzendingen that an agent finds on a list of the API."""

    def van(self, kind: str) -> list[Item]:
        return [item for item in self.items if item["soort"] == kind]


_OOK: Final = ("interneTaak", "zaak")
"""The names in an afhandeling of what it may store beside klantcontacten and verzendingen."""


def gelezen(row: Mapping[str, Any]) -> Item:
    """An item in plain Python values."""
    return {name: _TE_LEZEN.deserialize(value) for name, value in row.items()}


def broken_promises(evidence: Evidence, sent: Sequence[Mailed]) -> list[str]:
    """Return a line for each breach of promises 1, 2, 3 and 5. Promise 4 shows in what agents are answered.

    Args:
        sent: all mail that was ever accepted.
    """
    return [*_wezen(evidence), *_halve_uitkomsten(evidence), *_verloren(evidence, sent), *_dubbel(evidence), *_stil(evidence)]


def _wezen(evidence: Evidence) -> Iterator[str]:
    """Promise 1: every klantcontact, task, zaak and verzending is named once, by what it belongs to.

    Whatever is named is there.
    """
    berichten, contacten = evidence.van("emailbericht"), _op_id(evidence.van("klantcontact"))
    taken, zaken = _op_id(evidence.van("internetaak")), _op_id(evidence.van("zaak"))
    afhandelingen = [bericht["afhandeling"] for bericht in berichten if "afhandeling" in bericht]
    genoemd = Counter(str(each) for afhandeling in afhandelingen for each in afhandeling["klantcontacten"])
    parts = [part for afhandeling in afhandelingen for part in _parts(afhandeling)]
    genoemd.update(str(part[name]) for part in parts for name in _OOK if name in part)
    genoemd.update(str(taak["vervolg"]) for taak in taken.values() if "vervolg" in taak)
    steps = [step for bericht in berichten for step in bericht.get("vervolgstappen", ())]
    genoemd.update(str(step[name]) for step in steps for name in _OOK if name in step)
    genoemd.update(str(each) for step in steps for each in step["klantcontacten"])
    vervolg = [each for each in evidence.van("verzending") if "vingerafdruk" in each]  # a vervolgbericht names itself
    genoemd.update(str(each["klantcontact"]) for each in vervolg)
    stored = Counter([*contacten, *taken, *zaken])
    if genoemd != stored:
        yield f"1: what is named and what is stored differ: {(genoemd - stored) + (stored - genoemd)}"
    na_de_afhandeling = {str(taak["vervolg"]) for taak in taken.values() if "vervolg" in taak}
    na_de_afhandeling |= {str(each["klantcontact"]) for each in vervolg}
    names = {str(each) for gedaan in (*afhandelingen, *steps) for each in gedaan["verzendingen"]}
    los = Counter(str(each["ontvangstbevestiging"]) for each in berichten if "ontvangstbevestiging" in each)
    for bericht in berichten:
        numbers = range(1, int(bericht.get("verplaatsberichten", 0)) + 1)
        counted = {str(verplaatsbericht_id(UUID(str(bericht["identificatie"])), number)) for number in numbers}
        los.update(counted)
        verteld = {str(each["verzending"]) for each in bericht.get("verplaatsingen", ()) if "verzending" in each}
        if not verteld <= counted:
            yield f"1: the moves of {bericht['identificatie']} name {verteld}, of which {counted} are counted"
    zonder_contact = Counter(str(each["identificatie"]) for each in evidence.van("verzending") if "klantcontact" not in each)
    if los != zonder_contact:
        yield f"1: verzendingen without klantcontact named {los} and stored {zonder_contact}"
    for verzending in evidence.van("verzending"):
        if "klantcontact" not in verzending:
            continue
        if str(verzending["identificatie"]) not in names and str(verzending["klantcontact"]) not in na_de_afhandeling:
            yield f"1: verzending {verzending['identificatie']} belongs to no outcome"
        if str(verzending["klantcontact"]) not in contacten:
            yield f"1: verzending {verzending['identificatie']} is of a klantcontact that is not there"
    for bericht in berichten:
        if (bericht["status"] == "afgehandeld") != ("afhandeling" in bericht):
            yield f"1: e-mailbericht {bericht['identificatie']} is {bericht['status']}, and that is not what its afhandeling says"


def _halve_uitkomsten(evidence: Evidence) -> Iterator[str]:
    """Promise 1: each outcome is whole.

    The records of its kind are there, and so is everything that each klantcontact names.
    """
    documenten = {str(item["identificatie"]) for item in evidence.van("informatieobject")}
    contacten = _op_id(evidence.van("klantcontact"))
    verzendingen = _op_id(evidence.van("verzending"))
    per_contact = Counter(str(each.get("klantcontact")) for each in verzendingen.values())
    for bericht in evidence.van("emailbericht"):
        if "afhandeling" not in bericht:
            continue
        who, afhandeling = bericht["identificatie"], bericht["afhandeling"]
        for part in _parts(afhandeling):
            kind, counts = part["soort"], (len(part["klantcontacten"]), len(part["verzendingen"]))
            if (*counts, *(name in part for name in _OOK)) not in _vormen(kind):
                yield f"1: the {kind} of {who} names {counts[0]} klantcontacten and {counts[1]} verzendingen, or other"
        for name in ("klantcontacten", "verzendingen"):
            if Counter(map(str, afhandeling[name])) != Counter(str(each) for part in _parts(afhandeling) for each in part[name]):
                yield f"1: the {afhandeling['soort']} of {who} names other {name} than its parts do"
        if {str(each) for each in afhandeling["verzendingen"]} - set(verzendingen):
            yield f"1: the {afhandeling['soort']} of {who} names a verzending that is not there"
        if afhandeling["klantcontacten"] and str(afhandeling["klantcontacten"][0]) != str(bericht["inzage"]["klantcontact"]):
            yield f"1: the klantcontact of {who} is not the one that was registered when it was viewed"
    for contact in contacten.values():
        who = str(contact["identificatie"])
        ontbreekt = [bijlage for bijlage in contact["bijlagen"] if str(bijlage["informatieobject"]) not in documenten]
        ontbreekt += [each for each in contact["verwijstNaar"] if str(each) not in contacten]
        if ontbreekt:
            yield f"1: klantcontact {who} names what is not there: {ontbreekt}"
        if contact["initiatiefnemer"] == "gemeente" and (per_contact[who] != 1 or not contact["verwijstNaar"]):
            yield f"1: reply {who} has {per_contact[who]} verzendingen and refers to {contact['verwijstNaar']}"


def _vormen(kind: str) -> set[tuple[int, int, bool, bool]]:
    """The shapes that an outcome of this kind may have, by the table of outcomes.

    A shape is the number of klantcontacten, the number of verzendingen, and whether there is a task and a zaak.
    """
    vormen = [row.vorm for row in AFHANDELINGEN.values() if row.soort == kind]
    return {(len(each.klantcontacten), len(each.verzendingen), each.taak, each.zaak) for each in vormen}


def _parts(afhandeling: Item) -> Sequence[Item]:
    """The outcomes in it: one, or those of the questions of a mail that was split."""
    parts: Sequence[Item] = afhandeling.get("delen") or [afhandeling]
    return parts


def _verloren(evidence: Evidence, sent: Sequence[Mailed]) -> Iterator[str]:
    """Promise 2: every accepted mail is listed once, and nothing waits. Mails of one address are equal.

    The archive holds the bytes of the mail and those of every document.
    """
    if evidence.intake:
        yield f"2: {len(evidence.intake)} mails still wait in the intake"
    by_adres: dict[str, list[Item]] = {}
    for bericht in evidence.van("emailbericht"):
        by_adres.setdefault(bericht["envelop"]["afzenderAdres"], []).append(bericht)
    verstuurd: dict[str, list[Mailed]] = {}
    for mail in sent:
        verstuurd.setdefault(mail.adres, []).append(mail)
    for adres, mails in verstuurd.items():
        found = by_adres.pop(adres, [])
        if len(found) != len(mails):
            yield f"2: {len(mails)} mails of {adres} are listed {len(found)} times"
            continue
        for bericht, mail in zip(found, mails, strict=True):
            raw = bericht["ruw"]
            bytes_ = evidence.archief(raw["sleutel"]) or b""
            if sha256(bytes_).hexdigest() != raw["sha256"] or not bytes_.endswith(mail.bron):
                yield f"2: the archive holds other bytes than {adres} sent"
            if "WERKVOORRAAD_PK" not in bericht:
                yield f"2: the mail of {adres} is on no list"
    if by_adres:
        yield f"2: listed though nobody sent it: {sorted(by_adres)[:5]}"
    for document in evidence.van("informatieobject"):
        if sha256(evidence.archief(document["sleutel"]) or b"").hexdigest() != document["sha256"]:
            yield f"2: the archive does not hold informatieobject {document['identificatie']}"


def _dubbel(evidence: Evidence) -> Iterator[str]:
    """Promise 3: each verzending left at most once, and once when it is verzonden; with the bytes that were stored."""
    uitgegaan = dict(evidence.uitgegaan)
    for verzending in evidence.van("verzending"):
        who, status = str(verzending["identificatie"]), verzending["status"]
        mails = uitgegaan.pop(who, ())
        goed = {"verzonden": {1}, "onbekend": {0, 1}}.get(status, {0})
        if any(each["keuze"] == "is_verzonden" for each in verzending["hervattingen"]):
            goed = {0, 1}  # a person decided
        if len(mails) not in goed:
            yield f"3: verzending {who} is {status} and left {len(mails)} times"
        source = evidence.archief(verzending["sleutel"]) or b""
        if sha256(source).hexdigest() != verzending["sha256"]:
            yield f"3: the archive holds other bytes than verzending {who} was stored with"
        if any(_zonder_koppen_van_ses(mail) - _zonder_koppen_van_ses(source) for mail in mails) or any(
            mail.partition(b"\r\n\r\n")[2] != source.partition(b"\r\n\r\n")[2] for mail in mails
        ):
            yield f"3: other bytes left than verzending {who} was stored with"
    if uitgegaan:
        yield f"3: left without a verzending: {sorted(uitgegaan)[:5]}"


def _zonder_koppen_van_ses(mail: bytes) -> set[bytes]:
    """The header lines that SES leaves as they are."""
    lines = mail.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return {line for line in lines if not line.lower().startswith(_HEADERS_OF_SES)}


def _stil(evidence: Evidence) -> Iterator[str]:
    """Promise 5: every verzending that is stuck is on a list that an agent sees."""
    vast = {str(each["identificatie"]) for each in evidence.van("verzending") if each["status"] not in ("verzonden", "vervallen")}
    if vast - evidence.op_lijst:
        yield f"5: not sent and on no list: {sorted(vast - evidence.op_lijst)[:5]}"


def _op_id(items: Sequence[Item]) -> dict[str, Item]:
    return {str(item["identificatie"]): item for item in items}
