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

from klantmail_local.aws import REGION
from klantmail_local.ses_receiving import read_headers

LIMIT: Final = 40 * 1024 * 1024
_ADDED_HEADERS: Final = 1024
"""Bytes that SES keeps for the headers it adds: a mail of exactly the limit is refused."""
"""The most bytes that SES v2 sends, attachments in base64 included."""
_MAX_ONTVANGERS: Final = 50
_TAG: Final = re.compile(r"[A-Za-z0-9_.@-]{1,255}")
_REPEATABLE: Final = ("received", "comments", "keywords", "resent-", "x-")
"""Prefixes of headers that may stand in a mail more than once. SES refuses any other header that does."""
_OF_SES: Final = frozenset({"message-id", "date", "bcc", "x-ses-configuration-set", "x-ses-message-tags"})
"""Headers that SES replaces or takes out."""


class SesError(Exception):
    """SES refuses the mail; nothing was sent."""

    def __init__(self, status: int, code: str, explanation: str) -> None:
        super().__init__(explanation)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Sending:
    """A `SendEmail` with raw content."""

    sender: str
    """The address, without a name."""
    ontvangers: tuple[str, ...]
    tags: Mapping[str, str]
    configuration_set: str
    raw: bytes


def read_sending(body: Mapping[str, Any]) -> Sending:
    """Read the body of the request. Raises: SesError, for what SES refuses without knowing the account."""
    try:
        raw = base64.b64decode(body["Content"]["Raw"]["Data"], validate=True)
    except (KeyError, TypeError, binascii.Error):
        raise _invalid("Only Content.Raw is known here, with Data in base64") from None
    if len(raw) > LIMIT - _ADDED_HEADERS:
        raise _invalid(f"Message length is more than {LIMIT} bytes long: '{len(raw)}'.")
    headers = read_headers(raw)
    _check_headers(headers)
    destination = body.get("Destination") or {}
    named = [adres for kind in ("ToAddresses", "CcAddresses", "BccAddresses") for adres in destination.get(kind) or []]
    adressen = named or [value for name, value in headers if name.lower() in ("to", "cc", "bcc")]
    ontvangers = tuple(dict.fromkeys(adres for _, adres in getaddresses(adressen)))
    _check_ontvangers(ontvangers)
    from_header = next(value for name, value in headers if name.lower() == "from")
    return Sending(
        sender=_adres(str(body.get("FromEmailAddress") or from_header)),
        ontvangers=ontvangers,
        tags=_tags(body.get("EmailTags") or []),
        configuration_set=str(body.get("ConfigurationSetName") or ""),
        raw=raw,
    )


def afzenders(sending: Sending) -> tuple[str, ...]:
    """Every address that must belong to a verified identity."""
    headers = [value for name, value in read_headers(sending.raw) if name.lower() in ("from", "sender")]
    return tuple(dict.fromkeys((sending.sender, *(adres for _, adres in getaddresses(headers)))))


def new_message_id(moment: datetime) -> str:
    """Make a message id as SES does in eu-west-1: the time is in it, and it is always another one."""
    return f"0102{int(moment.timestamp() * 1000):012x}-{uuid4()}-000000"


def as_sent(raw: bytes, message_id: str, moment: datetime) -> bytes:
    """The mail as it leaves SES.

    It has a Message-ID and Date of SES whatever stood there, and no Bcc. Every other byte stays as it came.
    """
    end = "\r\n" if b"\r\n" in raw else "\n"
    kept: list[bytes] = []
    gone = False
    rest = b""
    position = 0
    while position < len(raw):
        following = raw.find(b"\n", position) + 1 or len(raw)
        line = raw[position:following]
        if not line.strip(b"\r\n"):
            rest = raw[position:]
            break
        if line[:1] not in b" \t":
            gone = line.partition(b":")[0].strip().lower().decode("latin-1") in _OF_SES
        if not gone:
            kept.append(line)
        position = following
    own = (
        f"Message-ID: <{message_id}@{REGION}.amazonses.com>",
        f"Date: {format_datetime(moment.astimezone(UTC))}",
        f"Feedback-ID: ::1.{REGION}.{secrets.token_urlsafe(16)}:AmazonSES",
        f"X-SES-Outgoing: {moment:%Y.%m.%d}-127.0.0.1",
    )
    return b"".join(kept) + "".join(f"{line}{end}" for line in own).encode() + rest


def _check_headers(headers: Sequence[tuple[str, str]]) -> None:
    seen: set[str] = set()
    for name, _ in headers:
        lower = name.lower()
        if lower in seen and not lower.startswith(_REPEATABLE):
            raise _invalid(f"Duplicate header '{name}'.")
        seen.add(lower)
    if "from" not in seen:
        raise _invalid("Missing required header 'From'.")


def _check_ontvangers(ontvangers: Sequence[str]) -> None:
    if not ontvangers:
        raise _invalid("No recipient was given.")
    if len(ontvangers) > _MAX_ONTVANGERS:
        raise _invalid(f"Recipient count exceeds {_MAX_ONTVANGERS}.")
    for adres in ontvangers:
        local_part, at, domain = adres.rpartition("@")
        if not (at and local_part and domain):
            raise _invalid("Missing final '@domain'")
        if not adres.isascii():
            raise _invalid("Local address contains non-ASCII characters")


def _tags(tags: Sequence[Mapping[str, str]]) -> dict[str, str]:
    for tag in tags:
        for text in (tag.get("Name", ""), tag.get("Value", "")):
            if not _TAG.fullmatch(text):
                raise _invalid(f"Invalid message tag: {text!r}")
    return {tag["Name"]: tag["Value"] for tag in tags}


def _adres(value: str) -> str:
    return next((adres for _, adres in getaddresses([value])), "")


def _invalid(explanation: str) -> SesError:
    return SesError(400, "BadRequestException", explanation)
