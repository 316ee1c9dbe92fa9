"""The way from bytes to text: the character set that a mail is really in, whatever it says.

The order is: what is declared; else UTF-8 when the bytes are valid UTF-8; else cp1252. Detectors that count letters are
wrong on short Dutch texts.
"""

import codecs
import re
from typing import Final

from ontleden.meldingen import Meldingen
from ontleden.text.tekensets import BREIDT_ASCII_UIT, WESTERS, codec_van

_CP1252_OPEN: Final = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_CP1252: Final = {getal: bytes([getal]).decode("cp1252") for getal in range(0x80, 0xA0) if getal not in _CP1252_OPEN}
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ELKE_BOM: Final = tuple(bom for bom, _ in _BOMS)
_EURO_ALS_VALUTATEKEN: Final = re.compile(r"¤(?= ?\d)|(?<=\d)¤|(?<=\d )¤")
_META: Final = re.compile(rb"<meta[^>]{0,200}?charset=[\"' ]{0,3}([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_SURROGATEN: Final = re.compile("[\ud800-\udfff]")
_RICHTING: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that change the direction of what stands around them (Unicode: Bidi_Control, UAX 9 section 2).

Names and subjects stand beside other texts, which these would turn around too.
"""
_VERANDERT_RICHTING: Final = re.compile(f"[{_RICHTING}]")
_NIET_OP_EEN_REGEL: Final = re.compile(f"[\x00-\x1f\x7f\x80-\x9f\u2028\u2029\ud800-\udfff{_RICHTING}]")
_WIT: Final = frozenset("\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_BESTURING: Final = dict.fromkeys((*range(9), *range(0x0E, 0x20), 0x7F, 0xFEFF)) | dict.fromkeys((0x0B, 0x0C, 0x0D), "\n")
_KORT: Final = 65_536
"""Bytes up to which a text is split into lines and joined again, which is faster than to replace its line breaks.

A longer text would be many objects for a moment.
"""
_GEEN_BESTURING: Final = bytes({9, 10, *range(0x20, 0x100)} - {0x7F})


def als_cp1252(inhoud: bytes) -> str:
    """Decode as cp1252. It never fails.

    The five bytes that it leaves open become control characters, as in the WHATWG standard.
    """
    return inhoud.decode("latin-1").translate(_CP1252)


def _niet_utf8(fout: UnicodeError) -> tuple[str, int]:
    if not isinstance(fout, UnicodeDecodeError):
        raise fout  # nothing here encodes with it
    return als_cp1252(fout.object[fout.start : fout.end]), fout.end


codecs.register_error("klantmail-cp1252", _niet_utf8)


def _onbekend(inhoud: bytes, meldingen: Meldingen) -> str:
    """Text in a character set that nobody told us."""
    if inhoud.isascii():
        if b"\x1b$" in inhoud:
            return inhoud.decode("iso2022_jp_2004", "replace")
        return inhoud.decode("ascii")
    try:
        return inhoud.decode("utf-8")
    except UnicodeDecodeError:
        pass
    ruw = inhoud.decode("utf-8", "replace")
    kapot = ruw.count("\ufffd")
    goed = (len(inhoud) - kapot - len(ruw) + kapot) // 2
    if goed > kapot:
        meldingen.meld("De tekst mengt twee tekensets. Sommige letters kunnen verkeerd zijn.")
        return inhoud.decode("utf-8", "klantmail-cp1252")
    return _EURO_ALS_VALUTATEKEN.sub("€", als_cp1252(inhoud))


def _als(codec: str, inhoud: bytes, meldingen: Meldingen) -> str:
    """Text in a declared character set that is not UTF-8."""
    if codec in WESTERS:
        try:
            tekst = inhoud.decode("utf-8")
        except UnicodeDecodeError:
            if codec == "cp1252":
                return _EURO_ALS_VALUTATEKEN.sub("€", als_cp1252(inhoud))
            return inhoud.decode(codec, "replace")
        meldingen.meld("De e-mail noemt een verkeerde tekenset. De tekst is gelezen als UTF-8.")
        return tekst
    if codec in ("utf-16", "utf-32"):
        eerste, tweede = inhoud[0::2][:200].count(0), inhoud[1::2][:200].count(0)
        codec += "-be" if eerste > tweede else "-le"
    try:
        return inhoud.decode(codec)
    except (UnicodeDecodeError, LookupError):
        pass
    try:
        tekst = inhoud.decode("utf-8")
    except UnicodeDecodeError:
        meldingen.meld("Sommige tekens in de e-mail zijn onleesbaar.")
        return inhoud.decode(codec, "replace")
    meldingen.meld("De e-mail noemt een verkeerde tekenset. De tekst is gelezen als UTF-8.")
    return tekst


def lees_tekst(inhoud: bytes, charset: str, meldingen: Meldingen) -> str:
    """Decode `inhoud`; `charset` as declared, "" when it was not.

    The text may hold control characters, never lone surrogates.

    It never fails; guesses are told to `meldingen`.
    """
    codec = codec_van(charset)
    if inhoud.isascii() and (codec == "" or codec in BREIDT_ASCII_UIT):
        return _onbekend(inhoud, meldingen)
    for bom, codec_van_bom in _BOMS if inhoud.startswith(_ELKE_BOM) else ():
        if inhoud.startswith(bom) and (codec_van_bom == "utf-8" or not codec or codec.startswith(("utf-16", "utf-32"))):
            return inhoud[len(bom) :].decode(codec_van_bom, "replace")
    if codec is None:
        meldingen.meld("De e-mail noemt een onbekende tekenset. Sommige letters kunnen verkeerd zijn.")
    if not codec:
        return _onbekend(inhoud, meldingen)
    if codec == "utf-8":
        try:
            return inhoud.decode("utf-8")
        except UnicodeDecodeError:
            meldingen.meld("De e-mail noemt UTF-8 als tekenset, maar dat klopt niet. Sommige letters kunnen verkeerd zijn.")
            return _onbekend(inhoud, meldingen)
    return _zonder_surrogaten(_als(codec, inhoud, meldingen))


def lees_html_bron(inhoud: bytes, charset: str, meldingen: Meldingen) -> str:
    """Decode HTML as `lees_tekst` does.

    Without a declared character set, a `<meta>` in its first 2 KB counts.
    """
    if not inhoud.isascii() and codec_van(charset) == "":
        meta = _META.search(inhoud, 0, 2048)
        if meta:
            charset = meta[1].decode("ascii")
            if (codec_van(charset) or "").startswith("utf-"):
                charset = "utf-8"  # it was found by reading bytes as ASCII
    return lees_tekst(inhoud, charset, meldingen)


def op_een_regel(tekst: str) -> str:
    """`tekst` without line breaks, control characters, those of direction too, and lone surrogates.

    White space around it goes as well.
    """
    if tekst.isprintable():
        return tekst.strip()
    return _NIET_OP_EEN_REGEL.sub(_vervang, tekst).strip()


def verandert_richting(tekst: str) -> bool:
    """Tell whether `op_een_regel` takes characters away that turn the direction of reading around."""
    return _VERANDERT_RICHTING.search(tekst) is not None


def _vervang(teken: re.Match[str]) -> str:
    if teken[0] in _WIT:
        return " "
    return "\ufffd" if "\ud800" <= teken[0] <= "\udfff" else ""


def schone_tekst(tekst: str) -> str:
    """`tekst` with line breaks as \\n and without control characters, NULs and lone surrogates."""
    if "\r" in tekst:
        tekst = tekst.replace("\r\n", "\n")
    tekst = _zonder_surrogaten(tekst)
    # Bytes are looked through many times faster than text.
    return tekst.translate(_BESTURING) if _heeft_besturing(tekst.encode()) else tekst


def lees_schone_tekst(inhoud: bytes, charset: str, meldingen: Meldingen) -> str:
    """Return `schone_tekst(lees_tekst(inhoud, charset, meldingen))`, at less cost for the texts of most mails."""
    tekst = _schone_utf8(inhoud) if codec_van(charset) in ("", "utf-8") else None
    return schone_tekst(lees_tekst(inhoud, charset, meldingen)) if tekst is None else tekst


def _schone_utf8(inhoud: bytes) -> str | None:
    """The text, when it needs no more than to be decoded and to have LF as line break."""
    bron = _met_lf(inhoud)
    if _heeft_besturing(bron):
        return None
    try:
        return bron.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _met_lf(inhoud: bytes) -> bytes:
    if len(inhoud) > _KORT:
        return inhoud.replace(b"\r\n", b"\n")
    return b"\n".join(inhoud.split(b"\r\n"))


def _heeft_besturing(bron: bytes) -> bool:
    """Tell whether UTF-8 holds what `_BESTURING` replaces."""
    # Most texts hold no EF: one byte is found many times faster than three.
    return bool(bron.translate(None, _GEEN_BESTURING)) or (b"\xef" in bron and codecs.BOM_UTF8 in bron)


def _zonder_surrogaten(tekst: str) -> str:
    try:
        tekst.encode()  # many times faster than to search
    except UnicodeEncodeError:
        return _SURROGATEN.sub("\ufffd", tekst)
    return tekst
