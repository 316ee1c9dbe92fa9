"""The names of who saw records, by the audit log: for a privacy officer, and for the person they are about."""

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import NietGevonden
from klantmail.domain.inzagen import MAX_VERMELDINGEN, Auditvermelding, Kijker
from klantmail.domain.tijd import Klok
from klantmail.ports.auditlog import Auditlog
from klantmail.ports.repositories import Medewerkerlezer
from klantmail.usecases.parallel import alle

_GELUKT: Final = "gelukt"
_RECORDS_PER_VRAAG: Final = 150
"""Records by which the log is searched at once: it takes 200, and a search of fewer finds more of each."""


@dataclass(frozen=True, slots=True)
class Kijkerslezer:
    """The reading of who saw what. Requests that were refused are left out: they showed nothing."""

    auditlog: Auditlog
    medewerkers: Medewerkerlezer
    klok: Klok

    def van(self, records: Collection[str], sinds: datetime) -> Sequence[Kijker]:
        """Find who saw or handled any of these, newest first, as many as the log gives at once.

        Raises: NietBeschikbaar.
        """
        return self._met_namen(self.auditlog.vermeldingen(records, sinds, self.klok()))

    def alle_van(self, records: Set[str], sinds: datetime) -> Sequence[Kijker]:
        """Find everybody who saw or handled any of these, newest first, however many there are.

        Of a single record the last `MAX_VERMELDINGEN` times are found.

        Raises: NietBeschikbaar.
        """
        groepen = batched(sorted(records), _RECORDS_PER_VRAAG, strict=False)
        gevonden = {regel for groep in groepen for regel in self._alle(groep, sinds)}
        return self._met_namen(sorted(gevonden, key=lambda een: (een.tijdstip, een.actie), reverse=True))

    def _alle(self, records: Sequence[str], sinds: datetime) -> Iterator[Auditvermelding]:
        gevonden = self.auditlog.vermeldingen(records, sinds, self.klok())
        if len(gevonden) < MAX_VERMELDINGEN or len(records) == 1:
            yield from gevonden
        else:
            midden = len(records) // 2
            for helft in (records[:midden], records[midden:]):
                yield from self._alle(helft, sinds)

    def _met_namen(self, gevonden: Sequence[Auditvermelding]) -> Sequence[Kijker]:
        gelukt = [een for een in gevonden if een.resultaat == _GELUKT]
        namen = self._namen(gelukt)
        return [Kijker(een, namen.get(een.medewerker)) for een in gelukt]

    def _namen(self, vermeldingen: Sequence[Auditvermelding]) -> dict[UUID | None, str | None]:
        """Read the names once each. Who never logged in here, or was forgotten since, has none."""
        wie = list({een.medewerker for een in vermeldingen if een.medewerker is not None})
        return dict(zip(wie, alle(self._naam, wie), strict=True))

    def _naam(self, identificatie: UUID) -> str | None:
        try:
            return self.medewerkers.medewerker(identificatie).medewerker.naam
        except NietGevonden:
            return None
