"""The type of an answer about an internal note."""

from typing import Annotated, TypedDict

from klantmail.api.responses.basis import Moment, Uuid, example


class Notitie(TypedDict):
    """Een notitie voor collega's. Zij verandert niet en gaat nooit naar de burger."""

    identificatie: Annotated[Uuid, example("6d0c2f1a-93d2-5b0e-8c55-0f4f6f0d7e33")]
    """UUID van de notitie."""
    tekst: Annotated[str, example("Meneer belde ook al. Zie het dossier van vorig jaar.")]
    """De tekst."""
    medewerker: Annotated[Uuid, example("a255acc8-b7b9-4db3-94aa-ecba5aec9f5f")]
    """UUID van wie de notitie schreef."""
    naam: Annotated[str, example("Anna de Boer")]
    """Naam van wie de notitie schreef."""
    tijdstip: Moment
    """Wanneer, in UTC."""
