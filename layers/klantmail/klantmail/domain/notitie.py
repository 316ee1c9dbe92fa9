"""Internal notes of colleagues, on a mail or on an interne taak. They are never sent, and stand in no klantcontact."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

MAX_NOTITIES: Final = 100
"""Notes on one mail or task: their list is one answer. Two that come at once may pass it by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notitie:
    """A note. It is never changed."""

    identificatie: UUID
    over: UUID
    """The e-mailbericht or the interne taak."""
    tekst: str
    medewerker: UUID
    naam: str
    """Name of the medewerker, as the login gives it."""
    tijdstip: datetime
