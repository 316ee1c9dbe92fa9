"""The finding of what was told and never counted, and the telling of it again.

Something that happened can get lost between the table's stream and the figures, and a queue of what failed does not
tell it again by itself. So every quarter of an hour the mails of the last hours are looked at, with all that happened
to each of them, and what has no item that says it was counted goes on the bus once more. It keeps its identificatie,
so a follower that had it already passes it over.
"""

from dataclasses import dataclass
from datetime import timedelta

from klantmail.domain.tijd import Klok
from klantmail.ports.cijfers import Feitenbron, Telwerk
from klantmail.usecases.nazorg.vertellen import Verteller


@dataclass(frozen=True, slots=True, kw_only=True)
class Naverteller:
    """The telling of what was lost."""

    bron: Feitenbron
    telwerk: Telwerk
    verteller: Verteller
    klok: Klok
    postvakken: tuple[str, ...]
    na: timedelta
    """The time after which a feit should have been counted."""
    terug: timedelta
    """The time that it looks back; it is several times what lies between two rounds."""

    def ronde(self) -> tuple[int, int]:
        """Look once. Return how many feiten were not counted, and how many of those went on the bus again.

        Raises: NietBeschikbaar (the next round looks at the same).
        """
        tot = self.klok() - self.na
        gevonden = self.bron.feiten_tussen(self.postvakken, tot - self.terug, tot)
        te_tellen = {feit.identificatie: feit for feit in gevonden if feit.tijdstip <= tot}
        ongeteld = self.telwerk.ongeteld(list(te_tellen))
        niet = self.verteller.vertel([te_tellen[een] for een in ongeteld])
        return len(ongeteld), len(ongeteld) - len(niet)
