from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from klantmail.domain.fouten import Botsing, OpslagFout, OpslagOnbekend
from klantmail.domain.medewerker import BekendeMedewerker, Medewerker, Rol
from klantmail.usecases.beheer.medewerkers import Medewerkers
from tests.support.builders import ACTIEF_MAANDEN, ANNA, BEHEER, DAAN, EVA, FLOOR
from tests.support.fakes import FakeKlok, FakeRepositories, Storing

_MAAND = timedelta(days=31)


def _medewerkers(repos: FakeRepositories, clock: FakeKlok | None = None) -> Medewerkers:
    return Medewerkers(repos, clock or FakeKlok(), ACTIEF_MAANDEN)


def _bekend(repos: FakeRepositories) -> set[Medewerker]:
    return {each.medewerker for each in repos.bekend.values()}


def test_who_logs_in_is_known_as_the_last_login_named_them() -> None:
    repos = FakeRepositories()
    medewerkers = _medewerkers(repos)
    medewerkers.meld_aan(DAAN)
    moved = replace(DAAN, organisatorische_eenheid="Belastingen")
    _medewerkers(repos).meld_aan(moved)
    assert repos.medewerker(DAAN.identificatie).medewerker == moved
    medewerkers.meld_aan(ANNA)
    assert {each.medewerker for each in medewerkers.lijst(aantal=10, na=None).resultaten} == {ANNA, moved}


def test_a_worker_that_has_seen_somebody_writes_nothing_for_them_again_this_month() -> None:
    repos, clock = FakeRepositories(), FakeKlok()
    medewerkers = _medewerkers(repos, clock)
    medewerkers.meld_aan(ANNA)
    repos.bekend.clear()
    clock.advance(timedelta(hours=1))
    medewerkers.meld_aan(ANNA)
    assert repos.bekend == {}
    medewerkers.meld_aan(replace(ANNA, naam="Anna de Boer-Smit"))
    assert [each.naam for each in _bekend(repos)] == ["Anna de Boer-Smit"]
    repos.bekend.clear()
    clock.advance(_MAAND)
    medewerkers.meld_aan(ANNA)
    assert _bekend(repos) == {ANNA}


@pytest.mark.parametrize("error", [Botsing("x"), OpslagOnbekend("x")])
def test_a_storage_that_fails_hinders_nobody_and_the_next_request_keeps_them(error: OpslagFout) -> None:
    repos = FakeRepositories()
    repos.storingen = [Storing(error)]
    medewerkers = _medewerkers(repos)
    medewerkers.meld_aan(ANNA)
    assert repos.bekend == {}
    medewerkers.meld_aan(ANNA)
    assert _bekend(repos) == {ANNA}


def test_behandelaars_are_counted_by_eenheid_and_who_left_is_none() -> None:
    repos, clock = FakeRepositories(), FakeKlok()
    medewerkers = _medewerkers(repos, clock)
    vertrokken = [replace(FLOOR, identificatie=UUID(int=500)), replace(FLOOR, identificatie=UUID(int=501))]
    for each in vertrokken:
        medewerkers.meld_aan(each)
    clock.advance(_MAAND * (ACTIEF_MAANDEN + 1))
    meer = [replace(EVA, identificatie=UUID(int=number)) for number in range(150)]
    for each in (ANNA, BEHEER, DAAN, *meer, FLOOR):
        medewerkers.meld_aan(each)
    assert dict(medewerkers.behandelaars()) == {"Burgerzaken": 151, "Belastingen": 1}


def test_who_has_not_been_here_for_months_is_not_actief_until_they_come_back() -> None:
    in_april = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    repos, clock = FakeRepositories(), FakeKlok(in_april)
    medewerkers = _medewerkers(repos, clock)
    medewerkers.meld_aan(DAAN)
    (bekende,) = medewerkers.lijst(aantal=10, na=None).resultaten
    assert bekende.gezien == date(2026, 4, 1)
    clock.moment = datetime(2026, 10, 31, 22, 59, tzinfo=UTC)
    assert medewerkers.is_actief(bekende)
    clock.advance(timedelta(minutes=1))
    assert not medewerkers.is_actief(bekende)
    medewerkers.meld_aan(DAAN)
    (back,) = medewerkers.lijst(aantal=10, na=None).resultaten
    assert medewerkers.is_actief(back)


def test_of_whom_no_month_was_noted_is_not_actief() -> None:
    assert not _medewerkers(FakeRepositories()).is_actief(BekendeMedewerker(DAAN, None))


def test_who_may_do_tasks_is_told_by_the_role() -> None:
    deed = {rol for rol in Rol if replace(ANNA, rollen=frozenset({rol})).doet_taken}
    assert deed == {Rol.KCC_MEDEWERKER, Rol.BEHANDELAAR}
