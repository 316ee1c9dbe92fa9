"""The mail that leaves: a reply with the question quoted, or a message of its own.

Equal arguments give equal bytes.

Neither a clock nor chance is used, so that a repeated request makes the very mail that is already stored. There is no
way to name a BCC. What cannot be written is refused (`OngeldigeKop`), never repaired in silence.
"""

import re
from binascii import b2a_base64, b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import Final

from klantmail.domain.onderwerp import antwoord_onderwerp, kaal_onderwerp
from klantmail.domain.tijd import AMSTERDAM
from klantmail.opstellen.citeren import antwoord_met_citaat, platte_tekst
from klantmail.opstellen.kopregels import (
    OngeldigeKop,
    adreskop,
    bruikbare_ids,
    eenregelig,
    eigen_bericht_id,
    ingekorte_keten,
    kop,
    onderwerpkop,
    parameter,
)
from klantmail.opstellen.opmaak import html_van
from ontleden.ontleding import Adres

__all__ = [
    "MAX_MAIL",
    "Aanhangsel",
    "Antwoordbrief",
    "OngeldigeKop",
    "Vraag",
    "antwoord_onderwerp",
    "bijlageomvang",
    "is_formaat",
    "kaal_onderwerp",
    "stel_bericht_op",
]
MAX_MAIL: Final = 40 * 1024 * 1024 * 99 // 100
"""Bytes of a mail that SES v2 takes for certain: 40 MB after encoding, less 1% for the headers that it adds.

https://docs.aws.amazon.com/ses/latest/dg/quotas.html
"""
MAX_REGEL: Final = 998
"""The length that no line may exceed (RFC 5322 section 2.1.1)."""
_NAAM: Final = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,99}"
PATROON_FORMAAT: Final = f"^{_NAAM}/{_NAAM}$"
"""The pattern of a MIME type without parameters (RFC 6838 section 4.2)."""
_ONZEKERE_REGEL: Final = re.compile(r"^(?:From |\.$)|[ \t]$|[^\x09\x20-\x7e\n]|.{79}", re.MULTILINE)
"""Text that 7bit does not carry unharmed: mbox's `From `, SMTP's lone dot, white
space at the end, non-ASCII, long lines.
"""
_QP_TE_LANG: Final = re.compile(rb"=(?=(?:20|09)\r\n)(?<=.{75})")
"""The encoded white space at the end of a line that makes it longer than 76: `b2a_qp` does not look at that."""
_QP_VERANDERLIJK: Final = re.compile(rb"\n(F(?=rom )|\.(?=\r\n))")
"""The first character of a line that mbox or SMTP would change."""
_BASE64_REGEL: Final = 76
"""Characters of a base64 line (RFC 2045 section 6.8)."""
_BASE64_BLOK: Final = 57
"""Bytes that make one base64 line."""
_BASE64_BROK: Final = 1024 * _BASE64_BLOK
"""Bytes that are encoded at a time."""


@dataclass(frozen=True, slots=True)
class Vraag:
    """The mail that is answered, as its `Ontleding` has it."""

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    afzender: Adres
    datum: datetime | None
    """The moment at which it came, with a time zone."""
    inhoud: str
    """Its text; empty when there is nothing to quote."""


@dataclass(frozen=True, slots=True)
class Aanhangsel:
    """A file that goes along with a mail."""

    bestandsnaam: str
    formaat: str
    """MIME type without parameters. Any other text is sent as application/octet-stream."""
    inhoud: bytes


def is_formaat(tekst: str) -> bool:
    """Tell whether it is a MIME type without parameters, of something that can be one file (RFC 6838 section 4.2)."""
    formaat = tekst.lower()
    return re.fullmatch(PATROON_FORMAAT, formaat) is not None and not formaat.startswith("multipart/")


def bijlageomvang(formaat: str, omvang: int) -> int:
    """The least number of bytes that a file of `omvang` bytes takes in a mail.

    A message may go unencoded; all else is base64.
    """
    if formaat == "message/rfc822":
        return omvang
    return (omvang + 2) // 3 * 4 + (omvang + _BASE64_BLOK - 1) // _BASE64_BLOK * 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoordbrief:
    """A reply to `vraag`, before it is written as bytes. It is threaded by RFC 5322 section 3.6.4."""

    van: Adres
    aan: tuple[Adres, ...]
    cc: tuple[Adres, ...] = ()
    onderwerp: str
    """The subject as it will stand there; see `antwoord_onderwerp`."""
    inhoud: str
    """The answer, without what is quoted."""
    vraag: Vraag
    message_id: str
    """The Message-ID of the reply, between angle brackets."""
    datum: datetime
    """Date of the reply, with a time zone."""

    @property
    def tekst(self) -> str:
        """The text that leaves, with the question quoted below it."""
        return _als_tekst(antwoord_met_citaat(self.inhoud, self.vraag.inhoud, self.vraag.afzender, self.vraag.datum))

    @property
    def html(self) -> str:
        """The same as HTML."""
        return html_van(self.tekst)

    def schrijf(self, bijlagen: Sequence[Aanhangsel] = ()) -> bytes:
        """Write it, ready for SendEmail. Raises: OngeldigeKop (as `stel_bericht_op`)."""
        in_reply_to = bruikbare_ids([self.vraag.message_id])
        eerder = bruikbare_ids(self.vraag.references)
        if not eerder and len(ouder := bruikbare_ids(self.vraag.in_reply_to)) == 1:
            eerder = ouder
        return stel_bericht_op(
            van=self.van,
            aan=self.aan,
            cc=self.cc,
            onderwerp=self.onderwerp,
            inhoud=self.tekst,
            message_id=self.message_id,
            datum=self.datum,
            in_reply_to=in_reply_to,
            references=(*(id_ for id_ in eerder if id_ not in in_reply_to), *in_reply_to),
            bijlagen=bijlagen,
            met_opmaak=True,
        )


