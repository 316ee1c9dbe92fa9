"""Drafts."""

import json
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from klantmail.api.schema import Ongeldig, Soort, Verzoek
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.concept import MAX_CONCEPT


class Velden(Soort):
    """Any JSON object, up to `MAX_CONCEPT` bytes: a draft need not be a request that could succeed."""

    def lees(self, waarde: object) -> dict[str, Any]:
        if not isinstance(waarde, dict):
            raise Ongeldig("model-type")
        if len(_als_json(waarde).encode()) > MAX_CONCEPT:
            raise Ongeldig("te-groot", "Een concept is ten hoogste 256 kB.")
        return waarde


def _als_json(waarde: dict[str, Any]) -> str:
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, kw_only=True)
class ConceptVerzoek(Verzoek):
    """Een concept: wat u tot nu toe hebt ingevuld."""

    soort: Afhandelsoort
    """De uitkomst waar u aan werkt."""
    velden: Annotated[dict[str, Any], Velden()]
    """De velden van het verzoek, voor zover ze zijn ingevuld, als JSON ten hoogste 256 kB. Klantmail bewaart ze zoals
    ze zijn, en beoordeelt ze pas bij de afhandeling."""

    @property
    def in_json(self) -> str:
        """Return the fields as they are kept."""
        return _als_json(self.velden)


@dataclass(frozen=True)
class ConceptVraag(Verzoek):
    """Van wie een concept is."""

    medewerker: UUID | None = None
    """UUID van een collega. Zonder dit veld: uw eigen concept."""
