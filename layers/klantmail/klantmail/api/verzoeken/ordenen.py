"""The requests for what is done with a mail beside handling it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from klantmail.api.schema import Beschreven, Verzoek
from klantmail.api.verzoeken.basis import Berichttekst, Reden, Toelichting
from klantmail.usecases.afhandeling.verplaatsen import Verplaatsopdracht
from klantmail.usecases.beheer.quarantaine import MAX_TEGELIJK


@dataclass(frozen=True, kw_only=True)
class HeropenVerzoek(Verzoek):
    """Een gesloten e-mail opnieuw openen."""

    reden: Toelichting = ""
    """Waarom. Komt in de geschiedenis van de e-mail."""


@dataclass(frozen=True, kw_only=True)
class ApartzetVerzoek(Verzoek):
    """Een e-mail in quarantaine zetten."""

    reden: Reden
    """Waarom, op één regel."""


@dataclass(frozen=True, kw_only=True)
class QuarantaineSluitVerzoek(Verzoek):
    """E-mails in quarantaine sluiten, zonder dat zij in de werkvoorraad komen."""

    emailberichten: Annotated[tuple[UUID, ...], Beschreven({"minItems": 1, "maxItems": MAX_TEGELIJK, "uniqueItems": True})]
    """De e-mails, ten hoogste 100."""
    reden: Reden
    """Waarom, op één regel. Geldt voor alle e-mails."""


@dataclass(frozen=True, kw_only=True)
class VerplaatsVerzoek(Verzoek):
    """Een e-mail naar een ander postvak verplaatsen."""

    postvak: str
    """Het postvak waar de e-mail naartoe gaat: een van `/postvakken`."""
    bericht_aan_klant: Berichttekst | None = None
    """Alleen bij een formeel bericht: wat de afzender hoort, ten hoogste 100.000 tekens. Zonder dit veld krijgt de
    afzender de standaardtekst (standaardantwoord `0c119900-0203-4000-8000-000000000003`)."""
    reden_zonder_bericht: Reden | None = None
    """Alleen bij een formeel bericht: waarom de afzender geen bericht krijgt, op één regel."""

    @property
    def opdracht(self) -> Verplaatsopdracht:
        return Verplaatsopdracht(self.postvak, self.bericht_aan_klant, self.reden_zonder_bericht or "")


@dataclass(frozen=True, kw_only=True)
class ReserveerVerzoek(Verzoek):
    """Een e-mail voor een medewerker reserveren."""

    medewerker: UUID
    """UUID van de medewerker: een van `/medewerkers`, die e-mail behandelt."""
