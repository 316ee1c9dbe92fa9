from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.cijfers import (
    MAX_FOUT,
    VOORRAAD,
    Norm,
    bijdragen,
    blad_van_eenheid,
    blad_van_postvak,
    klasse,
    klassen_van,
    percentiel,
    tel_op,
)
from klantmail.domain.feit import feiten_van_bericht, feiten_van_taak, feiten_van_zaak
from klantmail.domain.interne_taak import Toewijzing
from klantmail.domain.werktijd import Werktijden
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK, afhandeling, bericht, inzage, taak, zaak
from tests.support.fakes import BEGIN
from tests.unit.domain.test_feit import met_geschiedenis, na, vervolgstap

NORM = Norm(Werktijden(), 3)
DAG = date(2026, 11, 24)
DUREN = st.timedeltas(timedelta(), timedelta(days=800))


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=800)))
def test_a_class_stands_for_its_lengths_within_the_error_that_is_said(duration: timedelta) -> None:
    found = percentiel({klasse(duration): 1}, 0.5)
    assert found is not None
    assert abs(found / duration - 1) <= MAX_FOUT + 1e-9


@given(st.lists(DUREN, min_size=1), st.sampled_from([0.5, 0.9]))
def test_a_percentile_is_that_of_the_lengths_within_the_same_error(last: list[timedelta], part: float) -> None:
    right = sorted(last)[ceil(part * len(last)) - 1]
    found = percentiel(Counter(map(klasse, last)), part)
    assert found is not None
    assert abs(found - right) <= max(right * (MAX_FOUT + 1e-9), timedelta(minutes=1))


def test_of_nothing_there_is_no_percentile() -> None:
    assert percentiel({}, 0.5) is None


def test_an_answered_mail_counts_what_was_waited_for_it() -> None:
    beantwoord = replace(
        bericht(),
        inzagen=(inzage(na=timedelta(hours=1)),),
        afhandeling=replace(afhandeling(), tijdstip=BEGIN + timedelta(hours=2)),
    )
    (blad,) = tel_op(feiten_van_bericht(beantwoord), NORM).values()
    assert {name: count for name, count in blad.items() if "#" not in name} == {
        "ontvangen": 1,
        "afgehandeld": 1,
        "antwoord": 1,
        "metKlantcontact": 1,
        "doorKcc": 1,
        "binnenNorm": 1,
    }
    last = ("wachttijd", "behandeltijd", "doorlooptijd")
    assert all(sum(klassen_van(blad, f"{duration}{hours}").values()) == 1 for duration in last for hours in ("Uren", "Werkuren"))


def test_the_stock_of_a_postvak_follows_the_mail_into_quarantine_and_to_another_postvak() -> None:
    steps = [
        [(each.blad, each.aantallen.get(VOORRAAD, 0)) for each in bijdragen(feit, NORM)]
        for feit in feiten_van_bericht(met_geschiedenis())
    ]
    here, there = blad_van_postvak(POSTVAK), blad_van_postvak(ANDER_POSTVAK)
    assert steps == [
        [(here, 0)],  # into quarantine
        [(here, 1)],  # let out
        [(here, -1)],  # closed
        [(here, 1)],  # reopened
        [(here, -1), (there, 1)],  # moved
        [(there, -1)],  # put apart
        [(there, 1)],  # let out
        [(there, -1)],  # answered
    ]


def test_what_was_no_contact_has_no_waiting_time() -> None:
    spam = replace(afhandeling(), soort=Afhandelsoort.GEEN_KLANTCONTACT, klantcontacten=(), verzendingen=())
    (blad,) = tel_op(feiten_van_bericht(replace(bericht(), afhandeling=spam)), NORM).values()
    assert blad == {"ontvangen": 1, "afgehandeld": 1, "geen_klantcontact": 1}


def test_a_split_mail_counts_each_question_and_one_mail_that_was_passed_on() -> None:
    parts = (replace(afhandeling(), soort=Afhandelsoort.ANTWOORD), replace(afhandeling(), soort=Afhandelsoort.ZAAK))
    gesplitst = replace(afhandeling(), soort=Afhandelsoort.SPLITSING, delen=parts)
    (blad,) = tel_op(feiten_van_bericht(replace(bericht(), afhandeling=gesplitst)), NORM).values()
    assert (blad["antwoord"], blad["zaak"], blad["afgehandeld"], blad["doorgezet"]) == (1, 1, 1, 1)
    assert "doorKcc" not in blad


def test_a_zaak_that_follows_later_counts_once_on_its_own_day_and_for_nothing_else() -> None:
    """The zaak of the outcome counts with the outcome. What a zaak tells of itself adds nothing to either."""
    with_zaak = replace(afhandeling(), soort=Afhandelsoort.ZAAK, zaak=zaak(1).identificatie)
    first = replace(bericht(), afhandeling=with_zaak)
    day = 24 * 60
    steps = (
        vervolgstap(Afhandelsoort.ZAAK, 2, day),
        vervolgstap(Afhandelsoort.ZAAKKOPPELING, 3, day),
        vervolgstap(Afhandelsoort.INTERNE_TAAK, 4, day),
    )
    later = replace(first, vervolgstappen=steps)
    zaken = [feit for number in (1, 2, 3) for feit in feiten_van_zaak(replace(zaak(number), aangemaakt_op=na(day)))]
    place = blad_van_postvak(POSTVAK)
    counted = tel_op((*feiten_van_bericht(later), *zaken), NORM)
    assert counted == tel_op(feiten_van_bericht(first), NORM) | {
        (place, DAG + timedelta(days=1)): {"zaak": 1, "zaakkoppeling": 1}
    }
    assert counted[place, DAG]["zaak"] == 1


@pytest.mark.parametrize(("days", "in_time"), [(0, True), (3, True), (6, False)])
def test_the_norm_is_in_working_days_after_that_of_receipt(days: int, in_time: bool) -> None:
    assert NORM.is_op_tijd(BEGIN, BEGIN + timedelta(days=days)) is in_time


def test_a_task_counts_for_its_eenheid_and_not_for_a_person() -> None:
    end = taak().verwerkt(
        BEGIN + timedelta(days=1), resultaat="Doorgezet", vervolg=taak(2).identificatie, idempotency_key="s", vingerafdruk="v"
    )
    bladen = tel_op(feiten_van_taak(end), NORM)
    blad = blad_van_eenheid("Burgerzaken")
    assert bladen[blad, DAG] == {"gemaakt": 1, VOORRAAD: 1}
    following = bladen[blad, DAG + timedelta(days=1)]
    assert {name: count for name, count in following.items() if "#" not in name} == {"verwerkt": 1, "doorgezet": 1, VOORRAAD: -1}
    assert tel_op(feiten_van_taak(taak(aan=Toewijzing(None, ANNA.identificatie))), NORM) == {}
    assert tel_op(feiten_van_zaak(zaak()), NORM) == {}


def test_a_feit_that_comes_twice_counts_once_and_the_order_is_of_no_concern() -> None:
    feiten = feiten_van_bericht(met_geschiedenis())
    assert tel_op((*reversed(feiten), *feiten), NORM) == tel_op(feiten, NORM)
