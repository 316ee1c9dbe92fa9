"""Which klantcontacten to look for."""

from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, Field
from pydantic_core import PydanticCustomError

from klantmail.api.verzoeken.basis import GEHEEL, EenRegel, Verzoek

_EERSTE: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LAATSTE: Final = datetime(3000, 1, 1, tzinfo=UTC)
"""Nearer to the first and the last year that there are, a period of 31 days or another time zone leads outside."""


def _in_onze_tijd(moment: datetime) -> datetime:
    if not _EERSTE <= moment < _LAATSTE:
        raise PydanticCustomError("moment_buiten_bereik", "out of range")
    return moment


_Moment = Annotated[AwareDatetime, AfterValidator(_in_onze_tijd)]


class ZoekVerzoek(Verzoek):
    """Welke klantcontacten u zoekt."""

    page_size: Annotated[int, Field(ge=1, le=100), GEHEEL] = 20
    """Hoeveel resultaten u ten hoogste wilt."""
    cursor: Annotated[str, Field(max_length=200)] | None = None
    """De `cursor` van de vorige bladzijde. Zonder cursor: de eerste bladzijde."""
    afzender: Annotated[EenRegel, Field(max_length=320)] | None = None
    """E-mailadres van de burger. Zonder dit veld zoekt u in een periode van ten hoogste 31 dagen."""
    van: _Moment | None = None
    """Vanaf dit moment, met tijdzone, in de jaren 1900 tot en met 2999. Zonder `van` en `afzender`: vanaf 31 dagen voor `tot`."""
    tot: _Moment | None = None
    """Tot dit moment, met tijdzone, in de jaren 1900 tot en met 2999. Zonder `tot`: tot nu."""
