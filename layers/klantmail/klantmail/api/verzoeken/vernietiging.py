"""The decisions of an archivaris about destroying."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from klantmail.api.schema import Beschreven, Tekst, Verzoek
from klantmail.api.verzoeken.basis import Reden, een_regel
from klantmail.domain.vernietiging import MAX_UITZONDERINGEN, Uitzondering


@dataclass(frozen=True, kw_only=True)
class UitzonderingDeel(Verzoek):
    """Wat toch bewaard blijft: één e-mailbericht, of alles van een resultaat. Noem één van de twee."""

    reden: Annotated[str, een_regel(200)]
    """Waarom."""
    emailbericht: UUID | None = None
    """UUID van het e-mailbericht, zoals het op de lijst staat."""
    resultaat: Annotated[str, een_regel(20)] | None = None
    """Het resultaat, zoals het op de lijst staat."""

    @property
    def uitzondering(self) -> Uitzondering:
        return Uitzondering(reden=self.reden, emailbericht=self.emailbericht, resultaat=self.resultaat or "")


@dataclass(frozen=True, kw_only=True)
class GoedkeurVerzoek(Verzoek):
    """De goedkeuring van een vernietigingslijst."""

    sha256: Annotated[str, Tekst(64, laagst=64)]
    """SHA-256 van de lijst die u hebt gelezen."""
    uitzonderingen: Annotated[tuple[UitzonderingDeel, ...], Beschreven({"maxItems": MAX_UITZONDERINGEN})] = ()
    """Wat toch bewaard blijft. Op een volgende lijst staat het weer."""


@dataclass(frozen=True, kw_only=True)
class WisVerzoek(Verzoek):
    """Wat gewist moet worden voordat de termijn om is: alle e-mail van een adres, of één e-mailbericht. Noem één van de
    twee.
    """

    reden: Reden
    """Waarom, zoals het verzoek van de betrokkene. Noem geen gegevens van de persoon."""
    adres: Annotated[str, een_regel(254)] | None = None
    """Het e-mailadres van de persoon. Het blijft staan tot de lijst is opgesteld."""
    emailbericht: UUID | None = None
    """UUID van het e-mailbericht."""
