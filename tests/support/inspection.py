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
_KOPPEN_VAN_SES: Final = (b"message-id:", b"date:", b"feedback-id:", b"x-ses-")


@dataclass(frozen=True, slots=True)
class Gestuurd:
    """A mail that was accepted at the door."""

    adres: str
    bron: bytes


@dataclass(frozen=True, slots=True)
class Bewijs:
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

    def van(self, soort: str) -> list[Item]:
        return [item for item in self.items if item["soort"] == soort]


_OOK: Final = ("interneTaak", "zaak")
"""The names in an afhandeling of what it may store beside klantcontacten and verzendingen."""


def gelezen(rij: Mapping[str, Any]) -> Item:
    """An item in plain Python values."""
    return {naam: _TE_LEZEN.deserialize(waarde) for naam, waarde in rij.items()}


def gebroken_beloften(bewijs: Bewijs, gestuurd: Sequence[Gestuurd]) -> list[str]:
    """Return a line for each breach of promises 1, 2, 3 and 5. Promise 4 shows in what agents are answered.

    Args:
        gestuurd: all mail that was ever accepted.
    """
    return [*_wezen(bewijs), *_halve_uitkomsten(bewijs), *_verloren(bewijs, gestuurd), *_dubbel(bewijs), *_stil(bewijs)]


def _wezen(bewijs: Bewijs) -> Iterator[str]:
    """Promise 1: every klantcontact, task, zaak and verzending is named once, by what it belongs to.

    Whatever is named is there.
    """
    berichten, contacten = bewijs.van("emailbericht"), _op_id(bewijs.van("klantcontact"))
    taken, zaken = _op_id(bewijs.van("internetaak")), _op_id(bewijs.van("zaak"))
    afhandelingen = [bericht["afhandeling"] for bericht in berichten if "afhandeling" in bericht]
    genoemd = Counter(str(een) for afhandeling in afhandelingen for een in afhandeling["klantcontacten"])
    delen = [deel for afhandeling in afhandelingen for deel in _delen(afhandeling)]
    genoemd.update(str(deel[naam]) for deel in delen for naam in _OOK if naam in deel)
    genoemd.update(str(taak["vervolg"]) for taak in taken.values() if "vervolg" in taak)
    stappen = [stap for bericht in berichten for stap in bericht.get("vervolgstappen", ())]
    genoemd.update(str(stap[naam]) for stap in stappen for naam in _OOK if naam in stap)
    genoemd.update(str(een) for stap in stappen for een in stap["klantcontacten"])
    vervolg = [een for een in bewijs.van("verzending") if "vingerafdruk" in een]  # a vervolgbericht: it names itself
    genoemd.update(str(een["klantcontact"]) for een in vervolg)
    opgeslagen = Counter([*contacten, *taken, *zaken])
    if genoemd != opgeslagen:
        yield f"1: what is named and what is stored differ: {(genoemd - opgeslagen) + (opgeslagen - genoemd)}"
    na_de_afhandeling = {str(taak["vervolg"]) for taak in taken.values() if "vervolg" in taak}
    na_de_afhandeling |= {str(een["klantcontact"]) for een in vervolg}
    namen = {str(een) for gedaan in (*afhandelingen, *stappen) for een in gedaan["verzendingen"]}
    los = Counter(str(een["ontvangstbevestiging"]) for een in berichten if "ontvangstbevestiging" in een)
    for bericht in berichten:
        nummers = range(1, int(bericht.get("verplaatsberichten", 0)) + 1)
        geteld = {str(verplaatsbericht_id(UUID(str(bericht["identificatie"])), nummer)) for nummer in nummers}
        los.update(geteld)
        verteld = {str(een["verzending"]) for een in bericht.get("verplaatsingen", ()) if "verzending" in een}
        if not verteld <= geteld:
            yield f"1: the moves of {bericht['identificatie']} name {verteld}, of which {geteld} are counted"
    zonder_contact = Counter(str(een["identificatie"]) for een in bewijs.van("verzending") if "klantcontact" not in een)
    if los != zonder_contact:
        yield f"1: verzendingen without klantcontact named {los} and stored {zonder_contact}"
    for verzending in bewijs.van("verzending"):
        if "klantcontact" not in verzending:
            continue
        if str(verzending["identificatie"]) not in namen and str(verzending["klantcontact"]) not in na_de_afhandeling:
            yield f"1: verzending {verzending['identificatie']} belongs to no outcome"
        if str(verzending["klantcontact"]) not in contacten:
            yield f"1: verzending {verzending['identificatie']} is of a klantcontact that is not there"
    for bericht in berichten:
        if (bericht["status"] == "afgehandeld") != ("afhandeling" in bericht):
            yield f"1: e-mailbericht {bericht['identificatie']} is {bericht['status']}, and that is not what its afhandeling says"


