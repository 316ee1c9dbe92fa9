"""Pieces to write a raw mail with, as the software of senders does: right, old, or broken."""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VAN = "Jan de Vries <jan.devries@post.example>"
AAN = "Gemeente Zuiderdam <info@zuiderdam.example>"
DATE = "Mon, 03 Jun 2024 10:15:00 +0200"

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

    def __init__(self, name: str) -> None:
        self.naam = name
        self.berichten: list[Bericht] = []

    def bericht(self, name: str, toont: str, source: bytes, **expected: object) -> None:
        self.berichten.append(Bericht(self.naam, name, toont, source, expected))


def regels(*pieces: str | bytes, end: bytes = b"\r\n") -> bytes:
    """Lines, each with its end; text is encoded in UTF-8."""
    return b"".join((piece.encode() if isinstance(piece, str) else piece) + end for piece in pieces)


def tekst(inhoud: str, charset: str = "utf-8") -> bytes:
    """Text with CRLF between its lines, in a character set."""
    return inhoud.replace("\n", "\r\n").encode(charset)


def b64(inhoud: bytes) -> bytes:
    return base64.encodebytes(inhoud).replace(b"\n", b"\r\n")


def qp(inhoud: bytes) -> bytes:
    return binascii.b2a_qp(inhoud.replace(b"\r\n", b"\n"), istext=True).replace(b"\n", b"\r\n")


def woord(inhoud: str, charset: str = "utf-8", kind: str = "b") -> str:
    """One encoded word (RFC 2047)."""
    raw = inhoud.encode(charset)
    if kind.lower() == "b":
        return f"=?{charset}?{kind}?{base64.b64encode(raw).decode()}?="
    bare = "".join("_" if b == 32 else chr(b) if chr(b).isalnum() and b < 128 else f"={b:02X}" for b in raw)
    return f"=?{charset}?{kind}?{bare}?="


_ENCODINGS = {"base64": b64, "quoted-printable": qp}


def deel(formaat: str, inhoud: bytes, codering: str = "8bit", *headers: str | bytes) -> bytes:
    """A part with its headers.

    The content is encoded for `base64` and `quoted-printable` and goes as it is for anything else.
    """
    return regels(f"Content-Type: {formaat}", f"Content-Transfer-Encoding: {codering}", *headers, "") + _ENCODINGS.get(
        codering, bytes
    )(inhoud)


def bijlage(name: str, formaat: str, inhoud: bytes, *headers: str | bytes) -> bytes:
    """An attachment in base64, with a name in ASCII."""
    return deel(f'{formaat}; name="{name}"', inhoud, "base64", f'Content-Disposition: attachment; filename="{name}"', *headers)


def samen(kind: str, *parts: bytes, params: str = "", dicht: bool = True) -> bytes:
    """A multipart with its header; `dicht`: with the closing boundary."""
    limit = "=_" + hashlib.sha256(kind.encode() + b"".join(parts)).hexdigest()[:20]
    header = regels(f'Content-Type: multipart/{kind}; boundary="{limit}"{params}', "")
    binnen = b"".join(f"--{limit}\r\n".encode() + piece + b"\r\n" for piece in parts)
    return header + binnen + (f"--{limit}--\r\n".encode() if dicht else b"")


def mail(onderwerp: str | bytes, rest: bytes, *koppen: str | bytes, van: str | bytes = VAN, aan: str = AAN) -> bytes:
    """A mail: ordinary headers, `koppen` besides, then `rest`, which begins with the headers of its content."""
    header = onderwerp if isinstance(onderwerp, bytes) else onderwerp.encode()
    afzender = van if isinstance(van, bytes) else van.encode()
    number = hashlib.sha256(header + afzender + rest).hexdigest()[:12]
    begin: Sequence[str | bytes] = (
        b"From: " + afzender,
        f"To: {aan}",
        b"Subject: " + header,
        f"Date: {DATE}",
        f"Message-ID: <{number}@post.example>",
        *koppen,
        "MIME-Version: 1.0",
    )
    return regels(*begin) + rest


def plat(inhoud: str, charset: str = "utf-8", codering: str = "8bit", params: str = "") -> bytes:
    """Headers and body of a plain text."""
    return deel(f"text/plain; charset={charset}{params}", tekst(inhoud, charset), codering)


def html(inhoud: str, charset: str = "utf-8", codering: str = "quoted-printable") -> bytes:
    """Headers and body of an HTML text."""
    return deel(f"text/html; charset={charset}", tekst(inhoud, charset), codering)


def sha256(inhoud: bytes) -> str:
    return hashlib.sha256(inhoud).hexdigest()
