"""The rectification of a klantcontact (AVG article 16): a further record, since a klantcontact never changes.

It says what is right, and shows beside the klantcontact wherever that is read by itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

MAX_RECTIFICATIES: Final = 20
"""Rectifications of one klantcontact: they stand in its answer. Two that come at once may pass it by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectificatie:
    """A rectification. It is never changed; what is wrong in it is put right by the next one."""

    identificatie: UUID
    klantcontact: UUID
    tekst: str
    """Text that says what is wrong in the klantcontact, and what it should be."""
    medewerker: UUID
    naam: str
    """Name of the medewerker, as the login gives it."""
    tijdstip: datetime
