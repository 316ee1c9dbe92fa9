"""Characters in HTML: references (`&eacute;`, `&#128;`) decoded in linear time, and
characters that no reader ever sees.
"""

import html
import re
from functools import lru_cache
from typing import Final

# Only what can be a reference is handed to html.unescape, and never more than a few characters of it: it raises on
# thousands of digits. Names without a semicolon are legal for the old ones (`&nbsp`, `&eacute`), which html.unescape
# knows.
_VERWIJZING: Final = re.compile(r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++);?|[A-Za-z][A-Za-z0-9]{1,30}+;?)")
# In an attribute `&copy=2` is a parameter of a URL and not a reference (WHATWG HTML 13.2.5.73).
_VERWIJZING_IN_KENMERK: Final = re.compile(
    r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++);?|[A-Za-z][A-Za-z0-9]{1,30}+(?:;|(?![=A-Za-z0-9])))"
)
_MEESTE_CIJFERS: Final = 8

_ONBRUIKBAAR: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Bytes 0x80 to 0x9f are never meant as C1 control characters: they are cp1252 (WHATWG Encoding, label latin1).
_C1: Final = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_ONBRUIKBAAR_TABEL: Final = {
    **dict.fromkeys([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF], ""),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **_C1,
}

# Soft hyphen, combining grapheme joiner, zero-width space, word joiner and the byte order mark: preheaders are padded
# with them.
_ONZICHTBAAR: Final = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufeff]")
_NOOIT_ZICHTBAAR: Final = re.compile("[\u00ad\u034f\u200b\u2060\ufeff]")
# Joiners have a meaning between the letters of Arabic, Persian and Indic scripts and inside emoji; elsewhere they are
# padding.
_LOSSE_VERBINDER: Final = re.compile(
    "(?<![\u0600-\u1fff\u20d0-\u3300\ufe00-\ufefe\U00010000-\U0010ffff])[\u200c\u200d]++"
    "|[\u200c\u200d]++(?![\u0600-\u1fff\u20d0-\u3300\ufe00-\ufefe\U00010000-\U0010ffff])"
)


@lru_cache(maxsize=4096)
def _los_op(verwijzing: str) -> str:
    if verwijzing[1] == "#":
        cijfers = verwijzing[2:].rstrip(";")
        basis = "x" if cijfers[0] in "xX" else ""
        cijfers = cijfers.lstrip("xX").lstrip("0") or "0"
        if len(cijfers) > _MEESTE_CIJFERS:
            return "\ufffd"
        verwijzing = f"&#{basis}{cijfers};"
    return html.unescape(verwijzing).translate(_ONBRUIKBAAR_TABEL)


def lees_tekens(bron: str) -> str:
    """Decode the character references of a text as a browser would, in linear time. It never raises."""
    if "&" not in bron:
        return bron
    return _VERWIJZING.sub(lambda gevonden: _los_op(gevonden[0]), bron)


def lees_tekens_in_kenmerk(bron: str) -> str:
    """Decode the character references of an attribute's value as a browser would. It never raises."""
    if "&" not in bron:
        return bron
    return _VERWIJZING_IN_KENMERK.sub(lambda gevonden: _los_op(gevonden[0]), bron)


def zonder_onbruikbare_tekens(bron: str) -> str:
    """Give text without NULs, lone surrogates and control characters.

    Tab, line feed, form feed and carriage return stay.
    """
    if _ONBRUIKBAAR.search(bron) is None:
        return bron
    return bron.translate(_ONBRUIKBAAR_TABEL)


def zonder_onzichtbare_tekens(tekst: str) -> str:
    """Give text without soft hyphens and zero-width characters, except joiners that shape letters or emoji."""
    if tekst.isascii() or _ONZICHTBAAR.search(tekst) is None:
        return tekst
    return _LOSSE_VERBINDER.sub("", _NOOIT_ZICHTBAAR.sub("", tekst))
