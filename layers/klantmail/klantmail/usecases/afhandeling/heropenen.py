"""The way back of a mail that was closed by mistake.

Only a closing without a klantcontact is undone: nothing was stored with it but the reason. What has a klantcontact
stays as it is, and gets a new step on it (`vervolgen`, `vervolgstap`).

afgehandeld, geen_klantcontact ──reopen──► nieuw, in the werkvoorraad; the closing goes to the history
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort
from klantmail.domain.beperking import vereis_onbeperkt
from klantmail.domain.emailbericht import Emailbericht, Heropening
from klantmail.domain.fouten import GeenToegang, Geweigerd, KeuzeNietMogelijk
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import Heropeningen

HEROPENTERMIJN: Final = timedelta(days=1)
"""The time in which whoever closed a mail may open it again. A beheerder always may."""


@dataclass(frozen=True, slots=True)
class Heropener:
    """The reopening of mail."""

    emailberichten: Heropeningen
    klok: Klok

    def heropen(self, identificatie: UUID, medewerker: Medewerker, reden: str) -> Emailbericht:
        """Put a closed mail back where it waited. It changes nothing when this medewerker did so already.

        Args:
            reden: the reason in words; it may be empty.

        Raises: NietGevonden; GeenToegang (somebody else closed it, or too long ago, or it is restricted);
            KeuzeNietMogelijk (it is not closed, or has a klantcontact); NietBeschikbaar.
        """
        bericht = self.emailberichten.emailbericht(identificatie)
        gesloten = bericht.afhandeling
        vereis_onbeperkt(beperkt=bericht.beperking is not None)
        if gesloten is None:
            return _heropend_door(bericht, medewerker)
        self._mag_terug(bericht, gesloten, medewerker)
        heropening = Heropening(
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            tijdstip=self.klok(),
            reden=reden,
            afhandeling=gesloten,
        )
        try:
            self.emailberichten.heropen(bericht, heropening)
        except Geweigerd:
            return _heropend_door(self.emailberichten.emailbericht(identificatie), medewerker)
        return self.emailberichten.emailbericht(identificatie)

    def _mag_terug(self, bericht: Emailbericht, gesloten: Afhandeling, medewerker: Medewerker) -> None:
        if gesloten.soort is not Afhandelsoort.GEEN_KLANTCONTACT:
            raise KeuzeNietMogelijk(
                "Bij deze e-mail is een klantcontact opgeslagen. Stuur daarop een vervolgbericht, of maak er een interne taak "
                "of zaak bij.",
                bericht.status.value,
            )
        zelf = gesloten.medewerker == medewerker.identificatie and self.klok() - gesloten.tijdstip < HEROPENTERMIJN
        if not zelf and Rol.BEHEERDER not in medewerker.rollen:
            raise GeenToegang("Alleen wie de e-mail sloot kan dit, binnen een dag. Daarna kan een beheerder het.")


def _heropend_door(bericht: Emailbericht, medewerker: Medewerker) -> Emailbericht:
    """Return the mail, if it is open since this medewerker reopened it. Raises: GeenToegang, KeuzeNietMogelijk."""
    vereis_onbeperkt(beperkt=bericht.beperking is not None)
    zelf = bericht.heropeningen and bericht.heropeningen[-1].medewerker == medewerker.identificatie
    if bericht.afhandeling is None and zelf:
        return bericht
    raise KeuzeNietMogelijk("Deze e-mail is niet afgesloten, of intussen opnieuw afgesloten.", bericht.status.value)
