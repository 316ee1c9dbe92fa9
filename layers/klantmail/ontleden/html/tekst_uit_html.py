"""The plain text of an HTML mail, as a person would read it: lines, lists, tables, quotes, and where links lead."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from ontleden.html.html_boom import Einde, Element, Onderdeel, Soort, is_letterlijk, is_word_alinea, namen
from ontleden.html.html_lezing import HtmlLezing
from ontleden.html.html_tekens import lees_tekens, zonder_onzichtbare_tekens
from ontleden.html.koppelingen import staat_er_al, veilig_adres
from ontleden.html.stijlen import Wit

_LIJN: Final = "_" * 32
_DIEPSTE_INSPRONG: Final = 12
"""Quotes and lists nested deeper than this are not indented further: every level costs characters on every line."""
# These stand in for white space that counts; neither occurs in what was read.
_SPATIE: Final = "\x00"
_TAB: Final = "\x01"
# These stand around text that is struck out, until its line is complete.
_VAN_DOORGEHAALD: Final = "\x02"
_TOT_DOORGEHAALD: Final = "\x03"
_AANEEN: Final = re.compile(f"{_TOT_DOORGEHAALD}([ {_SPATIE}{_TAB}]*+){_VAN_DOORGEHAALD}")
_WIT_OM_TEKST: Final = " \t\n\r\f\xa0" + _SPATIE + _TAB
_LETTERLIJK: Final = str.maketrans({" ": _SPATIE, "\xa0": _SPATIE, "\t": _TAB, "\f": None, "\r": None})
_MARGE: Final = namen("p h1 h2 h3 h4 h5 h6 dl pre figure fieldset")
_LIJSTEN: Final = namen("ul ol menu dir")
_ROMEINS: Final = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ALFABET: Final = 26


def _letters(nummer: int) -> str:
    naam = ""
    while nummer > 0:
        nummer, rest = divmod(nummer - 1, _ALFABET)
        naam = chr(ord("a") + rest) + naam
    return naam


def _romeins(nummer: int) -> str:
    naam = ""
    for waarde, letters in _ROMEINS:
        naam += letters * (nummer // waarde)
        nummer %= waarde
    return naam


_NUMMERING: Final[Mapping[str, Callable[[int], str]]] = {
    "a": _letters,
    "A": lambda nummer: _letters(nummer).upper(),
    "i": _romeins,
    "I": lambda nummer: _romeins(nummer).upper(),
}
_HOOGSTE_NUMMER: Final = 399


def _geheel(waarde: str, anders: int) -> int:
    return int(waarde) if waarde.isascii() and waarde.isdigit() and len(waarde) <= 6 else anders


@dataclass(slots=True)
class _Vak:
    """Lines that are gathered apart: the whole mail, a quote, a list item, a table cell."""

    regels: list[str] = field(default_factory=list)
    gat: bool = False
    """True when a blank line comes before the next line."""

    def voeg_toe(self, regel: str) -> None:
        if self.gat:
            self.gat = False
            if self.regels:
                self.regels.append("")
        self.regels.append(regel)

    def neem_over(self, regels: Sequence[str]) -> None:
        """Take lines of a part that is complete: it begins nor ends with a blank line."""
        if regels:
            self.voeg_toe(regels[0])
            self.regels.extend(regels[1:])


@dataclass(slots=True)
class _Tabel:
    """An open table, with the cells of its row so far."""

    gegevens: bool
    """True when the columns mean something: empty cells keep their place."""
    cellen: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class _Lijst:
    """An open list, and how its items are numbered."""

    nummering: Callable[[int], str] | None
    nummers: Callable[[], int]


@dataclass(slots=True)
class _Anker:
    """An open link, with the words that stand in it so far."""

    adres: str
    tekst: list[str]
    beeld: bool = False


def _gemerkt(tekst: str) -> str:
    """Text that is struck out, with a mark around its words."""
    kern = tekst.strip(_WIT_OM_TEKST)
    if not kern:
        return tekst
    begin = tekst.index(kern)
    return f"{tekst[:begin]}{_VAN_DOORGEHAALD}{kern}{_TOT_DOORGEHAALD}{tekst[begin + len(kern) :]}"


class _Schrijver:
    def __init__(self) -> None:
        self._vak = _Vak()
        self._vakken: list[_Vak] = []
        self._lijn: list[str] = []
        self._letterlijk: list[bool] = [False]
        self._tabellen: list[_Tabel] = []
        self._lijsten: list[_Lijst] = []
        self._insprong = 0
        self._ankers: list[_Anker] = []
        self._doorgehaald = 0
        """Open elements that strike out what is in them."""

    def schrijf(self, onderdelen: Sequence[Onderdeel]) -> str:
        for deel in onderdelen:
            if isinstance(deel, str):
                self._tekst(deel)
            elif isinstance(deel, Element):
                self._begin(deel)
            else:
                self._einde(deel)
        self._breek()
        return "\n".join(self._vak.regels).replace(_SPATIE, " ").replace(_TAB, "\t")

    def _tekst(self, tekst: str) -> None:
        if not tekst.isascii():
            tekst = zonder_onzichtbare_tekens(tekst)
        if self._ankers:
            self._ankers[-1].tekst.append(tekst)
        if not self._letterlijk[-1]:
            self._lijn.append(_gemerkt(tekst) if self._doorgehaald else tekst)
            return
        regels = tekst.replace("\r\n", "\n").replace("\r", "\n").translate(_LETTERLIJK).split("\n")
        eerste, *overige = map(_gemerkt, regels) if self._doorgehaald else regels
        self._lijn.append(eerste)
        for regel in overige:
            self._nieuwe_regel()
            self._lijn.append(regel)

    def _breek(self) -> None:
        """End the line, if there is something on it."""
        if self._lijn:
            ruw = "".join(self._lijn)
            self._lijn.clear()
            regel = " ".join(ruw.split()).rstrip(_SPATIE + _TAB)
            if _VAN_DOORGEHAALD in regel:
                regel = _AANEEN.sub(r"\1", regel)
                regel = regel.replace(_VAN_DOORGEHAALD, "[doorgehaald: ").replace(_TOT_DOORGEHAALD, "]")
            if regel:
                self._vak.voeg_toe(regel)
            elif "\xa0" in ruw:
                self._vak.gat = True

    def _nieuwe_regel(self) -> None:
        """End the line; an empty one leaves a blank line."""
        if not "".join(self._lijn).strip():
            self._lijn.clear()
            self._vak.gat = True
        self._breek()

    def _open_vak(self) -> None:
        self._breek()
        self._vakken.append(self._vak)
        self._vak = _Vak()

    def _sluit_vak(self) -> list[str]:
        self._breek()
        regels = self._vak.regels
        self._vak = self._vakken.pop()
        return regels

    def _begin(self, element: Element) -> None:
        naam, soort = element.naam, element.soort
        if soort is Soort.LEEG:
            self._leeg(element)
            return
        if element.doorgehaald:
            self._doorgehaald += 1
        if is_letterlijk(element):
            self._letterlijk.append(True)
        elif element.stijl.wit is not Wit.GEERFD:
            self._letterlijk.append(False)
        if soort is Soort.INLINE or soort is Soort.ONBEKEND:
            if naam == "a":
                adres = veilig_adres(element.kenmerken.get("href", ""))
                self._ankers.append(_Anker(adres or "", []))
            elif naam == "q":
                self._lijn.append("“")
            if element.stijl.weergave == "block":
                self._breek()
        elif element.stijl.weergave != "inline" or soort is not Soort.BLOK:
            self._begin_blok(element)

    def _begin_blok(self, element: Element) -> None:
        naam, soort = element.naam, element.soort
        if soort is Soort.CEL:
            self._tabellen[-1].gegevens |= naam == "th"
            self._open_vak()
            return
        self._breek()
        if soort is Soort.TABEL:
            self._tabellen.append(_Tabel(element.kenmerken.get("border", "0").strip() not in ("", "0")))
        elif soort is Soort.RIJ:
            self._tabellen[-1].cellen = []
        elif naam == "blockquote":
            self._vak.gat = True
            self._insprong += 1
            if self._insprong <= _DIEPSTE_INSPRONG:
                self._open_vak()
        elif naam == "li":
            self._insprong += 1
            if self._insprong <= _DIEPSTE_INSPRONG:
                self._open_vak()
        elif naam in _LIJSTEN:
            self._begin_lijst(element)
        elif naam in _MARGE:
            self._vak.gat |= not self._zonder_marge(element)

    def _begin_lijst(self, element: Element) -> None:
        self._vak.gat |= not self._lijsten
        nummering = None
        if element.naam == "ol":
            nummering = _NUMMERING.get(element.kenmerken.get("type", "").strip(), str)
        eerste = _geheel(element.kenmerken.get("start", "").strip(), 1)
        self._lijsten.append(_Lijst(nummering, count(eerste).__next__))

    @staticmethod
    def _zonder_marge(element: Element) -> bool:
        """Tell whether it has no margin: Word and Outlook write every line as such a paragraph."""
        return is_word_alinea(element) or (element.naam == "p" and element.stijl.zonder_marge)

    def _einde(self, einde: Einde) -> None:
        element = einde.element
        naam, soort = element.naam, element.soort
        if element.doorgehaald:
            self._doorgehaald -= 1
        if soort is Soort.INLINE or soort is Soort.ONBEKEND:
            if naam == "a":
                self._einde_anker()
            elif naam == "q":
                self._lijn.append("”")
            if element.stijl.weergave == "block":
                self._breek()
        elif element.stijl.weergave != "inline" or soort is not Soort.BLOK:
            self._einde_blok(element)
        if element.stijl.wit is not Wit.GEERFD or element.naam == "pre":
            self._letterlijk.pop()

    def _einde_blok(self, element: Element) -> None:
        naam, soort = element.naam, element.soort
        if soort is Soort.CEL:
            self._tabellen[-1].cellen.append(self._sluit_vak())
            return
        self._breek()
        if soort is Soort.TABEL:
            self._tabellen.pop()
        elif soort is Soort.RIJ:
            self._einde_rij()
        elif naam == "blockquote":
            if self._insprong <= _DIEPSTE_INSPRONG:
                regels = self._sluit_vak()
                self._vak.neem_over([f"> {regel}" if regel else ">" for regel in regels])
            self._insprong -= 1
            self._vak.gat = True
        elif naam == "li":
            if self._insprong <= _DIEPSTE_INSPRONG:
                self._einde_punt(element, self._sluit_vak())
            self._insprong -= 1
        elif naam in _LIJSTEN:
            self._lijsten.pop()
            self._vak.gat |= not self._lijsten
        elif naam in _MARGE:
            self._vak.gat |= not self._zonder_marge(element)

    def _einde_punt(self, element: Element, regels: list[str]) -> None:
        lijst = self._lijsten[-1] if self._lijsten else None
        teken = "•"
        if lijst is not None and lijst.nummering is not None:
            nummer = _geheel(element.kenmerken.get("value", "").strip(), lijst.nummers())
            telbaar = 0 < nummer <= _HOOGSTE_NUMMER
            teken = f"{lijst.nummering(nummer) if telbaar else nummer}."
        if regels:
            wit = _SPATIE * (len(teken) + 1)
            self._vak.neem_over([f"{teken} {regels[0]}", *(wit + regel if regel else "" for regel in regels[1:])])

    def _einde_rij(self) -> None:
        tabel = self._tabellen[-1]
        cellen, tabel.cellen = tabel.cellen, []
        if all(len(cel) <= 1 for cel in cellen):
            inhoud = [cel[0] if cel else "" for cel in cellen if cel or tabel.gegevens]
            regel = _TAB.join(inhoud).rstrip(_TAB)
            if regel:
                self._vak.voeg_toe(regel)
            return
        for cel in cellen:
            self._vak.gat |= len(cel) > 1
            self._vak.neem_over(cel)
            self._vak.gat |= len(cel) > 1

    def _leeg(self, element: Element) -> None:
        naam = element.naam
        if naam == "br":
            self._nieuwe_regel()
        elif naam in ("breuk", "regel"):
            self._breek()
        elif naam == "hr":
            self._breek()
            self._vak.voeg_toe(_LIJN)
        elif naam in ("img", "image"):
            alt = zonder_onzichtbare_tekens(element.kenmerken.get("alt", ""))
            self._lijn.append(f" {alt} ")
            if self._ankers:
                self._ankers[-1].beeld = True
                self._ankers[-1].tekst.append(alt)

    def _einde_anker(self) -> None:
        anker = self._ankers.pop()
        tekst = " ".join("".join(anker.tekst).split())
        if not anker.adres or not (tekst or anker.beeld) or (tekst and staat_er_al(tekst, anker.adres)):
            return
        leeg = all(not stuk or stuk.isspace() for stuk in reversed(self._lijn))
        if leeg and tekst and self._vak.regels and not self._vak.gat:
            self._lijn = [self._vak.regels.pop()]
        adres = anker.adres.removeprefix("mailto:").removeprefix("tel:")
        self._lijn.append(f" ({adres})")


# -- more than is read as HTML: every pass below is one regular expression that never looks back -----------------------
_WEG: Final = re.compile(r"<(script|style|title|xml)(?=[\s/>])", re.IGNORECASE)
_OPMERKING: Final = ("<!--", "-->")
_REGEL_TAG: Final = re.compile(
    r"</?(?:p|div|br|tr|table|li|ul|ol|h[1-6]|blockquote|pre|hr|section|article|header|footer|center|dt|dd|dl)(?![a-zA-Z0-9:-])[^>]*+>",
    re.IGNORECASE,
)
_CEL_TAG: Final = re.compile(r"</t[dh]\s*+>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z!?][^>]*+>|</[^<>]*+>")
# A single space is as it should be; everything else between words is made one.
_WITRUIMTE: Final = re.compile(r"(?:[^\S\n ]| [^\S\n])[^\S\n]*+")
_LEGE_REGELS: Final = re.compile(r"\n[\n ]++")
_STUK: Final = 1_000_000
"""Characters that are worked on at a time, so that a mail of 40 MB does not take many times that in memory."""


def _zonder(bron: str, begin: str, einde: str) -> str:
    """Take out everything between two marks; the last one stays when it never ends."""
    delen = []
    plaats = 0
    while (van := bron.find(begin, plaats)) >= 0 and (tot := bron.find(einde, van)) >= 0:
        delen.append(bron[plaats:van])
        plaats = tot + len(einde)
    delen.append(bron[plaats:])
    return "".join(delen)


def _zonder_ruw(bron: str) -> str:
    delen = []
    plaats = 0
    zonder_einde: set[str] = set()
    for gevonden in _WEG.finditer(bron):
        naam = gevonden[1].lower()
        if gevonden.start() < plaats or naam in zonder_einde:
            continue
        einde = re.compile(f"</{naam}[^>]*+>", re.IGNORECASE).search(bron, gevonden.end())
        if einde is None:
            zonder_einde.add(naam)
            continue
        delen.append(bron[plaats : gevonden.start()])
        plaats = einde.end()
    delen.append(bron[plaats:])
    return "".join(delen)


def _stukken(bron: str) -> Iterator[str]:
    """Give the source in pieces that end with a tag."""
    plaats = 0
    while plaats < len(bron):
        einde = bron.find(">", plaats + _STUK) + 1 or len(bron)
        yield bron[plaats:einde]
        plaats = einde


def _zonder_tags(stuk: str) -> str:
    laatste = stuk.rfind(">") + 1
    if laatste:
        # No tag after the last `>`: without that part no pattern runs to the end in vain.
        tags = stuk[:laatste].replace("\n", " ")
        stuk = _TAG.sub("", _CEL_TAG.sub(" ", _REGEL_TAG.sub("\n", tags))) + stuk[laatste:]
    tekst = _WITRUIMTE.sub(" ", zonder_onzichtbare_tekens(lees_tekens(stuk))).replace(" \n", "\n")
    return _LEGE_REGELS.sub("\n", tekst)


def _eenvoudige_tekst(bron: str) -> str:
    delen: list[str] = []
    op_nieuwe_regel = True
    for stuk in map(_zonder_tags, _stukken(_zonder_ruw(_zonder(bron, *_OPMERKING)))):
        # Each piece has no empty lines any more; where two of them meet there may be some.
        deel = stuk.lstrip("\n ") if op_nieuwe_regel else stuk
        if deel:
            delen.append(deel)
            op_nieuwe_regel = deel.endswith("\n")
    if delen:
        delen[-1] = delen[-1].rstrip()
    return "".join(delen).strip()


def tekst_uit_lezing(lezing: HtmlLezing) -> str:
    """Give the whole text of an HTML mail: lines end in `\\n`, at most one blank line in a row, none at the ends.

    It never raises, and is linear in the size of the HTML.
    """
    if lezing.bron:
        return _eenvoudige_tekst(lezing.bron)
    return _Schrijver().schrijf(lezing.onderdelen)
