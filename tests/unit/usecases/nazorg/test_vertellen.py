from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from klantmail.domain.feit import BerichtAfgehandeld, BerichtOntvangen, Feit, feiten_van_bericht
from klantmail.usecases.nazorg.vertellen import Verteller, nieuws
from tests.support.builders import bericht
from tests.unit.domain.test_feit import met_geschiedenis


@dataclass
class FakeBus:
    """A bus that does not take everything."""

    refuses: frozenset[UUID] = frozenset()
    verteld: list[Feit] = field(default_factory=list)

    def vertel(self, feiten: Sequence[Feit]) -> frozenset[UUID]:
        self.verteld += [feit for feit in feiten if feit.identificatie not in self.refuses]
        return frozenset(feit.identificatie for feit in feiten) & self.refuses


def test_a_new_mail_is_news_and_what_was_read_of_it_is_none() -> None:
    feiten = feiten_van_bericht(bericht())
    assert [type(feit) for feit in nieuws(feiten, is_nieuw=True)] == [BerichtOntvangen]
    assert nieuws(feiten, is_nieuw=False) == ()


def test_the_last_thing_that_happened_is_the_news_of_a_change() -> None:
    assert [type(feit) for feit in nieuws(feiten_van_bericht(met_geschiedenis()), is_nieuw=False)] == [BerichtAfgehandeld]


def test_a_feit_goes_on_the_bus_once_and_what_the_bus_did_not_take_is_named() -> None:
    one, other = (feiten_van_bericht(replace(bericht(), identificatie=UUID(int=number)))[0] for number in (1, 2))
    bus = FakeBus(refuses=frozenset({other.identificatie}))
    assert Verteller(bus).vertel([one, other, one]) == {other.identificatie}
    assert bus.verteld == [one]
