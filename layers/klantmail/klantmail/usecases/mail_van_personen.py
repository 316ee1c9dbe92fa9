"""The finding of all mail of persons by their addresses, for who erases it and for who hands it out.

A mail is of a person when it came from their address, when they filled in the form that it came from, or when one of
its klantcontacten is with them. One that only names the address, as a further recipient or in its text, is somebody
else's.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import batched
from typing import Final
from uuid import UUID

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.domain.tijd import Klok, dag_hier
from klantmail.ports.vernietiging import Mailvinder
from klantmail.usecases.parallel import alle

EERSTE_DAG = date(2026, 1, 1)
"""The day before which Klantmail handled no mail."""
_DAGEN_PER_KEER: Final = 32


@dataclass(frozen=True, slots=True)
class Mailzoeker:
    """The finder of one municipality."""

    bron: Mailvinder
    postvakken: tuple[str, ...]
    klok: Klok

    def van_adressen(self, adressen: Set[str]) -> Iterator[UUID]:
        """Yield the mails of whoever has one of these addresses, however they are written, each once."""
        return iter(dict.fromkeys(self._gevonden(frozenset(map(vergelijkvorm, adressen)))))

    def _gevonden(self, adressen: Set[str]) -> Iterator[UUID]:
        for adres in sorted(adressen):
            yield from self.bron.contacten_met(adres)
        for postvak in self.postvakken:
            yield from _van(self.bron.niet_afgehandeld(postvak), adressen)
        yield from _van(self.afgehandeld_tot(dag_hier(self.klok())), adressen)

    def afgehandeld_tot(self, tot: date, vanaf: date = EERSTE_DAG) -> Iterator[Emailbericht]:
        """Yield all mail that was handled from one day until the end of another, as its lists have it."""
        eerste = max(vanaf, EERSTE_DAG)
        dagen = (eerste + timedelta(days=nummer) for nummer in range((tot - eerste).days + 1))
        for groep in batched(dagen, _DAGEN_PER_KEER, strict=False):
            for berichten in alle(self.bron.afgehandeld_op, groep):
                yield from berichten


def _van(berichten: Iterable[Emailbericht], adressen: Set[str]) -> Iterator[UUID]:
    return (bericht.identificatie for bericht in berichten if bericht.is_van(adressen))
