"""An internal note."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.basis import bericht


@dataclass(frozen=True, kw_only=True)
class NotitieVerzoek(Verzoek):
    """Een notitie voor collega's."""

    tekst: Annotated[str, bericht(1000)]
    """De tekst, ten hoogste 1000 tekens. De burger krijgt die nooit te zien."""
