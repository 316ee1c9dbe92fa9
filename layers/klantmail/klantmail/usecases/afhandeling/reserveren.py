"""A mail is reserved for a colleague, who has it on a list of their own.

It stays in the werkvoorraad, and others can open it: a colleague who is ill keeps nobody waiting. It is on nobody's own
list any more when it is handled, moved or put into quarantine.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from klantmail.domain.emailbericht import Emailbericht, Reservering, waarom_niet
from klantmail.domain.fouten import Geweigerd, Invoerfout, OngeldigeInvoer
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import Reserveringen
from klantmail.usecases.afhandeling.ontvangers import Ontvangers, vereis_postvakrecht

_VELD: Final = "medewerker"


@dataclass(frozen=True, slots=True)
class Reserveerder:
    """The reserving of mail."""

    emailberichten: Reserveringen
    ontvangers: Ontvangers
    klok: Klok

    def reserveer(self, identificatie: UUID, medewerker: Medewerker, voor: UUID) -> Emailbericht:
        """Reserve an open mail for a colleague, or for oneself; an earlier reservation is over then.

        Raises: OngeldigeInvoer (nobody, or somebody who left, handles no mail or has no right to its postvak);
            NietGevonden; AlAfgehandeld, NietInTeZien; NietBeschikbaar.
        """
        collega = self._collega(voor)
        bericht = self.emailberichten.emailbericht(identificatie)
        vereis_postvakrecht(collega, _VELD, bericht.envelop.postvak)
        reservering = Reservering(
            medewerker=collega.identificatie,
            naam=collega.naam,
            door=medewerker.identificatie,
            tijdstip=self.klok(),
        )
        try:
            self.emailberichten.reserveer(identificatie, bericht.envelop.ontvangen_op, reservering)
        except Geweigerd:
            raise waarom_niet(self.emailberichten.emailbericht(identificatie)) from None
        return self.emailberichten.emailbericht(identificatie)

    def geef_op(self, identificatie: UUID) -> None:
        """End a reservation, if there is one. Raises: NietGevonden, AlAfgehandeld, NietInTeZien, NietBeschikbaar."""
        self.emailberichten.emailbericht(identificatie)
        try:
            self.emailberichten.geef_reservering_op(identificatie)
        except Geweigerd:
            raise waarom_niet(self.emailberichten.emailbericht(identificatie)) from None

    def _collega(self, voor: UUID) -> Medewerker:
        collega = self.ontvangers.ontvanger(voor, _VELD)
        if collega.rollen.isdisjoint({Rol.KCC_MEDEWERKER, Rol.BEHEERDER}):
            raise OngeldigeInvoer(Invoerfout(_VELD, "geen-e-mail", "Deze medewerker behandelt geen e-mail."))
        return collega
