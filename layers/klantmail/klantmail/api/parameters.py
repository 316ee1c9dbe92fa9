"""Query parameters of the lists. The docstrings are what an API user reads (`make openapi`), so they are in Dutch."""

from dataclasses import dataclass
from typing import Annotated, Literal

from klantmail.api.schema import Getal, Tekst, Verzoek
from klantmail.domain.emailbericht import Berichtstatus

_Aantal = Annotated[int, Getal(1, 100)]
_Cursor = Annotated[str, Tekst(200)]


@dataclass(frozen=True)
class Bladeren(Verzoek):
    """Een bladzijde van een lijst."""

    page_size: _Aantal = 20
    """Hoeveel resultaten u ten hoogste wilt."""
    cursor: _Cursor | None = None
    """De `cursor` van de vorige bladzijde. Zonder cursor: de eerste bladzijde."""


@dataclass(frozen=True)
class SamenhangVerzoek(Verzoek):
    """Twee lijsten, elk met een eigen cursor."""

    page_size: _Aantal = 20
    """Hoeveel resultaten u per lijst ten hoogste wilt."""
    cursor_gesprek: _Cursor | None = None
    """De `cursor` van de vorige bladzijde van het gesprek."""
    cursor_afzender: _Cursor | None = None
    """De `cursor` van de vorige bladzijde van hetzelfde adres."""


@dataclass(frozen=True)
class WerkvoorraadVerzoek(Bladeren):
    """Een bladzijde van de werkvoorraad."""

    postvak: str | None = None
    """Alleen e-mails van dit postvak."""
    status: Literal[Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING, Berichtstatus.QUARANTAINE] | None = None
    """Alleen e-mails met deze status."""


@dataclass(frozen=True)
class VerzendingenVerzoek(Bladeren):
    """Een bladzijde van verzendingen."""

    lijst: Literal["te_verzenden", "bezig", "onbekend", "mislukt", "geweigerd", "klacht"] | None = None
    """Alleen verzendingen op deze lijst. Zonder lijst: alles waarover iemand moet beslissen."""
