"""Everybody who saw a klantcontact: the mail before it was registered, the record, its documents, lists that had it.

It is read from the audit log, which is written by every request. A reading is there some seconds later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import GeenToegang, NietGevonden
from klantmail.domain.inzagen import Auditvermelding, Kijker
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.domain.tijd import Klok
from klantmail.ports.auditlog import Auditlog
from klantmail.ports.repositories import Emailberichtlezer, Klantcontactlezer, Medewerkerlezer
from klantmail.usecases.parallel import alle

_GELUKT: Final = "gelukt"


@dataclass(frozen=True, slots=True)
class Inzagenlezer:
    """The reading of who saw what."""

    auditlog: Auditlog
    klantcontacten: Klantcontactlezer
    emailberichten: Emailberichtlezer
    medewerkers: Medewerkerlezer
    klok: Klok

    def inzagen(self, identificatie: UUID, medewerker: Medewerker) -> Sequence[Kijker]:
        """Find who saw or handled this klantcontact, its mail or its documents, newest first.

        Requests that were refused are left out: they showed nothing.

        Raises: GeenToegang (the privacy officer alone may know), NietGevonden, NietBeschikbaar.
        """
        if Rol.PRIVACYFUNCTIONARIS not in medewerker.rollen:
            raise GeenToegang("Alleen een privacyfunctionaris ziet wie een klantcontact heeft bekeken.")
        contact = self.klantcontacten.klantcontact(identificatie)
        bericht = self.emailberichten.emailbericht(contact.emailbericht)
        documenten = (bijlage.informatieobject for bijlage in contact.bijlagen)
        records = [str(een) for een in (identificatie, bericht.identificatie, *documenten)]
        gevonden = self.auditlog.vermeldingen(records, bericht.envelop.ontvangen_op, self.klok())
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
