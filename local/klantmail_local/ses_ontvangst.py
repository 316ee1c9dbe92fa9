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

from klantmail_local.aws import REGIO
from klantmail_local.keuring import heeft_virus, is_spam

GRENS: Final = 40 * 1024 * 1024
"""The most bytes of a mail that SES receives into S3."""
_KOPPEN_GRENS: Final = 10 * 1024
"""Bytes of headers in an event. More are left out, and `headersTruncated` says so."""
AUTHENTIEK: Final = "authentiek.example"
"""The domain whose mail passes all checks here.

Mail from this domain, or one below it, passes SPF, DKIM and DMARC; from `VERVALST` it fails all three; from any other
it is as of a sender who publishes nothing (`GRAY`). This machine has no DNS to ask, and whoever tries things out needs
all three kinds.
"""
VERVALST: Final = "vervalst.example"
_TEKENS: Final = "0123456789abcdefghijklmnopqrstuv"


@dataclass(frozen=True, slots=True)
class Ontvangst:
    """One mail at the SMTP door."""

    bericht_id: str
    tijdstip: datetime
    afzender: str
    """MAIL FROM; empty for a bounce."""
    ontvangers: tuple[str, ...]
    """The recipients in RCPT TO, all of them."""
    helo: str
    adres: str
    """IP address of the client."""
    bron: bytes


def nieuw_bericht_id() -> str:
    return "".join(secrets.choice(_TEKENS) for _ in range(40))


def met_koppen(ontvangst: Ontvangst) -> bytes:
    """The mail as SES stores it: its own headers on top, every other byte as it came.

    SPF, DKIM and DMARC are told apart by the sender's domain only: see `AUTHENTIEK`.
    """
    spam, virus = _keur(ontvangst.bron)
    # RFC 5321 (7.2) prefers that several recipients get no FOR, since one might give away a Bcc.
    voor = f" for {ontvangst.ontvangers[0]}" if len(ontvangst.ontvangers) == 1 else ""
    datum = format_datetime(ontvangst.tijdstip.astimezone(UTC))
    uitslag = {"PASS": "pass", "FAIL": "fail", "GRAY": "none"}[_herkomst(ontvangst.afzender)]  # nosec B105  # no password
    domein = ontvangst.afzender.rpartition("@")[2]
    spf = f"client-ip={ontvangst.adres}; envelope-from={ontvangst.afzender}; helo={ontvangst.helo};"
    gekeurd = f"{uitslag} (spfCheck: this machine asks no DNS)"
    koppen = (
        f"Return-Path: <{ontvangst.afzender}>",
        f"Received: from {ontvangst.helo} ({ontvangst.helo} [{ontvangst.adres}])",
        f" by inbound-smtp.{REGIO}.amazonaws.com with SMTP id {ontvangst.bericht_id}{voor};",
        f" {datum} (UTC)",
        f"X-SES-Spam-Verdict: {spam}",
        f"X-SES-Virus-Verdict: {virus}",
        f"Received-SPF: {gekeurd} {spf}",
        "Authentication-Results: amazonses.com;",
        f" spf={gekeurd} {spf}",
        f" dkim={uitslag} header.i=@{domein};",
        f" dmarc={uitslag} header.from={domein};",
    )
    return "".join(f"{regel}\r\n" for regel in koppen).encode("ascii", "replace") + ontvangst.bron


def is_te_groot(ontvangst: Ontvangst) -> bool:
    """Tell whether a mail, with the headers that SES puts on top, is over the limit of SES.

    https://docs.aws.amazon.com/ses/latest/dg/quotas.html
    """
    ruimte = GRENS - len(ontvangst.bron)
    return ruimte < 0 or ruimte < len(met_koppen(replace(ontvangst, bron=b"")))


