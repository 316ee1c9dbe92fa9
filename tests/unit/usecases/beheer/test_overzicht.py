from dataclasses import replace
from datetime import timedelta

import pytest

from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.telling import TELT_TOT, Takenstand, Telling
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from tests.support.builders import (
    ANDER_POSTVAK,
    ANNA,
    BEHEER,
    BRAM,
    DAAN,
    FLOOR,
    LEIDER,
    POSTVAK,
    Gemeente,
    bericht,
    taak,
)
from tests.support.fakes import BEGIN

NOTHING = Telling(0, meer=False)


def een(count: int) -> Telling:
    return Telling(count, meer=False)


def test_each_postvak_tells_what_waits_since_when_what_is_in_hand_and_what_is_kept_apart() -> None:
    gemeente = Gemeente()
    open_ = gemeente.ontvang(ses_bericht_id="ses-1")
    gemeente.klok.advance(timedelta(minutes=1))
    wacht = gemeente.ontvang(ses_bericht_id="ses-2")
    gemeente.inziener.open(open_, ANNA)
    stand = gemeente.overzicht.stand(ANNA)
    info, other = stand.postvakken
    assert (info.postvak, info.mail.wachtend, info.mail.in_behandeling, info.mail.van_mij) == (POSTVAK, een(1), een(1), een(1))
    assert info.mail.oudste == gemeente.repos.berichten[wacht].envelop.ontvangen_op
    assert (other.postvak, other.mail.wachtend, other.mail.oudste, other.quarantaine) == (ANDER_POSTVAK, NOTHING, None, NOTHING)
    assert gemeente.overzicht.stand(BRAM).postvakken[0].mail.van_mij == NOTHING


def test_a_claim_that_ran_out_waits_again_without_a_write() -> None:
    gemeente = Gemeente()
    gemeente.inziener.open(gemeente.ontvang(), ANNA)
    gemeente.klok.advance(CLAIMDUUR)
    (info, _) = gemeente.overzicht.stand(ANNA).postvakken
    assert (info.mail.wachtend, info.mail.in_behandeling, info.mail.van_mij) == (een(1), NOTHING, NOTHING)


@pytest.mark.parametrize(("count", "verteld"), [(TELT_TOT, False), (TELT_TOT + 1, True), (TELT_TOT + 50, True)])
def test_more_than_can_be_told_is_told_as_more(count: int, *, verteld: bool) -> None:
    gemeente = Gemeente()
    for number in range(count):
        ontvangen = bericht(number)
        gemeente.repos.berichten[ontvangen.identificatie] = ontvangen
    (info, _) = gemeente.overzicht.stand(ANNA).postvakken
    assert info.mail.wachtend == Telling(TELT_TOT, meer=verteld)


@pytest.mark.parametrize(
    ("who", "postvakken", "eenheden", "own"),
    [
        (ANNA, 2, ["Klantcontactcentrum"], True),
        (BEHEER, 2, ["Klantcontactcentrum"], True),
        (LEIDER, 2, [], False),
        (DAAN, 0, ["Burgerzaken"], True),
        (FLOOR, 0, ["Belastingen"], True),
        (replace(ANNA, postvakken=frozenset({ANDER_POSTVAK})), 1, ["Klantcontactcentrum"], True),
        (
            replace(ANNA, rollen=ANNA.rollen | DAAN.rollen, organisatorische_eenheid="Burgerzaken"),
            2,
            ["Burgerzaken", "Klantcontactcentrum"],
            True,
        ),
        (
            replace(ANNA, rollen=ANNA.rollen | DAAN.rollen, organisatorische_eenheid="Klantcontactcentrum"),
            2,
            ["Klantcontactcentrum"],
            True,
        ),
    ],
)
def test_everybody_is_told_of_what_they_may_see(who: Medewerker, postvakken: int, eenheden: list[str], *, own: bool) -> None:
    stand = Gemeente().overzicht.stand(who)
    assert len(stand.postvakken) == postvakken
    assert (stand.gereserveerd is not None) == bool(postvakken)
    assert [each.eenheid for each in stand.eenheden] == eenheden
    assert (stand.eigen_taken is not None) == own


def test_the_tasks_of_an_eenheid_and_those_that_are_late_are_counted_apart_from_the_own_ones() -> None:
    gemeente = Gemeente()
    voorbij = (BEGIN - timedelta(days=3)).date()
    for number in range(4):
        gemeente.repos.taken[taak(number).identificatie] = replace(taak(number), uiterlijk=voorbij if number < 2 else None)
    genomen = taak(3).opgepakt(DAAN)
    gemeente.repos.taken[genomen.identificatie] = genomen
    stand = gemeente.overzicht.stand(DAAN)
    assert stand.eenheden == (Takenstand("Burgerzaken", een(4), taak(0).toegewezen_op, een(2)),)
    assert stand.eigen_taken == een(1)
    assert gemeente.overzicht.stand(FLOOR).eenheden == (Takenstand("Belastingen", NOTHING, None, NOTHING),)


def test_what_is_late_is_told_as_more_when_the_lists_are_longer_than_was_looked_at() -> None:
    gemeente = Gemeente()
    voorbij = (BEGIN - timedelta(days=3)).date()
    for number in range(TELT_TOT + 2):
        gemeente.repos.taken[taak(number).identificatie] = replace(taak(number), uiterlijk=voorbij)
    assert gemeente.overzicht.stand(DAAN).eenheden == (
        Takenstand("Burgerzaken", Telling(TELT_TOT, meer=True), taak(0).toegewezen_op, Telling(TELT_TOT, meer=True)),
    )
    assert gemeente.overzicht.stand(FLOOR).eenheden[0].te_laat == NOTHING
    gemeente.repos.taken[taak(500).identificatie] = replace(taak(500), toegewezen_aan=Toewijzing("Belastingen"))
    assert gemeente.overzicht.stand(FLOOR).eenheden[0].te_laat == Telling(0, meer=True)
