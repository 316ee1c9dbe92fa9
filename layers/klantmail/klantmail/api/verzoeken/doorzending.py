"""A mail that goes on to another authority."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Beschreven, Verzoek
from klantmail.api.verzoeken.basis import Berichttekst, Toelichting, Uitkomstverzoek, een_regel
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending


@dataclass(frozen=True, kw_only=True)
class DoorzendDeel(Verzoek):
    """Eén vraag van een e-mail doorzenden naar een andere overheid."""

    naar: Annotated[str, een_regel(254), Beschreven({"format": "email"})]
    """E-mailadres van de andere overheid."""
    toelichting: Toelichting = ""
    """Toelichting voor de ontvanger."""
    bericht_aan_klant: Berichttekst | None = None
    """Bericht aan de afzender, ten hoogste 100.000 tekens. Zonder dit veld krijgt de afzender geen bericht."""

    @property
    def uitkomst(self) -> Doorzending:
        return Doorzending(self.naar, self.toelichting, self.bericht_aan_klant)


@dataclass(frozen=True, kw_only=True)
class DoorzendVerzoek(DoorzendDeel, Uitkomstverzoek):
    """Een e-mail doorzenden naar een andere overheid."""
