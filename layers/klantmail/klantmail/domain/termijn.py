"""The term of an interne taak: the last day on which it should be handled, counted in working days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from klantmail.domain.tijd import AMSTERDAM, op_milliseconde

_DAG: Final = timedelta(days=1)
_ZATERDAG: Final = 5
STANDAARD: Final = "*"
"""The name that stands for every eenheid without a term of its own."""


@dataclass(frozen=True, slots=True)
class Termijnen:
    """The number of working days that each organisatorische eenheid has for a task."""

    dagen: Mapping[str, int] = field(default_factory=lambda: {STANDAARD: 5})
    """The number of days of each eenheid; `STANDAARD` is there always."""

    def uiterlijk(self, eenheid: str | None, moment: datetime) -> date:
        """Return the last day for a task that this eenheid gets at `moment`; None is one medewerker."""
        aantal = self.dagen.get(eenheid or STANDAARD, self.dagen[STANDAARD])
        return na_werkdagen(vandaag(moment), aantal)


def vandaag(moment: datetime) -> date:
    """Return the day that it is in the Netherlands."""
    return moment.astimezone(AMSTERDAM).date()


def na_werkdagen(dag: date, aantal: int) -> date:
    """Return the day that comes `aantal` working days after `dag`.

    Saturdays and Sundays are no working days. Holidays are: no list of them holds for every municipality.
    """
    while aantal > 0:
        dag += _DAG
        if dag.weekday() < _ZATERDAG:
            aantal -= 1
    return dag


def einde_van(dag: date) -> datetime:
    """Return the moment, UTC, at which a day has ended in the Netherlands."""
    return op_milliseconde(datetime.combine(dag + _DAG, time(), AMSTERDAM))
