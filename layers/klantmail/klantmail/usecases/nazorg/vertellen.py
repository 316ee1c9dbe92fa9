"""The telling of what happened, once for whoever follows: zaken, figures, and the municipality.

The table's stream tells of each change. What such a change added goes on the bus. The bus and its queues may bring it
more than once and in any order, so each feit has its identificatie, and each follower goes by that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from klantmail.domain.feit import BerichtOntvangen, Feit, nieuwste
from klantmail.ports.gebeurtenisbus import Gebeurtenisbus


def nieuws(feiten: Sequence[Feit], *, is_nieuw: bool) -> tuple[Feit, ...]:
    """Return what the change of a record adds to what was told of it.

    A change may add nothing, such as one that stores what was read of a mail. It then repeats the last feit, but not
    that the mail was received, since every mail is changed so.

    Args:
        feiten: all that happened to it.
        is_nieuw: true when the change made the record.
    """
    return tuple(feit for feit in nieuwste(feiten) if is_nieuw or not isinstance(feit, BerichtOntvangen))


@dataclass(frozen=True, slots=True)
class Verteller:
    """The telling of feiten."""

    bus: Gebeurtenisbus

    def vertel(self, feiten: Sequence[Feit]) -> frozenset[UUID]:
        """Tell feiten, each once within this call. Return those that are to be offered again, by identificatie."""
        return self.bus.vertel(list({feit.identificatie: feit for feit in feiten}.values()))
