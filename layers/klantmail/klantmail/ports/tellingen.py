"""The counts of what waits. They are read from the lists themselves, so that nothing can put them wrong.

Each looks at no more than `KIJKT_TOT` rows, so that what it costs does not grow with what there is.
"""

from collections.abc import Mapping, Set
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from klantmail.domain.telling import TELT_TOT, Mailstand, Telling

KIJKT_TOT: Final = TELT_TOT + 1


class Tellingen(Protocol):
    """The counts of what waits."""

    def mailstand(self, postvak: str, medewerker: UUID, moment: datetime) -> Mailstand:
        """Count the mail of a postvak that waits or is in hand at `moment`, among the oldest."""

    def quarantaine(self, postvak: str) -> Telling:
        """Count the mail of a postvak that is kept apart."""

    def gereserveerd(self, medewerker: UUID) -> Telling:
        """Count the open mail that is reserved for this medewerker."""

    def ids_voor(self, medewerker: UUID) -> Set[UUID]:
        """Find the open tasks that are for this medewerker alone, oldest first."""

    def ids_bij(self, medewerker: UUID) -> Set[UUID]:
        """Find the open tasks that this medewerker took, oldest first."""

    def open_taken(self, eenheid: str) -> Mapping[UUID, datetime]:
        """Find the open tasks of this eenheid with the moment at which each came to it, oldest first."""

    def ids_te_laat(self, moment: datetime) -> Set[UUID]:
        """Find the open tasks whose term was over at `moment`, longest ago first, of whichever eenheid."""
