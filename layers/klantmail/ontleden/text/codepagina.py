"""Text in a Windows code page, as Outlook and RTF store it."""

import codecs
from functools import cache
from typing import Final

# Python knows these numbers under another name than cpNNN
# (learn.microsoft.com/windows/win32/intl/code-page-identifiers).
_NAMEN: Final = {
    1200: "utf-16-le",
    1201: "utf-16-be",
    10000: "mac-roman",
    20127: "cp1252",
    20866: "koi8-r",
    21866: "koi8-u",
    50220: "iso2022_jp",
    51932: "euc_jp",
    51949: "euc_kr",
    52936: "hz",
    54936: "gb18030",
    65000: "utf-7",
    65001: "utf-8",
    **{28590 + nummer: f"iso8859-{nummer}" for nummer in (*range(2, 12), *range(13, 17))},
    28591: "cp1252",
}


@cache
def codec(nummer: int) -> str:
    """Name of the Python codec for a Windows code page; cp1252 when there is none.

    Latin-1 reads as cp1252, as browsers do.
    """
    try:
        naam = codecs.lookup(_NAMEN.get(nummer, f"cp{nummer}")).name
    except LookupError:
        return "cp1252"
    return naam


def decodeer(inhoud: bytes, codepagina: int) -> str:
    """Decode bytes in a code page; when they do not fit it: as UTF-8, else as cp1252.

    U+FFFD then stands for a byte that is no character.
    """
    for naam in (codec(codepagina), "utf-8"):
        try:
            return inhoud.decode(naam)
        except UnicodeDecodeError:
            continue
    return inhoud.decode("cp1252", "replace")
