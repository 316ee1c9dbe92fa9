"""The part of SES in sending a mail: what it refuses, what it changes, and the id that it gives.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
"""

import base64
import binascii
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, getaddresses
from typing import Any, Final
from uuid import uuid4

from klantmail_local.aws import REGIO
from klantmail_local.ses_ontvangst import lees_koppen

GRENS: Final = 40 * 1024 * 1024
_KOPPEN_ERBIJ: Final = 1024
"""Bytes that SES keeps for the headers it adds: a mail of exactly the limit is refused."""
"""The most bytes that SES v2 sends, attachments in base64 included."""
_MEESTE_ONTVANGERS: Final = 50
_TAG: Final = re.compile(r"[A-Za-z0-9_.@-]{1,255}")
_HERHAALBAAR: Final = ("received", "comments", "keywords", "resent-", "x-")
"""Prefixes of headers that may stand in a mail more than once. SES refuses any other header that does."""
_VAN_SES: Final = frozenset({"message-id", "date", "bcc", "x-ses-configuration-set", "x-ses-message-tags"})
"""Headers that SES replaces or takes out."""


class SesFout(Exception):
    """SES refuses the mail; nothing was sent."""

    def __init__(self, status: int, code: str, uitleg: str) -> None:
        super().__init__(uitleg)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Verzoek:
    """A `SendEmail` with raw content."""

    van: str
    """The address, without a name."""
    ontvangers: tuple[str, ...]
    tags: Mapping[str, str]
    configuratieset: str
    bron: bytes


def lees_verzoek(vraag: Mapping[str, Any]) -> Verzoek:
    """Read the body of the request. Raises: SesFout, for what SES refuses without knowing the account."""
    try:
        bron = base64.b64decode(vraag["Content"]["Raw"]["Data"], validate=True)
    except (KeyError, TypeError, binascii.Error):
        raise _ongeldig("Only Content.Raw is known here, with Data in base64") from None
    if len(bron) > GRENS - _KOPPEN_ERBIJ:
        raise _ongeldig(f"Message length is more than {GRENS} bytes long: '{len(bron)}'.")
    koppen = lees_koppen(bron)
    _controleer_koppen(koppen)
    bestemming = vraag.get("Destination") or {}
    genoemd = [adres for soort in ("ToAddresses", "CcAddresses", "BccAddresses") for adres in bestemming.get(soort) or []]
    adressen = genoemd or [waarde for naam, waarde in koppen if naam.lower() in ("to", "cc", "bcc")]
    ontvangers = tuple(dict.fromkeys(adres for _, adres in getaddresses(adressen)))
    _controleer_ontvangers(ontvangers)
    kop_van = next(waarde for naam, waarde in koppen if naam.lower() == "from")
    return Verzoek(
        van=_adres(str(vraag.get("FromEmailAddress") or kop_van)),
        ontvangers=ontvangers,
        tags=_tags(vraag.get("EmailTags") or []),
        configuratieset=str(vraag.get("ConfigurationSetName") or ""),
        bron=bron,
    )


def afzenders(verzoek: Verzoek) -> tuple[str, ...]:
    """Every address that must belong to a verified identity."""
    koppen = [waarde for naam, waarde in lees_koppen(verzoek.bron) if naam.lower() in ("from", "sender")]
    return tuple(dict.fromkeys((verzoek.van, *(adres for _, adres in getaddresses(koppen)))))


def nieuw_bericht_id(tijdstip: datetime) -> str:
    """Make a message id as SES does in eu-west-1: the time is in it, and it is always another one."""
    return f"0102{int(tijdstip.timestamp() * 1000):012x}-{uuid4()}-000000"


def bereid_voor(bron: bytes, bericht_id: str, tijdstip: datetime) -> bytes:
    """The mail as it leaves SES.

    It has a Message-ID and Date of SES whatever stood there, and no Bcc. Every other byte stays as it came.
    """
    einde = "\r\n" if b"\r\n" in bron else "\n"
    blijft: list[bytes] = []
    weg = False
    rest = b""
    plek = 0
    while plek < len(bron):
        volgende = bron.find(b"\n", plek) + 1 or len(bron)
        regel = bron[plek:volgende]
        if not regel.strip(b"\r\n"):
            rest = bron[plek:]
            break
        if regel[:1] not in b" \t":
            weg = regel.partition(b":")[0].strip().lower().decode("latin-1") in _VAN_SES
        if not weg:
            blijft.append(regel)
        plek = volgende
    eigen = (
        f"Message-ID: <{bericht_id}@{REGIO}.amazonses.com>",
        f"Date: {format_datetime(tijdstip.astimezone(UTC))}",
        f"Feedback-ID: ::1.{REGIO}.{secrets.token_urlsafe(16)}:AmazonSES",
        f"X-SES-Outgoing: {tijdstip:%Y.%m.%d}-127.0.0.1",
    )
    return b"".join(blijft) + "".join(f"{regel}{einde}" for regel in eigen).encode() + rest


def _controleer_koppen(koppen: Sequence[tuple[str, str]]) -> None:
    gezien: set[str] = set()
    for naam, _ in koppen:
        klein = naam.lower()
        if klein in gezien and not klein.startswith(_HERHAALBAAR):
            raise _ongeldig(f"Duplicate header '{naam}'.")
        gezien.add(klein)
    if "from" not in gezien:
        raise _ongeldig("Missing required header 'From'.")


def _controleer_ontvangers(ontvangers: Sequence[str]) -> None:
    if not ontvangers:
        raise _ongeldig("No recipient was given.")
    if len(ontvangers) > _MEESTE_ONTVANGERS:
        raise _ongeldig(f"Recipient count exceeds {_MEESTE_ONTVANGERS}.")
    for adres in ontvangers:
        deel, apenstaart, domein = adres.rpartition("@")
        if not (apenstaart and deel and domein):
            raise _ongeldig("Missing final '@domain'")
        if not adres.isascii():
            raise _ongeldig("Local address contains non-ASCII characters")


def _tags(tags: Sequence[Mapping[str, str]]) -> dict[str, str]:
    for tag in tags:
        for tekst in (tag.get("Name", ""), tag.get("Value", "")):
            if not _TAG.fullmatch(tekst):
                raise _ongeldig(f"Invalid message tag: {tekst!r}")
    return {tag["Name"]: tag["Value"] for tag in tags}


def _adres(waarde: str) -> str:
    return next((adres for _, adres in getaddresses([waarde])), "")


def _ongeldig(uitleg: str) -> SesFout:
    return SesFout(400, "BadRequestException", uitleg)
