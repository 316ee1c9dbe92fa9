"""The safe HTML of a mail: nothing runs, nothing is fetched, nothing leaves its place,
and every link shows where it leads.

There are two gates. The first is our own: the parts of the mail are written anew as small, well-formed HTML, from an
allow list of elements, attributes and styles. Then nh3 (ammonia, a real HTML5 parser) cleans that once more with the
same lists, so that a mistake in the first is no hole.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import unquote

import nh3

from ontleden.html.html_boom import Element, Onderdeel, is_word_alinea, namen
from ontleden.html.html_lezing import HtmlLezing
from ontleden.html.koppelingen import kort_adres, staat_er_al, veilig_adres
from ontleden.html.stijlen import VEILIGE_EIGENSCHAPPEN

_ZELFDE: Final = namen(
    """a abbr address b bdi bdo big blockquote br caption center cite code dd del dfn div dl dt em figcaption figure font
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub sup table tbody td tfoot
    th thead tr tt u ul var wbr"""
)
_VAKKEN: Final = namen(
    """applet article aside body details dialog fieldset footer form frameset header hgroup iframe legend main marquee nav noembed
    noframes noscript optgroup option search section summary"""
)
_ALS: Final = {**dict.fromkeys(_VAKKEN, "div"), "menu": "ul", "dir": "ul", "acronym": "abbr", "breuk": "br"}

_GETAL: Final = re.compile(r"[0-9]{1,6}")
_MAAT: Final = re.compile(r"([0-9]{1,5})(?:\.[0-9]{1,3})?(%|px)?")
_KLEUR: Final = re.compile(r"#?[0-9a-zA-Z]{3,20}")
_TAAL: Final = re.compile(r"[A-Za-z0-9-]{1,35}")
_NUMMERSOORT: Final = re.compile(r"[1aAiI]|disc|circle|square")
_LETTERGROOTTE: Final = re.compile(r"[+-]?[1-7]")
_LETTERTYPE: Final = re.compile(r"[A-Za-z0-9 ,'_-]{1,200}")
_WOORD: Final = re.compile(r"[A-Za-z]{1,12}")
_CEL_KENMERKEN: Final = namen("align valign width height bgcolor colspan rowspan scope nowrap")
_KENMERKEN: Final[dict[str, frozenset[str]]] = {
    "font": namen("color face size"),
    "table": namen("align width height bgcolor border cellpadding cellspacing"),
    "tr": namen("align valign bgcolor height"),
    "td": _CEL_KENMERKEN,
    "th": _CEL_KENMERKEN,
    "img": namen("align alt width height src"),
    "ol": namen("start type reversed"),
    "ul": frozenset({"type"}),
    "li": namen("value type"),
    "a": frozenset({"href"}),
    **dict.fromkeys(namen("p div h1 h2 h3 h4 h5 h6 caption tbody thead tfoot"), frozenset({"align"})),
    "hr": namen("align width size color"),
}
_OVERAL: Final = namen("dir lang title style")
_BREEDST: Final = 800
_HOOGST: Final = 1_000
_MEESTE_KOLOMMEN: Final = 100
_DIKST: Final = 50
_LANGSTE_TITEL: Final = 500
_PAD: Final = re.compile(r"[0-9A-Za-z.]{1,100}")
_BEELD_IN_TEKST: Final = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/]++={0,2}", re.IGNORECASE)
_WIT: Final = re.compile(r"\s++")
_ACTIEF_SCHEMA: Final = re.compile(r"[\x00-\x20]*+(?:java|vb|live)?script:|[\x00-\x20]*+data:", re.IGNORECASE)

# nh3 writes `&` and hard spaces in time quadratic in their number, so in text they pass it as characters that stand
# nowhere else (noncharacters are taken out while reading), and come back as a reference, which is never more than text.
_EN: Final = "\ufffe"
_HARDE_SPATIE: Final = "\uffff"
_TE_GROOT: Final = "De opmaak van deze mail is te groot om veilig te tonen. U ziet alleen de tekst."

_ZINNEN: Final = {
    "beeld": ("1 afbeelding van internet niet geladen", "{} afbeeldingen van internet niet geladen"),
    "beeld_weg": ("1 afbeelding niet gevonden in de mail", "{} afbeeldingen niet gevonden in de mail"),
    "script": ("1 script verwijderd", "{} scripts verwijderd"),
    "formulier": ("1 formulier uitgeschakeld", "{} formulieren uitgeschakeld"),
    "veld": ("1 invulveld of knop vervangen door tekst", "{} invulvelden of knoppen vervangen door tekst"),
    "ingesloten": ("1 ingesloten onderdeel verwijderd", "{} ingesloten onderdelen verwijderd"),
    "tekening": ("1 tekening verwijderd", "{} tekeningen verwijderd"),
    "doorverwijzing": ("1 automatische doorverwijzing verwijderd", "{} automatische doorverwijzingen verwijderd"),
    "link": ("1 link met een onveilig adres uitgeschakeld", "{} links met een onveilig adres uitgeschakeld"),
    "stijlblad": ("1 stijlblad niet gebruikt", "{} stijlbladen niet gebruikt"),
    "opmaak": ("1 onveilige opmaak verwijderd", "{} keer onveilige opmaak verwijderd"),
    "verborgen": ("1 verborgen tekst weggelaten", "{} verborgen teksten weggelaten"),
}
_TELT_ALS: Final = {
    **dict.fromkeys(("iframe", "frame", "frameset", "object", "embed", "applet", "audio", "video"), "ingesloten"),
    **dict.fromkeys(("svg", "math", "canvas"), "tekening"),
    **dict.fromkeys(("button", "select"), "veld"),
    "form": "formulier",
}


@dataclass(frozen=True, slots=True)
class VeiligeHtml:
    """Safe HTML, and in Dutch what was kept out of it and what the reader should know."""

    html: str
    geblokkeerd: tuple[str, ...]
    waarschuwingen: tuple[str, ...]


def _begrensd(waarde: str, hoogste: int) -> str:
    return str(min(int(waarde), hoogste)) if _GETAL.fullmatch(waarde) else ""


def _maat(waarde: str, hoogste: int, *, te_groot: str) -> str:
    gevonden = _MAAT.fullmatch(waarde)
    if gevonden is None:
        return ""
    if gevonden[2] == "%":
        return waarde if int(gevonden[1]) <= 100 else "100%"
    return gevonden[1] if int(gevonden[1]) <= hoogste else te_groot


def _als(patroon: re.Pattern[str], waarde: str) -> str:
    return waarde if patroon.fullmatch(waarde) else ""


_WAARDEN: Final[dict[str, Callable[[str], str]]] = {
    "dir": lambda waarde: waarde.lower() if waarde.lower() in ("ltr", "rtl", "auto") else "",
    "lang": lambda waarde: _als(_TAAL, waarde),
    "title": lambda waarde: waarde[:_LANGSTE_TITEL],
    "alt": lambda waarde: waarde[:_LANGSTE_TITEL],
    "align": lambda waarde: _als(_WOORD, waarde),
    "valign": lambda waarde: _als(_WOORD, waarde),
    "scope": lambda waarde: _als(_WOORD, waarde),
    "nowrap": lambda _: "nowrap",
    "reversed": lambda _: "reversed",
    "width": lambda waarde: _maat(waarde, _BREEDST, te_groot="100%"),
    "height": lambda waarde: _maat(waarde, _HOOGST, te_groot=""),
    "bgcolor": lambda waarde: _als(_KLEUR, waarde),
    "color": lambda waarde: _als(_KLEUR, waarde),
    "face": lambda waarde: _als(_LETTERTYPE, waarde),
    "size": lambda waarde: _als(_LETTERGROOTTE, waarde),
    "type": lambda waarde: _als(_NUMMERSOORT, waarde),
    "start": lambda waarde: _begrensd(waarde, 9999),
    "value": lambda waarde: _begrensd(waarde, 9999),
    "border": lambda waarde: _begrensd(waarde, _DIKST),
    "cellpadding": lambda waarde: _begrensd(waarde, _DIKST),
    "cellspacing": lambda waarde: _begrensd(waarde, _DIKST),
    "colspan": lambda waarde: _begrensd(waarde, _MEESTE_KOLOMMEN),
    "rowspan": lambda waarde: _begrensd(waarde, _MEESTE_KOLOMMEN),
}


def _is_eigen_beeld(src: str) -> bool:
    return (
        _PAD.fullmatch(src.removeprefix("deel:")) is not None
        if src.startswith("deel:")
        else _BEELD_IN_TEKST.fullmatch(src) is not None
    )


def _poort(naam: str, kenmerk: str, waarde: str) -> str | None:
    """Have the last word on addresses: an image never comes from elsewhere, a link is never anything but a link."""
    if kenmerk == "src":
        return waarde if naam == "img" and _is_eigen_beeld(waarde) else None
    if kenmerk == "href":
        return waarde if naam == "a" and waarde.startswith(("http://", "https://", "mailto:", "tel:")) else None
    if kenmerk == "style" and ("url" in waarde or "\\" in waarde or "/*" in waarde):
        return None
    return waarde


_KUISER: Final = nh3.Cleaner(
    tags=set(_ZELFDE),
    clean_content_tags={"script", "style"},
    attributes={"*": set(_OVERAL), **{naam: set(kenmerken) for naam, kenmerken in _KENMERKEN.items()}},
    attribute_filter=_poort,
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    url_schemes={"http", "https", "mailto", "tel", "deel", "data"},
    url_relative="deny",
    filter_style_properties=set(VEILIGE_EIGENSCHAPPEN),
)


def _tekst(tekst: str) -> str:
    tekst = tekst.replace("&", _EN).replace("<", "&lt;").replace(">", "&gt;")
    return tekst if tekst.isascii() else tekst.replace("\xa0", _HARDE_SPATIE)


class _Herschrijver:
    """A writer that writes the parts of one mail anew."""

    def __init__(self, inline: Mapping[str, str]) -> None:
        self._inline = inline
        self._uit: list[str] = []
        self._begin: dict[Element, tuple[str, tuple[str, ...]]] = {}
        self._anker: list[tuple[str, list[str], bool]] = []
        self.geteld: Counter[str] = Counter()

    def schrijf(self, onderdelen: Sequence[Onderdeel]) -> str:
        uit, begin = self._uit, self._begin
        nog_van_link = ""
        for deel in onderdelen:
            if isinstance(deel, str):
                uit.append(_tekst(deel.removeprefix(nog_van_link) if nog_van_link else deel))
                nog_van_link = ""
                if self._anker:
                    self._anker[-1][1].append(deel)
            elif isinstance(deel, Element):
                nog_van_link = ""
                if deel.naam in ("img", "image"):
                    self._beeld(deel)
                    continue
                geschreven = begin.get(deel)
                if geschreven is None:
                    geschreven = begin[deel] = self._begin_van(deel)
                uit.append(geschreven[0])
                if geschreven[1]:
                    self.geteld.update(geschreven[1])
                if deel.naam == "a":
                    self._anker.append((veilig_adres(deel.kenmerken.get("href", "")) or "", [], False))
            elif deel.element.naam == "a":
                nog_van_link = self._einde_anker()
            else:
                naam = _ALS.get(deel.element.naam, deel.element.naam)
                if naam in _ZELFDE:
                    uit.append(f"</{naam}>")
        return "".join(uit)

    def _begin_van(self, element: Element) -> tuple[str, tuple[str, ...]]:
        """Give the start tag to write and what to count for it."""
        telt = self._telt(element)
        naam = _ALS.get(element.naam, element.naam)
        if naam == "a":
            href = element.kenmerken.get("href", "")
            adres = veilig_adres(href)
            if adres is None:
                onveilig = bool(href.strip()) and not href.strip().startswith("#")
                return "", (*telt, "script" if _ACTIEF_SCHEMA.match(href) else "link") if onveilig else telt
            return f'<a href="{escape(adres)}"{self._kenmerken(element, "a")}>', telt
        if naam not in _ZELFDE:
            return "", telt
        return f"<{naam}{self._kenmerken(element, naam)}>", telt

    @staticmethod
    def _telt(element: Element) -> tuple[str, ...]:
        telt = ["script" for kenmerk in element.kenmerken if kenmerk.startswith("on")]
        if element.naam in _TELT_ALS:
            telt.append(_TELT_ALS[element.naam])
        if element.kenmerken.get("background", "").strip():
            telt.append("beeld")
        telt += ["beeld"] * element.stijl.extern + ["opmaak"] * element.stijl.actief
        return tuple(telt)

    @staticmethod
    def _kenmerken(element: Element, naam: str) -> str:
        eigen = _KENMERKEN.get(naam, frozenset())
        delen = []
        for kenmerk, bron in element.kenmerken.items():
            if kenmerk in _WAARDEN and (kenmerk in eigen or kenmerk in _OVERAL):
                waarde = _WAARDEN[kenmerk](bron if kenmerk in ("title", "alt") else bron.strip())
                if waarde:
                    delen.append(f' {kenmerk}="{escape(waarde)}"')
        stijl = element.stijl.veilig
        if is_word_alinea(element) and "margin" not in stijl:
            stijl = f"margin:0;{stijl}".rstrip(";")
        if stijl:
            delen.append(f' style="{escape(stijl, quote=False)}"')
        return "".join(delen)

    def _beeld(self, element: Element) -> None:
        src = element.kenmerken.get("src", "").strip()
        alt = element.kenmerken.get("alt", "")
        self.geteld.update(self._telt(element))
        if self._anker:
            adres, tekst, _ = self._anker[-1]
            self._anker[-1] = (adres, [*tekst, alt], True)
        eigen = self._eigen_beeld(src)
        if eigen:
            self._uit.append(f'<img src="{escape(eigen)}"{self._kenmerken(element, "img")}>')
            return
        if src or element.kenmerken.get("srcset"):
            self.geteld["beeld_weg" if src[:4].lower() == "cid:" else "beeld"] += 1
        self._uit.append(_tekst(f" {alt} ") if alt.strip() else "")

    def _eigen_beeld(self, src: str) -> str:
        if src[:5].lower() == "data:":
            zonder_wit = _WIT.sub("", src)
            return zonder_wit if _BEELD_IN_TEKST.fullmatch(zonder_wit) else ""
        if src[:4].lower() == "cid:":
            naam = src[4:].strip()
            pad = self._inline.get(naam) or self._inline.get(unquote(naam)) or self._inline.get(naam.strip("<>"))
        else:
            pad = self._inline.get(src)
        return f"deel:{pad}" if pad and _PAD.fullmatch(pad) else ""

    def _einde_anker(self) -> str:
        """End a link and show where it leads; return what the text after it may already show of that."""
        adres, delen, beeld = self._anker.pop()
        self._uit.append("</a>" if adres else "")
        tekst = " ".join("".join(delen).split())
        if not adres or not (tekst or beeld) or (tekst and staat_er_al(tekst, adres)):
            return ""
        getoond = f" [{kort_adres(adres.removeprefix('mailto:'))}]"
        self._uit.append(_tekst(getoond))
        return getoond


def _zin(soort: str, aantal: int) -> str:
    een, meer = _ZINNEN[soort]
    return een if aantal == 1 else meer.format(aantal)


def veilig_uit_lezing(lezing: HtmlLezing, inline: Mapping[str, str]) -> VeiligeHtml:
    """Give the safe HTML of a mail.

    `inline` maps a content id (without angle brackets) or a Content-Location to the path of its part; such an image
    becomes `<img src="deel:PAD">`. No other image is kept but a small one written inside the mail itself (`data:`): its
    alt text is. It never raises. Without HTML in `html` a warning says why.
    """
    if lezing.te_groot_voor_html:
        return VeiligeHtml("", (), (*lezing.waarschuwingen, _TE_GROOT))
    herschrijver = _Herschrijver(inline)
    html = _KUISER.clean(herschrijver.schrijf(lezing.onderdelen))
    html = html.replace(_EN, "&amp;").replace(_HARDE_SPATIE, "&nbsp;")
    geteld = herschrijver.geteld + Counter(lezing.geteld)
    geblokkeerd = tuple(_zin(soort, geteld[soort]) for soort in _ZINNEN if geteld[soort])
    return VeiligeHtml(html, geblokkeerd, lezing.waarschuwingen)
