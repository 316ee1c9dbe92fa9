"""Working time: the hours in which a municipality is open, and the days on which it is not.

The holidays are those of the Algemene termijnenwet, article 3: what it calls generally recognised, and Good Friday,
which it puts on a par with them. https://wetten.overheid.nl/BWBR0002448
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from dateutil.easter import easter

from klantmail.domain.tijd import AMSTERDAM

_DAG: Final = timedelta(days=1)
DAGEN: Final = ("ma", "di", "wo", "do", "vr", "za", "zo")
"""The days of the week as a setting names them, Monday first."""
_KANTOOR: Final = (time(8, 30), time(17))
_ZONDAG: Final = 6


@lru_cache(maxsize=32)
def feestdagen(jaar: int) -> frozenset[date]:
    """Return the holidays of a year.

    The King's birthday is celebrated on 27 April, or on the 26th where that is a Sunday.
    """
    pasen = easter(jaar)
    koningsdag = date(jaar, 4, 27)
    if koningsdag.weekday() == _ZONDAG:
        koningsdag -= _DAG
    na_pasen = (-2, 1, 39, 50)  # Good Friday, Easter Monday, Ascension Day, Whit Monday
    vast = (date(jaar, 1, 1), koningsdag, date(jaar, 5, 5), date(jaar, 12, 25), date(jaar, 12, 26))
    return frozenset((*vast, *(pasen + timedelta(days=dagen) for dagen in na_pasen)))


@dataclass(frozen=True, slots=True)
class Werktijden:
    """The opening hours of a municipality."""

    uren: Mapping[int, tuple[time, time]] = field(default_factory=lambda: dict.fromkeys(range(5), _KANTOOR))
    """Opening and closing time on each day of the week that has any; Monday is 0."""

    def is_werkdag(self, dag: date) -> bool:
        return dag.weekday() in self.uren and dag not in feestdagen(dag.year)

    def na_werkdagen(self, dag: date, aantal: int) -> date:
        """Return the working day that comes `aantal` working days after `dag`."""
        while aantal > 0:
            dag += _DAG
            aantal -= self.is_werkdag(dag)
        return dag

    def verstreken(self, van: datetime, tot: datetime) -> timedelta:
        """Return the working time between two moments; nothing when `tot` comes before `van`."""
        return sum((max(min(tot, dicht) - max(van, open_), timedelta()) for open_, dicht in self._open(van, tot)), timedelta())

    def _open(self, van: datetime, tot: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the hours of each working day that these moments touch.

        They are in UTC: moments of one zone differ by what its clock says, also over the night in which that changes.
        """
        dag, laatste = van.astimezone(AMSTERDAM).date(), tot.astimezone(AMSTERDAM).date()
        while dag <= laatste:
            if self.is_werkdag(dag):
                open_, dicht = self.uren[dag.weekday()]
                yield _in_utc(dag, open_), _in_utc(dag, dicht)
            dag += _DAG


def _in_utc(dag: date, tijd: time) -> datetime:
    return datetime.combine(dag, tijd, AMSTERDAM).astimezone(UTC)


def lees_werktijden(tekst: str) -> Werktijden:
    """Read a setting such as `ma=08:30-17:00,di=08:30-20:00`; a day that is not there is closed.

    Raises: ValueError (a day or an hour that is none, a day that closes before it opens, or one that stands there
        twice: a day has one opening and one closing time).
    """
    uren: dict[int, tuple[time, time]] = {}
    for een in tekst.split(","):
        dag, _, tijden = een.partition("=")
        open_, _, dicht = tijden.partition("-")
        nummer = DAGEN.index(dag)
        if nummer in uren:
            raise ValueError(f"{dag} stands there twice")
        uren[nummer] = (time.fromisoformat(open_), time.fromisoformat(dicht))
        if open_ >= dicht:
            raise ValueError(f"{een} closes before it opens")
    return Werktijden(uren)
