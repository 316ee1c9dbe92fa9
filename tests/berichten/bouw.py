"""Pieces to write a raw mail with, as the software of senders does: right, old, or broken."""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VAN = "Jan de Vries <jan.devries@post.example>"
AAN = "Gemeente Zuiderdam <info@zuiderdam.example>"
DATUM = "Mon, 03 Jun 2024 10:15:00 +0200"

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(range(64)) + b"\xff\xd9"
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


@dataclass(frozen=True, slots=True)
class Bericht:
    """One test mail: raw bytes, and what a person would read in it."""

    map: str
    naam: str
    toont: str
    """The point of the mail, in Dutch."""
    bron: bytes
    verwacht: Mapping[str, object]


class Map:
    """The mails of one topic."""

    def __init__(self, naam: str) -> None:
        self.naam = naam
        self.berichten: list[Bericht] = []

    def bericht(self, naam: str, toont: str, bron: bytes, **verwacht: object) -> None:
        self.berichten.append(Bericht(self.naam, naam, toont, bron, verwacht))


def regels(*stukken: str | bytes, einde: bytes = b"\r\n") -> bytes:
    """Lines, each with its end; text is encoded in UTF-8."""
    return b"".join((stuk.encode() if isinstance(stuk, str) else stuk) + einde for stuk in stukken)


def tekst(inhoud: str, tekenset: str = "utf-8") -> bytes:
    """Text with CRLF between its lines, in a character set."""
    return inhoud.replace("\n", "\r\n").encode(tekenset)


def b64(inhoud: bytes) -> bytes:
    return base64.encodebytes(inhoud).replace(b"\n", b"\r\n")


def qp(inhoud: bytes) -> bytes:
    return binascii.b2a_qp(inhoud.replace(b"\r\n", b"\n"), istext=True).replace(b"\n", b"\r\n")


def woord(inhoud: str, tekenset: str = "utf-8", soort: str = "b") -> str:
    """One encoded word (RFC 2047)."""
    ruw = inhoud.encode(tekenset)
    if soort.lower() == "b":
        return f"=?{tekenset}?{soort}?{base64.b64encode(ruw).decode()}?="
    kaal = "".join("_" if b == 32 else chr(b) if chr(b).isalnum() and b < 128 else f"={b:02X}" for b in ruw)
    return f"=?{tekenset}?{soort}?{kaal}?="


_CODERINGEN = {"base64": b64, "quoted-printable": qp}


def deel(formaat: str, inhoud: bytes, codering: str = "8bit", *koppen: str | bytes) -> bytes:
    """A part with its headers.

    The content is encoded for `base64` and `quoted-printable` and goes as it is for anything else.
    """
    return regels(f"Content-Type: {formaat}", f"Content-Transfer-Encoding: {codering}", *koppen, "") + _CODERINGEN.get(
        codering, bytes
    )(inhoud)


def bijlage(naam: str, formaat: str, inhoud: bytes, *koppen: str | bytes) -> bytes:
    """An attachment in base64, with a name in ASCII."""
    return deel(f'{formaat}; name="{naam}"', inhoud, "base64", f'Content-Disposition: attachment; filename="{naam}"', *koppen)


def samen(soort: str, *delen: bytes, params: str = "", dicht: bool = True) -> bytes:
    """A multipart with its header; `dicht`: with the closing boundary."""
    grens = "=_" + hashlib.sha256(soort.encode() + b"".join(delen)).hexdigest()[:20]
    kop = regels(f'Content-Type: multipart/{soort}; boundary="{grens}"{params}', "")
    binnen = b"".join(f"--{grens}\r\n".encode() + stuk + b"\r\n" for stuk in delen)
    return kop + binnen + (f"--{grens}--\r\n".encode() if dicht else b"")


def mail(onderwerp: str | bytes, rest: bytes, *koppen: str | bytes, van: str | bytes = VAN, aan: str = AAN) -> bytes:
    """A mail: ordinary headers, `koppen` besides, then `rest`, which begins with the headers of its content."""
    kop = onderwerp if isinstance(onderwerp, bytes) else onderwerp.encode()
    afzender = van if isinstance(van, bytes) else van.encode()
    nummer = hashlib.sha256(kop + afzender + rest).hexdigest()[:12]
    begin: Sequence[str | bytes] = (
        b"From: " + afzender,
        f"To: {aan}",
        b"Subject: " + kop,
        f"Date: {DATUM}",
        f"Message-ID: <{nummer}@post.example>",
        *koppen,
        "MIME-Version: 1.0",
    )
    return regels(*begin) + rest


def plat(inhoud: str, tekenset: str = "utf-8", codering: str = "8bit", params: str = "") -> bytes:
    """Headers and body of a plain text."""
    return deel(f"text/plain; charset={tekenset}{params}", tekst(inhoud, tekenset), codering)


def html(inhoud: str, tekenset: str = "utf-8", codering: str = "quoted-printable") -> bytes:
    """Headers and body of an HTML text."""
    return deel(f"text/html; charset={tekenset}", tekst(inhoud, tekenset), codering)


def sha256(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()
