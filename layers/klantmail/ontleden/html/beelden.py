"""The images of parts of the mail in safe HTML, found by its tags and never by its text.

What nh3 writes is well-formed: a `<` in a text is `&lt;`, a `"` in an attribute is `&quot;`. So each tag is read as a
whole, and what a sender wrote, such as `src="deel:2"` in a sentence, stays what it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

_VOORVOEGSEL: Final = "deel:"
_TAG: Final = re.compile(r'</?([a-z][a-z0-9]*+)((?: [a-z-]++="[^"]*+")*+)>')
# Texts and other tags, up to an image. All of it is possessive: the whole HTML is gone through once.
_TOT_BEELD: Final = re.compile(r'(?:[^<]++|<(?!img[ >])[^">]*+(?:"[^"]*+"[^">]*+)*+>)*+(?=<img[ >])')
_KENMERK: Final = re.compile(r' ([a-z-]++)="([^"]*+)"')


@dataclass(frozen=True, slots=True)
class EigenBeeld:
    """An `<img>` that shows a part of the mail."""

    pad: str
    """Path of the part."""
    kenmerken: Mapping[str, str]
    """The other attributes, decoded."""

    def begin(self) -> str:
        """Return the tag without its end, to which attributes may be added: `<img width="10"`."""
        return "<img" + "".join(f' {naam}="{escape(waarde)}"' for naam, waarde in self.kenmerken.items())


def met_eigen_beelden(html: str) -> Iterator[str | EigenBeeld]:
    """Yield safe HTML in pieces: its images of parts, and what stands between them as it is.

    Args:
        html: as `veilig_uit_lezing` gives it.
    """
    if _VOORVOEGSEL not in html:
        yield html
        return
    plek = klaar = 0
    while tot := _TOT_BEELD.match(html, plek):
        begin = tot.end()
        tag = _TAG.match(html, begin)
        if tag is None:  # nh3 writes no such thing
            break
        plek = tag.end()
        if _VOORVOEGSEL not in tag[2]:
            continue
        kenmerken = {naam: unescape(waarde) for naam, waarde in _KENMERK.findall(tag[2])}
        src = kenmerken.pop("src", "")
        if src.startswith(_VOORVOEGSEL):
            yield html[klaar:begin]
            yield EigenBeeld(src.removeprefix(_VOORVOEGSEL), kenmerken)
            klaar = plek
    yield html[klaar:]


def paden(html: str) -> frozenset[str]:
    """Return the paths of the parts that safe HTML shows."""
    if _VOORVOEGSEL not in html:
        return frozenset()
    return frozenset(een.pad for een in met_eigen_beelden(html) if isinstance(een, EigenBeeld))
