"""The choice between two forms of one text, the plain text and the HTML: which one holds what the sender wrote.

They should say the same (RFC 2046 section 5.1.4). Some software sends a plain text that only says that one should look
at the HTML, or only the first lines of it.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

_MAX_STOMP: Final = 500
_STOMPEN: Final = (
    "not support html",
    "cannot display html",
    "can't display html",
    "unable to display html",
    "html-compatible",
    "html compatible",
    "html-enabled",
    "html enabled",
    "html capable",
    "html-capable",
    "ondersteunt geen html",
    "kan geen html",
    "geen html weergeven",
    "geen html-bericht",
    "alleen leesbaar in html",
)
_OVER_WEERGAVE: Final = re.compile(
    r"html|web ?browser|in (?:uw|je|your) browser|e-?mail ?(?:client|programma|program|reader|software)"
    r"|(?:cannot|can't|could not|unable to|kan niet|kunt u niet|niet goed|niet juist) .{0,40}(?:view|display|weer|tonen|lezen)"
    r"|multi-?part message|online (?:versie|version|bekijken)|(?:view|bekijk|lees) .{0,40}(?:online|browser|webversie)|opgemaakte"
)
"""The words of such a plain text. A citizen may use them too, so they count only when the HTML says something else."""
_GEEN_WOORDEN: Final = re.compile(r"https?://\S+|\[(?:cid|image|afbeelding|inline)[^\[\]]{0,300}\]")
"""The signs that stand in a plain text for what the HTML shows."""
_WOORD: Final = re.compile(r"[^\W\d_]{3,}+")
_PROEVEN: Final = 10
_GENOEG: Final = 6
"""The number of words, taken all over the HTML, that stand in the plain text too when both are one text."""
_WEINIG: Final = 0.35
"""The part of the words of the HTML below which the plain text says little of what the HTML says."""
_VEEL: Final = 0.8
_KORT: Final = 15
"""The number of different words of a text that is no more than a notice."""


class Oordeel(Enum):
    """The judgement which form to read."""

    PLAT = auto()
    HTML = auto()
    PLAT_IN_TWIJFEL = auto()
    HTML_IN_TWIJFEL = auto()


def is_stomp(tekst: str) -> bool:
    """Tell whether a plain text says no more than that one should look at the HTML."""
    if len(tekst.strip()) > _MAX_STOMP:
        return False
    kaal = " ".join(tekst.split()).lower()
    return not kaal or any(stomp in kaal for stomp in _STOMPEN)


def oordeel(plat: str, html: Sequence[str]) -> Oordeel:
    """Compare a plain text with the pieces of text of the HTML that stands for the same.

    The work is linear in both; of two texts that are the same only a few words are looked at.
    """
    if is_stomp(plat):
        return Oordeel.HTML
    ander = " ".join(html)
    if _zelfde(plat, ander):
        return Oordeel.PLAT
    klein, ander = plat.lower(), ander.lower()
    woorden_plat, woorden_html = set(_WOORD.findall(_GEEN_WOORDEN.sub(" ", klein))), set(_WOORD.findall(ander))
    beide = len(woorden_plat & woorden_html)
    if not woorden_html or beide >= _WEINIG * len(woorden_html):
        return Oordeel.PLAT
    if beide >= _VEEL * len(woorden_plat) or (len(plat) <= _MAX_STOMP and _OVER_WEERGAVE.search(klein)):
        return Oordeel.HTML
    if len(woorden_plat) <= _KORT and len(woorden_html) > 2 * len(woorden_plat):
        return Oordeel.HTML_IN_TWIJFEL
    return Oordeel.PLAT_IN_TWIJFEL


def _zelfde(plat: str, html: str) -> bool:
    """Tell whether words that are taken from all over `html` stand in `plat`."""
    stap = len(html) // _PROEVEN or 1
    gevonden = [_WOORD.search(html, plek) for plek in range(0, stap * _PROEVEN, stap)]
    goed = sum([woord is not None and woord[0] in plat for woord in gevonden])
    return goed * _PROEVEN >= (_PROEVEN - gevonden.count(None)) * _GENOEG
