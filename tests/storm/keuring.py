"""The promises, over everything that an environment holds: the whole table, the archive, the intake and the sink."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from boto3.dynamodb.types import TypeDeserializer

from klantmail_local.client import Client, envelop
from klantmail_local.omgeving import Omgeving

type Item = dict[str, Any]

_TE_LEZEN: Final = TypeDeserializer()
_KOPPEN_VAN_SES: Final = (b"message-id:", b"date:")


@dataclass(frozen=True, slots=True)
class Gestuurd:
    """A mail that was accepted at the door."""

    adres: str
    bron: bytes


def items(omgeving: Omgeving, soort: str) -> list[Item]:
    """Every item of this kind."""
    bladzijden = omgeving.aws.dynamodb.get_paginator("scan").paginate(TableName=omgeving.stack.tabel, ConsistentRead=True)
    alle = [
        {naam: _TE_LEZEN.deserialize(waarde) for naam, waarde in rij.items()}
        for bladzijde in bladzijden
        for rij in bladzijde["Items"]
    ]
    return [item for item in alle if item["soort"] == soort]


def intake(omgeving: Omgeving) -> list[str]:
    """The keys of all mails that were not taken in."""
    bladzijden = omgeving.aws.s3.get_paginator("list_objects_v2").paginate(Bucket=omgeving.stack.intake)
    return [str(een["Key"]) for bladzijde in bladzijden for een in bladzijde.get("Contents", [])]


def gebroken_beloften(omgeving: Omgeving, client: Client, gestuurd: Sequence[Gestuurd]) -> list[str]:
    """What is not as the five promises have it, a line each; of what has come to rest.

    Args:
        gestuurd: all mail that this environment ever accepted.
    """
    berichten, contacten = items(omgeving, "emailbericht"), items(omgeving, "klantcontact")
    verzendingen = items(omgeving, "verzending")
    documenten = {str(item["identificatie"]) for item in items(omgeving, "informatieobject")}
    return [
        *_wezen(berichten, contacten, verzendingen, documenten),
        *_verloren(omgeving, berichten, gestuurd),
        *_dubbel(omgeving, client, verzendingen),
        *_stil(client, verzendingen),
    ]


def _wezen(
    berichten: Sequence[Item], contacten: Sequence[Item], verzendingen: Sequence[Item], documenten: set[str]
) -> Iterator[str]:
    """1: no klantcontact or verzending without its afhandeling, no afhandeling without what it names."""
    genoemd = Counter(
        een for bericht in berichten if "afhandeling" in bericht for een in bericht["afhandeling"]["klantcontacten"]
    )
    opgeslagen = Counter(str(contact["identificatie"]) for contact in contacten)
    if genoemd != opgeslagen:
        yield f"1: klantcontacten named by an afhandeling and stored differ: {(genoemd - opgeslagen) + (opgeslagen - genoemd)}"
    namen = {str(een) for bericht in berichten if "afhandeling" in bericht for een in bericht["afhandeling"]["verzendingen"]}
    if namen != {str(verzending["identificatie"]) for verzending in verzendingen}:
        yield "1: verzendingen named by an afhandeling and stored differ"
    for bericht in berichten:
        if (bericht["status"] == "afgehandeld") != ("afhandeling" in bericht):
            yield f"1: e-mailbericht {bericht['identificatie']} is {bericht['status']}, and that is not what its afhandeling says"
    for contact in contacten:
        ontbreekt = [bijlage for bijlage in contact["bijlagen"] if str(bijlage["informatieobject"]) not in documenten]
        ontbreekt += [een for een in contact["verwijstNaar"] if een not in opgeslagen]
        if ontbreekt:
            yield f"1: klantcontact {contact['identificatie']} names what is not there: {ontbreekt}"


def _verloren(omgeving: Omgeving, berichten: Sequence[Item], gestuurd: Sequence[Gestuurd]) -> Iterator[str]:
    """2: every accepted mail is listed once, and the archive holds its bytes; nothing waits."""
    wachtend = intake(omgeving)
    if wachtend:
        yield f"2: {len(wachtend)} mails still wait in the intake"
    per_adres: dict[str, list[Item]] = {}
    for bericht in berichten:
        per_adres.setdefault(bericht["envelop"]["afzenderAdres"], []).append(bericht)
    for mail in gestuurd:
        gevonden = per_adres.pop(mail.adres, [])
        if len(gevonden) != 1:
            yield f"2: the mail of {mail.adres} is listed {len(gevonden)} times"
            continue
        ruw = gevonden[0]["ruw"]
        bytes_ = omgeving.aws.s3.get_object(Bucket=omgeving.stack.archief, Key=ruw["sleutel"])["Body"].read()
        if sha256(bytes_).hexdigest() != ruw["sha256"] or not bytes_.endswith(mail.bron):
            yield f"2: the archive holds other bytes than {mail.adres} sent"
        if gevonden[0]["status"] != "afgehandeld" and "WERKVOORRAAD_PK" not in gevonden[0]:
            yield f"2: the mail of {mail.adres} is on no list"
    if per_adres:
        yield f"2: listed though nobody sent it: {sorted(per_adres)[:5]}"


def _dubbel(omgeving: Omgeving, client: Client, verzendingen: Sequence[Item]) -> Iterator[str]:
    """3: each verzending left at most once; once when it is verzonden; and with the bytes that were stored."""
    uitgegaan: dict[str, list[bytes]] = {}
    for pad in client.verzonden():
        uitgegaan.setdefault(envelop(pad)["tags"]["verzending"], []).append(pad.read_bytes())
    for verzending in verzendingen:
        wie, status = str(verzending["identificatie"]), verzending["status"]
        mails = uitgegaan.pop(wie, [])
        goed = {"verzonden": {1}, "onbekend": {0, 1}}.get(status, {0})
        if len(mails) not in goed:
            yield f"3: verzending {wie} is {status} and left {len(mails)} times"
        bron = omgeving.aws.s3.get_object(Bucket=omgeving.stack.archief, Key=verzending["sleutel"])["Body"].read()
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
    return {regel for regel in regels if not regel.lower().startswith((*_KOPPEN_VAN_SES, b"feedback-id:", b"x-ses-"))}


def _stil(client: Client, verzendingen: Sequence[Item]) -> Iterator[str]:
    """5: what is stuck is on a list that an agent sees."""
    vast = {str(een["identificatie"]) for een in verzendingen if een["status"] not in ("verzonden", "vervallen")}
    gezien: set[str] = set()
    with client.als_medewerker() as api:
        for lijst in ({}, {"lijst": "te_verzenden"}, {"lijst": "bezig"}):
            cursor: str | None = None
            while True:
                vraag = {"pageSize": "100"} | lijst | ({"cursor": cursor} if cursor else {})
                bladzijde = api.get("/verzendingen", params=vraag).raise_for_status().json()
                gezien |= {een["identificatie"] for een in bladzijde["results"]}
                cursor = bladzijde["cursor"]
                if cursor is None:
                    break
    if vast - gezien:
        yield f"5: not sent and on no list: {sorted(vast - gezien)[:5]}"
