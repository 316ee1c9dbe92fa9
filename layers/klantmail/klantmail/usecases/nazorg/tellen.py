"""The counting of feiten for the figures: each once, whichever way and however often it comes.

A feit that adds to no figure, such as a task for one medewerker, is marked as counted all the same. Without that mark
`navertellen` would take it for lost, and tell it again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from klantmail.domain.cijfers import Bijdrage, Norm, tel_op
from klantmail.domain.feit import Feit
from klantmail.ports.cijfers import Telwerk
from klantmail.usecases.guarded_write import Slaap, leg_vast


class Telresultaat(StrEnum):
    """The results that one call of `tel` can have."""

    GETELD = "geteld"
    AL_GETELD = "al_geteld"


MAX_SAMEN: Final = 10
"""Feiten that are counted together at most. Each adds to two pages, by day and by month: all fits in one write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """The counting, of some feiten at a time: what they add to one page is one write of that page."""

    telwerk: Telwerk
    norm: Norm
    slaap: Slaap

    def tel(self, *feiten: Feit) -> tuple[Telresultaat, ...]:
        """Count feiten, all of them or none, and return what became of each.

        Raises: NietBeschikbaar (the same feiten may be offered again); ValueError (more than `MAX_SAMEN`).
        """
        if len(feiten) > MAX_SAMEN:
            raise ValueError(f"{len(feiten)} feiten, and at most {MAX_SAMEN} are counted together")
        te_tellen = {feit.identificatie: feit for feit in feiten}

        def schrijf() -> frozenset[UUID]:
            erbij = tel_op(te_tellen.values(), self.norm).items()
            bijdragen = [Bijdrage(blad, dag, aantallen) for (blad, dag), aantallen in erbij]
            self.telwerk.tel([*te_tellen.values()], bijdragen)
            return frozenset(te_tellen)

        def lees_terug() -> frozenset[UUID] | None:
            ongeteld = self.telwerk.ongeteld([*te_tellen])
            for identificatie in te_tellen.keys() - ongeteld:
                del te_tellen[identificatie]
            return None if te_tellen else frozenset()

        geteld = leg_vast(schrijf, lees_terug, self.slaap) if te_tellen else frozenset()
        return tuple(_resultaten(feiten, set(geteld)))


def _resultaten(feiten: Sequence[Feit], geteld: set[UUID]) -> Iterator[Telresultaat]:
    """Yield what became of each feit. Of one that came twice, the first was counted."""
    for feit in feiten:
        if feit.identificatie in geteld:
            geteld.remove(feit.identificatie)
            yield Telresultaat.GETELD
        else:
            yield Telresultaat.AL_GETELD
