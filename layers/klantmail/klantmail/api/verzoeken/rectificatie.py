"""The rectification of a klantcontact."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.basis import bericht


@dataclass(frozen=True, kw_only=True)
class RectificatieVerzoek(Verzoek):
    """Wat er in een klantcontact niet klopt."""

    tekst: Annotated[str, bericht(2000)]
    """Wat er niet klopt, en hoe het wel is. Ten hoogste 2000 tekens."""
