"""The figures on DynamoDB and in memory: each feit counts once, and a page tells the stock of before it too."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import pytest

from klantmail.adapters.dynamodb.cijfers import Cijfers
from klantmail.domain.cijfers import Norm, bijdragen, blad_van_eenheid, blad_van_postvak, tel_op
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.feit import alle_feiten, feiten_van_bericht
from klantmail.domain.fouten import Geweigerd
from klantmail.domain.werktijd import Werktijden
from klantmail.usecases.nazorg.tellen import Teller, Telresultaat
from tests.support.builders import ANDER_POSTVAK, POSTVAK, afhandeling, bericht, taak
from tests.support.fake_cijfers import NepCijfers
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories
from tests.unit.domain.test_feit import met_geschiedenis

NORM = Norm(Werktijden(), 3)
DAG = date(2026, 11, 24)


@pytest.fixture(params=["dynamodb", "in memory"])
def cijfers(request: pytest.FixtureRequest, dynamodb: AllRepositories) -> Cijfers | NepCijfers:
    return Cijfers(dynamodb._table) if request.param == "dynamodb" else NepCijfers()


@pytest.fixture
def teller(cijfers: Cijfers | NepCijfers) -> Teller:
    return Teller(telwerk=cijfers, norm=NORM, slaap=lambda _: None)


def op_dag(nummer: int, dagen: int) -> Emailbericht:
    """A mail of so many days later, which was answered at once."""
    moment = BEGIN + timedelta(days=dagen)
    een = bericht(nummer)
    return replace(
        een,
        envelop=replace(een.envelop, ontvangen_op=moment),
        afhandeling=replace(afhandeling(nummer), tijdstip=moment + timedelta(days=1)),
    )


def test_a_feit_counts_once_however_often_it_comes(cijfers: Cijfers | NepCijfers, teller: Teller) -> None:
    feiten = feiten_van_bericht(met_geschiedenis())
    assert cijfers.ongeteld([feit.identificatie for feit in feiten]) == {feit.identificatie for feit in feiten}
    assert [teller.tel(feit) for feit in feiten] == [Telresultaat.GETELD] * len(feiten)
    assert [teller.tel(feit) for feit in reversed(feiten)] == [Telresultaat.AL_GETELD] * len(feiten)
    assert cijfers.ongeteld([feit.identificatie for feit in feiten]) == set()
    with pytest.raises(Geweigerd):
        cijfers.tel(feiten[0], bijdragen(feiten[0], NORM))


def test_what_is_stored_equals_a_count_of_all_records(cijfers: Cijfers | NepCijfers, teller: Teller) -> None:
    einde = taak().verwerkt(BEGIN + timedelta(days=2), resultaat="Klaar", vervolg=None, idempotency_key="s", vingerafdruk="v")
    feiten = list(alle_feiten([met_geschiedenis(), op_dag(2, 0), op_dag(3, 1)], [taak(2), einde]))
    for feit in chain(feiten, feiten):
        teller.tel(feit)
    namen = [blad_van_postvak(POSTVAK), blad_van_postvak(ANDER_POSTVAK), blad_van_eenheid("Burgerzaken")]
    gelezen = {
        (naam, dag): {cijfer: aantal for cijfer, aantal in rij.items() if aantal}
        for naam, blad in zip(namen, cijfers.bladen(namen, DAG, DAG + timedelta(days=30)), strict=True)
        for dag, rij in blad.dagen.items()
    }
    assert gelezen == tel_op(feiten, NORM)


@pytest.mark.parametrize("dagen", [0, 1, 6, 7, 8, 40, 400])
def test_a_page_begins_with_what_was_open_before(cijfers: Cijfers | NepCijfers, teller: Teller, dagen: int) -> None:
    """The days of its month are added up, and the months before by one number each."""
    for nummer, later in enumerate((0, 5, 6, 7, 8, 39, 40), start=1):
        for feit in feiten_van_bericht(replace(op_dag(nummer, later), afhandeling=None)):
            teller.tel(feit)
    van = DAG + timedelta(days=dagen)
    (blad,) = cijfers.bladen([blad_van_postvak(POSTVAK)], van, van)
    assert blad.begin == sum(later < dagen for later in (0, 5, 6, 7, 8, 39, 40))


def test_feiten_of_one_day_at_the_same_time_are_all_counted(cijfers: Cijfers | NepCijfers, teller: Teller) -> None:
    feiten = list(chain.from_iterable(feiten_van_bericht(op_dag(nummer, 0)) for nummer in range(20)))
    tel: Callable[..., object] = teller.tel
    with ThreadPoolExecutor(2) as ploeg:
        list(ploeg.map(tel, feiten))
    (blad,) = cijfers.bladen([blad_van_postvak(POSTVAK)], DAG, DAG)
    assert blad.dagen[DAG]["ontvangen"] == 20
