"""An interne taak as the outcome of a mail."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.basis import Berichttekst, Toelichting, Uitkomstverzoek, een_regel
from klantmail.api.verzoeken.toewijzen import ToewijzingVerzoek
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht


@dataclass(frozen=True, kw_only=True)
class BetrokkeneVerzoek(Verzoek):
    """De burger."""

    naam: Annotated[str, een_regel(200)]
    """Naam van de burger, als die anders is dan in de e-mail."""


@dataclass(frozen=True, kw_only=True)
class TaakDeel(Verzoek):
    """Een interne taak voor één vraag van een e-mail."""

    gevraagde_handeling: Annotated[str, een_regel(200)]
    """Wat u vraagt, op één regel."""
    toegewezen_aan: ToewijzingVerzoek
    """Voor wie de taak is."""
    toelichting: Toelichting = ""
    """Toelichting voor de behandelaar."""
    betrokkene: BetrokkeneVerzoek | None = None
    """De burger. Zonder dit veld: de afzender van de e-mail."""
    uiterlijk: date | None = None
    """De laatste dag om de taak af te ronden, tot en met het jaar 2999. Zonder dit veld: volgens de termijn van de
    afdeling.
    """
    bericht_aan_klant: Berichttekst | None = None
    """Bericht aan de burger, ten hoogste 100.000 tekens. Zonder dit veld krijgt de burger geen bericht."""

    @property
    def uitkomst(self) -> Taakopdracht:
        naam = self.betrokkene.naam if self.betrokkene else None
        return Taakopdracht(
            self.gevraagde_handeling,
            self.toegewezen_aan.toewijzing,
            self.toelichting,
            naam,
            self.bericht_aan_klant,
            self.uiterlijk,
        )


@dataclass(frozen=True, kw_only=True)
class TaakVerzoek(TaakDeel, Uitkomstverzoek):
    """Een interne taak bij een e-mail."""