def stel_bericht_op(
    *,
    van: Adres,
    aan: Sequence[Adres],
    cc: Sequence[Adres] = (),
    onderwerp: str,
    inhoud: str,
    message_id: str,
    datum: datetime,
    in_reply_to: tuple[str, ...] = (),
    references: tuple[str, ...] = (),
    bijlagen: Sequence[Aanhangsel] = (),
    automatisch: bool = False,
    met_opmaak: bool = False,
) -> bytes:
    """A mail as it leaves, with CRLF; no line exceeds 998 octets, and none 78 that can be folded.

    Args:
        message_id: of this mail, between angle brackets.
        datum: with a time zone; written in Dutch time.
        in_reply_to: message ids; what is no message id is left out.
        references: message ids, oldest first; of more than 20 the first and the last ones are kept.
        bijlagen: a message/rfc822 goes as such when it needs no encoding (RFC 2046 section 5.2.1 allows it none), else
            as application/octet-stream.
        automatisch: no person wrote it (RFC 3834 section 5), so that nobody's out-of-office answers it.
        met_opmaak: the text goes as HTML too, which is made from it; who can show that chooses it (RFC 2046 section
            5.1.4: the last of the alternatives is the richest).

    Raises:
        OngeldigeKop: CR, LF or NUL in a header field, or an address to which no mail can go.
        ValueError: `datum` has no time zone.
    """
    if datum.tzinfo is None:
        raise ValueError("datum has no time zone")
    koppen = [
        adreskop("From", "de afzender", van),
        adreskop("To", "de ontvanger", *aan),
        *([adreskop("Cc", "de ontvanger", *cc)] if cc else []),
        onderwerpkop(onderwerp),
        kop("Date", [format_datetime(datum.astimezone(AMSTERDAM))]),
        kop("Message-ID", [eigen_bericht_id(message_id)]),
    ]
    if antwoord_op := bruikbare_ids(in_reply_to):
        koppen.append(kop("In-Reply-To", antwoord_op))
    if keten := bruikbare_ids(references):
        koppen.append(kop("References", ingekorte_keten(keten)))
    if automatisch:
        koppen.append(kop("Auto-Submitted", ["auto-replied"]))
    koppen.append(kop("MIME-Version", ["1.0"]))
    uit = BytesIO()
    uit.write("".join(koppen).encode("ascii"))
    tekst = _als_tekst(inhoud)
    tekstdeel = _tekstdeel(tekst)
    if met_opmaak:
        tekstdeel = _samengesteld("alternative", message_id, [tekstdeel, _tekstdeel(html_van(tekst), "html")])
    delen = [tekstdeel, *(_bijlagedeel(bijlage) for bijlage in bijlagen)]
    if len(delen) > 1:
        _schrijf_samengesteld(uit, "mixed", message_id, delen)
    else:
        delen[0].schrijf(uit)
    return uit.getvalue()


@dataclass(frozen=True, slots=True)
class _Mimedeel:
    """A part of a mail that is written once the whole is known.

    So a large file is never in memory encoded beside the mail.
    """

    koppen: bytes
    lijf: bytes
    in_base64: bool = False
    """True while `lijf` is still to be encoded."""

    def schrijf(self, uit: BytesIO) -> None:
        uit.write(self.koppen)
        if not self.in_base64:
            uit.write(self.lijf)
            return
        zicht = memoryview(self.lijf)
        for begin in range(0, len(zicht), _BASE64_BROK):
            uit.write(_base64(zicht[begin : begin + _BASE64_BROK]))

    def bevat(self, tekst: bytes) -> bool:
        """Tell whether the written part will hold `tekst`, which base64 cannot."""
        return tekst in self.koppen or (not self.in_base64 and tekst in self.lijf)


def _als_tekst(inhoud: str) -> str:
    """A text as it stands in a mail, with LF between its lines and one at its end."""
    return platte_tekst(inhoud).rstrip("\n") + "\n"


