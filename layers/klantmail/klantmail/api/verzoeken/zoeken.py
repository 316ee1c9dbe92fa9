"""Which klantcontacten to look for."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from klantmail.api.verzoeken.basis import GEHEEL, EenRegel, Verzoek


class ZoekVerzoek(Verzoek):
    """Welke klantcontacten u zoekt."""

    page_size: Annotated[int, Field(ge=1, le=100), GEHEEL] = 20
    """Hoeveel resultaten u ten hoogste wilt."""
    cursor: Annotated[str, Field(max_length=200)] | None = None
    """De `cursor` van de vorige bladzijde. Zonder cursor: de eerste bladzijde."""
    afzender: Annotated[EenRegel, Field(max_length=320)] | None = None
    """E-mailadres van de burger. Zonder dit veld zijn `van` en `tot` nodig."""
    van: AwareDatetime | None = None
    """Vanaf dit moment, met tijdzone."""
    tot: AwareDatetime | None = None
    """Tot dit moment, met tijdzone."""
