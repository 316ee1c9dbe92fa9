from dataclasses import replace
from uuid import UUID

import pytest

from klantmail.domain.fouten import Botsing, OpslagFout, OpslagOnbekend
from klantmail.domain.medewerker import Rol
from klantmail.usecases.beheer.medewerkers import Medewerkers
from tests.support.builders import ANNA, BEHEER, DAAN, EVA, FLOOR
from tests.support.fakes import NepRepositories, Storing


def test_who_logs_in_is_known_as_the_last_login_named_them() -> None:
    register = NepRepositories()
    medewerkers = Medewerkers(register)
    medewerkers.meld_aan(DAAN)
    verhuisd = replace(DAAN, organisatorische_eenheid="Belastingen")
    Medewerkers(register).meld_aan(verhuisd)
    assert register.medewerker(DAAN.identificatie) == verhuisd
    medewerkers.meld_aan(ANNA)
    assert set(medewerkers.lijst(aantal=10, na=None).resultaten) == {ANNA, verhuisd}


def test_a_worker_that_has_seen_somebody_writes_nothing_for_them_again() -> None:
    register = NepRepositories()
    medewerkers = Medewerkers(register)
    medewerkers.meld_aan(ANNA)
    register.bekend.clear()
    medewerkers.meld_aan(ANNA)
    assert register.bekend == {}
    medewerkers.meld_aan(replace(ANNA, naam="Anna de Boer-Smit"))
    assert [een.naam for een in register.bekend.values()] == ["Anna de Boer-Smit"]


@pytest.mark.parametrize("fout", [Botsing("x"), OpslagOnbekend("x")])
def test_a_storage_that_fails_hinders_nobody_and_the_next_request_keeps_them(fout: OpslagFout) -> None:
    register = NepRepositories()
    register.storingen = [Storing(fout)]
    medewerkers = Medewerkers(register)
    medewerkers.meld_aan(ANNA)
    assert register.bekend == {}
    medewerkers.meld_aan(ANNA)
    assert register.bekend == {ANNA.identificatie: ANNA}


def test_behandelaars_are_counted_by_eenheid() -> None:
    register = NepRepositories()
    medewerkers = Medewerkers(register)
    meer = [replace(EVA, identificatie=UUID(int=nummer)) for nummer in range(150)]
    for een in (ANNA, BEHEER, DAAN, *meer, FLOOR):
        medewerkers.meld_aan(een)
    assert dict(medewerkers.behandelaars()) == {"Burgerzaken": 151, "Belastingen": 1}


def test_who_may_do_tasks_is_told_by_the_role() -> None:
    doen = {rol for rol in Rol if replace(ANNA, rollen=frozenset({rol})).doet_taken}
    assert doen == {Rol.KCC_MEDEWERKER, Rol.BEHANDELAAR}
