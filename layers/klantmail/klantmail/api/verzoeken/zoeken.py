"""The search among klantcontacten."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final

from klantmail.api.schema import Getal, Moment, Tekst, Verzoek
from klantmail.api.verzoeken.basis import een_regel

_EERSTE: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LAATSTE: Final = datetime(3000, 1, 1, tzinfo=UTC)
"""Nearer to the first and the last year that there are, a period of 31 days or another time zone leads outside."""

_Moment = Annotated[datetime, Moment(_EERSTE, _LAATSTE)]


@dataclass(frozen=True, kw_only=True)
class ZoekVerzoek(Verzoek):
    """Welke klantcontacten u zoekt."""

    page_size: Annotated[int, Getal(1, 100)] = 20
    """Hoeveel resultaten u ten hoogste wilt."""
    cursor: Annotated[str, Tekst(200)] | None = None
    """De `cursor` van de vorige bladzijde. Zonder cursor: de eerste bladzijde."""
    afzender: Annotated[str, een_regel(320)] | None = None
    """E-mailadres van de burger. Zonder dit veld zoekt u in een periode van ten hoogste 31 dagen."""
    van: _Moment | None = None
    """Vanaf dit moment, met tijdzone, in de jaren 1900 tot en met 2999. Zonder `van` en `afzender`: vanaf 31 dagen voor
    `tot`.
    """
    tot: _Moment | None = None
    """Tot dit moment, met tijdzone, in de jaren 1900 tot en met 2999. Zonder `tot`: tot nu."""
