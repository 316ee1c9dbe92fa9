"""The kinds of zaak. They stand apart from `zaak`, since the settings of every function name them."""

from dataclasses import dataclass
from enum import StrEnum


class Vertrouwelijkheid(StrEnum):
    """The confidentiality of a zaak (`vertrouwelijkheidaanduiding` of Zaken API 1.5), from public on."""

    OPENBAAR = "openbaar"
    BEPERKT_OPENBAAR = "beperkt_openbaar"
    INTERN = "intern"
    ZAAKVERTROUWELIJK = "zaakvertrouwelijk"
    VERTROUWELIJK = "vertrouwelijk"
    CONFIDENTIEEL = "confidentieel"
    GEHEIM = "geheim"
    ZEER_GEHEIM = "zeer_geheim"


@dataclass(frozen=True, slots=True)
class Zaaktype:
    """A kind of zaak that a mail can become."""

    naam: str
    url: str
    """URL in the municipality's catalogue (Catalogi API)."""
    vertrouwelijkheid: Vertrouwelijkheid | None = None
    """The confidentiality of its zaken; None when it is the one that the catalogue gives the zaaktype."""
