"""Everybody who saw a klantcontact: the mail before it was registered, the record, its documents, lists that had it.

It is read from the audit log, which is written by every request. A reading is there some seconds later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from klantmail.domain.fouten import GeenToegang
from klantmail.domain.inzagen import Kijker
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.ports.repositories import Emailberichtlezer, Klantcontactlezer
from klantmail.usecases.kijkers import Kijkerslezer


@dataclass(frozen=True, slots=True)
class Inzagenlezer:
    """The reading of who saw what."""

    kijkers: Kijkerslezer
    klantcontacten: Klantcontactlezer
    emailberichten: Emailberichtlezer

    def inzagen(self, identificatie: UUID, medewerker: Medewerker) -> Sequence[Kijker]:
        """Find who saw or handled this klantcontact, its mail or its documents, newest first.

        Raises: GeenToegang (the privacy officer alone may know), NietGevonden, NietBeschikbaar.
        """
        if Rol.PRIVACYFUNCTIONARIS not in medewerker.rollen:
            raise GeenToegang("Alleen een privacyfunctionaris ziet wie een klantcontact heeft bekeken.")
        contact = self.klantcontacten.klantcontact(identificatie)
        bericht = self.emailberichten.emailbericht(contact.emailbericht)
        documenten = (bijlage.informatieobject for bijlage in contact.bijlagen)
        records = [str(een) for een in (identificatie, bericht.identificatie, *documenten)]
        return self.kijkers.van(records, bericht.envelop.ontvangen_op)
