"""The HTML of a mail, read once: a list of starts, texts and ends.

Both the plain text and the safe HTML are made from it. It has our own tokeniser (WHATWG HTML 13.2.5, as far as mail
needs it), because nothing may be lost to a limit, a quote that never closes or a `display:none` that never ends, and
because the work must be linear in the size, whatever is in it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ontleden.html.html_boom import SOORTEN, Boom, Element, Onderdeel, Soort
from ontleden.html.html_tekens import lees_tekens, lees_tekens_in_kenmerk, zonder_onbruikbare_tekens
from ontleden.html.stijlbladen import Stijlbladen
from ontleden.html.stijlen import GEEN_STIJL, Stijl, lees_stijl

MEESTE_TEKENS: Final = 2_000_000
"""Characters of HTML that are read as HTML; from a longer text only the text is taken."""
MEESTE_TAGS: Final = 100_000
"""`<` characters that are read as HTML."""
MEESTE_TAGS_VEILIG: Final = 60_000
"""`<` characters of which safe HTML is made."""

# A quote is only a quote right after `=`; one that never closes is an ordinary character. Everything is possessive: no
# backtracking.
_MARKERING: Final = re.compile(
    r"<(?:(?P<begin>[a-zA-Z][^\s/>]*+)(?P<kenmerken>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>"
    r"|/(?P<einde>[a-zA-Z][^\s/>]*+)[^>]*+>"
    r"|(?P<anders>!--|!\[CDATA\[|[!?/])"
    r"|(?P<kapot>[a-zA-Z]))"
)
_EENVOUDIG: Final = re.compile(
    r"<(?:(?P<begin>[a-zA-Z][^\s/>]*+)(?P<kenmerken>[^>]*+)>"
    r"|/(?P<einde>[a-zA-Z][^\s/>]*+)[^>]*+>"
    r"|(?P<anders>!--|!\[CDATA\[|[!?/])"
    r"|(?P<kapot>[a-zA-Z]))"
)
_KENMERK: Final = re.compile(r"([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++)))?+")
_LOZE_EINDTAG: Final = re.compile(r"</[^<>]*+>")
"""A bogus comment (WHATWG HTML 13.2.5.7), such as `</ >`.

