"""The desk of the privacy officer: asking for all that is held about a person, and fetching it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import Invoerfout, NietGevonden, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.identificatie import uitkomst_id, vingerafdruk
from klantmail.domain.inzageverzoek import LINKDUUR, MAX_ADRESSEN, Inzageverzoek, Verzoekstatus
from klantmail.domain.medewerker import Medewerker, vereis_privacyfunctionaris
from klantmail.domain.tijd import Klok
from klantmail.ports.inzageverzoek import Verzamelwachtrij, Verzoekenkast
from klantmail.ports.objecten import Archief
from klantmail.ports.repositories import Pagina
from klantmail.usecases.guarded_write import Slaap, leg_vast

FORMAAT_ZIP: Final = "application/zip"
_GEEN_MAIL: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Bestandslink:
    """The address of a bestand, and until when it is valid."""

    adres: str
    geldig_tot: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzagebalie:
    """The desk of the privacy officer of one municipality."""

    kast: Verzoekenkast
    archief: Archief
    wachtrij: Verzamelwachtrij
    klok: Klok
    slaap: Slaap

    def lijst(self, medewerker: Medewerker) -> Pagina[Inzageverzoek]:
        """Read all requests of the last week, newest first. Raises: GeenToegang."""
        vereis_privacyfunctionaris(medewerker)
        moment = self.klok()
        return Pagina(tuple(een for een in self.kast.inzageverzoeken() if een.vervalt_op > moment), None)

    def lees(self, identificatie: UUID, medewerker: Medewerker) -> Inzageverzoek:
        """Raises: GeenToegang, NietGevonden."""
        vereis_privacyfunctionaris(medewerker)
        verzoek = self.kast.inzageverzoek(identificatie)
        if verzoek.vervalt_op <= self.klok():  # DynamoDB removes it some days late
            raise NietGevonden("Inzageverzoek", identificatie)
        return verzoek

    def links(self, verzoek: Inzageverzoek) -> Sequence[Bestandslink]:
        """Make the addresses of the bestanden; there are none before the last one is made."""
        if verzoek.status is not Verzoekstatus.KLAAR:
            return ()
        aantal = len(verzoek.bestanden)
        return [
            Bestandslink(
                *self.archief.link(
                    een.object_key,
                    bestandsnaam=f"inzageverzoek-{verzoek.identificatie}-{nummer}-van-{aantal}.zip",
                    formaat=FORMAAT_ZIP,
                    duur=LINKDUUR,
                )
            )
            for nummer, een in enumerate(verzoek.bestanden, 1)
        ]

    def vraag(self, medewerker: Medewerker, idempotency_key: str, adressen: Sequence[str]) -> Inzageverzoek:
        """Have all collected that is held about who has these addresses.

        Args:
            idempotency_key: the same one with the same addresses gives the same request.

        Raises: GeenToegang; OngeldigeInvoer; SleutelHergebruikt; NietBeschikbaar.
        """
        vereis_privacyfunctionaris(medewerker)
        gezocht = tuple(sorted({adres.lower() for adres in adressen}))
        if fouten := _fouten(adressen):
            raise OngeldigeInvoer(*fouten)
        verzoek = Inzageverzoek(
            identificatie=uitkomst_id("inzageverzoek", _GEEN_MAIL, medewerker.identificatie, idempotency_key),
            status=Verzoekstatus.WORDT_GEMAAKT,
            adressen=gezocht,
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            gevraagd_op=self.klok(),
            idempotency_key=idempotency_key,
            vingerafdruk=vingerafdruk(*gezocht),
            versie=1,
        )

        def schrijf() -> Inzageverzoek:
            self.kast.bewaar_inzageverzoek(verzoek)
            return verzoek

        def lees_terug() -> Inzageverzoek | None:
            try:
                eerder = self.kast.inzageverzoek(verzoek.identificatie)
            except NietGevonden:
                return None
            if eerder.vingerafdruk != verzoek.vingerafdruk:
                raise SleutelHergebruikt()
            return eerder

        gevraagd = lees_terug() or leg_vast(schrijf, lees_terug, self.slaap)
        if gevraagd.status is not Verzoekstatus.KLAAR:
            self.wachtrij.bied_aan(gevraagd.identificatie)
        return gevraagd


def _fouten(adressen: Sequence[str]) -> Sequence[Invoerfout]:
    if not adressen:
        return [Invoerfout("adressen", "ontbreekt", "Noem ten minste één e-mailadres.")]
    if len(adressen) > MAX_ADRESSEN:
        return [Invoerfout("adressen", "te-veel", f"Noem er ten hoogste {MAX_ADRESSEN}.")]
    return [
        Invoerfout(f"adressen.{nummer}", "ongeldig-adres", "Dit is geen e-mailadres.")
        for nummer, adres in enumerate(adressen)
        if not _is_adres(adres)
    ]


def _is_adres(adres: str) -> bool:
    lokaal, apenstaart, domein = adres.rpartition("@")
    return bool(lokaal and apenstaart and domein) and not any(teken.isspace() for teken in adres)
