from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from klantmail.domain.fouten import Botsing, OpslagFout, OpslagOnbekend
from klantmail.domain.medewerker import BekendeMedewerker, Medewerker, Rol
from klantmail.usecases.beheer.medewerkers import Medewerkers
from tests.support.builders import ACTIEF_MAANDEN, ANNA, BEHEER, DAAN, EVA, FLOOR
from tests.support.fakes import NepKlok, NepRepositories, Storing

_MAAND = timedelta(days=31)


def _medewerkers(register: NepRepositories, klok: NepKlok | None = None) -> Medewerkers:
    return Medewerkers(register, klok or NepKlok(), ACTIEF_MAANDEN)


def _bekend(register: NepRepositories) -> set[Medewerker]:
    return {een.medewerker for een in register.bekend.values()}


def test_who_logs_in_is_known_as_the_last_login_named_them() -> None:
    register = NepRepositories()
    medewerkers = _medewerkers(register)
    medewerkers.meld_aan(DAAN)
    verhuisd = replace(DAAN, organisatorische_eenheid="Belastingen")
    _medewerkers(register).meld_aan(verhuisd)
    assert register.medewerker(DAAN.identificatie).medewerker == verhuisd
    medewerkers.meld_aan(ANNA)
    assert {een.medewerker for een in medewerkers.lijst(aantal=10, na=None).resultaten} == {ANNA, verhuisd}


def test_a_worker_that_has_seen_somebody_writes_nothing_for_them_again_this_month() -> None:
    register, klok = NepRepositories(), NepKlok()
    medewerkers = _medewerkers(register, klok)
    medewerkers.meld_aan(ANNA)
    register.bekend.clear()
    klok.vooruit(timedelta(hours=1))
    medewerkers.meld_aan(ANNA)
    assert register.bekend == {}
    medewerkers.meld_aan(replace(ANNA, naam="Anna de Boer-Smit"))
    assert [een.naam for een in _bekend(register)] == ["Anna de Boer-Smit"]
    register.bekend.clear()
    klok.vooruit(_MAAND)
    medewerkers.meld_aan(ANNA)
    assert _bekend(register) == {ANNA}


@pytest.mark.parametrize("fout", [Botsing("x"), OpslagOnbekend("x")])
def test_a_storage_that_fails_hinders_nobody_and_the_next_request_keeps_them(fout: OpslagFout) -> None:
    register = NepRepositories()
    register.storingen = [Storing(fout)]
    medewerkers = _medewerkers(register)
    medewerkers.meld_aan(ANNA)
    assert register.bekend == {}
    medewerkers.meld_aan(ANNA)
    assert _bekend(register) == {ANNA}


def test_behandelaars_are_counted_by_eenheid_and_who_left_is_none() -> None:
    register, klok = NepRepositories(), NepKlok()
    medewerkers = _medewerkers(register, klok)
    vertrokken = [replace(FLOOR, identificatie=UUID(int=500)), replace(FLOOR, identificatie=UUID(int=501))]
    for een in vertrokken:
        medewerkers.meld_aan(een)
    klok.vooruit(_MAAND * (ACTIEF_MAANDEN + 1))
    meer = [replace(EVA, identificatie=UUID(int=nummer)) for nummer in range(150)]
    for een in (ANNA, BEHEER, DAAN, *meer, FLOOR):
        medewerkers.meld_aan(een)
    assert dict(medewerkers.behandelaars()) == {"Burgerzaken": 151, "Belastingen": 1}


def test_who_has_not_been_here_for_months_is_not_actief_until_they_come_back() -> None:
    in_april = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    register, klok = NepRepositories(), NepKlok(in_april)
    medewerkers = _medewerkers(register, klok)
    medewerkers.meld_aan(DAAN)
    (bekende,) = medewerkers.lijst(aantal=10, na=None).resultaten
    assert bekende.gezien == date(2026, 4, 1)
    klok.moment = datetime(2026, 10, 31, 22, 59, tzinfo=UTC)
    assert medewerkers.is_actief(bekende)
    klok.vooruit(timedelta(minutes=1))
    assert not medewerkers.is_actief(bekende)
    medewerkers.meld_aan(DAAN)
    (terug,) = medewerkers.lijst(aantal=10, na=None).resultaten
    assert medewerkers.is_actief(terug)


def test_of_whom_no_month_was_noted_is_not_actief() -> None:
    assert not _medewerkers(NepRepositories()).is_actief(BekendeMedewerker(DAAN, None))


def test_who_may_do_tasks_is_told_by_the_role() -> None:
    doen = {rol for rol in Rol if replace(ANNA, rollen=frozenset({rol})).doet_taken}
    assert doen == {Rol.KCC_MEDEWERKER, Rol.BEHANDELAAR}