def _tekstdeel(tekst: str, soort: str = "plain") -> _Mimedeel:
    codering, lijf = _gecodeerde_tekst(tekst)
    koppen = [kop("Content-Type", [f"text/{soort};", "charset=utf-8"]), kop("Content-Transfer-Encoding", [codering])]
    return _Mimedeel(_koppen(koppen), lijf, in_base64=codering == "base64")


def _gecodeerde_tekst(tekst: str) -> tuple[str, bytes]:
    """Return the Content-Transfer-Encoding that a person without a decoder reads best, and the text in it.

    With base64 the text is returned as it is.

    Args:
        tekst: with LF between its lines.
    """
    if not _ONZEKERE_REGEL.search(tekst):
        return "7bit", tekst.replace("\n", "\r\n").encode("ascii")
    bytes_ = tekst.replace("\n", "\r\n").encode()
    niet_ascii = len(bytes_) - len(bytes_.decode("ascii", "ignore"))
    if 3 * niet_ascii > len(bytes_):
        return "base64", bytes_
    return "quoted-printable", _quoted_printable(bytes_)


def _quoted_printable(bytes_: bytes) -> bytes:
    """A text in quoted-printable (RFC 2045 section 6.7), with what 7bit does not carry encoded as well.

    Args:
        bytes_: with CRLF at the end of each line.
    """
    tekens = _QP_TE_LANG.sub(b"=\r\n=", b2a_qp(bytes_))
    # A soft break follows the encoded character at once, so that no line becomes too long by it.
    return _QP_VERANDERLIJK.sub(lambda begin: b"\n=%02X=\r\n" % begin[1][0], b"\n" + tekens)[1:]


def _base64(bytes_: memoryview) -> bytes:
    """Encode in lines of 76 characters."""
    tekens = b2a_base64(bytes_, newline=False)
    return b"".join([tekens[begin : begin + _BASE64_REGEL] + b"\r\n" for begin in range(0, len(tekens), _BASE64_REGEL)])


def _bijlagedeel(bijlage: Aanhangsel) -> _Mimedeel:
    naam = eenregelig("De naam van een bijlage", bijlage.bestandsnaam) or "bijlage"
    formaat = bijlage.formaat.lower()
    als_bericht = formaat == "message/rfc822" and _is_7bit(bijlage.inhoud)
    if not als_bericht and (not is_formaat(formaat) or formaat.startswith("message/")):
        formaat = "application/octet-stream"
    koppen = [
        kop("Content-Type", [formaat]),
        kop("Content-Disposition", ["attachment;", *parameter("filename", naam)]),
        kop("Content-Transfer-Encoding", ["7bit" if als_bericht else "base64"]),
    ]
    return _Mimedeel(_koppen(koppen), bijlage.inhoud, in_base64=not als_bericht)


def _is_7bit(bytes_: bytes) -> bool:
    """Tell whether the bytes can travel as 7bit data (RFC 2045 section 2.7).

    They must be ASCII without NUL, have CR and LF only as CRLF, and lines of up to 998.
    """
    aantal = bytes_.count(b"\r\n")
    if not bytes_ or not bytes_.isascii() or b"\0" in bytes_ or {bytes_.count(b"\r"), bytes_.count(b"\n")} != {aantal}:
        return False
    begin = 0
    while len(bytes_) - begin > MAX_REGEL:
        # The last line break that a line of the greatest length could reach: no line before it can be too long.
        einde = bytes_.rfind(b"\r\n", begin, begin + MAX_REGEL + 2)
        if einde < 0:
            return False
        begin = einde + 2
    return True


def _samengesteld(soort: str, message_id: str, delen: Sequence[_Mimedeel]) -> _Mimedeel:
    """One part that holds these, which are small."""
    uit = BytesIO()
    _schrijf_samengesteld(uit, soort, message_id, delen)
    koppen, _, lijf = uit.getvalue().partition(b"\r\n\r\n")
    return _Mimedeel(koppen + b"\r\n\r\n", lijf)


def _schrijf_samengesteld(uit: BytesIO, soort: str, message_id: str, delen: Sequence[_Mimedeel]) -> None:
    grens = _grens(message_id, delen)
    uit.write(_koppen([kop("Content-Type", [f"multipart/{soort};", f'boundary="{grens}"'])]))
    scheiding = f"--{grens}".encode("ascii")
    for deel in delen:
        uit.write(scheiding + b"\r\n")
        deel.schrijf(uit)
        uit.write(b"\r\n")
    uit.write(scheiding + b"--\r\n")


def _grens(message_id: str, delen: Sequence[_Mimedeel]) -> str:
    """A boundary that no part holds, made from the message id. `=_` occurs in neither quoted-printable nor base64."""
    kandidaten = (f"=_{sha256(f'{message_id} {poging}'.encode()).hexdigest()[:40]}" for poging in count())
    return next(grens for grens in kandidaten if not any(deel.bevat(grens.encode("ascii")) for deel in delen))


def _koppen(koppen: Sequence[str]) -> bytes:
    """The header fields, with the empty line behind them."""
    return "".join([*koppen, "\r\n"]).encode("ascii")
