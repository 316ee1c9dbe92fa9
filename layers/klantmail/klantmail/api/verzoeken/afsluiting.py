"""A mail that is closed without more."""

from dataclasses import dataclass
from typing import Literal

from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.basis import Berichttekst, Reden, Uitkomstverzoek
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact


@dataclass(frozen=True, kw_only=True)
class GeenActieDeel(Verzoek):
    """Eén vraag van een e-mail waarvoor niets hoeft te gebeuren."""

    reden: Reden
    """Waarom, op één regel."""
    bericht_aan_klant: Berichttekst | None = None
    """Bericht aan de burger, ten hoogste 100.000 tekens. Zonder dit veld krijgt de burger geen bericht."""

    @property
    def uitkomst(self) -> GeenActieNodig:
        return GeenActieNodig(self.reden, self.bericht_aan_klant)


@dataclass(frozen=True, kw_only=True)
class AfsluitVerzoek(Uitkomstverzoek):
    """Een e-mail afsluiten zonder antwoord."""

    soort: Literal[Afhandelsoort.GEEN_ACTIE_NODIG, Afhandelsoort.GEEN_KLANTCONTACT]
    """`geen_actie_nodig`: er was contact, maar er hoeft niets te gebeuren. `geen_klantcontact`: er was geen
    contact (spam, een bounce, een dubbele e-mail)."""
    reden: Reden
    """Waarom, op één regel."""
    bericht_aan_klant: Berichttekst | None = None
    """Bericht aan de burger, ten hoogste 100.000 tekens; alleen bij `geen_actie_nodig`. Zonder dit veld krijgt de
    burger geen bericht."""

    @property
    def uitkomst(self) -> GeenActieNodig | GeenKlantcontact:
        soort = GeenActieNodig if self.soort is GeenActieNodig.soort else GeenKlantcontact
        return soort(self.reden, self.bericht_aan_klant)
