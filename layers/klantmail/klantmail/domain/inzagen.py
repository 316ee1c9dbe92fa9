"""The lines of the audit log, as a privacy officer reads them: who saw or did what, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

MAX_VERMELDINGEN: Final = 1_000
"""The lines that one search of the audit log gives at most, the last ones: four hundred bytes each in an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditvermelding:
    """One line of the audit log about a record."""

    tijdstip: datetime
    medewerker: UUID | None
    """None when nobody had logged in."""
    actie: str
    """The route of the request, such as `GET /klantcontacten/{identificatie}`."""
    resultaat: str
    """`gelukt`, or the name of what went wrong."""
    oorsprong: str
    """The address that the request came from."""
    records: frozenset[str]
    """The records that the line names: what was asked for, and what was shown."""


@dataclass(frozen=True, slots=True)
class Kijker:
    """A line of the audit log with the name of the medewerker, as far as it is known."""

    vermelding: Auditvermelding
    naam: str | None
