"""The figures on DynamoDB and in memory: each feit counts once, and a page tells the stock of before it too."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from uuid import UUID

import pytest

from klantmail.adapters.dynamodb.cijfers import Cijfers
from klantmail.domain.cijfers import Bijdrage, Norm, bijdragen, blad_van_eenheid, blad_van_postvak, tel_op
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.feit import BerichtVerplaatst, Feit, feiten_van_bericht
from klantmail.domain.fouten import Geweigerd, OpslagOnbekend
from klantmail.domain.werktijd import Werktijden
from klantmail.usecases.nazorg.tellen import MAX_SAMEN, Teller, Telresultaat
from tests.support.builders import ANDER_POSTVAK, POSTVAK, afhandeling, bericht, taak
from tests.support.fake_cijfers import FakeCijfers
from tests.support.fakes import BEGIN
from tests.support.feiten import alle_feiten
from tests.support.repositories import AllRepositories
from tests.unit.domain.test_feit import met_geschiedenis

NORM = Norm(Werktijden(), 3)
DAG = date(2026, 11, 24)


@pytest.fixture(params=["dynamodb", "in memory"])
def cijfers(request: pytest.FixtureRequest, dynamodb: AllRepositories) -> Cijfers | FakeCijfers:
    return Cijfers(dynamodb._table) if request.param == "dynamodb" else FakeCijfers()


@pytest.fixture
def teller(cijfers: Cijfers | FakeCijfers) -> Teller:
    return Teller(telwerk=cijfers, norm=NORM, slaap=lambda _: None)


def op_dag(number: int, days: int) -> Emailbericht:
    """A mail of so many days later, which was answered at once."""
    moment = BEGIN + timedelta(days=days)
    one = bericht(number)
    return replace(
        one,
        envelop=replace(one.envelop, ontvangen_op=moment),
        afhandeling=replace(afhandeling(number), tijdstip=moment + timedelta(days=1)),
    )


def test_a_feit_counts_once_however_often_it_comes(cijfers: Cijfers | FakeCijfers, teller: Teller) -> None:
    feiten = feiten_van_bericht(met_geschiedenis())
    assert cijfers.ongeteld([feit.identificatie for feit in feiten]) == {feit.identificatie for feit in feiten}
    assert [*map(teller.tel, feiten)] == [(Telresultaat.GETELD,)] * len(feiten)
    assert [*map(teller.tel, reversed(feiten))] == [(Telresultaat.AL_GETELD,)] * len(feiten)
    assert cijfers.ongeteld([feit.identificatie for feit in feiten]) == set()
    with pytest.raises(Geweigerd):
        cijfers.tel(feiten[:1], bijdragen(feiten[0], NORM))


def test_feiten_that_come_together_are_counted_together_and_each_of_them_once(
    cijfers: Cijfers | FakeCijfers, teller: Teller
) -> None:
    feiten = feiten_van_bericht(met_geschiedenis())
    earlier, nog = feiten[:2], feiten[2:]
    assert teller.tel(*earlier) == (Telresultaat.GETELD,) * 2
    samen = (*feiten, nog[0])  # some of it was counted, and one of it comes twice
    results = [Telresultaat.AL_GETELD] * 2 + [Telresultaat.GETELD] * len(nog) + [Telresultaat.AL_GETELD]
    assert list(teller.tel(*samen)) == results
    assert teller.tel(*samen) == (Telresultaat.AL_GETELD,) * len(samen)
    assert _gelezen(cijfers, [blad_van_postvak(POSTVAK), blad_van_postvak(ANDER_POSTVAK)]) == tel_op(feiten, NORM)


def test_as_many_feiten_as_are_counted_together_fit_in_one_write_wherever_they_belong(
    cijfers: Cijfers | FakeCijfers, teller: Teller
) -> None:
    def verplaatst(number: int) -> Feit:
        month = datetime(2026, 1 + number, 24, 9, tzinfo=UTC)
        return BerichtVerplaatst(
            tijdstip=month, emailbericht=UUID(int=number), postvak=f"van{number}@x.nl", naar=f"naar{number}@x.nl"
        )

    feiten = [verplaatst(number) for number in range(MAX_SAMEN)]
    assert teller.tel(*feiten) == (Telresultaat.GETELD,) * MAX_SAMEN
    with pytest.raises(ValueError, match="at most"):
        teller.tel(*feiten, feiten[0])
    names = [blad_van_postvak(f"{waar}{number}@x.nl") for number in range(MAX_SAMEN) for waar in ("van", "naar")]
    assert _gelezen(cijfers, names, date(2026, 1, 1), date(2026, 12, 31)) == tel_op(feiten, NORM)


def test_what_one_of_them_adds_is_added_once_when_nobody_knows_whether_the_write_was_carried_out() -> None:
    class Twijfel(FakeCijfers):
        def tel(self, feiten: Sequence[Feit], bijdragen: Sequence[Bijdrage]) -> None:
            super().tel(feiten, bijdragen)
            raise OpslagOnbekend("no answer")

    feiten, twijfel = feiten_van_bericht(met_geschiedenis()), Twijfel()
    teller = Teller(telwerk=twijfel, norm=NORM, slaap=lambda _: None)
    assert teller.tel(*feiten) == (Telresultaat.AL_GETELD,) * len(feiten)
    assert _gelezen(twijfel, [blad_van_postvak(POSTVAK), blad_van_postvak(ANDER_POSTVAK)]) == tel_op(feiten, NORM)


def _gelezen(
    cijfers: Cijfers | FakeCijfers, names: list[str], van: date = DAG, tot: date = DAG + timedelta(days=30)
) -> dict[tuple[str, date], dict[str, int]]:
    """The figures of these pages that are not zero."""
    return {
        (name, day): {cijfer: count for cijfer, count in row.items() if count}
        for name, blad in zip(names, cijfers.bladen(names, van, tot), strict=True)
        for day, row in blad.dagen.items()
        if any(row.values())
    }


def test_what_is_stored_equals_a_count_of_all_records(cijfers: Cijfers | FakeCijfers, teller: Teller) -> None:
    end = taak().verwerkt(BEGIN + timedelta(days=2), resultaat="Klaar", vervolg=None, idempotency_key="s", vingerafdruk="v")
    feiten = list(alle_feiten([met_geschiedenis(), op_dag(2, 0), op_dag(3, 1)], [taak(2), end]))
    for feit in chain(feiten, feiten):
        teller.tel(feit)
    names = [blad_van_postvak(POSTVAK), blad_van_postvak(ANDER_POSTVAK), blad_van_eenheid("Burgerzaken")]
    assert _gelezen(cijfers, names) == tel_op(feiten, NORM)


@pytest.mark.parametrize("days", [0, 1, 6, 7, 8, 40, 400])
def test_a_page_begins_with_what_was_open_before(cijfers: Cijfers | FakeCijfers, teller: Teller, days: int) -> None:
    """The days of its month are added up, and the months before by one number each."""
    for number, later in enumerate((0, 5, 6, 7, 8, 39, 40), start=1):
        for feit in feiten_van_bericht(replace(op_dag(number, later), afhandeling=None)):
            teller.tel(feit)
    van = DAG + timedelta(days=days)
    (blad,) = cijfers.bladen([blad_van_postvak(POSTVAK)], van, van)
    assert blad.begin == sum(later < days for later in (0, 5, 6, 7, 8, 39, 40))


def test_feiten_of_one_day_at_the_same_time_are_all_counted(cijfers: Cijfers | FakeCijfers, teller: Teller) -> None:
    feiten = list(chain.from_iterable(feiten_van_bericht(op_dag(number, 0)) for number in range(20)))
    tel: Callable[..., object] = teller.tel
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(tel, feiten))
    (blad,) = cijfers.bladen([blad_van_postvak(POSTVAK)], DAG, DAG)
    assert blad.dagen[DAG]["ontvangen"] == 20
