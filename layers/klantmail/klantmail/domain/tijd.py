"""Points in time.

They are always aware, in UTC and to the millisecond, so that what is stored equals what was answered.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
_DAGEN: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MAANDEN: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

type Klok = Callable[[], datetime]


def nu() -> datetime:
    """The clock of the functions. Use cases get it as a parameter."""
    return op_milliseconde(datetime.now(UTC))


def op_milliseconde(moment: datetime) -> datetime:
    """`moment` in UTC, cut to the millisecond that `als_tekst` writes."""
    in_utc = moment.astimezone(UTC)
    return in_utc.replace(microsecond=in_utc.microsecond // 1000 * 1000)


def als_tekst(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds and `Z`; such texts sort as the times do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def uit_tekst(tekst: str) -> datetime:
    """The inverse of `als_tekst`; takes any RFC 3339 date-time with a zone.

    Raises:
        ValueError: not a date-time, or one without a zone.
    """
    moment = datetime.fromisoformat(tekst)
    if moment.tzinfo is None:
        raise ValueError(f"{tekst} has no time zone")
    return op_milliseconde(moment)


def dag_hier(moment: datetime) -> date:
    """The day in the Netherlands."""
    return moment.astimezone(AMSTERDAM).date()


def dag_in_woorden(moment: datetime) -> str:
    """The day in the Netherlands, such as `dinsdag 24 november 2026`."""
    return _in_woorden(moment.astimezone(AMSTERDAM))


def datum_in_woorden(dag: date) -> str:
    """A day, such as `dinsdag 24 november 2026`."""
    return _in_woorden(dag)


def _in_woorden(hier: date) -> str:
    return f"{_DAGEN[hier.weekday()]} {hier.day} {_MAANDEN[hier.month - 1]} {hier.year}"
