"""The `Ontleding`: all that we make of a mail. It is the answer of `ontleden.lezen.ontleed`.

It is plain frozen data, so that it can be stored as JSON beside the raw mail and read back by a later version.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

VERSIE: Final = "5"
"""Version of the reader. Raise it with every change of what it makes of a mail: results are stored under it."""
MAX_ONDERWERP: Final = 2_000
"""Characters of a subject. RFC 5322 section 2.1.1 has 998 on a line; a record has room for no more than this."""
MAX_NAAM: Final = 500
"""Characters of a display name."""
MAX_ADRES: Final = 320
"""Characters of an address: 64 before the @ and 255 behind it (RFC 5321 section 4.5.3.1).

No mail gets to a longer one.
"""

MAX_REDEN: Final = 200
"""Characters of the words in which a report says why a mail was not delivered."""


class Deelrol(StrEnum):
    """The roles of a part for the reader."""

    INHOUD = "inhoud"
    """The text of the mail itself, plain or HTML."""
    INLINE = "inline"
    """The part is shown inside the HTML, such as the logo of a signature.

    It is also offered as a bijlage, but is not one that a person attached.
    """
    BIJLAGE = "bijlage"
    """A person sees the part as attached."""


class Klasse(StrEnum):
    """The kinds of mail, by its headers."""

    GEWOON = "gewoon"
    AUTOMATISCH_ANTWOORD = "automatisch_antwoord"
    BOUNCE = "bounce"
    LIJST = "lijst"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Adres:
    """A mailbox: the decoded display name (may be empty) and the address (may be empty when there was none)."""

    naam: str
    adres: str


def ingekort(tekst: str, lengte: int) -> str:
    """Cut a text to `lengte` characters, with an ellipsis behind it that says so. A shorter one stays as it is."""
    return tekst if len(tekst) <= lengte else f"{tekst[:lengte].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Bezorgfout:
    """One recipient of whom a delivery-status mail speaks (RFC 3464)."""

    ontvanger: str
    statuscode: str
    """Enhanced status code (RFC 3463), such as `5.1.1`; empty when the report gave none."""
    reden: str = ""
    """The words of the report about this recipient, on one line of at most `MAX_REDEN` characters; empty when none."""
    vertraagd: bool = False
    """The report says that delivery is still being tried."""


@dataclass(frozen=True, slots=True)
class Classificatie:
    """The kind of a mail, and what it was told by."""

    klasse: Klasse
    grond: str
    """The header (or the part) that decided, such as `Auto-Submitted: auto-replied`; empty for `gewoon`."""
    bezorgfouten: tuple[Bezorgfout, ...] = ()


@dataclass(frozen=True, slots=True)
class Deel:
    """One leaf of the mail: a text, an inline image, an attachment."""

    pad: str
    """MIME path as in IMAP (RFC 9051 section 6.4.5.1): `1`, `2.1`.

    Parts unpacked from a TNEF part `2` are `2.t1`, `2.t2`.
    """
    rol: Deelrol
    bestandsnaam: str
    """The sender's name for it, decoded and on one line; empty when there was none.

    It is not safe as a path: see `veilige_naam`. Equal names are told apart with a number, and an enclosed mail without
    a name has that of its subject.
    """
    formaat: str
    """Declared MIME type, lower case, `application/octet-stream` when there was none."""
    formaat_herkend: str
    """MIME type by the first bytes; empty when not recognised."""
    bestandsomvang: int
    """Size in bytes after decoding."""
    sha256: str
    """Hex digest of the decoded bytes."""
    content_id: str
    """The Content-ID without angle brackets; empty when there was none."""
    codering: str
    """Content-Transfer-Encoding, lower case: `7bit`, `8bit`, `binary`, `quoted-printable`, `base64`, `x-uuencode`."""
    begin: int
    """Offset of the encoded bytes in the raw mail.

    It is -1 when the part does not stand there as such (unpacked from TNEF).
    """
    einde: int


@dataclass(frozen=True, slots=True)
class Ontleding:
    """A mail as a person would read it. One-line fields hold no line breaks, NULs or lone surrogates."""

    versie: str
    """Version of the reader; part of the key under which the result is stored."""
    onderwerp: str
    afzender: Adres | None
    beantwoorden_aan: tuple[Adres, ...]
    """The addresses in Reply-To."""
    aan: tuple[Adres, ...]
    cc: tuple[Adres, ...]
    datum: datetime | None
    """Date header, in UTC; a claim of the sender."""
    message_id: str
    """The Message-ID with angle brackets, as all message ids here; empty when there was none."""
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    inhoud: str
    """The whole text, plain."""
    nieuwe_tekst: str
    """`inhoud` without the quoted history."""
    html: str
    """Safe HTML, ready for a sandboxed frame; cid images as `<img src="deel:PAD">`. Empty when the mail has no HTML."""
    geblokkeerd: tuple[str, ...]
    """The things that were kept out of `html`, for the agent, in Dutch."""
    delen: tuple[Deel, ...]
    classificatie: Classificatie
    taal: str
    """ISO 639-1 code of the text (`nl`, `en`, …); empty when unknown."""
    waarschuwingen: tuple[str, ...]
    """Everything guessed, repaired, dropped or unreadable, in Dutch."""
    wil_geen_automaat: str = ""
    """The header by which the sender asks that nothing answers the mail by itself, such as
    `X-Auto-Response-Suppress: All`; empty when there is none.
    """
    verzender: Adres | None = None
    """The mailbox in Sender."""
    retourpad: str = ""
    """The address in Return-Path, which the receiving server takes from the envelope; empty when there was none."""
    lijstadres: str = ""
    """The address in List-Post (RFC 2369 section 3.4), where a mailing list takes mail; empty when there was none."""
