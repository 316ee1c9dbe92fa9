"""The open elements of an HTML text: which end tag closes what, which start tag closes others, and what was hidden.

It is a small part of the tree construction of WHATWG HTML 13.2.6: enough to give every element one start and one end,
in order, in time linear in the number of tags. Names are looked up in the innermost table cell: markup in a cell never
closes what is outside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from ontleden.html.stijlen import GEEN_STIJL, Stijl, Wit

DIEPSTE_NIVEAU: Final = 256
"""Elements nested deeper than this are flattened: their text is kept, they are not. nh3 is quadratic in depth."""
DIEPSTE_TABEL: Final = DIEPSTE_NIVEAU - 4
"""A table that begins deeper is flattened whole.

So there is room for the sections, rows and cells of one that is not.
"""


class Soort(IntEnum):
    """The ways in which the reader treats an element."""

    ONBEKEND = 0
    INLINE = 1
    BLOK = 2
    LEEG = 3
    RUW = 4
    OVERSLAAN = 5
    TABEL = 6
    SECTIE = 7
    RIJ = 8
    CEL = 9


def namen(lijst: str) -> frozenset[str]:
    """Give the names in a list with spaces between them."""
    return frozenset(lijst.split())


def _tabel_van_soorten() -> dict[str, Soort]:
    lijsten = {
        Soort.INLINE: """
            a abbr acronym audio b bdi bdo big button canvas cite code data del dfn em font i ins kbd label map mark math meter
            nobr object output picture progress q rp rt ruby s samp select small span strike strong sub sup svg time tt u var
            video""",
        Soort.BLOK: """
            address applet article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
            figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup iframe legend li main marquee menu nav noembed noframes
            noscript ol optgroup option p pre search section summary ul""",
        Soort.LEEG: "br embed frame hr img image input wbr",
        Soort.RUW: "script style title textarea xmp listing plaintext xml template",
        Soort.OVERSLAAN: "html head meta link base basefont bgsound col colgroup param source track area keygen",
        Soort.TABEL: "table",
        Soort.SECTIE: "thead tbody tfoot",
        Soort.RIJ: "tr",
        Soort.CEL: "td th",
    }
    return {naam: soort for soort, lijst in lijsten.items() for naam in namen(lijst)}


SOORTEN: Final = _tabel_van_soorten()
_BLOKKEN: Final = frozenset({Soort.BLOK, Soort.TABEL, Soort.SECTIE, Soort.RIJ, Soort.CEL})
_TABELDELEN: Final = frozenset({Soort.SECTIE, Soort.RIJ, Soort.CEL})
_KALE_TABEL: Final = frozenset({Soort.TABEL, Soort.SECTIE, Soort.RIJ})
# An end tag of their own name closes these, where end tags of tables close what they are to the table.
_OP_NAAM: Final = frozenset({Soort.INLINE, Soort.BLOK, Soort.ONBEKEND})
# The end tag of these may be left out: closed by what follows, they are as good as closed by their own end tag.
_EINDE_MAG_WEG: Final = namen("p li dd dt option optgroup td th tr thead tbody tfoot")
_SLUIT_ELKAAR: Final = {
    "li": ("li",),
    "dd": ("dd", "dt"),
    "dt": ("dd", "dt"),
    "option": ("option",),
    "optgroup": ("option", "optgroup"),
}
_GRENZEN: Final = {
    "li": ("ul", "ol", "menu", "dir"),
    "dd": ("dl",),
    "dt": ("dl",),
    "option": ("select",),
    "optgroup": ("select",),
}


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A start tag.

    Tags that are written the same share one object, so a result that is worked out for one can be kept under it.
    """

    naam: str
    kenmerken: Mapping[str, str]
    """Attributes: names in lower case, the first of each, values decoded."""
    stijl: Stijl
    soort: Soort
    verborgen: bool
    doorgehaald: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Einde:
    """The end of an element, whether it was written or not."""

    element: Element


type Onderdeel = str | Element | Einde

BREUK: Final = Element("breuk", {}, GEEN_STIJL, Soort.LEEG, verborgen=False)
"""This stands where an element that was flattened began or ended: both sides belong on lines of their own."""
REGELEINDE: Final = Element("regel", {}, GEEN_STIJL, Soort.LEEG, verborgen=False)
"""This stands where a block ends that never began: shown as nothing, but the words on both sides are two words."""
_RIJ: Final = Element("tr", {}, GEEN_STIJL, Soort.RIJ, verborgen=False)
_CEL: Final = Element("td", {}, GEEN_STIJL, Soort.CEL, verborgen=False)
# These are the pictures of the letters of Wingdings; Outlook writes a smiley as a J and an arrow as an à.
_SYMBOLEN: Final = str.maketrans("JKLàßáâèóüûýþ§nlqvØ(*o¨F", "☺😐☹→←↑↓➔⇔✓✗☒☑▪■●❑❖➢☎✉□◻☞")


