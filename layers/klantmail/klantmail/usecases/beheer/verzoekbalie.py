"""The desk at which mail is asked for and fetched: what is the same whatever it is asked for."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import NietGevonden, SleutelHergebruikt
from klantmail.domain.identificatie import record_id
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import Klok
from klantmail.domain.verzamelverzoek import LINKDUUR, Verzamelverzoek, Verzoekstatus
from klantmail.ports.objecten import Archief
from klantmail.ports.repositories import Pagina
from klantmail.ports.verzamelen import Verzamelwachtrij, Verzoekenkast
from klantmail.usecases.guarded_write import Slaap, leg_vast

FORMAAT_ZIP: Final = "application/zip"
_GEEN_MAIL: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Bestandslink:
    """The address of a bestand, and until when it is valid."""

    adres: str
    geldig_tot: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzoekbalie[V: Verzamelverzoek]:
    """The desk for one kind of request, of one municipality."""

    kast: Verzoekenkast[V]
    archief: Archief
    wachtrij: Verzamelwachtrij
    klok: Klok
    slaap: Slaap

    @abstractmethod
    def vereis(self, medewerker: Medewerker) -> None:
        """Raises: GeenToegang (this medewerker may not ask for this)."""

    def lijst(self, medewerker: Medewerker) -> Pagina[V]:
        """Read all requests of the last week, newest first. Raises: GeenToegang."""
        self.vereis(medewerker)
        moment = self.klok()
        return Pagina(tuple(een for een in self.kast.verzoeken() if een.vervalt_op > moment), None)

    def lees(self, identificatie: UUID, medewerker: Medewerker) -> V:
        """Raises: GeenToegang, NietGevonden."""
        self.vereis(medewerker)
        verzoek = self.kast.verzoek(identificatie)
        if verzoek.vervalt_op <= self.klok():  # DynamoDB removes it some days late
            raise NietGevonden(verzoek.NAAM, identificatie)
        return verzoek

    def links(self, verzoek: V) -> Sequence[Bestandslink]:
        """Make the addresses of the bestanden; there are none before the last one is made."""
        if verzoek.status is not Verzoekstatus.KLAAR:
            return ()
        aantal, soort = len(verzoek.bestanden), verzoek.NAAM.lower()
        return [
            Bestandslink(
                *self.archief.link(
                    een.object_key,
                    bestandsnaam=f"{soort}-{verzoek.identificatie}-{nummer}-van-{aantal}.zip",
                    formaat=FORMAAT_ZIP,
                    duur=LINKDUUR,
                )
            )
            for nummer, een in enumerate(verzoek.bestanden, 1)
        ]

    def dien_in(self, verzoek: V) -> V:
        """Store a new request, unless it is there, and have it collected.

        Raises: SleutelHergebruikt (another one is there by this Idempotency-Key); NietBeschikbaar.
        """

        def schrijf() -> V:
            self.kast.bewaar(verzoek)
            return verzoek

        def lees_terug() -> V | None:
            try:
                eerder = self.kast.verzoek(verzoek.identificatie)
            except NietGevonden:
                return None
            if eerder.vingerafdruk != verzoek.vingerafdruk:
                raise SleutelHergebruikt()
            return eerder

        gevraagd = lees_terug() or leg_vast(schrijf, lees_terug, self.slaap)
        if gevraagd.status is not Verzoekstatus.KLAAR:
            self.wachtrij.bied_aan(gevraagd)
        return gevraagd


def verzoek_id(operatie: str, medewerker: Medewerker, idempotency_key: str) -> UUID:
    """Name a request after who asks and their Idempotency-Key."""
    return record_id(operatie, _GEEN_MAIL, medewerker.identificatie, idempotency_key)