def _halve_uitkomsten(bewijs: Bewijs) -> Iterator[str]:
    """Promise 1: each outcome is whole.

    The records of its kind are there, and so is everything that each klantcontact names.
    """
    documenten = {str(item["identificatie"]) for item in bewijs.van("informatieobject")}
    contacten = _op_id(bewijs.van("klantcontact"))
    verzendingen = _op_id(bewijs.van("verzending"))
    per_contact = Counter(str(een.get("klantcontact")) for een in verzendingen.values())
    for bericht in bewijs.van("emailbericht"):
        if "afhandeling" not in bericht:
            continue
        wie, afhandeling = bericht["identificatie"], bericht["afhandeling"]
        for deel in _delen(afhandeling):
            soort, aantallen = deel["soort"], (len(deel["klantcontacten"]), len(deel["verzendingen"]))
            if (*aantallen, *(naam in deel for naam in _OOK)) not in _vormen(soort):
                yield f"1: the {soort} of {wie} names {aantallen[0]} klantcontacten and {aantallen[1]} verzendingen, or other"
        for naam in ("klantcontacten", "verzendingen"):
            if Counter(map(str, afhandeling[naam])) != Counter(str(een) for deel in _delen(afhandeling) for een in deel[naam]):
                yield f"1: the {afhandeling['soort']} of {wie} names other {naam} than its parts do"
        if {str(een) for een in afhandeling["verzendingen"]} - set(verzendingen):
            yield f"1: the {afhandeling['soort']} of {wie} names a verzending that is not there"
        if afhandeling["klantcontacten"] and str(afhandeling["klantcontacten"][0]) != str(bericht["inzage"]["klantcontact"]):
            yield f"1: the klantcontact of {wie} is not the one that was registered when it was viewed"
    for contact in contacten.values():
        wie = str(contact["identificatie"])
        ontbreekt = [bijlage for bijlage in contact["bijlagen"] if str(bijlage["informatieobject"]) not in documenten]
        ontbreekt += [een for een in contact["verwijstNaar"] if str(een) not in contacten]
        if ontbreekt:
            yield f"1: klantcontact {wie} names what is not there: {ontbreekt}"
        if contact["initiatiefnemer"] == "gemeente" and (per_contact[wie] != 1 or not contact["verwijstNaar"]):
            yield f"1: reply {wie} has {per_contact[wie]} verzendingen and refers to {contact['verwijstNaar']}"


def _vormen(soort: str) -> set[tuple[int, int, bool, bool]]:
    """The shapes that an outcome of this kind may have, by the table of outcomes.

    A shape is the number of klantcontacten, the number of verzendingen, and whether there is a task and a zaak.
    """
    vormen = [rij.vorm for rij in AFHANDELINGEN.values() if rij.soort == soort]
    return {(len(een.klantcontacten), len(een.verzendingen), een.taak, een.zaak) for een in vormen}


def _delen(afhandeling: Item) -> Sequence[Item]:
    """The outcomes in it: one, or those of the questions of a mail that was split."""
    delen: Sequence[Item] = afhandeling.get("delen") or [afhandeling]
    return delen


