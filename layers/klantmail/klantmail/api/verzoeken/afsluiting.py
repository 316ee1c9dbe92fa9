"""A mail that is closed without more."""

from dataclasses import dataclass
from typing import Literal

from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.basis import Reden, Uitkomstverzoek
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact


@dataclass(frozen=True, kw_only=True)
class GeenActieDeel(Verzoek):
    """Eén vraag van een e-mail waarvoor niets hoeft te gebeuren."""

    reden: Reden
    """Waarom, op één regel."""

    @property
    def uitkomst(self) -> GeenActieNodig:
        return GeenActieNodig(self.reden)


@dataclass(frozen=True, kw_only=True)
class AfsluitVerzoek(Uitkomstverzoek):
    """Een e-mail afsluiten zonder antwoord."""

    soort: Literal[Afhandelsoort.GEEN_ACTIE_NODIG, Afhandelsoort.GEEN_KLANTCONTACT]
    """`geen_actie_nodig`: er was contact, maar er hoeft niets te gebeuren. `geen_klantcontact`: er was geen
    contact (spam, een bounce, een dubbele e-mail)."""
    reden: Reden
    """Waarom, op één regel."""

    @property
    def uitkomst(self) -> GeenActieNodig | GeenKlantcontact:
        return GeenActieNodig(self.reden) if self.soort is GeenActieNodig.soort else GeenKlantcontact(self.reden)
