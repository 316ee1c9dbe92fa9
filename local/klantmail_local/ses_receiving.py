"""The part of SES in receiving a mail: the headers that it puts on top, and the event for the Lambda action.

https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import format_datetime, getaddresses
from typing import Any, Final

from klantmail_local.aws import REGION
from klantmail_local.verdicts import has_virus, is_spam

LIMIT: Final = 40 * 1024 * 1024
"""The most bytes of a mail that SES receives into S3."""
_HEADER_LIMIT: Final = 10 * 1024
"""Bytes of headers in an event. More are left out, and `headersTruncated` says so."""
AUTHENTIC: Final = "authentiek.example"
"""The domain whose mail passes all checks here.

Mail from this domain, or one below it, passes SPF, DKIM and DMARC; from `FORGED` it fails all three; from any other
it is as of a sender who publishes nothing (`GRAY`). This machine has no DNS to ask, and whoever tries things out needs
all three kinds.
"""
FORGED: Final = "vervalst.example"
_CHARACTERS: Final = "0123456789abcdefghijklmnopqrstuv"


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """One mail at the SMTP door."""

    message_id: str
    moment: datetime
    afzender: str
    """MAIL FROM; empty for a bounce."""
    ontvangers: tuple[str, ...]
    """The recipients in RCPT TO, all of them."""
    helo: str
    adres: str
    """IP address of the client."""
    raw: bytes


def new_message_id() -> str:
    return "".join(secrets.choice(_CHARACTERS) for _ in range(40))


def with_headers(received: ReceivedMail) -> bytes:
    """The mail as SES stores it: its own headers on top, every other byte as it came.

    SPF, DKIM and DMARC are told apart by the sender's domain only: see `AUTHENTIC`.
    """
    spam, virus = _judge(received.raw)
    # RFC 5321 (7.2) prefers that several recipients get no FOR, since one might give away a Bcc.
    for_ = f" for {received.ontvangers[0]}" if len(received.ontvangers) == 1 else ""
    date = format_datetime(received.moment.astimezone(UTC))
    result = {"PASS": "pass", "FAIL": "fail", "GRAY": "none"}[_origin(received.afzender)]  # nosec B105  # no password
    domain = received.afzender.rpartition("@")[2]
    spf = f"client-ip={received.adres}; envelope-from={received.afzender}; helo={received.helo};"
    judged = f"{result} (spfCheck: this machine asks no DNS)"
    headers = (
        f"Return-Path: <{received.afzender}>",
        f"Received: from {received.helo} ({received.helo} [{received.adres}])",
        f" by inbound-smtp.{REGION}.amazonaws.com with SMTP id {received.message_id}{for_};",
        f" {date} (UTC)",
        f"X-SES-Spam-Verdict: {spam}",
        f"X-SES-Virus-Verdict: {virus}",
        f"Received-SPF: {judged} {spf}",
        "Authentication-Results: amazonses.com;",
        f" spf={judged} {spf}",
        f" dkim={result} header.i=@{domain};",
        f" dmarc={result} header.from={domain};",
    )
    return "".join(f"{line}\r\n" for line in headers).encode("ascii", "replace") + received.raw


def is_too_large(received: ReceivedMail) -> bool:
    """Tell whether a mail, with the headers that SES puts on top, is over the limit of SES.

    https://docs.aws.amazon.com/ses/latest/dg/quotas.html
    """
    room = LIMIT - len(received.raw)
    return room < 0 or room < len(with_headers(replace(received, raw=b"")))


def event(received: ReceivedMail, ontvangers: Sequence[str], function: str) -> dict[str, Any]:
    """The event of one receipt rule's Lambda action.

    Args:
        ontvangers: the recipients that the rule matched.
        function: ARN of the function.
    """
    moment = iso(received.moment)
    spam, virus = _judge(received.raw)
    origin = {"status": _origin(received.afzender)}
    headers, truncated = within_limit(read_headers(with_headers(received)))
    return {
        "Records": [
            {
                "eventSource": "aws:ses",
                "eventVersion": "1.0",
                "ses": {
                    "mail": {
                        "timestamp": moment,
                        "source": received.afzender,
                        "messageId": received.message_id,
                        "destination": [adres for _, adres in getaddresses(_values(headers, "to") + _values(headers, "cc"))],
                        "headersTruncated": truncated,
                        "headers": as_json(headers),
                        "commonHeaders": common_headers(headers, {"returnPath": received.afzender}),
                    },
                    "receipt": {
                        "timestamp": moment,
                        "processingTimeMillis": 300,
                        "recipients": list(ontvangers),
                        "spamVerdict": {"status": spam},
                        "virusVerdict": {"status": virus},
                        "spfVerdict": origin,
                        "dkimVerdict": origin,
                        "dmarcVerdict": origin,
                        "action": {"type": "Lambda", "functionArn": function, "invocationType": "Event"},
                    },
                },
            }
        ]
    }


def read_headers(raw: bytes) -> list[tuple[str, str]]:
    """The headers of a mail as they stand, unfolded. Lines that are no header are left out."""
    headers: list[tuple[str, str]] = []
    for line in _header_block(raw).replace(b"\r\n", b"\n").split(b"\n"):
        text = line.decode("utf-8", "replace")
        if text[:1] in (" ", "\t") and headers:
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {text.strip()}".strip())
        elif ":" in text:
            name, _, value = text.partition(":")
            headers.append((name.strip(), value.strip()))
    return headers


def within_limit(headers: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], bool]:
    """Return as many headers as an event may hold, and whether that left any out."""
    size = 0
    for count, (name, value) in enumerate(headers):
        size += len(name.encode()) + len(value.encode())
        if size > _HEADER_LIMIT:
            return list(headers[:count]), True
    return list(headers), False


def as_json(headers: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]


def common_headers(headers: Sequence[tuple[str, str]], extra: dict[str, Any]) -> dict[str, Any]:
    """The `commonHeaders` of an event: the headers that are there, decoded."""
    common = dict(extra)
    for name, key in (("date", "date"), ("message-id", "messageId"), ("subject", "subject")):
        if values := _values(headers, name):
            common[key] = _decoded(values[0])
    for key in ("from", "to", "cc", "bcc", "sender", "replyTo"):
        name = "reply-to" if key == "replyTo" else key
        if values := _values(headers, name):
            common[key] = [_decoded(value) for value in values]
    return common


def iso(moment: datetime) -> str:
    """Format a time as SES's events do: `2019-08-05T21:30:02.028Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _judge(raw: bytes) -> tuple[str, str]:
    return "FAIL" if is_spam(raw) else "PASS", "FAIL" if has_virus(raw) else "PASS"


def _origin(afzender: str) -> str:
    domain = f".{afzender.rpartition('@')[2].lower()}"
    if domain.endswith(f".{AUTHENTIC}"):
        return "PASS"
    return "FAIL" if domain.endswith(f".{FORGED}") else "GRAY"


def _header_block(raw: bytes) -> bytes:
    ends = [position for separator in (b"\r\n\r\n", b"\n\n") if (position := raw.find(separator)) >= 0]
    return raw[: min(ends)] if ends else raw


def _values(headers: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for header, value in headers if header.lower() == name]


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value
