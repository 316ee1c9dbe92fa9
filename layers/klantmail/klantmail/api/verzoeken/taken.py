"""The department's desk."""

from dataclasses import dataclass
from typing import Literal

from klantmail.api.parameters import Bladeren
from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.basis import Berichttekst, Reden, Toelichting
from klantmail.api.verzoeken.bijlagen import Bijlagen
from klantmail.api.verzoeken.toewijzen import ToewijzingVerzoek
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.interne_taak import Taakstatus
from klantmail.usecases.afhandeling.taken import Afronden, Doorzetten, Oppakken, Wijziging


@dataclass(frozen=True)
class TakenVerzoek(Bladeren):
    """Een bladzijde van interne taken."""

    status: Taakstatus = Taakstatus.TE_VERWERKEN
    """Alleen taken met deze status."""
    eigen: bool = False
    """`true`: alleen taken die aan u zelf zijn toegewezen."""


@dataclass(frozen=True, kw_only=True)
class TaakWijziging(Verzoek):
    """Wat een behandelaar met een taak doet."""

    actie: Literal["oppakken", "doorzetten", "afronden"]
    """`oppakken`, `doorzetten` (met `toegewezenAan`) of `afronden` (met `reden`)."""
    toegewezen_aan: ToewijzingVerzoek | None = None
    """Bij `doorzetten`: voor wie de taak nu is."""
    toelichting: Toelichting = ""
    """Bij `doorzetten`: toelichting voor wie de taak krijgt."""
    reden: Reden | None = None
    """Bij `afronden`: hoe de taak is afgelopen."""

    @property
    def wijziging(self) -> Wijziging:
        """Raises: OngeldigeInvoer (what the action needs is not there)."""
        match self.actie:
            case "oppakken":
                return Oppakken()
            case "doorzetten":
                if self.toegewezen_aan is None:
                    raise OngeldigeInvoer(Invoerfout("toegewezenAan", "missing", "Noem aan wie de taak moet."))
                return Doorzetten(self.toegewezen_aan.toewijzing, self.toelichting)
            case "afronden":
                if self.reden is None:
                    raise OngeldigeInvoer(Invoerfout("reden", "missing", "Geef een reden."))
                return Afronden(self.reden)


@dataclass(frozen=True, kw_only=True)
class TaakAntwoordVerzoek(Verzoek):
    """Een antwoord aan de burger, vanuit een taak."""

    inhoud: Berichttekst
    """De tekst van het antwoord, ten hoogste 100.000 tekens."""
    bijlagen: Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""
