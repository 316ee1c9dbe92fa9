"""The term of a formal message: weeks or working days from its receipt, and never on a day that is none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.formeel import Awbtermijn, Formaliteiten, lees_awbtermijn, tijd_in_woorden
from klantmail.domain.werktijd import Werktijden


@pytest.mark.parametrize(
    ("setting", "ontvangen", "uiterlijk"),
    [
        ("8w", datetime(2026, 11, 24, 8, 55, tzinfo=UTC), date(2027, 1, 19)),
        ("6w", datetime(2026, 11, 24, 8, 55, tzinfo=UTC), date(2027, 1, 5)),
        # It came in on the next day in the Netherlands.
        ("8w", datetime(2026, 11, 24, 23, 30, tzinfo=UTC), date(2027, 1, 20)),
        # A Saturday and a Sunday go on until Monday.
        ("1w", datetime(2026, 11, 21, 12, tzinfo=UTC), date(2026, 11, 30)),
        # Christmas is on a Friday and a Saturday.
        ("1w", datetime(2026, 12, 18, 12, tzinfo=UTC), date(2026, 12, 28)),
        ("10d", datetime(2026, 11, 24, 8, 55, tzinfo=UTC), date(2026, 12, 8)),
        ("3d", datetime(2026, 12, 23, 8, 55, tzinfo=UTC), date(2026, 12, 29)),
    ],
)
def test_a_term_runs_from_the_day_after_receipt_until_a_day_that_is_no_weekend_and_no_holiday(
    setting: str, ontvangen: datetime, uiterlijk: date
) -> None:
    assert lees_awbtermijn(setting).uiterlijk(ontvangen) == uiterlijk


@given(
    ontvangen=st.integers(0, 14 * 365 * 24).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)),
    count=st.integers(1, 60),
    in_weken=st.booleans(),
)
def test_the_last_day_is_a_working_day_and_never_too_early(ontvangen: datetime, count: int, *, in_weken: bool) -> None:
    uiterlijk = Awbtermijn(count, in_weken).uiterlijk(ontvangen)
    assert Werktijden().is_werkdag(uiterlijk)
    assert uiterlijk >= ontvangen.date() + (timedelta(weeks=count) if in_weken else timedelta(days=count))


@pytest.mark.parametrize("text", ["", "8", "w", "0w", "8 w", "8m", "-1d", "1000w"])
def test_what_is_no_term_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no term"):
        lees_awbtermijn(text)


def test_only_mail_of_a_formal_postvak_is_formal_by_itself() -> None:
    lines = Formaliteiten(postvakken=("bezwaar@gemeente.example",))
    moment = datetime(2026, 11, 24, 8, 55, tzinfo=UTC)
    assert lines.bij_ontvangst("bezwaar@gemeente.example", moment) == date(2027, 1, 19)
    assert lines.bij_ontvangst("info@gemeente.example", moment) is None


def test_the_time_is_that_of_the_netherlands() -> None:
    assert tijd_in_woorden(datetime(2026, 11, 24, 8, 5, tzinfo=UTC)) == "9.05 uur"
    assert tijd_in_woorden(datetime(2026, 7, 24, 8, 5, tzinfo=UTC)) == "10.05 uur"
