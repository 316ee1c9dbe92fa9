"""The style sheets of a mail, for what they say about reading: which classes strike out what is in them.

Only rules that are sure to hold count: a class, or a class of an element (`.weg`, `p.weg`), outside of any condition
such as `@media`. Whatever else a sheet says is passed over, so that in doubt a text reads as it stands.
"""

import re
from collections.abc import Sequence
from typing import Final

_LANGSTE_BLAD: Final = 200_000
"""Characters of a sheet that are read."""
_MEESTE_REGELS: Final = 2_000
_MEESTE_KLASSEN: Final = 50
"""Classes of one element that are looked up."""
# Every repetition is possessive or stands before what it cannot match: reading is linear.
_TOELICHTING: Final = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)|<!--|-->")
_HAAK: Final = re.compile(r"([^{}]*+)([{}])")
_KIEZER: Final = re.compile(r"([a-z][a-z0-9]{0,20})?\.([\w-]{1,100})")
_LIJN: Final = re.compile(r"(?:^|;)\s*+text-decoration(?:-line)?+\s*+:([^;]*+)")
_DOORGEHAALD: Final = "line-through"


class Stijlbladen:
    """The rules of all style sheets so far."""

    __slots__ = ("_plaats", "_regels")

    def __init__(self) -> None:
        self._plaats = 0
        self._regels: dict[tuple[str, str], tuple[bool, bool, int, bool]] = {}
        """Rules by element (or "") and class: important, with an element, place, and whether it strikes out."""

    def lees(self, blad: str) -> bool:
        """Add the rules of a sheet, whatever is in it, and tell whether it may have any that count."""
        if not self._regels and _DOORGEHAALD not in blad.lower():
            return False  # it could only undo what another sheet said before
        kop, diepte = "", 0
        for gevonden in _HAAK.finditer(_TOELICHTING.sub("", blad[:_LANGSTE_BLAD].lower())):
            tekst, haak = gevonden.groups()
            if haak == "{":
                kop, diepte = (tekst.rpartition(";")[2].strip() if diepte == 0 else ""), diepte + 1
            else:
                if diepte == 1 and kop:
                    self._neem_op(kop, tekst)
                kop, diepte = "", max(diepte - 1, 0)
        return True

    def _neem_op(self, kop: str, verklaringen: str) -> None:
        lijnen = _LIJN.findall(verklaringen)
        if not lijnen:
            return
        belangrijk = [lijn for lijn in lijnen if "!" in lijn]
        geldt = (belangrijk or lijnen)[-1]
        for kiezer in kop.split(","):
            simpel = _KIEZER.fullmatch(kiezer.strip())
            if simpel is None or len(self._regels) >= _MEESTE_REGELS:
                continue
            element, klasse = simpel[1] or "", simpel[2]
            self._plaats += 1
            nieuw = (bool(belangrijk), bool(element), self._plaats, _DOORGEHAALD in geldt)
            oud = self._regels.get((element, klasse))
            if oud is None or nieuw[0] >= oud[0]:
                self._regels[element, klasse] = nieuw

    def haalt_door(self, element: str, klassen: str) -> bool:
        """Tell whether an element of these classes (the attribute) is struck out."""
        if not self._regels or not klassen:
            return False
        plaatsen: Sequence[tuple[str, str]] = [
            (een, klasse) for klasse in klassen.lower().split()[:_MEESTE_KLASSEN] for een in ("", element)
        ]
        gelden = [self._regels[plaats] for plaats in plaatsen if plaats in self._regels]
        return max(gelden)[3] if gelden else False