@dataclass(slots=True)
class _Tabel:
    """An open table: the places of its open section, row and cell among the open elements; -1 for none."""

    plaats: int
    geschreven: bool
    sectie: int = -1
    rij: int = -1
    cel: int = -1


@dataclass(slots=True)
class _Open:
    """An element that has started and has not ended."""

    naam: str
    element: Element
    begin: int
    """The place where the element starts in the list of parts; flattened elements have one too."""
    geschreven: bool
    verborgen: bool


@dataclass(slots=True)
class Boom:
    """A builder that takes tags and text as they come, and gives a list of parts in which
    every element that starts also ends.
    """

    onderdelen: list[Onderdeel] = field(default_factory=list)
    verborgen: dict[int, int] = field(default_factory=dict)
    """Hidden stretches of the parts that were properly closed: first → one after the last."""
    afgeplat: bool = False
    _stapel: list[_Open] = field(default_factory=list)
    _bereiken: list[dict[str, list[int]]] = field(default_factory=lambda: [{}])
    _blokken: list[int] = field(default_factory=list)
    _tabellen: list[_Tabel] = field(default_factory=list)
    _zonder_letters: list[_Open] = field(default_factory=list)
    _eindes: dict[Element, Einde] = field(default_factory=dict)
    _diepte: int = 0
    _symbolen: int = 0

    def tekst(self, tekst: str) -> None:
        if self._in_kale_tabel():
            if tekst.isspace():
                return
            self._begin_in_tabel(_CEL, Soort.CEL)
        self.onderdelen.append(tekst.translate(_SYMBOLEN) if self._symbolen else tekst)

    def begin(self, element: Element) -> None:
        soort = element.soort
        if soort in _TABELDELEN:
            self._begin_in_tabel(element, soort)
            return
        if self._in_kale_tabel() and element.naam != "caption":
            if element.naam == "form":
                return
            # Content of a table that is in no cell gets a cell: a browser would move it to before the table, at a cost
            # that grows with everything that is already there.
            self._begin_in_tabel(_CEL, Soort.CEL)
        if soort in (Soort.BLOK, Soort.TABEL) or element.naam == "hr":
            self._sluit_voor(element.naam)
        if soort is Soort.LEEG:
            self.onderdelen.append(element)
            return
        if soort is not Soort.TABEL:
            self._zet(element, geschreven=self._diepte < DIEPSTE_NIVEAU)
            return
        geschreven = self._diepte < DIEPSTE_TABEL
        self._zet(element, geschreven=geschreven)
        self._tabellen.append(_Tabel(len(self._stapel) - 1, geschreven))
        self._bereiken.append({})

    def _in_kale_tabel(self) -> bool:
        """Tell whether the innermost open element is a table, a section of one or a row: only cells belong there."""
        return bool(self._stapel) and self._stapel[-1].element.soort in _KALE_TABEL

    def _breek(self, breuk: Element) -> None:
        """Note that words on both sides are not one word, once."""
        if not self._in_kale_tabel() and not (self.onderdelen and self.onderdelen[-1] is breuk):
            self.onderdelen.append(breuk)

    def _sluit_voor(self, naam: str) -> None:
        bereik = self._bereiken[-1]
        open_p = bereik.get("p")
        if open_p:
            self._sluit_tot(open_p[-1], eigen=False)
        for ander in _SLUIT_ELKAAR.get(naam, ()):
            plaatsen = bereik.get(ander)
            grens = max((bereik[grens][-1] for grens in _GRENZEN[naam] if bereik.get(grens)), default=-1)
            if plaatsen and plaatsen[-1] > grens:
                self._sluit_tot(plaatsen[-1], eigen=False)

    def _begin_in_tabel(self, element: Element, soort: Soort) -> None:
        if not self._tabellen:
            self._breek(BREUK)
            return
        tabel = self._tabellen[-1]
        if tabel.cel < 0 and not self._in_kale_tabel():
            self._sluit_tot(max(tabel.plaats, tabel.sectie, tabel.rij) + 1, eigen=False)
        if soort is Soort.CEL:
            if tabel.cel >= 0:
                self._sluit_tot(tabel.cel, eigen=False)
            if tabel.rij < 0:
                self._begin_in_tabel(_RIJ, Soort.RIJ)
            tabel.cel = len(self._stapel)
            self._zet(element, geschreven=tabel.geschreven)
            self._bereiken.append({})
            return
        if tabel.rij >= 0:
            self._sluit_tot(tabel.rij, eigen=False)
        if soort is Soort.RIJ:
            tabel.rij = len(self._stapel)
        else:
            if tabel.sectie >= 0:
                self._sluit_tot(tabel.sectie, eigen=False)
            tabel.sectie = len(self._stapel)
        self._zet(element, geschreven=tabel.geschreven)

    def _zet(self, element: Element, *, geschreven: bool) -> None:
        naam, stijl = element.naam, element.stijl
        if stijl.letters_gezet or (naam == "font" and "size" in element.kenmerken):
            for kandidaat in self._zonder_letters:
                kandidaat.verborgen = kandidaat.element.verborgen
            self._zonder_letters.clear()
        regel = _Open(naam, element, len(self.onderdelen), geschreven, element.verborgen)
        if stijl.letters_nul:
            regel.verborgen = True
            self._zonder_letters.append(regel)
        if stijl.symbolen:
            self._symbolen += 1
        plaats = len(self._stapel)
        self._stapel.append(regel)
        if element.soort in _OP_NAAM:
            self._bereiken[-1].setdefault(naam, []).append(plaats)
        if element.soort in _BLOKKEN:
            self._blokken.append(plaats)
        if geschreven:
            self._diepte += 1
            self.onderdelen.append(element)
        else:
            self.afgeplat = True
            if element.soort in _BLOKKEN:
                self._breek(BREUK)

    def einde(self, naam: str) -> None:
        soort = SOORTEN.get(naam, Soort.ONBEKEND)
        if soort in _OP_NAAM:
            plaatsen = self._bereiken[-1].get(naam)
            if not plaatsen:
                if soort is Soort.BLOK:
                    self._breek(REGELEINDE)
                return
            plaats = plaatsen[-1]
            # `<b><p>een</b> twee</p>`: ending the b here would tear the paragraph in two.
            over_blok = self._blokken and self._blokken[-1] > plaats
            if over_blok and soort is not Soort.BLOK and naam != "a" and not self._stapel[plaats].verborgen:
                return
            self._sluit_tot(plaats, eigen=True)
            return
        if not self._tabellen:
            self._breek(REGELEINDE)
            return
        tabel = self._tabellen[-1]
        plaats = {Soort.TABEL: tabel.plaats, Soort.SECTIE: tabel.sectie, Soort.RIJ: tabel.rij, Soort.CEL: tabel.cel}.get(
            soort, -1
        )
        if plaats >= 0:
            self._sluit_tot(plaats, eigen=True)
        else:
            self._breek(REGELEINDE)

    def sluit_af(self) -> None:
        """Close what is still open at the end of the text. What was hidden and never closed is shown."""
        while self._stapel:
            self._sluit(netjes=False)

    def _sluit_tot(self, plaats: int, *, eigen: bool) -> None:
        while len(self._stapel) > plaats + 1:
            self._sluit(netjes=self._stapel[-1].naam in _EINDE_MAG_WEG)
        self._sluit(netjes=eigen or self._stapel[-1].naam in _EINDE_MAG_WEG)

    def _sluit(self, *, netjes: bool) -> None:
        regel = self._stapel.pop()
        element = regel.element
        soort = element.soort
        if soort in _BLOKKEN:
            self._blokken.pop()
        if soort is Soort.CEL:
            self._bereiken.pop()
            self._tabellen[-1].cel = -1
        elif soort is Soort.RIJ:
            self._tabellen[-1].rij = -1
        elif soort is Soort.SECTIE:
            self._tabellen[-1].sectie = -1
        else:
            if soort is Soort.TABEL:
                self._tabellen.pop()
                self._bereiken.pop()
            else:
                self._bereiken[-1][regel.naam].pop()
        if regel.geschreven:
            self._diepte -= 1
            einde = self._eindes.get(element)
            if einde is None:
                einde = self._eindes[element] = Einde(element)
            self.onderdelen.append(einde)
        elif soort in _BLOKKEN:
            self._breek(BREUK)
        if element.stijl.symbolen:
            self._symbolen -= 1
        if regel.verborgen:
            if self._zonder_letters and self._zonder_letters[-1] is regel:
                self._zonder_letters.pop()
            if netjes and len(self.onderdelen) > regel.begin:
                self.verborgen[regel.begin] = len(self.onderdelen)


def is_word_alinea(element: Element) -> bool:
    """Say whether this is a paragraph of Word or Outlook: their style sheet takes the margin off every line."""
    return element.naam == "p" and element.kenmerken.get("class", "").lower().startswith("mso")


def is_letterlijk(element: Element) -> bool:
    """Say whether white space inside this element counts."""
    return element.stijl.wit is Wit.LETTERLIJK or (element.naam == "pre" and element.stijl.wit is not Wit.GEWOON)
