"""The requests for what is done with a mail beside handling it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from klantmail.api.schema import Beschreven, Verzoek
from klantmail.api.verzoeken.basis import Reden, Toelichting
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


@dataclass(frozen=True, kw_only=True)
class ReserveerVerzoek(Verzoek):
    """Een e-mail voor een medewerker reserveren."""

    medewerker: UUID
    """UUID van de medewerker: een van `/medewerkers`, die e-mail behandelt."""
