from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.termijn import STANDAARD, Termijnen, einde_van, na_werkdagen, vandaag

VRIJDAG = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("days", "day"),
    [(0, VRIJDAG), (1, date(2026, 11, 30)), (5, date(2026, 12, 4)), (6, date(2026, 12, 7))],
)
def test_a_term_counts_working_days(days: int, day: date) -> None:
    assert na_werkdagen(VRIJDAG, days) == day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_a_term_ends_on_a_working_day_after_as_many_of_them(day: date, count: int) -> None:
    end = na_werkdagen(day, count)
    assert end.weekday() < 5
    between = (day + timedelta(days=number) for number in range(1, (end - day).days + 1))
    assert sum(each.weekday() < 5 for each in between) == count


def test_a_term_begins_on_the_day_that_it_is_here_and_ends_with_its_last_day() -> None:
    avond = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    assert vandaag(avond) == VRIJDAG
    assert einde_van(VRIJDAG) == datetime(2026, 11, 27, 23, tzinfo=UTC)
    assert einde_van(date(2026, 7, 1)) == datetime(2026, 7, 1, 22, tzinfo=UTC)


def test_each_eenheid_has_its_own_term_and_every_other_the_common_one() -> None:
    termijnen = Termijnen({STANDAARD: 5, "Burgerzaken": 1})
    moment = datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert termijnen.uiterlijk("Burgerzaken", moment) == date(2026, 11, 30)
    assert termijnen.uiterlijk("Belastingen", moment) == termijnen.uiterlijk(None, moment) == date(2026, 12, 4)
