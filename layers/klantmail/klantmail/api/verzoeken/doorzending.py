"""A mail that goes on to another authority."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Beschreven, Verzoek
from klantmail.api.verzoeken.basis import Berichttekst, Reden, Toelichting, Uitkomstverzoek, een_regel
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending


@dataclass(frozen=True, kw_only=True)
class DoorzendDeel(Verzoek):
    """Eén vraag van een e-mail doorzenden naar een andere overheid."""

    naar: Annotated[str, een_regel(254), Beschreven({"format": "email"})]
    """E-mailadres van de andere overheid."""
    toelichting: Toelichting = ""
    """Toelichting voor de ontvanger."""
    bericht_aan_klant: Berichttekst | None = None
    """Bericht aan de afzender, ten hoogste 100.000 tekens. Zonder dit veld krijgt de afzender de standaardtekst
    (standaardantwoord `0c119900-0203-4000-8000-000000000001`)."""
    reden_zonder_bericht: Reden | None = None
    """Waarom de afzender geen bericht krijgt, op één regel. De wet vraagt om een bericht (Awb artikel 2:3)."""

    @property
    def uitkomst(self) -> Doorzending:
        return Doorzending(self.naar, self.toelichting, self.bericht_aan_klant, self.reden_zonder_bericht or "")


@dataclass(frozen=True, kw_only=True)
class DoorzendVerzoek(DoorzendDeel, Uitkomstverzoek):
    """Een e-mail doorzenden naar een andere overheid."""
