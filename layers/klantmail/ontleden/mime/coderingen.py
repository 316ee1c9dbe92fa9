"""Content-Transfer-Encodings (RFC 2045 section 6), decoded in pieces: a large attachment is never in memory twice."""

import binascii
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final

from pybase64 import b64decode

BROK: Final = 1 << 16
"""Bytes that are decoded at a time: they and what they become fit in a processor's cache."""
_ALLES: Final = bytes(range(256))
_ALFABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_GEEN_BASE64: Final = _ALLES.translate(None, _ALFABET)
_BASE64_REGEL: Final = re.compile(rb"([A-Za-z0-9+/]++)[ \t]*+(?:\r?\n|\Z)")
_OPVULLING: Final = re.compile(rb"[= \t\r\n]++")
_WIT: Final = re.compile(rb"\s*+")
_WOORDEN: Final = re.compile(rb"[A-Za-z]{2} [A-Za-z]{2}|[A-Za-z]{3}[.,:!?]|[\x80-\xff]")
"""A pattern that occurs in a text, and hardly ever in base64 with rubbish in it."""
_ZACHT_MET_SPATIE: Final = re.compile(rb"=[ \t]+(?=\r?\n|\Z)")
_TE_HERSTELLEN: Final = re.compile(rb"=(?:[ \t]|\r(?!\n))")
"""A pattern that occurs in quoted-printable whose soft line breaks are not as they should be."""
_LOSSE_CR: Final = re.compile(rb"\r(?!\n)")
_MAX_STUKKEN: Final = 1000
_STAART: Final = 4096
"""Bytes at the end of base64 in which a footer shows: words have spaces and points between them."""
_PROEF: Final = 2048
_HELE_REGEL: Final = 60
"""Characters of a line of base64 of the usual length (76 or 64); a word is shorter."""
_HOOG: Final = bytes(range(0x80, 0x100))
_GEEN_TEKST: Final = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D} | {0x7F})

GEEN_CODERING: Final = frozenset({"7bit", "8bit", "binary"})
_NAMEN: Final = {
    "": "7bit",
    "7bit": "7bit",
    "7bits": "7bit",
    "8bit": "8bit",
    "8bits": "8bit",
    "binary": "binary",
    "quotedprintable": "quoted-printable",
    "quotedprintible": "quoted-printable",
    "qp": "quoted-printable",
    "base64": "base64",
    "base": "base64",
    "xbase64": "base64",
    "uuencode": "x-uuencode",
    "xuuencode": "x-uuencode",
    "uue": "x-uuencode",
    "xuue": "x-uuencode",
    "yenc": "x-yenc",
    "xyenc": "x-yenc",
}
_UIT_NAAM: Final = re.compile(r"[^a-z0-9]+")


def codering_van(waarde: str) -> str | None:
    """The encoding that a Content-Transfer-Encoding header means; None when we do not know it."""
    return _NAMEN.get(_UIT_NAAM.sub("", waarde.partition(";")[0].partition("(")[0].lower()[:40]))


def decodeer(bron: bytes, begin: int, einde: int, codering: str) -> Iterator[bytes]:
    """The decoded bytes of `bron[begin:einde]`, in pieces.

    It never fails: a part that cannot be decoded is skipped or stays as it is.
    """
    if codering == "base64":
        opvulling = bron.find(b"=", begin, einde)
        einde = _base64_einde(bron, begin, einde, opvulling)
        opvulling = opvulling if opvulling < einde else -1
        yield from _base64(bron, begin, einde, opvulling if opvulling >= 0 else einde)
    elif codering == "quoted-printable":
        yield from _quoted_printable(bron, begin, einde)
    elif codering == "x-uuencode":
        yield uudecodeer(bron, begin, einde)
    elif codering == "x-yenc":
        yield ydecodeer(bron, begin, einde)
    else:
        for plek in range(begin, einde, BROK):
            yield bron[plek : min(plek + BROK, einde)]


def gedecodeerd(bron: bytes, begin: int, einde: int, codering: str) -> bytes:
    """All of what `decodeer` gives."""
    if codering in GEEN_CODERING:
        return bron[begin:einde]
    return samengevoegd(decodeer(bron, begin, einde, codering))


def samengevoegd(stukken: Iterable[bytes]) -> bytes:
    """Join the pieces as `b"".join` does, which would hold all pieces beside what it makes of them."""
    uit = BytesIO()
    for stuk in stukken:
        uit.write(stuk)
    return uit.getvalue()


def base64_einde(bron: bytes, begin: int, einde: int) -> int:
    """Find the end of base64: behind its last line or its padding, unless more base64 follows.

    The text behind it is a footer that a virus scanner or a list server added as it was.
    """
    return _base64_einde(bron, begin, einde, bron.find(b"=", begin, einde))


def heeft_voet(bron: bytes, begin: int, einde: int) -> bool:
    """Tell whether a footer stands behind base64, when its last bytes look like one. Sound base64 costs nothing."""
    staart = bron[max(begin, einde - _STAART) : einde]
    return bool(staart.translate(None, _ALFABET + b"=\r\n")) and base64_einde(bron, begin, einde) < einde


