"""The department's desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from klantmail.api.parameters import Bladeren
from klantmail.api.schema import Tekst, Verzoek
from klantmail.api.verzoeken.adressering import Geadresseerd
from klantmail.api.verzoeken.basis import Berichttekst, Reden, Toelichting
from klantmail.api.verzoeken.bijlagen import Bijlagen
from klantmail.api.verzoeken.toewijzen import ToewijzingVerzoek
from klantmail.domain.fouten import Invoerfout
from klantmail.domain.interne_taak import Taakstatus, Toewijzing
from klantmail.usecases.afhandeling.taken import Afronden, Hertoewijzen, NaarKcc, Oppakken, Teruggeven, Wijziging


@dataclass(frozen=True)
class TakenVerzoek(Bladeren):
    """Een bladzijde van interne taken."""

    status: Taakstatus = Taakstatus.TE_VERWERKEN
    """Alleen taken met deze status."""
    eigen: bool = False
    """`true`: de taken die aan u zelf zijn toegewezen, en die u hebt opgepakt."""
    te_laat: bool = False
    """`true`: alleen taken waarvan de termijn voorbij is. Het klantcontactcentrum ziet die van alle eenheden."""
    eenheid: Annotated[str, Tekst(100, laagst=1)] | None = None
    """Alleen taken van deze organisatorische eenheid. Zonder dit veld: van uw eigen eenheid. Die van het
    klantcontactcentrum heet `Klantcontactcentrum`."""
    sorteer: Literal["oudste", "nieuwste"] = "oudste"
    """Welke taken eerst komen, naar het moment waarop zij zijn toegewezen. Met `teLaat`: naar het einde van hun
    termijn."""

    def fouten(self) -> Iterable[Invoerfout]:
        if self.te_laat and self.eigen:
            yield Invoerfout("eigen", "tegenstrijdig", "Kies uw eigen taken of wat te laat is.")
        if self.te_laat and self.status is not Taakstatus.TE_VERWERKEN:
            yield Invoerfout("status", "tegenstrijdig", "Wat te laat is, is nog te verwerken.")


@dataclass(frozen=True, kw_only=True)
class TaakWijziging(Verzoek):
    """Wat er met een taak gebeurt."""

    actie: Literal["oppakken", "teruggeven", "doorzetten", "naar_kcc", "afronden"]
    """`oppakken`, `teruggeven`, `doorzetten` (met `toegewezenAan`), `naar_kcc` (met `reden`) of `afronden` (met
    `reden`)."""
    toegewezen_aan: ToewijzingVerzoek | None = None
    """Bij `doorzetten`: voor wie de taak nu is."""
    uiterlijk: date | None = None
    """Bij `doorzetten`: de laatste dag om de taak af te ronden, tot en met het jaar 2999. Zonder dit veld blijft de
    termijn zoals zij is.
    """
    toelichting: Toelichting = ""
    """Bij `doorzetten`: toelichting voor wie de taak krijgt."""
    reden: Reden | None = None
    """Bij `afronden`: hoe de taak is afgelopen. Bij `naar_kcc`: waarom de taak teruggaat."""

    def fouten(self) -> Iterable[Invoerfout]:
        if self.actie == "doorzetten" and self.toegewezen_aan is None:
            yield Invoerfout("toegewezenAan", "missing", "Noem aan wie de taak moet.")
        if self.actie in {"naar_kcc", "afronden"} and self.reden is None:
            yield Invoerfout("reden", "missing", "Geef een reden.")

    @property
    def wijziging(self) -> Wijziging:
        """The change that is asked for, of a request without `fouten`."""
        match self.actie:
            case "oppakken":
                return Oppakken()
            case "teruggeven":
                return Teruggeven()
            case "doorzetten":
                aan = self.toegewezen_aan.toewijzing if self.toegewezen_aan else Toewijzing()
                return Hertoewijzen(aan, self.toelichting, self.uiterlijk)
            case "naar_kcc":
                return NaarKcc(self.reden or "")
            case "afronden":
                return Afronden(self.reden or "")


@dataclass(frozen=True, kw_only=True)
class TaakAntwoordVerzoek(Geadresseerd):
    """Een antwoord aan de burger, vanuit een taak."""

    inhoud: Berichttekst
    """De tekst van het antwoord, ten hoogste 100.000 tekens."""
    bijlagen: Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""


@dataclass(frozen=True, kw_only=True)
class TaakVraagVerzoek(Verzoek):
    """Een vraag aan de burger, vanuit een taak die open blijft."""

    inhoud: Berichttekst
    """De tekst van de vraag, ten hoogste 100.000 tekens."""
    bijlagen: Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""
