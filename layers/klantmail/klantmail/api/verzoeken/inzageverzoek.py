"""The request to collect all that is held about a person."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Beschreven, Verzoek
from klantmail.api.verzoeken.basis import een_regel
from klantmail.domain.inzageverzoek import MAX_ADRESSEN


@dataclass(frozen=True, kw_only=True)
class InzageVerzoek(Verzoek):
    """Van wie alles moet worden verzameld."""

    adressen: Annotated[tuple[Annotated[str, een_regel(254)], ...], Beschreven({"minItems": 1, "maxItems": MAX_ADRESSEN})]
    """De e-mailadressen van één persoon. Hoofdletters maken niet uit."""