def _base64_einde(bron: bytes, begin: int, einde: int, opvulling: int) -> int:
    """`opvulling`: where the first `=` stands; -1 when there is none."""
    plek = begin
    for _ in range(_MAX_STUKKEN):
        voet = _voet_zonder_opvulling(bron, plek, einde if opvulling < 0 else opvulling)
        if voet >= 0 or opvulling < 0:
            return voet if voet >= 0 else einde
        voor = bron[max(plek, opvulling - _PROEF) : opvulling]
        achter = _OPVULLING.match(bron, opvulling, einde)
        plek = achter.end() if achter else opvulling + 1
        if plek == einde:
            return einde
        if _is_voet(bron, plek, einde, _einde_van(voor)):
            return plek
        opvulling = bron.find(b"=", plek, einde)
    return einde


def base64_begin(bron: bytes, begin: int, einde: int) -> int:
    """Find where base64 begins: at `begin`, or behind lines of words that a gateway put above it."""
    plek, tot = begin, min(einde, begin + _STAART)
    while plek < tot:
        regel = _BASE64_REGEL.match(bron, plek, einde)
        if regel and len(regel[1]) >= _HELE_REGEL and len(regel[1]) % 4 == 0:
            erboven = bron[begin:plek].strip()
            return plek if erboven.isalpha() or _WOORDEN.search(erboven) else begin
        plek = bron.find(b"\n", plek, tot) + 1 or tot
    return begin


def _voet_zonder_opvulling(bron: bytes, begin: int, einde: int) -> int:
    """Find where a footer begins behind base64 that needed no padding; -1 when there is none.

    Every line of base64 but the last is of one length. The content of the lines before tells where the last one ends,
    and which word belongs to the footer.
    """
    staart = bron[max(begin, einde - _STAART) : einde]
    if not staart.translate(None, _ALFABET + b"\r\n"):
        regels = staart.split()
        heel = regels[0 if einde - begin <= _STAART else 1 : -1]
        if not heel or len(regels[-1]) <= len(regels[-2]) == len(heel[0]):
            return -1
    wit = _WIT.match(bron, begin, einde)
    plek = begin = wit.end() if wit else begin
    lengte = 0
    while regel := _BASE64_REGEL.match(bron, plek, einde):
        lengte = lengte or len(regel[1])
        if len(regel[1]) != lengte:
            break
        plek = regel.end()
    if not lengte or lengte % 4 or plek == einde:
        return -1
    voor = b64decode(bron[begin : begin + min(lengte, _PROEF)])
    if lengte < _HELE_REGEL and not _is_tekst(voor) and not _is_westerse_tekst(voor):
        return -1  # a word, in what is no base64 at all
    if regel and len(regel[1]) < lengte and len(regel[1]) % 4 == 0 and (_is_tekst(b64decode(regel[1])) or not _is_tekst(voor)):
        plek = regel.end()
    return plek if _is_voet(bron, plek, einde, voor) else -1


def _is_voet(bron: bytes, plek: int, einde: int, voor: bytes) -> bool:
    """Tell whether a text begins at `plek`, and not more base64. `voor`: what was decoded before it."""
    rest = bron[plek : min(einde, plek + _PROEF)].strip()
    if not _kan_base64_zijn(rest):
        return _WOORDEN.search(rest) is not None
    regel = _BASE64_REGEL.match(rest)
    return (
        regel is not None
        and len(regel[1]) < _HELE_REGEL
        and regel[1].isalpha()
        and _is_tekst(voor)
        and not _is_tekst(_viertallen(regel[1]))
    )


