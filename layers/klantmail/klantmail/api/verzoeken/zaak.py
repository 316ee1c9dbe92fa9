"""A zaak as the outcome of a mail."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Tekst, Verzoek
from klantmail.api.verzoeken.basis import Berichttekst, Uitkomstverzoek, een_regel
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht


@dataclass(frozen=True, kw_only=True)
class ZaakDeel(Verzoek):
    """Een zaak voor één vraag van een e-mail."""

    zaaktype: Annotated[str, een_regel(1000)]
    """Adres van het zaaktype in de catalogus: een van `/zaaktypen`."""
    omschrijving: Annotated[str, een_regel(80)]
    """Korte omschrijving, op één regel."""
    # Lines of text: what a Zaken API refuses for its controls would be a zaak that nobody can register.
    toelichting: Annotated[str, Tekst(1000, patroon=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$", ontdaan=True)] = ""
    """Toelichting bij de zaak."""
    bericht_aan_klant: Berichttekst | None = None
    """Bericht aan de burger, ten hoogste 100.000 tekens. Zonder dit veld krijgt de burger geen bericht."""

    @property
    def uitkomst(self) -> Zaakopdracht:
        return Zaakopdracht(self.zaaktype, self.omschrijving, self.toelichting, self.bericht_aan_klant)


@dataclass(frozen=True, kw_only=True)
class ZaakVerzoek(ZaakDeel, Uitkomstverzoek):
    """Een zaak bij een e-mail."""
