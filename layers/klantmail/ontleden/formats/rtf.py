"""The text, and the HTML, in RTF as Outlook sends it.

It is compressed ([MS-OXRTFCP]), sometimes with HTML inside ([MS-OXRTFEX]).
"""

import re
import struct
from dataclasses import dataclass, replace
from typing import Final

from ontleden.text.codepagina import decodeer

_MAX_RTF: Final = 8 * 1024 * 1024
_MAX_TEKENS: Final = 400_000
"""Control words, braces and runs of text; a mail of a hundred pages has some tens of thousands."""
_MAX_DIEPTE: Final = 2000

_GECOMPRIMEERD: Final = 0x75465A4C
_ONGECOMPRIMEERD: Final = 0x414C454D
_VENSTER: Final = 4096
# The window starts with this ([MS-OXRTFCP] section 2.1.2.1): it is part of the format.
_BEGIN: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans Serif"
    b"SymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)

# The alternatives begin with different characters or end at once, so a scan is linear.
_TEKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\", re.DOTALL
)
_TEKENS: Final = {
    b"par": "\n",
    b"line": "\n",
    b"sect": "\n",
    b"page": "\n",
    b"row": "\n",
    b"cell": "\t",
    b"tab": "\t",
    b"emdash": "\u2014",
    b"endash": "\u2013",
    b"bullet": "\u2022",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
    b"emspace": " ",
    b"enspace": " ",
    b"qmspace": " ",
}
_SYMBOLEN: Final = {b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n", b"\t": "\t"}
# These groups hold no text of the writer, like all that begin with \*.
_STIL: Final = frozenset(
    b"fonttbl colortbl stylesheet info pict object objdata header headerl headerr headerf footer footerl footerr footerf"
    b" themedata datastore listtable listoverridetable revtbl rsidtbl generator latentstyles fldinst xmlnstbl bkmkstart"
    b" bkmkend".split()
)
# RTF 1.9.1, \fcharset: the code page of a font.
_TEKENSETS: Final = {
    0: 1252,
    77: 10000,
    128: 932,
    129: 949,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
}


def pak_rtf_uit(bron: bytes) -> bytes | None:
    """The RTF out of a compressed RTF property; None when it is none.

    A truncated one comes as far as it goes; at most 8 MB.
    """
    if len(bron) < 16:
        return None
    omvang, soort = struct.unpack_from("<4xII", bron)
    omvang = min(omvang, _MAX_RTF)
    if soort == _ONGECOMPRIMEERD:
        return bron[16 : 16 + omvang]
    if soort != _GECOMPRIMEERD:
        return None
    # The window is the last 4096 bytes that were written. A reference says where in the window, so how far back.
    uit = bytearray(_BEGIN)
    einde = len(_BEGIN) + omvang
    plaats = 16
    while plaats < len(bron) and len(uit) < einde:
        vlaggen = bron[plaats]
        plaats += 1
        for bit in range(8):
            if not vlaggen >> bit & 1:
                uit += bron[plaats : plaats + 1]
                plaats += 1
                continue
            if plaats + 2 > len(bron):
                break
            verwijzing = bron[plaats] << 8 | bron[plaats + 1]
            plaats += 2
            terug = (len(uit) - (verwijzing >> 4)) % _VENSTER
            if terug == 0:
                return bytes(uit[len(_BEGIN) : einde])
            lengte = (verwijzing & 0xF) + 2
            begin = len(uit) - terug
            stuk = uit[begin : begin + lengte] if begin >= 0 else bytes(lengte)
            uit += (stuk * (lengte // len(stuk) + 1))[:lengte]
    return bytes(uit[len(_BEGIN) : einde])


def tekst_uit_rtf(rtf: bytes) -> tuple[str, bool]:
    """The text of an RTF document without layout, and whether it is whole: reading stops after 400,000 tokens."""
    lezer = _Lezer(alleen_html=False)
    return lezer.lees(rtf).strip("\n"), lezer.heel


def html_uit_rtf(rtf: bytes) -> tuple[str, bool]:
    """The HTML that an RTF document was made from, empty when it was not made from HTML; and whether it is whole."""
    if b"\\fromhtml1" not in rtf[:4096]:
        return "", True
    lezer = _Lezer(alleen_html=True)
    return lezer.lees(rtf), lezer.heel


@dataclass(frozen=True, slots=True)
class _Groep:
    """The state that holds until the group ends."""

    stil: bool = False
    in_lettertypes: bool = False
    sterretje: bool = False
    htmlrtf: bool = False
    htmltag: bool = False
    overslaan: int = 1
    """Characters after a \\u that stand in for it (RTF 1.9.1, \\uc)."""
    codepagina: int = 0
    doorgehaald: bool = False


class _Lezer:
    def __init__(self, *, alleen_html: bool) -> None:
        self.html = alleen_html
        self.uit: list[str] = []
        self.bytes = bytearray()
        self.hoog = 0
        self.groep = _Groep()
        self.stapel: list[_Groep] = []
        self.te_diep = 0
        self.codepagina = 1252
        self.lettertypes: dict[int, int] = {}
        self.lettertype = 0
        self.weg = 0
        self.heel = True
        self.in_doorgehaald = False

    def lees(self, rtf: bytes) -> str:
        rtf = rtf[:_MAX_RTF]
        plaats = 0
        for _ in range(_MAX_TEKENS):
            gevonden = _TEKEN.match(rtf, plaats)
            if gevonden is None:
                break
            plaats = gevonden.end()
            woord, getal, hexa, symbool, haak, tekst = gevonden.groups()
            if woord is not None:
                if woord == b"bin" and getal and int(getal) > 0:
                    plaats += int(getal)
                else:
                    self._woord(woord, int(getal) if getal else None)
            elif hexa is not None:
                self._bytes(bytes.fromhex(hexa.decode("ascii")))
            elif haak is not None:
                self._haak(haak)
            elif tekst is not None:
                self._bytes(tekst)
            elif symbool == b"*":
                self.groep = replace(self.groep, sterretje=True)
            elif symbool is not None and symbool in _SYMBOLEN:
                self._schrijf(_SYMBOLEN[symbool])
        self.heel = plaats >= len(rtf)
        self._spoel()
        if self.in_doorgehaald:
            self.uit.append("]")
        return "".join(self.uit)

    def _haak(self, haak: bytes) -> None:
        self._spoel()
        self.weg = 0
        if haak == b"{":
            if len(self.stapel) >= _MAX_DIEPTE:
                self.te_diep += 1
            else:
                self.stapel.append(self.groep)
                self.groep = replace(self.groep, sterretje=False)
        elif self.te_diep:
            self.te_diep -= 1
        elif self.stapel:
            self.groep = self.stapel.pop()

    def _woord(self, woord: bytes, getal: int | None) -> None:
        if woord == b"u" and getal is not None:
            self._unicode(getal % 0x10000)
            return
        if self.weg:
            # A control word counts as one character to skip.
            self.weg -= 1
            return
        groep = self.groep
        if woord == b"htmlrtf":
            self._spoel()
            self.groep = replace(groep, htmlrtf=getal != 0)
        elif woord == b"htmltag" and groep.sterretje:
            self.groep = replace(groep, htmltag=True, sterretje=False)
        elif groep.sterretje or woord in _STIL:
            self.groep = replace(groep, stil=True, sterretje=False, in_lettertypes=woord == b"fonttbl")
        elif woord == b"uc" and getal is not None:
            self.groep = replace(groep, overslaan=max(0, min(getal, 255)))
        elif woord == b"ansicpg" and getal:
            self.codepagina = getal
        elif woord == b"f" and getal is not None:
            self._spoel()
            self.lettertype = getal
            if not groep.in_lettertypes:
                self.groep = replace(groep, codepagina=self.lettertypes.get(getal, 0))
        elif woord == b"fcharset" and groep.in_lettertypes and getal in _TEKENSETS and len(self.lettertypes) < 10_000:
            self.lettertypes[self.lettertype] = 0 if getal == 0 else _TEKENSETS[getal]
        elif woord in (b"strike", b"strikedl", b"plain") and not self.html:
            self._spoel()
            self.groep = replace(groep, doorgehaald=woord != b"plain" and getal != 0)
        elif woord in _TEKENS:
            self._schrijf(_TEKENS[woord])

    def _zichtbaar(self) -> bool:
        groep = self.groep
        return not groep.stil and not (self.html and groep.htmlrtf) and (self.html or not groep.htmltag)

    def _schrijf(self, tekst: str) -> None:
        if self.weg:
            self.weg -= 1
        elif self._zichtbaar():
            self._spoel()
            self._voeg_toe(tekst)

    def _voeg_toe(self, tekst: str) -> None:
        """Add text, with a mark where it begins or ends to be struck out."""
        if self.groep.doorgehaald != self.in_doorgehaald and not tekst.isspace():
            self.in_doorgehaald = self.groep.doorgehaald
            if not self.in_doorgehaald:
                laatste = self.uit.pop()
                self.uit += (laatste.rstrip(), "]", laatste[len(laatste.rstrip()) :])
            elif tekst[0].isspace():
                self.uit.append(" [doorgehaald: ")
                tekst = tekst.lstrip()
            else:
                self.uit.append("[doorgehaald: ")
        self.uit.append(tekst)

    def _unicode(self, code: int) -> None:
        self.weg = self.groep.overslaan
        if not self._zichtbaar():
            return
        self._spoel()
        if 0xD800 <= code < 0xDC00:
            self.hoog = code
        elif 0xDC00 <= code < 0xE000:
            if self.hoog:
                self._voeg_toe(chr(0x10000 + ((self.hoog - 0xD800) << 10) + code - 0xDC00))
            self.hoog = 0
        else:
            self._voeg_toe(chr(code))

    def _bytes(self, inhoud: bytes) -> None:
        if self.weg:
            gebruikt = min(self.weg, len(inhoud))
            self.weg -= gebruikt
            inhoud = inhoud[gebruikt:]
        if inhoud and self._zichtbaar():
            self.bytes += inhoud

    def _spoel(self) -> None:
        """Decode the bytes so far, together: a character may be more than one byte."""
        if self.bytes:
            self._voeg_toe(decodeer(bytes(self.bytes), self.groep.codepagina or self.codepagina))
            self.bytes.clear()
