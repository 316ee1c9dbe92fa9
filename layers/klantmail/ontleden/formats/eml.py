"""A mail in MIME, made from what another format held, so that it can be read as a mail."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Final

_MAX_KOP: Final = 2000
# RFC 2047 section 2: an encoded word is at most 75 characters; 39 bytes give 52 in base64.
_STUK: Final = 39


def maak_eml(
    *,
    onderwerp: str,
    van: tuple[str, str],
    aan: str,
    cc: str,
    datum: datetime | None,
    tekst: str,
    html: str,
    bestanden: Sequence[tuple[str, str, str, bytes]],
) -> bytes:
    """Make an RFC 5322 message; the same input gives the same bytes.

    `van`: name and address; `aan` and `cc`: display names as Outlook keeps them; `bestanden`: name, MIME type, content
    id, bytes.
    """
    koppen = [f"Subject: {_woorden(onderwerp)}"]
    naam, adres = van
    if naam or adres:
        koppen.append(f"From: {_woorden(naam)} <{''.join(_ascii(adres).split())}>")
    koppen += [f"{kop}: {_woorden(namen)}:;" for kop, namen in (("To", aan), ("Cc", cc)) if namen]
    if datum is not None:
        koppen.append(f"Date: {format_datetime(datum)}")
    koppen.append("MIME-Version: 1.0")
    teksten = [_deel("text/plain; charset=utf-8", [], tekst.encode("utf-8", "replace"))] if tekst or not html else []
    if html:
        teksten.append(_deel("text/html; charset=utf-8", [], html.encode("utf-8", "replace")))
    inhoud = teksten[0] if len(teksten) == 1 else _samen("alternative", teksten)
    if bestanden:
        inhoud = _samen("mixed", [inhoud, *(_bijlage(*bestand) for bestand in bestanden)])
    return "\r\n".join(koppen).encode("ascii") + b"\r\n" + inhoud


def _samen(soort: str, delen: Sequence[bytes]) -> bytes:
    som = hashlib.sha256()
    for deel in delen:
        som.update(deel)
    grens = f"=_{som.hexdigest()[:40]}"
    kop = f'Content-Type: multipart/{soort}; boundary="{grens}"\r\n\r\n'.encode("ascii")
    streep = f"--{grens}".encode("ascii")
    return kop + b"".join(streep + b"\r\n" + deel + b"\r\n" for deel in delen) + streep + b"--\r\n"


def _deel(formaat: str, koppen: Sequence[str], inhoud: bytes) -> bytes:
    kop = "\r\n".join([f"Content-Type: {formaat}", "Content-Transfer-Encoding: base64", *koppen])
    return kop.encode("ascii") + b"\r\n\r\n" + base64.encodebytes(inhoud).replace(b"\n", b"\r\n")


def _bijlage(naam: str, formaat: str, content_id: str, inhoud: bytes) -> bytes:
    # RFC 2231 section 4: every byte of the name that is no letter or digit as %XX.
    kaal = "".join(chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02X}" for b in naam[:200].encode("utf-8", "replace"))
    koppen = [f"Content-Disposition: attachment;\r\n filename*=utf-8''{kaal}"]
    if content_id:
        koppen.append(f"Content-ID: <{''.join(_ascii(content_id).split())}>")
    soort = "".join(teken for teken in _ascii(formaat) if teken.isalnum() or teken in "/.+-")
    if soort == "message/rfc822" and inhoud.isascii():
        # RFC 2046 section 5.2.1: a message inside is not encoded; what we made ourselves is ASCII with short lines.
        return "\r\n".join([f"Content-Type: {soort}", *koppen]).encode("ascii") + b"\r\n\r\n" + inhoud
    if soort.count("/") != 1 or soort.startswith(("multipart/", "message/")):
        soort = "application/octet-stream"
    return _deel(soort, koppen, inhoud)


def _ascii(tekst: str) -> str:
    return "".join(teken for teken in tekst[:_MAX_KOP] if teken.isprintable() and teken.isascii() and teken not in "<>")


def _woorden(tekst: str) -> str:
    """Encoded words (RFC 2047) for a header, split between characters; printable ASCII of one line stays as it is."""
    tekst = " ".join(tekst[:_MAX_KOP].split())
    if len(tekst) <= 60 and tekst.isascii() and all(teken.isalnum() or teken in " -_.,'!" for teken in tekst):
        return tekst
    stukken: list[bytes] = [b""]
    for teken in tekst:
        code = teken.encode("utf-8", "replace")
        if len(stukken[-1]) + len(code) > _STUK:
            stukken.append(b"")
        stukken[-1] += code
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(stuk).decode('ascii')}?=" for stuk in stukken)
