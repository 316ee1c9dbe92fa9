"""The types of an answer about a draft."""

from typing import Annotated, Any, TypedDict

from klantmail.api.responses.basis import Moment, Uuid, example
from klantmail.domain.afhandeling import Afhandelsoort


class ConceptKort(TypedDict):
    """Dat er een concept is."""

    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van de medewerker van wie het is."""
    naam: Annotated[str, example("Anna de Boer")]
    """Naam van die medewerker."""
    soort: Afhandelsoort
    """De uitkomst waar de medewerker aan werkt."""
    gewijzigdOp: Moment
    """Wanneer het voor het laatst is gewijzigd, in UTC."""
    vervaltOp: Annotated[Moment, example("2026-12-24T09:00:00.000Z")]
    """Wanneer het vanzelf verdwijnt, in UTC."""


class Concept(ConceptKort):
    """Wat een medewerker tot nu toe heeft ingevuld."""

    velden: Annotated[dict[str, Any], example({"inhoud": "Beste meneer Jansen,\n\nU kunt"})]
    """De velden, zoals ze zijn bewaard."""
    achterhaald: bool
    """Een ander heeft de e-mail intussen afgehandeld."""
