"""Zaken: the list of those that are not registered, and what a beheerder decides on one."""

from dataclasses import dataclass
from typing import Annotated, Literal

from klantmail.api.parameters import Bladeren
from klantmail.api.schema import Tekst, Verzoek
from klantmail.api.verzoeken.basis import URL, Toelichting
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.zaak import Zaakkeuze, Zaakstatus
from klantmail.usecases.beheer.zaken import Zaakbeslissing


@dataclass(frozen=True)
class ZakenVerzoek(Bladeren):
    """Een bladzijde van zaken die nog niet geregistreerd zijn."""

    status: Literal[Zaakstatus.TE_REGISTREREN, Zaakstatus.BEZIG, Zaakstatus.MISLUKT] = Zaakstatus.MISLUKT
    """Alleen zaken met deze status."""


@dataclass(frozen=True, kw_only=True)
class ZaakHervatVerzoek(Verzoek):
    """Wat een beheerder over een zaak beslist."""

    keuze: Zaakkeuze
    """`opnieuw` registreren, `vervallen` (met `toelichting`), of `is_geregistreerd`: met de hand gedaan (met `url`)."""
    toelichting: Toelichting = ""
    """Waarom."""
    url: Annotated[str, Tekst(1000, patroon=URL)] | None = None
    """Bij `is_geregistreerd`: adres van de zaak in het zaaksysteem."""

    @property
    def beslissing(self) -> Zaakbeslissing:
        """Raises: OngeldigeInvoer (what the choice needs is not there, or what it does not need is)."""
        met_url = self.keuze is Zaakkeuze.IS_GEREGISTREERD
        if self.keuze is Zaakkeuze.VERVALLEN and not self.toelichting:
            raise OngeldigeInvoer(Invoerfout("toelichting", "missing", "Geef een reden."))
        if met_url and self.url is None:
            raise OngeldigeInvoer(Invoerfout("url", "missing", "Noem het adres van de zaak."))
        if self.url is not None and not met_url:
            raise OngeldigeInvoer(Invoerfout("url", "onbekend", "Dit veld past niet bij deze keuze."))
        return Zaakbeslissing(self.keuze, self.toelichting, self.url or "")
