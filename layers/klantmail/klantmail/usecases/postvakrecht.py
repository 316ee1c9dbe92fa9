"""The rights by postvak: the one place that decides what a login may see or do of which mail.

It is asked for every request, before the use case (`klantmail.api.postvakrechten`). A login without limits, which most
are, costs no read here.
"""

from collections.abc import Collection, Set
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import GeenToegang
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.recordnaam import Recordnaam
from klantmail.ports.recordherkomst import Recordherkomst

GEEN_RECHT: Final = "Dit hoort bij een postvak waar u geen recht op hebt."


@dataclass(frozen=True, slots=True)
class Postvakwacht:
    """The guard of the postvakken."""

    recordherkomst: Recordherkomst

    def vereis(self, medewerker: Medewerker, records: Collection[Recordnaam]) -> Set[UUID]:
        """Refuse records of a postvak that this medewerker has no right to.

        A record that does not exist is no matter of rights: the use case says so of it.

        Returns: the e-mailberichten that these records come from.

        Raises: GeenToegang.
        """
        berichten = {een for een in map(self.recordherkomst.emailbericht_van, records) if een is not None}
        for bericht in berichten:
            postvak = self.recordherkomst.postvak_van(bericht)
            if postvak is not None and not medewerker.mag(postvak):
                raise GeenToegang(GEEN_RECHT)
        return berichten

    def zichtbaar(self, medewerker: Medewerker, emailberichten: Collection[UUID]) -> Set[UUID]:
        """Return which of these mails are in a postvak that this medewerker has a right to."""
        if not emailberichten:
            return frozenset()
        postvakken = self.recordherkomst.postvakken_van(emailberichten)
        return {bericht for bericht, postvak in postvakken.items() if medewerker.mag(postvak)}
