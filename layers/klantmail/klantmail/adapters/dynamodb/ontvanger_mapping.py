"""Recipients of a mail of the gemeente as a list of maps, and back."""

from collections.abc import Iterable, Sequence
from typing import Any

from pynamodb.attributes import BooleanAttribute, MapAttribute, UnicodeAttribute

from klantmail.domain.adressering import Ontvanger, Ontvangersoort


class OntvangerMap(MapAttribute[str, Any]):
    adres = UnicodeAttribute()
    soort = UnicodeAttribute()
    ander_adres = BooleanAttribute(attr_name="anderAdres")


def ontvanger_maps(ontvangers: Iterable[Ontvanger]) -> list[OntvangerMap] | None:
    """Return the list; None when there are none, so that the item has no such attribute."""
    return [OntvangerMap(adres=een.adres, soort=een.soort.value, ander_adres=een.ander_adres) for een in ontvangers] or None


def ontvangers_uit(maps: Sequence[OntvangerMap] | None) -> tuple[Ontvanger, ...]:
    """Read the recipients. Items from before these were kept have none."""
    return tuple(Ontvanger(een.adres, Ontvangersoort(een.soort), een.ander_adres) for een in maps or ())
