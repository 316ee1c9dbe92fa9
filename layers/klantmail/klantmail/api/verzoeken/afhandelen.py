"""Outcomes of a mail: an interne taak, a zaak, a doorzending, or none."""

from dataclasses import dataclass
from typing import Annotated, Literal

from klantmail.api.velden import Beschreven, Tekst, Verzoek
from klantmail.api.verzoeken.basis import Berichttekst, Reden, Toelichting, Uitkomstverzoek, een_regel
from klantmail.api.verzoeken.toewijzen import ToewijzingVerzoek
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.usecases.afhandeling.uitkomsten.afsluiting import GeenActieNodig, GeenKlantcontact
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.uitkomsten.interne_taak import Taakopdracht
from klantmail.usecases.afhandeling.uitkomsten.zaak import Zaakopdracht


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

    @property
    def uitkomst(self) -> Taakopdracht:
        naam = self.betrokkene.naam if self.betrokkene else None
        return Taakopdracht(self.gevraagde_handeling, self.toegewezen_aan.toewijzing, self.toelichting, naam)


@dataclass(frozen=True, kw_only=True)
class TaakVerzoek(TaakDeel, Uitkomstverzoek):
    """Een interne taak bij een e-mail."""


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

    @property
    def uitkomst(self) -> Zaakopdracht:
        return Zaakopdracht(self.zaaktype, self.omschrijving, self.toelichting)


@dataclass(frozen=True, kw_only=True)
class ZaakVerzoek(ZaakDeel, Uitkomstverzoek):
    """Een zaak bij een e-mail."""


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
    """`geen_actie_nodig`: er was contact, maar er hoeft niets te gebeuren. `geen_klantcontact`: er was geen contact (spam,
    een bounce, een dubbele e-mail)."""
    reden: Reden
    """Waarom, op één regel."""

    @property
    def uitkomst(self) -> GeenActieNodig | GeenKlantcontact:
        return GeenActieNodig(self.reden) if self.soort is GeenActieNodig.soort else GeenKlantcontact(self.reden)
