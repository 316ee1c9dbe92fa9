"""The counts of what waits, as far as a person can take them in: nobody acts differently on 400 mails than on 300."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

TELT_TOT: Final = 99
"""The highest number that is told; more is "99+", whatever there is, so that counting costs no more than this many."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A number of records, told up to `TELT_TOT`."""

    aantal: int
    meer: bool
    """There are more than `aantal`."""

    @classmethod
    def van(cls, aantal: int, *, meer: bool = False) -> Self:
        """Tell this number.

        Args:
            meer: there may be more than was looked at.
        """
        return cls(min(aantal, TELT_TOT), meer or aantal > TELT_TOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailstand:
    """The mail of a postvak that waits or is in hand."""

    wachtend: Telling
    oudste: datetime | None
    """The moment at which the oldest of those was received."""
    in_behandeling: Telling
    van_mij: Telling
    """The number of those in hand that the asker has."""


@dataclass(frozen=True, slots=True)
class Postvakstand:
    """The mail of a postvak, and what is kept apart of it."""

    postvak: str
    mail: Mailstand
    quarantaine: Telling


@dataclass(frozen=True, slots=True)
class Takenstand:
    """The open tasks of a desk."""

    eenheid: str
    open: Telling
    oudste: datetime | None
    """The moment at which the oldest of those came to the desk; None when there is none."""
    te_laat: Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Werkvoorraadstand:
    """The werkvoorraad at a glance, for one medewerker."""

    postvakken: tuple[Postvakstand, ...]
    gereserveerd: Telling | None
    """Mail that is reserved for the asker; None when they handle no mail."""
    eigen_taken: Telling | None
    """Tasks that are for the asker alone, or that they took; None when they do no tasks."""
    eenheden: tuple[Takenstand, ...]
    """The desks whose tasks are the asker's."""
