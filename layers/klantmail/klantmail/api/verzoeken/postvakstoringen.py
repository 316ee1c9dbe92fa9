"""Outages of postvakken."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Final

from klantmail.api.schema import Beschreven, Getal, Moment, Verzoek
from klantmail.api.verzoeken.basis import Reden, een_regel
from klantmail.domain.postvakstoring import MAX_POSTVAKKEN, Storingsgegevens
from klantmail.domain.tijd import op_milliseconde

_EERSTE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LAATSTE: Final = datetime(3000, 1, 1, tzinfo=UTC)

_Moment = Annotated[datetime, Moment(_EERSTE, _LAATSTE)]


@dataclass(frozen=True, kw_only=True)
class PostvakstoringVerzoek(Verzoek):
    """Een storing van een of meer postvakken."""

    postvakken: Annotated[tuple[Annotated[str, een_regel(254)], ...], Beschreven({"maxItems": MAX_POSTVAKKEN})] = ()
    """De postvakken waar geen e-mail kon binnenkomen. Leeg: alle."""
    van: _Moment
    """Het moment waarop de storing begon, met tijdzone, vanaf het jaar 2000. Niet in de toekomst."""
    tot: _Moment | None = None
    """Het moment waarop er weer e-mail binnenkwam, met tijdzone. Na `van`, en niet in de toekomst. `null`: de storing
    duurt nog."""
    toelichting: Reden
    """Wat er aan de hand was, op één regel. Noem geen namen van burgers."""

    @property
    def gegevens(self) -> Storingsgegevens:
        """The account of the outage."""
        return Storingsgegevens(
            postvakken=self.postvakken,
            van=op_milliseconde(self.van),
            tot=None if self.tot is None else op_milliseconde(self.tot),
            toelichting=self.toelichting,
        )


@dataclass(frozen=True, kw_only=True)
class PostvakstoringWijziging(PostvakstoringVerzoek):
    """Een wijziging van een storing, zoals het einde ervan."""

    vervallen: bool = False
    """`true`: deze storing is er niet geweest. Zij blijft in de lijst staan, en telt bij geen e-mail meer."""
    versie: Annotated[int, Getal(1)]
    """De versie die u hebt gelezen."""

    @property
    def gegevens(self) -> Storingsgegevens:
        """The account of the outage."""
        return replace(super().gegevens, vervallen=self.vervallen)