def _verloren(bewijs: Bewijs, gestuurd: Sequence[Gestuurd]) -> Iterator[str]:
    """Promise 2: every accepted mail is listed once, and nothing waits. Mails of one address are equal.

    The archive holds the bytes of the mail and those of every document.
    """
    if bewijs.intake:
        yield f"2: {len(bewijs.intake)} mails still wait in the intake"
    per_adres: dict[str, list[Item]] = {}
    for bericht in bewijs.van("emailbericht"):
        per_adres.setdefault(bericht["envelop"]["afzenderAdres"], []).append(bericht)
    verstuurd: dict[str, list[Gestuurd]] = {}
    for mail in gestuurd:
        verstuurd.setdefault(mail.adres, []).append(mail)
    for adres, mails in verstuurd.items():
        gevonden = per_adres.pop(adres, [])
        if len(gevonden) != len(mails):
            yield f"2: {len(mails)} mails of {adres} are listed {len(gevonden)} times"
            continue
        for bericht, mail in zip(gevonden, mails, strict=True):
            ruw = bericht["ruw"]
            bytes_ = bewijs.archief(ruw["sleutel"]) or b""
            if sha256(bytes_).hexdigest() != ruw["sha256"] or not bytes_.endswith(mail.bron):
                yield f"2: the archive holds other bytes than {adres} sent"
            if "WERKVOORRAAD_PK" not in bericht:
                yield f"2: the mail of {adres} is on no list"
    if per_adres:
        yield f"2: listed though nobody sent it: {sorted(per_adres)[:5]}"
    for document in bewijs.van("informatieobject"):
        if sha256(bewijs.archief(document["sleutel"]) or b"").hexdigest() != document["sha256"]:
            yield f"2: the archive does not hold informatieobject {document['identificatie']}"


def _dubbel(bewijs: Bewijs) -> Iterator[str]:
    """Promise 3: each verzending left at most once, and once when it is verzonden; with the bytes that were stored."""
    uitgegaan = dict(bewijs.uitgegaan)
    for verzending in bewijs.van("verzending"):
        wie, status = str(verzending["identificatie"]), verzending["status"]
        mails = uitgegaan.pop(wie, ())
        goed = {"verzonden": {1}, "onbekend": {0, 1}}.get(status, {0})
        if any(een["keuze"] == "is_verzonden" for een in verzending["hervattingen"]):
            goed = {0, 1}  # a person decided
        if len(mails) not in goed:
            yield f"3: verzending {wie} is {status} and left {len(mails)} times"
        bron = bewijs.archief(verzending["sleutel"]) or b""
        if sha256(bron).hexdigest() != verzending["sha256"]:
            yield f"3: the archive holds other bytes than verzending {wie} was stored with"
        if any(_zonder_koppen_van_ses(mail) - _zonder_koppen_van_ses(bron) for mail in mails) or any(
            mail.partition(b"\r\n\r\n")[2] != bron.partition(b"\r\n\r\n")[2] for mail in mails
        ):
            yield f"3: other bytes left than verzending {wie} was stored with"
    if uitgegaan:
        yield f"3: left without a verzending: {sorted(uitgegaan)[:5]}"


def _zonder_koppen_van_ses(mail: bytes) -> set[bytes]:
    """The header lines that SES leaves as they are."""
    regels = mail.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return {regel for regel in regels if not regel.lower().startswith(_KOPPEN_VAN_SES)}


def _stil(bewijs: Bewijs) -> Iterator[str]:
    """Promise 5: every verzending that is stuck is on a list that an agent sees."""
    vast = {str(een["identificatie"]) for een in bewijs.van("verzending") if een["status"] not in ("verzonden", "vervallen")}
    if vast - bewijs.op_lijst:
        yield f"5: not sent and on no list: {sorted(vast - bewijs.op_lijst)[:5]}"


def _op_id(items: Sequence[Item]) -> dict[str, Item]:
    return {str(item["identificatie"]): item for item in items}
