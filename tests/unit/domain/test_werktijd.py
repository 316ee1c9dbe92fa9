import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.tijd import AMSTERDAM
from klantmail.domain.werktijd import Werktijden, feestdagen, lees_werktijden
from tests.support.template import parsed_template

KANTOOR = Werktijden()
TWICE = "ma=08:30-12:00,di=08:30-17:00,ma=13:00-17:00"


def hier(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(AMSTERDAM))  # noqa: DTZ001


def test_the_holidays_are_those_of_the_law() -> None:
    assert sorted(feestdagen(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_the_birthday_of_the_king_is_never_celebrated_on_a_sunday() -> None:
    assert date(2025, 4, 26) in feestdagen(2025)
    assert date(2025, 4, 27) not in feestdagen(2025)


@pytest.mark.parametrize(
    ("van", "tot", "hours"),
    [
        ("2026-11-27T09:00", "2026-11-27T11:30", 2.5),
        ("2026-11-27T06:00", "2026-11-27T09:00", 0.5),
        ("2026-11-27T16:00", "2026-11-30T09:00", 1.5),  # over a weekend
        ("2026-12-24T16:00", "2026-12-28T09:00", 1.5),  # over Christmas
        ("2026-11-28T10:00", "2026-11-29T20:00", 0),
        ("2026-11-27T11:00", "2026-11-27T09:00", 0),
    ],
)
def test_working_time_counts_the_hours_in_which_the_municipality_is_open(van: str, tot: str, hours: float) -> None:
    assert KANTOOR.verstreken(hier(van), hier(tot)) == timedelta(hours=hours)


def test_what_passes_counts_in_the_night_in_which_the_clock_changes() -> None:
    always = Werktijden(dict.fromkeys(range(7), (time(0), time(8))))
    assert always.verstreken(hier("2026-10-25T00:00"), hier("2026-10-25T08:00")) == timedelta(hours=9)
    assert always.verstreken(hier("2026-10-24T20:00"), hier("2026-10-25T20:00")) == timedelta(hours=9)
    assert always.verstreken(hier("2027-03-28T00:00"), hier("2027-03-28T08:00")) == timedelta(hours=7)
    assert always.verstreken(hier("2027-03-27T20:00"), hier("2027-03-28T20:00")) == timedelta(hours=7)
    assert KANTOOR.verstreken(hier("2026-10-23T16:00"), hier("2026-10-26T09:30")) == timedelta(hours=2)


QUARTERS = tuple(time(hour, minute) for hour in (*range(2), *range(3, 24)) for minute in range(0, 60, 15))
"""Times at which a day may open or close: not within the hour that the clock passes over, or reads twice."""
CHANGES = (datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC))
AROUND = st.integers(-36 * 60, 36 * 60).map(lambda minutes: timedelta(minutes=minutes))


@given(st.sampled_from(CHANGES), AROUND, AROUND, st.lists(st.sampled_from(QUARTERS), min_size=2, max_size=2, unique=True))
def test_around_a_change_of_the_clock_each_minute_of_the_opening_hours_counts_once(
    change: datetime, one: timedelta, two: timedelta, hours: list[time]
) -> None:
    open_, closed = sorted(hours)
    begin, end = change + min(one, two), change + max(one, two)
    count = int((end - begin).total_seconds()) // 60
    minutes = ((begin + timedelta(minutes=number)).astimezone(AMSTERDAM) for number in range(count))
    counted = sum(open_ <= each.time() < closed for each in minutes if each.date() not in feestdagen(each.year))
    assert Werktijden(dict.fromkeys(range(7), (open_, closed))).verstreken(begin, end) == timedelta(minutes=counted)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_working_time_is_no_longer_than_the_time_itself_and_adds_up(one: datetime, two: datetime, three: datetime) -> None:
    eerst, dan, last = sorted(moment.astimezone(UTC) for moment in (one, two, three))
    whole = KANTOOR.verstreken(eerst, last)
    assert timedelta() <= whole <= last - eerst
    assert whole == KANTOOR.verstreken(eerst, dan) + KANTOOR.verstreken(dan, last)


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(1, 40))
def test_a_norm_ends_on_a_working_day_after_as_many_of_them(day: date, count: int) -> None:
    end = KANTOOR.na_werkdagen(day, count)
    between = (day + timedelta(days=number) for number in range(1, (end - day).days + 1))
    assert KANTOOR.is_werkdag(end)
    assert sum(map(KANTOOR.is_werkdag, between)) == count


def test_the_setting_names_the_days_that_have_hours() -> None:
    tijden = lees_werktijden("ma=08:30-17:00,za=10:00-12:00")
    assert tijden == Werktijden({0: (time(8, 30), time(17)), 5: (time(10), time(12))})
    assert not tijden.is_werkdag(date(2026, 11, 24))


@pytest.mark.parametrize("text", ["", "ma", "ma=8-17", "xx=08:30-17:00", "ma=17:00-08:30", "ma=08:30-25:00", TWICE])
def test_a_setting_that_names_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each part of it says what is wrong
        lees_werktijden(text)


def test_the_template_takes_each_day_once_so_that_no_morning_is_passed_over() -> None:
    setting = parsed_template()["Parameters"]["Openingstijden"]
    for text in (setting["Default"], "zo=10:00-12:00,ma=08:30-17:00", "za=10:00-12:00"):
        assert re.fullmatch(setting["AllowedPattern"], text)
        lees_werktijden(text)
    for text in (TWICE, "ma=08:30-12:00,ma=13:00-17:00"):
        assert not re.fullmatch(setting["AllowedPattern"], text)
