"""Figures in memory, with the promises of `klantmail.ports.cijfers`.

`tests/integration/adapters/dynamodb/test_cijfers.py` holds them to it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from klantmail.domain.cijfers import VOORRAAD, Bijdrage
from klantmail.domain.feit import Feit
from klantmail.domain.fouten import Geweigerd
from klantmail.ports.cijfers import Blad


@dataclass
class NepCijfers:
    """The figures of each page and day, and the feiten that were counted in them."""

    geteld: set[UUID] = field(default_factory=set)
    opgeteld: dict[tuple[str, date], Counter[str]] = field(default_factory=dict)

    def tel(self, feiten: Sequence[Feit], bijdragen: Sequence[Bijdrage]) -> None:
        if any(feit.identificatie in self.geteld for feit in feiten):
            raise Geweigerd("counted")
        self.geteld |= {feit.identificatie for feit in feiten}
        for bijdrage in bijdragen:
            blad = self.opgeteld.setdefault((bijdrage.blad, bijdrage.dag), Counter())
            for naam, aantal in bijdrage.aantallen.items():
                blad[naam] += aantal

    def ongeteld(self, feiten: Sequence[UUID]) -> frozenset[UUID]:
        return frozenset(feiten) - self.geteld

    def bladen(self, namen: Sequence[str], van: date, tot: date) -> Sequence[Blad]:
        def lees(naam: str) -> Blad:
            dagen = {dag: cijfers for (blad, dag), cijfers in self.opgeteld.items() if blad == naam}
            begin = sum(cijfers[VOORRAAD] for dag, cijfers in dagen.items() if dag < van)
            return Blad(begin, {dag: dict(cijfers) for dag, cijfers in dagen.items() if van <= dag <= tot})

        return [lees(naam) for naam in namen]