def gebeurtenis(ontvangst: Ontvangst, ontvangers: Sequence[str], functie: str) -> dict[str, Any]:
    """The event of one receipt rule's Lambda action.

    Args:
        ontvangers: the recipients that the rule matched.
        functie: ARN of the function.
    """
    tijdstip = iso(ontvangst.tijdstip)
    spam, virus = _keur(ontvangst.bron)
    herkomst = {"status": _herkomst(ontvangst.afzender)}
    koppen, afgekapt = binnen_grens(lees_koppen(met_koppen(ontvangst)))
    return {
        "Records": [
            {
                "eventSource": "aws:ses",
                "eventVersion": "1.0",
                "ses": {
                    "mail": {
                        "timestamp": tijdstip,
                        "source": ontvangst.afzender,
                        "messageId": ontvangst.bericht_id,
                        "destination": [adres for _, adres in getaddresses(_waarden(koppen, "to") + _waarden(koppen, "cc"))],
                        "headersTruncated": afgekapt,
                        "headers": als_json(koppen),
                        "commonHeaders": algemene_koppen(koppen, {"returnPath": ontvangst.afzender}),
                    },
                    "receipt": {
                        "timestamp": tijdstip,
                        "processingTimeMillis": 300,
                        "recipients": list(ontvangers),
                        "spamVerdict": {"status": spam},
                        "virusVerdict": {"status": virus},
                        "spfVerdict": herkomst,
                        "dkimVerdict": herkomst,
                        "dmarcVerdict": herkomst,
                        "action": {"type": "Lambda", "functionArn": functie, "invocationType": "Event"},
                    },
                },
            }
        ]
    }


def lees_koppen(bron: bytes) -> list[tuple[str, str]]:
    """The headers of a mail as they stand, unfolded. Lines that are no header are left out."""
    koppen: list[tuple[str, str]] = []
    for regel in _kopblok(bron).replace(b"\r\n", b"\n").split(b"\n"):
        tekst = regel.decode("utf-8", "replace")
        if tekst[:1] in (" ", "\t") and koppen:
            naam, waarde = koppen[-1]
            koppen[-1] = (naam, f"{waarde} {tekst.strip()}".strip())
        elif ":" in tekst:
            naam, _, waarde = tekst.partition(":")
            koppen.append((naam.strip(), waarde.strip()))
    return koppen


def binnen_grens(koppen: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], bool]:
    """Return as many headers as an event may hold, and whether that left any out."""
    omvang = 0
    for aantal, (naam, waarde) in enumerate(koppen):
        omvang += len(naam.encode()) + len(waarde.encode())
        if omvang > _KOPPEN_GRENS:
            return list(koppen[:aantal]), True
    return list(koppen), False


def als_json(koppen: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": naam, "value": waarde} for naam, waarde in koppen]


def algemene_koppen(koppen: Sequence[tuple[str, str]], erbij: dict[str, Any]) -> dict[str, Any]:
    """The `commonHeaders` of an event: the headers that are there, decoded."""
    algemeen = dict(erbij)
    for naam, key in (("date", "date"), ("message-id", "messageId"), ("subject", "subject")):
        if waarden := _waarden(koppen, naam):
            algemeen[key] = _gelezen(waarden[0])
    for key in ("from", "to", "cc", "bcc", "sender", "replyTo"):
        naam = "reply-to" if key == "replyTo" else key
        if waarden := _waarden(koppen, naam):
            algemeen[key] = [_gelezen(waarde) for waarde in waarden]
    return algemeen


def iso(tijdstip: datetime) -> str:
    """Format a time as SES's events do: `2019-08-05T21:30:02.028Z`."""
    return tijdstip.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _keur(bron: bytes) -> tuple[str, str]:
    return "FAIL" if is_spam(bron) else "PASS", "FAIL" if heeft_virus(bron) else "PASS"


def _herkomst(afzender: str) -> str:
    domein = f".{afzender.rpartition('@')[2].lower()}"
    if domein.endswith(f".{AUTHENTIEK}"):
        return "PASS"
    return "FAIL" if domein.endswith(f".{VERVALST}") else "GRAY"


def _kopblok(bron: bytes) -> bytes:
    einden = [plek for scheiding in (b"\r\n\r\n", b"\n\n") if (plek := bron.find(scheiding)) >= 0]
    return bron[: min(einden)] if einden else bron


def _waarden(koppen: Sequence[tuple[str, str]], naam: str) -> list[str]:
    return [waarde for kop, waarde in koppen if kop.lower() == naam]


def _gelezen(waarde: str) -> str:
    try:
        return str(make_header(decode_header(waarde)))
    except (HeaderParseError, LookupError, ValueError):
        return waarde
