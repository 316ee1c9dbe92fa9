"""The keeping of the index by which mail is found, as things happen to it.

A feit only says which mail to look at: its places follow from the mail as it is now. So a feit may come more than once,
late, or in any order, and all of them may come anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from klantmail.domain.emailbericht import Emailbericht, Ontleedstand
from klantmail.domain.feit import Berichtfeit, Feit, ZaakGevraagd
from klantmail.domain.fouten import NietBeschikbaar, NietGevonden
from klantmail.domain.zoekingang import Zoekingang, zoekingang
from klantmail.ports.repositories import Emailberichtlezer
from klantmail.ports.zaken import Zaaklezer
from klantmail.ports.zoekindex import Zoekindex


class Indexresultaat(StrEnum):
    """The results that one call of `verwerk` can have."""

    GEINDEXEERD = "geindexeerd"
    AL_GEINDEXEERD = "al_geindexeerd"
    NIETS_TE_INDEXEREN = "niets_te_indexeren"
    """No search goes by this kind of feit."""
    VERWIJDERD = "verwijderd"
    """The mail was destroyed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexeerder:
    """The keeping of the index, by one feit at a time."""

    emailberichten: Emailberichtlezer
    zaken: Zaaklezer
    index: Zoekindex

    def verwerk(self, feit: Feit) -> Indexresultaat:
        """Put the mail of a feit in its places.

        Raises: NietBeschikbaar (the same feit may be offered again): the mail was not read yet, or not stored.
        """
        if not isinstance(feit, Berichtfeit | ZaakGevraagd):
            return Indexresultaat.NIETS_TE_INDEXEREN
        return self.indexeer(feit.emailbericht)

    def indexeer(self, identificatie: UUID) -> Indexresultaat:
        """Put a mail in its places. Raises: NietBeschikbaar (it was not read yet, or not stored)."""
        try:
            bericht = self.emailberichten.emailbericht(identificatie)
        except NietGevonden:
            return Indexresultaat.VERWIJDERD
        if bericht.ontleedstand is Ontleedstand.ONTBREEKT:
            raise NietBeschikbaar("the mail was not read yet")
        ingang = self.ingang(bericht)
        if not self.index.bewaar(ingang):
            return Indexresultaat.AL_GEINDEXEERD
        try:
            self.emailberichten.emailbericht(identificatie)
        except NietGevonden:  # it was destroyed meanwhile, and taken out before it was put in
            self.index.verwijder_uit_index(ingang)
            return Indexresultaat.VERWIJDERD
        return Indexresultaat.GEINDEXEERD

    def ingang(self, bericht: Emailbericht) -> Zoekingang:
        """Return the places of a mail."""
        return zoekingang(bericht, tuple(self._zaken(bericht)))

    def _zaken(self, bericht: Emailbericht) -> Iterator[str]:
        """Yield the identificaties of the zaken of a mail in the Zaken API: ours, or that of one that was there."""
        for deel in bericht.delen:
            if deel.zaak is not None:
                zaak = self.zaken.zaak(deel.zaak)
                yield zaak.bestaande_zaak or str(zaak.identificatie)
