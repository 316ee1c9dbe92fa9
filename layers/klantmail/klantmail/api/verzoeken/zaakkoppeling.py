"""The zaak that a mail belongs to, and that is there already."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from klantmail.api.schema import Ongeldig, Schema, Tekst, Verzoek, met_velden
from klantmail.api.verzoeken.basis import URL, Berichttekst, Uitkomstverzoek, een_regel
from klantmail.domain.zaak import MAX_ZAAKIDENTIFICATIE, Zaakverwijzing
from klantmail.usecases.afhandeling.uitkomsten.zaakkoppeling import Zaakkoppeling


@dataclass(frozen=True, kw_only=True)
class BestaandeZaakVerzoek(Verzoek):
    """Een zaak die al in het zaaksysteem staat: de identificatie of het adres, en niet allebei."""

    __pydantic_config__: ClassVar[Schema] = met_velden(1)
    zonder_null: ClassVar[bool] = True

    identificatie: Annotated[str, een_regel(MAX_ZAAKIDENTIFICATIE)] | None = None
    """De identificatie van de zaak, zoals die op brieven staat."""
    url: Annotated[str, Tekst(1000, patroon=URL)] | None = None
    """Het adres van de zaak in de Zaken API van de gemeente."""

    def __post_init__(self) -> None:
        if (self.identificatie is None) == (self.url is None):
            raise Ongeldig("een-van-beide", "Geef de identificatie of het adres van de zaak, en niet allebei.")

    @property
    def verwijzing(self) -> Zaakverwijzing:
        return Zaakverwijzing(identificatie=self.identificatie or "", url=self.url or "")


@dataclass(frozen=True, kw_only=True)
class KoppelDeel(Verzoek):
    """Eén vraag van een e-mail hoort bij een zaak die er al is."""

    zaak: BestaandeZaakVerzoek
    """De zaak."""
    bericht_aan_klant: Berichttekst | None = None
    """Bericht aan de burger, ten hoogste 100.000 tekens. Zonder dit veld krijgt de burger geen bericht."""

    @property
    def uitkomst(self) -> Zaakkoppeling:
        return Zaakkoppeling(self.zaak.verwijzing, self.bericht_aan_klant)


@dataclass(frozen=True, kw_only=True)
class KoppelVerzoek(KoppelDeel, Uitkomstverzoek):
    """Een e-mail hoort bij een zaak die er al is."""
