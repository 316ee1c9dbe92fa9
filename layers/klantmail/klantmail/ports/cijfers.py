"""The figures in the table, as the use cases need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from klantmail.domain.cijfers import Bijdrage
    from klantmail.domain.feit import Feit


@dataclass(frozen=True, slots=True)
class Blad:
    """The figures of one page over some days."""

    begin: int
    """The number that was open before the first of these days."""
    dagen: Mapping[date, Mapping[str, int]]
    """The figures of each day that has any."""


class Telwerk(Protocol):
    """The counting of feiten."""

    def tel(self, feiten: Sequence[Feit], bijdragen: Sequence[Bijdrage]) -> None:
        """Add to the figures what these feiten add together, all of it or nothing.

        Args:
            bijdragen: one for each page and day; none when no figure counts any of them.
        Raises: Geweigerd (one of these feiten was counted before), Botsing, OpslagOnbekend.
        """

    def ongeteld(self, feiten: Sequence[UUID]) -> frozenset[UUID]:
        """Return those of these feiten, by identificatie, that were not counted."""


class Cijferlezer(Protocol):
    """The reading of figures."""

    def bladen(self, namen: Sequence[str], van: date, tot: date) -> Sequence[Blad]:
        """Read these pages over the days from `van` to `tot`, both included."""


class Feitenbron(Protocol):
    """The records themselves, which tell what happened lately."""

    def feiten_tussen(self, postvakken: Sequence[str], van: datetime, tot: datetime) -> Iterable[Feit]:
        """Yield all that ever happened to the mails that were received and wait, or were handled, in this time.

        With them come the zaken and interne taken that they led to, at once or later on, and the tasks that these
        became. Raises: NietBeschikbaar.
        """