def _einde_van(voor: bytes) -> bytes:
    """Decode the last characters of base64 before its padding."""
    tekens = voor.translate(None, _GEEN_BASE64)
    return _viertallen(tekens[(len(tekens) // 4 - _PROEF // 8) * 4 :] if len(tekens) > _PROEF // 2 else tekens)


def _is_westerse_tekst(inhoud: bytes) -> bool:
    """Tell whether this can be the beginning of a text in cp1252: letters, and among them few with accents."""
    hoog = len(inhoud) - len(inhoud.translate(None, _HOOG))
    return inhoud.translate(None, _GEEN_TEKST) == inhoud and hoog * 5 <= len(inhoud)


def _is_tekst(inhoud: bytes) -> bool:
    """Tell whether this can be the beginning of a text in UTF-8."""
    if inhoud.translate(None, _GEEN_TEKST) != inhoud:
        return False
    try:
        inhoud.decode("utf-8")
    except UnicodeDecodeError as fout:
        return fout.start > len(inhoud) - 4 and fout.reason == "unexpected end of data"
    return True


def _base64(bron: bytes, begin: int, einde: int, opvulling: int) -> Iterator[bytes]:
    """Decode base64. `opvulling`: where the first padding stands; `einde` when there is none."""
    zicht = memoryview(bron)
    plek = begin
    # Sound base64 has nothing behind its padding, and is left to C as a whole.
    gaaf = einde - opvulling <= BROK and not bron[opvulling:einde].strip(b"= \t\r\n")
    gaaf_tot = einde if gaaf else opvulling
    while plek < einde:
        grens = einde
        if einde - plek > BROK:
            grens = bron.rfind(b"\n", plek, plek + BROK) + 1 or plek + BROK
        if grens > gaaf_tot:
            break
        try:
            yield b64decode(zicht[plek:grens])
        except binascii.Error:
            break  # the piece does not end at a multiple of four
        plek = grens
    rest = b""
    while plek < einde:
        grens = min(einde, plek + BROK)
        stukken = (rest + bron[plek:grens].translate(None, _GEEN_BASE64.replace(b"=", b""))).split(b"=")
        for stuk in stukken[:-1]:
            yield _viertallen(stuk)
        rest = stukken[-1]
        if grens < einde:
            heel = len(rest) // 4 * 4
            yield b64decode(rest[:heel])
            rest = rest[heel:]
        plek = grens
    yield _viertallen(rest)


def _viertallen(tekens: bytes) -> bytes:
    """Decode characters of the base64 alphabet, with the padding that they lack;
    one left over at the end says nothing.
    """
    if len(tekens) % 4 == 1:
        tekens = tekens[:-1]
    return b64decode(tekens + b"=" * (-len(tekens) % 4))


def lijkt_base64(bron: bytes, begin: int, einde: int) -> bool:
    """Tell whether content that is declared as base64 can be it, by the first 2 KB.

    It may hold rubbish, but no words with spaces between.
    """
    einde = min(einde, begin + _PROEF)
    proef = bron[begin : base64_einde(bron, begin, einde)].strip()
    if not proef.translate(None, _ALFABET + b"=\r\n") and len(proef.translate(None, b"\r\n")) % 4 == 0:
        return True  # sound up to its padding; a footer comes behind that
    return _kan_base64_zijn(bron[begin:einde].strip())


def _kan_base64_zijn(proef: bytes) -> bool:
    """Tell whether there is little outside the alphabet in it, and hardly a space."""
    buiten = len(proef.translate(None, _ALFABET + b"=\r\n"))
    return buiten * 10 <= len(proef) and proef.count(b" ") * 25 <= len(proef)


def _quoted_printable(bron: bytes, begin: int, einde: int) -> Iterator[bytes]:
    plek = begin
    while plek < einde:
        grens = einde
        if einde - plek > BROK:
            grens = bron.rfind(b"\n", plek, plek + BROK) + 1 or plek + BROK
            if bron[grens - 1] != 0x0A:
                isteken = bron.rfind(b"=", grens - 2, grens)
                grens = grens if isteken < 0 else isteken
        stuk = bron[plek:grens]
        if _TE_HERSTELLEN.search(stuk):
            stuk = _ZACHT_MET_SPATIE.sub(b"=", stuk)
            if stuk.count(b"=\r") != stuk.count(b"=\r\n"):
                stuk = _LOSSE_CR.sub(b"\n", stuk)  # a2b_qp would drop everything up to the next LF
        yield binascii.a2b_qp(stuk)
        plek = grens


def uudecodeer(bron: bytes, begin: int, einde: int) -> bytes:
    """The file in a uuencoded block: lines until `end`, an empty line or one that is not uuencode."""
    stukken = []
    for regel in bron[begin:einde].splitlines():
        if regel.startswith(b"begin ") or not regel.strip():
            continue
        stuk = uuregel(regel)
        if stuk is None:
            break
        stukken.append(stuk)
    return b"".join(stukken)


def uuregel(regel: bytes) -> bytes | None:
    """One uuencoded line without its line break, decoded; None when it is none.

    Trailing spaces may be lost or added.
    """
    if not regel or not 0x20 <= regel[0] <= 0x60:
        return None
    lengte = (regel[0] - 0x20) & 0x3F
    tekens = (lengte + 2) // 3 * 4
    if not tekens - 4 <= len(regel.rstrip()) - 1 <= tekens + 2 and lengte:
        return None
    try:
        return binascii.a2b_uu(regel[: 1 + tekens].ljust(1 + tekens))
    except binascii.Error:
        return None


def ydecodeer(bron: bytes, begin: int, einde: int) -> bytes:
    """The file in a yEnc block (http://www.yenc.org/yenc-draft.1.3.txt), from `=ybegin` up to `=yend`."""
    regels = (regel for regel in bron[begin:einde].replace(b"\r\n", b"\n").split(b"\n") if not regel.startswith(b"=y"))
    eerste, *rest = b"".join(regels).split(b"=")
    stukken = [eerste.translate(_Y)]
    for stuk in rest:
        stukken.append(stuk[:1].translate(_Y_ONTSNAPT))
        stukken.append(stuk[1:].translate(_Y))
    return b"".join(stukken)


_Y: Final = bytes((getal - 42) % 256 for getal in range(256))
_Y_ONTSNAPT: Final = bytes((getal - 106) % 256 for getal in range(256))