Another tag may not begin in it: it would hide what was written.
"""
_AANGEHAALD: Final = re.compile(r"=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_EINDE_VAN: Final = {
    naam: re.compile(rf"</{naam}(?=[\s/>])[^>]*+>", re.IGNORECASE) for naam, soort in SOORTEN.items() if soort is Soort.RUW
}
# This is only looked for in a text that is too large: without its images it often is not.
_GROOT_BEELD: Final = re.compile(r"data:image/[a-zA-Z0-9.+-]{1,20}+;base64,[A-Za-z0-9+/=%\s]{2000,}+")
_MEESTE_KENMERKEN: Final = 200
_LIJN: Final = "text-decoration:line-through"
_DOORGEHAALD: Final = frozenset({"s", "strike", "del"})
_KEUZE_AAN: Final = "☑ "
_KEUZE_UIT: Final = "☐ "
_ONZICHTBAAR_VELD: Final = frozenset({"hidden", "password", "file", "image"})
# Hidden text is shown when hiding would leave next to nothing of the mail.
_VEEL_VERBORGEN: Final = 1_000
_VEEL_MEER: Final = 3


@dataclass(frozen=True, slots=True)
class HtmlLezing:
    """HTML that was read: parts in which every element that starts also ends, in order; or only the source."""

    onderdelen: Sequence[Onderdeel]
    bron: str
    """The HTML itself when it was too large to be read as HTML, else empty."""
    te_groot_voor_html: bool
    """True when no safe HTML can be made of it within bounds."""
    geteld: Mapping[str, int]
    """The counts of what was left out while reading: `script`, `stijlblad`, `doorverwijzing`, `veld`, `verborgen`."""
    waarschuwingen: tuple[str, ...]


def _mist_aanhaling(kenmerken: str) -> bool:
    """Tell whether a quote was forgotten: in `href="x>tekst</a> <a href="y"` the
    second quote opens the next attribute.
    """
    waarden = (gevonden[1] or gevonden[2] or "" for gevonden in _AANGEHAALD.finditer(kenmerken))
    return any(waarde.rstrip().endswith("=") and "<" in waarde and ">" in waarde for waarde in waarden)


def _maak_element(naam: str, kenmerken: str, stijlen: dict[str, Stijl], bladen: Stijlbladen) -> Element:
    naam = naam.lower()
    waarden: dict[str, str] = {}
    if kenmerken and not kenmerken.isspace():
        for nummer, gevonden in enumerate(_KENMERK.finditer(kenmerken)):
            key = gevonden[1].lower()
            if key not in waarden:
                waarden[key] = lees_tekens_in_kenmerk(gevonden[2] or gevonden[3] or (gevonden[4] or "").lstrip("\"'"))
            if nummer == _MEESTE_KENMERKEN:
                break
    stijl = GEEN_STIJL
    if "style" in waarden:
        bron = waarden["style"]
        gelezen = stijlen.get(bron)
        if gelezen is None:
            gelezen = stijlen[bron] = lees_stijl(bron)
        stijl = gelezen
    if "class" in waarden and "text-decoration" not in stijl.veilig and bladen.haalt_door(naam, waarden["class"]):
        # The safe HTML has no style sheets, so the line goes into the style of the element itself.
        stijl = replace(stijl, doorgehaald=True, veilig=f"{stijl.veilig};{_LIJN}" if stijl.veilig else _LIJN)
    return Element(
        naam,
        waarden,
        stijl,
        SOORTEN.get(naam, Soort.ONBEKEND),
        verborgen=stijl.verborgen or "hidden" in waarden,
        doorgehaald=stijl.doorgehaald or naam in _DOORGEHAALD,
    )


class _Lezer:
    """The reader, which makes one pass over the source."""

    def __init__(self, bron: str, waarschuwingen: tuple[str, ...]) -> None:
        self._bron = bron
        self._waarschuwingen = waarschuwingen
        self._boom = Boom()
        self._geteld: Counter[str] = Counter()
        self._elementen: dict[str, Element] = {}
        self._stijlen: dict[str, Stijl] = {}
        self._bladen = Stijlbladen()
        self._eindes: dict[str, str] = {}
        self._zonder_einde: set[str] = set()
        self._patroon = _MARKERING
        self._laatste = bron.rfind(">") + 1
        """The place after the last `>`.

        No tags come after it: looking no further than this, no pattern runs to the end in vain.
        """

    def lees(self) -> HtmlLezing:
        bron, boom = self._bron, self._boom
        plaats = 0
        while (gevonden := self._patroon.search(bron, plaats, self._laatste)) is not None:
            begin = gevonden.start()
            if begin > plaats:
                boom.tekst(lees_tekens(bron[plaats:begin]))
            soort = gevonden.lastgroup
            if soort == "kenmerken":
                plaats = self._begin_tag(gevonden)
            elif soort == "einde":
                self._eind_tag(gevonden["einde"])
                plaats = gevonden.end()
            elif soort == "anders":
                plaats = self._anders(gevonden["anders"], begin)
            else:
                # No `>` outside quotes is in all that follows: from here on quotes are ordinary characters, so this is
                # found once.
                self._patroon = _EENVOUDIG
                plaats = begin
        if plaats < len(bron):
            boom.tekst(lees_tekens(bron[plaats:]))
        boom.sluit_af()
        return self._uitkomst()

    def _begin_tag(self, gevonden: re.Match[str]) -> int:
        tag = gevonden[0]
        element = self._elementen.get(tag)
        einde = gevonden.end()
        if element is None:
            naam, kenmerken = gevonden["begin"], gevonden["kenmerken"]
            if "<" in kenmerken and _mist_aanhaling(kenmerken):
                einde = self._bron.index(">", gevonden.start()) + 1
                tag = self._bron[gevonden.start() : einde]
                kenmerken = tag[1 + len(naam) : -1]
            elif "@" in naam or ":/" in tag[:12]:
                # This is an address between angle brackets that nobody escaped: `<jan@voorbeeld.example>`,
                # `<https://voorbeeld.example>`.
                self._boom.tekst(lees_tekens(tag))
                return einde
            element = self._elementen[tag] = _maak_element(naam, kenmerken, self._stijlen, self._bladen)
        soort = element.soort
        if soort is Soort.RUW:
            return self._ruwe_tekst(element, einde)
        if soort is Soort.ONBEKEND:
            if element.verborgen or element.stijl is not GEEN_STIJL:
                self._boom.begin(element)
        elif soort is Soort.OVERSLAAN:
            self._tel_overgeslagen(element)
        elif element.naam == "input":
            self._veld(element)
        elif element.naam != "a" or element.kenmerken:
            if element.naam == "a":
                self._boom.einde("a")
            self._boom.begin(element)
        return einde

    def _eind_tag(self, geschreven: str) -> None:
        naam = self._eindes.get(geschreven)
        if naam is None:
            naam = self._eindes[geschreven] = geschreven.lower()
        if naam == "br":
            self._boom.begin(_BR)
        elif naam not in ("body", "html"):
            self._boom.einde(naam)

    def _anders(self, teken: str, begin: int) -> int:
        """Skip a comment, a doctype, an instruction or an end tag without a name; give the place after it."""
        bron = self._bron
        if teken == "!--":
            if bron.startswith((">", "->"), begin + 4):
                return bron.index(">", begin + 4) + 1
            einde = self._zoek("-->", begin + 4)
            ander = bron.find("--!>", begin + 4, einde if einde >= 0 else begin + 4)
            if ander >= 0:
                return ander + 4
            # A comment that never ends is none: it would have hidden the rest of the mail.
            return einde + 3 if einde >= 0 else begin + 4
        if teken == "![CDATA[":
            einde = self._zoek("]]>", begin)
            if einde >= 0:
                self._boom.tekst(bron[begin + 9 : einde])
                return einde + 3
        elif teken == "/" and not _LOZE_EINDTAG.match(bron, begin):
            self._boom.tekst("</")
            return begin + 2
        einde = self._zoek(">", begin)
        if einde < 0:
            self._boom.tekst("<")
            return begin + 1
        return einde + 1

    def _zoek(self, wat: str, begin: int) -> int:
        """Find, but look only once for what does not come any more."""
        if wat in self._zonder_einde:
            return -1
        plaats = self._bron.find(wat, begin)
        if plaats < 0:
            self._zonder_einde.add(wat)
        return plaats

    def _ruwe_tekst(self, element: Element, begin: int) -> int:
        """Take the content of a script, a style, a title, … ; one that never ends is passed over up to the next tag."""
        naam = element.naam
        self._tel_overgeslagen(element)
        gevonden = None if naam in self._zonder_einde else _EINDE_VAN[naam].search(self._bron, begin, self._laatste)
        if gevonden is None:
            self._zonder_einde.add(naam)
            if naam in ("script", "style"):
                volgende = self._patroon.search(self._bron, begin, self._laatste)
                return volgende.start() if volgende else begin
            return begin
        inhoud = self._bron[begin : gevonden.start()]
        if naam == "style":
            if self._bladen.lees(inhoud):
                self._elementen.clear()  # the same tag may mean something else from here on
        elif naam in ("textarea", "xmp", "listing", "plaintext"):
            self._boom.begin(_PRE)
            self._boom.tekst(lees_tekens(inhoud) if naam in ("textarea", "listing") else inhoud)
            self._boom.einde("pre")
        return gevonden.end()

    def _tel_overgeslagen(self, element: Element) -> None:
        naam, kenmerken = element.naam, element.kenmerken
        if naam == "script":
            self._geteld["script"] += 1
        elif naam == "style" or (naam == "link" and "stylesheet" in kenmerken.get("rel", "").lower()):
            self._geteld["stijlblad"] += 1
        elif naam == "base" or (naam == "meta" and kenmerken.get("http-equiv", "").strip().lower() == "refresh"):
            self._geteld["doorverwijzing"] += 1
        elif naam in ("textarea", "keygen"):
            self._geteld["veld"] += 1

    def _veld(self, element: Element) -> None:
        """Put what a person would see in a form control in the place of it."""
        kenmerken = element.kenmerken
        soort = kenmerken.get("type", "").strip().lower()
        self._geteld["veld"] += soort != "hidden"
        if soort in ("checkbox", "radio"):
            self._boom.tekst(_KEUZE_AAN if "checked" in kenmerken else _KEUZE_UIT)
        elif soort not in _ONZICHTBAAR_VELD and kenmerken.get("value"):
            self._boom.tekst(" " + kenmerken["value"] + " ")
        elif soort == "image" and kenmerken.get("alt"):
            self._boom.tekst(" " + kenmerken["alt"] + " ")

    def _uitkomst(self) -> HtmlLezing:
        boom = self._boom
        waarschuwingen = list(self._waarschuwingen)
        onderdelen: list[Onderdeel] = boom.onderdelen
        if boom.afgeplat:
            waarschuwingen.append(
                "De opmaak van deze mail is te diep genest. De tekst is er helemaal, een deel van de opmaak niet."
            )
        if boom.verborgen:
            zichtbaar, aantal = _zonder_verborgen(onderdelen, boom.verborgen)
            over = _lengte_van_tekst(zichtbaar)
            weg = _lengte_van_tekst(onderdelen) - over
            if weg > 0 and (over == 0 or (weg > _VEEL_VERBORGEN and weg > _VEEL_MEER * over)):
                waarschuwingen.append("Bijna alle tekst van deze mail was verborgen. Die tekst is hier wel te zien.")
            else:
                onderdelen = zichtbaar
                if weg:
                    self._geteld["verborgen"] = aantal
        return HtmlLezing(onderdelen, "", self._bron.count("<") > MEESTE_TAGS_VEILIG, dict(self._geteld), tuple(waarschuwingen))


_BR: Final = Element("br", {}, GEEN_STIJL, Soort.LEEG, verborgen=False)
_PRE: Final = Element("pre", {}, GEEN_STIJL, Soort.BLOK, verborgen=False)


def _zonder_verborgen(onderdelen: Sequence[Onderdeel], verborgen: Mapping[int, int]) -> tuple[list[Onderdeel], int]:
    zichtbaar: list[Onderdeel] = []
    plaats = aantal = 0
    for begin in sorted(verborgen):
        if begin >= plaats:
            zichtbaar += onderdelen[plaats:begin]
            plaats = verborgen[begin]
            aantal += any(isinstance(deel, str) and not deel.isspace() for deel in onderdelen[begin:plaats])
    zichtbaar += onderdelen[plaats:]
    return zichtbaar, aantal


def _lengte_van_tekst(onderdelen: Sequence[Onderdeel]) -> int:
    return sum(len(deel.strip()) for deel in onderdelen if isinstance(deel, str))


def lees_html(html: str) -> HtmlLezing:
    """Read HTML once, for `tekst_uit_lezing` and `veilig_uit_lezing`.

    It never raises, and is linear in the size of `html` (characters). More than `MEESTE_TEKENS` characters or
    `MEESTE_TAGS` tags are not read as HTML: the text is then taken by a simpler pass, and there is no safe HTML.
    """
    html = zonder_onbruikbare_tekens(html)
    waarschuwingen: tuple[str, ...] = ()
    if len(html) > MEESTE_TEKENS:
        html, aantal = _GROOT_BEELD.subn("", html)
        if aantal:
            waarschuwingen = ("Een afbeelding die midden in de tekst van de mail stond, is te groot om te tonen.",)
    if len(html) > MEESTE_TEKENS or html.count("<") > MEESTE_TAGS:
        return HtmlLezing((), html, te_groot_voor_html=True, geteld={}, waarschuwingen=waarschuwingen)
    return _Lezer(html, waarschuwingen).lees()
