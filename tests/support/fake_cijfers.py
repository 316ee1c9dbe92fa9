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
class FakeCijfers:
    """The figures of each page and day, and the feiten that were counted in them."""

    geteld: set[UUID] = field(default_factory=set)
    summed: dict[tuple[str, date], Counter[str]] = field(default_factory=dict)

    def tel(self, feiten: Sequence[Feit], bijdragen: Sequence[Bijdrage]) -> None:
        if any(feit.identificatie in self.geteld for feit in feiten):
            raise Geweigerd("counted")
        self.geteld |= {feit.identificatie for feit in feiten}
        for bijdrage in bijdragen:
            blad = self.summed.setdefault((bijdrage.blad, bijdrage.dag), Counter())
            for name, count in bijdrage.aantallen.items():
                blad[name] += count

    def ongeteld(self, feiten: Sequence[UUID]) -> frozenset[UUID]:
        return frozenset(feiten) - self.geteld

    def bladen(self, names: Sequence[str], van: date, tot: date) -> Sequence[Blad]:
        def lees(name: str) -> Blad:
            days = {day: cijfers for (blad, day), cijfers in self.summed.items() if blad == name}
            begin = sum(cijfers[VOORRAAD] for day, cijfers in days.items() if day < van)
            return Blad(begin, {day: dict(cijfers) for day, cijfers in days.items() if van <= day <= tot})

        return [lees(name) for name in names]
