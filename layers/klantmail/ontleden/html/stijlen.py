"""Style attributes: the harmless part of them, and what they say about reading (hidden, preformatted, inline).

There is an allow list of properties, each with the form that its value must have. Any other value is left out: no
url(), no expression(), no escapes or comments, nothing that puts an element outside its place or makes it larger than a
letter is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

LANGSTE_STIJL: Final = 20_000
"""Characters of a style attribute. A longer one is left out whole."""
_LANGSTE_WAARDE: Final = 200
_MEESTE_VERKLARINGEN: Final = 200

_VERKLARING: Final = re.compile(r"\s*+([a-zA-Z-]{1,40}+)\s*+:([^;]*+)")
_BELANGRIJK: Final = re.compile(r"!\s*+important\s*+$", re.IGNORECASE)
_LENGTE: Final = re.compile(r"([+-]?(?:[0-9]{1,6}+(?:\.[0-9]{1,20}+)?|\.[0-9]{1,20}+))(px|pt|em|rem|ex|ch|in|cm|mm|pc|%)?")
_KLEURNAAM: Final = re.compile(r"#[0-9a-f]{3,8}|[a-z]{3,24}")
_KLEURFUNCTIE: Final = re.compile(r"(?:rgb|hsl)a?\([0-9.,%/ ]{1,60}\)")
_LETTERTYPE: Final = re.compile(r"[A-Za-z0-9 ,'\"_-]{1,200}")
_PIXELS: Final = {
    "": 1.0, "px": 1.0, "pt": 1.34, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "pc": 16.0
}  # fmt: skip
_EXTERN: Final = re.compile(r"url\s*+\(|image-set|@import|src\s*+\(", re.IGNORECASE)
_ACTIEF: Final = re.compile(
    r"expression|behaviou?r|-moz-binding|javascript:|vbscript:|position\s*+:\s*+(?:fixed|absolute|sticky)", re.IGNORECASE
)
_NUL: Final = re.compile(r"[+-]?(?:0++(?:\.0*+)?|\.0++)(?:px|pt|em|rem|ex|in|cm|mm|pc|%)?")


class Wit(Enum):
    """The ways in which an element treats white space."""

    GEERFD = 0
    GEWOON = 1
    LETTERLIJK = 2


_WITRUIMTE: Final = {
    **dict.fromkeys(("pre", "pre-wrap", "pre-line", "break-spaces"), Wit.LETTERLIJK),
    **dict.fromkeys(("normal", "nowrap"), Wit.GEWOON),
}


@dataclass(frozen=True, slots=True)
class Stijl:
    """The meaning of a style attribute."""

    veilig: str = ""
    """The harmless declarations, without quotes that would need escaping."""
    verborgen: bool = False
    letters_nul: bool = False
    """font-size is zero: hidden, unless something inside sets another size."""
    letters_gezet: bool = False
    wit: Wit = Wit.GEERFD
    weergave: str = ""
    """Value of `display` when it is `block` or `inline`."""
    doorgehaald: bool = False
    zonder_marge: bool = False
    symbolen: bool = False
    """True when the letters are pictures (Wingdings)."""
    extern: int = 0
    """The number of things that it would have loaded from elsewhere."""
    actief: int = 0
    """The number of declarations that would have run something, or left the place of the element."""


GEEN_STIJL: Final = Stijl()


def _lengte(waarde: str, laagste: float, hoogste: float, procenten: float) -> bool:
    gevonden = _LENGTE.fullmatch(waarde)
    if gevonden is None:
        return False
    if gevonden[2] == "%":
        return 0 <= float(gevonden[1]) <= procenten
    return laagste <= float(gevonden[1]) * _PIXELS[gevonden[2] or ""] <= hoogste


def _kleur(waarde: str) -> str:
    return waarde if waarde != "transparent" and (_KLEURNAAM.fullmatch(waarde) or _KLEURFUNCTIE.fullmatch(waarde)) else ""


def _achtergrond(waarde: str) -> str:
    if waarde == "transparent" or _kleur(waarde):
        return waarde
    return next((woord for woord in waarde.split() if _kleur(woord) and not _GEEN_KLEUR.fullmatch(woord)), "")


_GEEN_KLEUR: Final = re.compile(
    r"none|(?:no-)?repeat(?:-[xy])?|scroll|fixed|local|center|left|right|top|bottom|cover|contain|round|space|auto|inherit"
)


def _lettertype(waarde: str) -> str:
    return (
        waarde.replace('"', "'")
        if _LETTERTYPE.fullmatch(waarde) and waarde.count("'") % 2 == 0 and waarde.count('"') % 2 == 0
        else ""
    )


def _maat(laagste: float, hoogste: float, procenten: float, *woorden: str) -> Callable[[str], str]:
    return lambda waarde: waarde if waarde in woorden or _lengte(waarde, laagste, hoogste, procenten) else ""


def _maten(hoogste: float) -> Callable[[str], str]:
    def toets(waarde: str) -> str:
        delen = waarde.split()
        return (
            " ".join(delen) if len(delen) <= 4 and all(deel == "auto" or _lengte(deel, 0, hoogste, 50) for deel in delen) else ""
        )

    return toets


def _een_van(*woorden: str) -> Callable[[str], str]:
    toegestaan = frozenset(woorden)
    return lambda waarde: waarde if waarde in toegestaan else ""


def _rand(waarde: str) -> str:
    kleurloos = _KLEURFUNCTIE.sub("", waarde)
    for woord in kleurloos.split():
        if not (_lengte(woord, 0, 20, 0) or _kleur(woord)):
            return ""
    return waarde


def _als(patroon: str) -> Callable[[str], str]:
    vorm = re.compile(patroon)
    return lambda waarde: waarde if vorm.fullmatch(waarde) else ""


def _regelhoogte(waarde: str) -> str:
    gevonden = _LENGTE.fullmatch(waarde)
    if waarde == "normal":
        return waarde
    if gevonden is None:
        return ""
    if gevonden[2] is None:
        return waarde if 0.8 <= float(gevonden[1]) <= 4 else ""
    if gevonden[2] == "%":
        return waarde if 80 <= float(gevonden[1]) <= 400 else ""
    return waarde if _lengte(waarde, 8, 90, 0) else ""


_LIJNEN: Final = frozenset({"none", "underline", "line-through", "overline"})


def _lijnen(waarde: str) -> str:
    """The lines through, under and above letters; their colour and kind are left out."""
    return " ".join(woord for woord in waarde.split() if woord in _LIJNEN)


_TOETSEN: Final[dict[str, Callable[[str], str]]] = {
    "color": _kleur,
    "background-color": _achtergrond,
    "background": _achtergrond,
    "font-family": _lettertype,
    "font-size": lambda waarde: (
        waarde
        if _lengte(waarde, 7, 48, 0)
        or waarde in ("x-small", "small", "medium", "large", "x-large", "xx-large", "smaller", "larger")
        or (waarde.endswith("%") and _lengte(waarde, 0, 0, 250) and not _lengte(waarde, 0, 0, 50))
        else ""
    ),
    "font-style": _een_van("normal", "italic", "oblique"),
    "font-weight": _als(r"normal|bold|bolder|lighter|[1-9]00"),
    "font-variant": _een_van("normal", "small-caps"),
    "line-height": _regelhoogte,
    "letter-spacing": _maat(-1, 5, 0, "normal"),
    "word-spacing": _maat(0, 10, 0, "normal"),
    "text-align": _een_van("left", "right", "center", "justify", "start", "end"),
    "text-decoration": _lijnen,
    "text-decoration-line": _lijnen,
    "text-transform": _een_van("none", "uppercase", "lowercase", "capitalize"),
    "text-indent": _maat(0, 100, 20),
    "vertical-align": _een_van("baseline", "top", "middle", "bottom", "sub", "super", "text-top", "text-bottom"),
    "white-space": _een_van("normal", "nowrap", "pre-wrap", "pre-line", "break-spaces"),
    "word-break": _een_van("normal", "break-all", "break-word", "keep-all"),
    "word-wrap": _een_van("normal", "break-word"),
    "overflow-wrap": _een_van("normal", "break-word", "anywhere"),
    "direction": _een_van("ltr", "rtl"),
    "display": _een_van("block", "inline", "inline-block", "table", "table-row", "table-cell", "list-item"),
    "float": _een_van("left", "right", "none"),
    "clear": _een_van("left", "right", "both", "none"),
    "width": _maat(0, 800, 100, "auto"),
    "max-width": _maat(0, 800, 100, "none"),
    "height": _maat(0, 1000, 100, "auto"),
    "border": _rand,
    "border-collapse": _een_van("collapse", "separate"),
    "border-spacing": _maten(30),
    "border-radius": _maten(60),
    "list-style-type": _als(r"[a-z-]{1,30}"),
    "table-layout": _een_van("auto", "fixed"),
    "empty-cells": _een_van("show", "hide"),
    "caption-side": _een_van("top", "bottom"),
}
for _zijde in ("top", "right", "bottom", "left"):
    _TOETSEN[f"border-{_zijde}"] = _rand
    _TOETSEN[f"border-{_zijde}-color"] = _kleur
    _TOETSEN[f"border-{_zijde}-style"] = _rand
    _TOETSEN[f"border-{_zijde}-width"] = _maat(0, 20, 0)
    _TOETSEN[f"margin-{_zijde}"] = _maat(0, 200, 50, "auto")
    _TOETSEN[f"padding-{_zijde}"] = _maat(0, 200, 50)
_TOETSEN.update(
    {
        "margin": _maten(200),
        "padding": _maten(200),
        "border-color": _rand,
        "border-style": _rand,
        "border-width": _maten(20),
    }
)

VEILIGE_EIGENSCHAPPEN: Final = frozenset(_TOETSEN)
"""The properties that can occur in a safe style."""


def lees_stijl(bron: str) -> Stijl:
    """Read a style attribute (its references already decoded). It never raises, and is linear in its size."""
    if not bron or len(bron) > LANGSTE_STIJL:
        return GEEN_STIJL
    waarden: dict[str, str] = {}
    for verklaring in bron.split(";", _MEESTE_VERKLARINGEN)[:_MEESTE_VERKLARINGEN]:
        gevonden = _VERKLARING.fullmatch(verklaring)
        if gevonden is not None and len(verklaring) <= _LANGSTE_WAARDE:
            waarden[gevonden[1].lower()] = _BELANGRIJK.sub("", gevonden[2]).strip().lower()
    veilig = []
    for naam, waarde in waarden.items():
        toets = _TOETSEN.get(naam)
        if toets is not None:
            goed = toets(waarde)
            if goed:
                veilig.append(f"{naam}:{goed}")
    weergave = waarden.get("display", "")
    wit = waarden.get("white-space", "")
    leeg = _NUL.fullmatch
    hoogte = waarden.get("max-height") or waarden.get("height") or "1"
    letters = waarden.get("font-size", "")
    lettertype = waarden.get("font-family", "")
    marge = waarden.get("margin") or waarden.get("margin-bottom") or "1"
    return Stijl(
        veilig=";".join(veilig),
        verborgen=weergave == "none"
        or waarden.get("visibility") == "hidden"
        or (bool(leeg(hoogte)) and waarden.get("overflow") == "hidden")
        or ("opacity" in waarden and leeg(waarden["opacity"]) is not None),
        letters_nul=bool(letters) and leeg(letters) is not None,
        letters_gezet=bool(letters) and leeg(letters) is None and not letters.endswith(("em", "%", "inherit")),
        wit=Wit.LETTERLIJK
        if wit.startswith(("pre", "break-spaces"))
        else Wit.GEWOON
        if wit in ("normal", "nowrap")
        else Wit.GEERFD,
        weergave=weergave if weergave in ("block", "inline") else "",
        doorgehaald="line-through" in waarden.get("text-decoration", "") + waarden.get("text-decoration-line", ""),
        zonder_marge=(bool(marge) and leeg(marge.split()[0]) is not None)
        or (bool(leeg(waarden.get("margin-bottom", "1"))) and bool(leeg(waarden.get("margin-top", "0")))),
        symbolen="wingdings" in lettertype,
        extern=len(_EXTERN.findall(bron)),
        actief=len(_ACTIEF.findall(bron)),
    )
