"""A mail that came into the wrong postvak goes to another one, where it waits as it did.

What is answered after that leaves from the new postvak. The e-mailbericht keeps its identificatie, and its history says
where it came from.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Ontleedstand, Verplaatsing, waarom_niet
from klantmail.domain.fouten import Geweigerd, Invoerfout, KeuzeNietMogelijk, OngeldigeInvoer
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import Verplaatsingen


@dataclass(frozen=True, slots=True)
class Verplaatser:
    """The moving of mail."""

    emailberichten: Verplaatsingen
    klok: Klok
    postvakken: tuple[str, ...]

    def verplaats(self, identificatie: UUID, medewerker: Medewerker, postvak: str) -> Emailbericht:
        """Move a mail that waits, or that this medewerker has open. It changes nothing when it is there already.

        Raises: OngeldigeInvoer (no such postvak); NietGevonden; BijAnderInBehandeling, AlAfgehandeld, NietInTeZien;
            KeuzeNietMogelijk (it is still being read); NietBeschikbaar.
        """
        if postvak not in self.postvakken:
            raise OngeldigeInvoer(Invoerfout("postvak", "onbekend", "Dit postvak bestaat niet."))
        bericht = self.emailberichten.emailbericht(identificatie)
        moment = self.klok()
        self._mag_weg(bericht, medewerker, moment)
        if bericht.envelop.postvak == postvak:
            return bericht
        verplaatsing = Verplaatsing(
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            tijdstip=moment,
            van=bericht.envelop.postvak,
            naar=postvak,
        )
        try:
            self.emailberichten.verplaats(bericht, verplaatsing)
        except Geweigerd:
            bericht = self.emailberichten.emailbericht(identificatie)
            if bericht.envelop.postvak == postvak:
                return bericht
            raise waarom_niet(bericht) from None
        return self.emailberichten.emailbericht(identificatie)

    @staticmethod
    def _mag_weg(bericht: Emailbericht, medewerker: Medewerker, moment: datetime) -> None:
        houder = bericht.claim_op(moment)
        if bericht.status in {Berichtstatus.AFGEHANDELD, Berichtstatus.QUARANTAINE}:
            raise waarom_niet(bericht)
        if houder is not None and houder.medewerker != medewerker.identificatie:
            raise waarom_niet(bericht)
        if bericht.ontleedstand is Ontleedstand.ONTBREEKT:
            raise KeuzeNietMogelijk("Deze e-mail wordt nog gelezen. Probeer het zo opnieuw.", bericht.status.value)
