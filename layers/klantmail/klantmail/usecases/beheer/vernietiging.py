"""The desk of an archivaris: which list is carried out, and what of it is kept all the same."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import Invoerfout, KeuzeNietMogelijk, NietGevonden, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.identificatie import record_id, vingerafdruk
from klantmail.domain.medewerker import Medewerker, vereis_archivaris
from klantmail.domain.termijn import vandaag
from klantmail.domain.tijd import Klok
from klantmail.domain.vernietiging import (
    MAX_UITZONDERINGEN,
    Goedkeuring,
    Lijstsoort,
    Lijststatus,
    Uitzondering,
    Vernietigingslijst,
    Wisverzoek,
    uit_csv,
)
from klantmail.ports.objecten import Archief
from klantmail.ports.repositories import Pagina
from klantmail.ports.vernietiging import Lijstenkast, Vernietigwachtrij
from klantmail.usecases.guarded_write import Slaap, leg_vast

type Teruglezen = Callable[[], Vernietigingslijst | None]

_GEEN_LIJST: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Stukken:
    """The short-lived addresses of a list, and of the verklaring when there is one."""

    lijst: str
    verklaring: str | None
    geldig_tot: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Vernietigingsbeheer:
    """The desk of the archivaris of one municipality."""

    lijsten: Lijstenkast
    archief: Archief
    wachtrij: Vernietigwachtrij
    klok: Klok
    slaap: Slaap

    def lijst(self) -> Pagina[Vernietigingslijst]:
        """Read all lists, newest first."""
        return Pagina(tuple(self.lijsten.vernietigingslijsten()), None)

    def lees(self, identificatie: UUID) -> Vernietigingslijst:
        """Raises: NietGevonden."""
        return self.lijsten.vernietigingslijst(identificatie)

    def stukken(self, identificatie: UUID) -> Stukken:
        """Make the addresses of a list. Raises: NietGevonden; KeuzeNietMogelijk (it is not made yet)."""
        lijst = self.lees(identificatie)
        if not lijst.object_key:
            raise KeuzeNietMogelijk("Deze lijst wordt nog opgesteld.", lijst.status.value)
        naam = f"{lijst.soort}-{lijst.peildatum}"
        adres, geldig_tot = self.archief.link(
            lijst.object_key, bestandsnaam=f"vernietigingslijst-{naam}.csv", formaat="text/csv; charset=utf-8"
        )
        if not lijst.verklaring:
            return Stukken(adres, None, geldig_tot)
        verklaring, _ = self.archief.link(
            lijst.verklaring, bestandsnaam=f"verklaring-van-vernietiging-{naam}.html", formaat="text/html; charset=utf-8"
        )
        return Stukken(adres, verklaring, geldig_tot)

    def keur_goed(
        self,
        identificatie: UUID,
        medewerker: Medewerker,
        idempotency_key: str,
        sha256: str,
        uitzonderingen: Sequence[Uitzondering],
    ) -> Vernietigingslijst:
        """Approve a list, with what is kept all the same, and have it carried out.

        Args:
            idempotency_key: the same one with the same decision changes nothing more.
            sha256: of the list that was read.

        Raises: GeenToegang; NietGevonden; OngeldigeInvoer (an exception names nothing of this list);
            KeuzeNietMogelijk (not this list, or no longer); SleutelHergebruikt; NietBeschikbaar.
        """
        vereis_archivaris(medewerker)
        akkoord = Goedkeuring(
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            tijdstip=self.klok(),
            uitzonderingen=tuple(uitzonderingen),
            idempotency_key=idempotency_key,
            vingerafdruk=vingerafdruk(
                sha256, *sorted((str(een.emailbericht), een.resultaat, een.reden) for een in uitzonderingen)
            ),
        )

        def lees_terug() -> Vernietigingslijst | None:
            return self._eerder(self.lees(identificatie), akkoord)

        lijst = self.lees(identificatie)
        goedgekeurd = self._eerder(lijst, akkoord)
        if goedgekeurd is None:
            self._vereis_geldig(lijst, sha256)
            if uitzonderingen and (fouten := tuple(self._fouten(lijst, uitzonderingen))):
                raise OngeldigeInvoer(*fouten)
            nieuw = replace(lijst, status=Lijststatus.GOEDGEKEURD, goedkeuring=akkoord, versie=lijst.versie + 1)
            goedgekeurd = self._leg_vast(nieuw, lees_terug)
        self.wachtrij.bied_aan(identificatie)
        return goedgekeurd

    def vraag_wissing(
        self, medewerker: Medewerker, idempotency_key: str, *, adres: str, emailbericht: UUID | None, reden: str
    ) -> Vernietigingslijst:
        """Have a list made of all mail of a person, or of one mail, to be erased before its term once it is approved.

        Args:
            adres: the address of the person; empty when it is about one mail.
            idempotency_key: the same one with the same request gives the same list.

        Raises: GeenToegang; OngeldigeInvoer (neither is named, or both); SleutelHergebruikt; NietBeschikbaar.
        """
        vereis_archivaris(medewerker)
        if bool(adres) == bool(emailbericht):
            raise OngeldigeInvoer(Invoerfout("", "een-van-beide", "Noem een adres of een e-mailbericht, en niet allebei."))
        verzoek = Wisverzoek(
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            reden=reden,
            idempotency_key=idempotency_key,
            vingerafdruk=vingerafdruk(adres.lower(), emailbericht, reden),
            adres=adres,
            emailbericht=emailbericht,
        )
        moment = self.klok()
        lijst = Vernietigingslijst(
            identificatie=record_id("wissing", _GEEN_LIJST, medewerker.identificatie, idempotency_key),
            soort=Lijstsoort.WISSING,
            status=Lijststatus.WORDT_OPGESTELD,
            peildatum=vandaag(moment),
            gevraagd_op=moment,
            wisverzoek=verzoek,
            versie=1,
        )

        def lees_terug() -> Vernietigingslijst | None:
            try:
                eerder = self.lees(lijst.identificatie)
            except NietGevonden:
                return None
            if eerder.wisverzoek is None or eerder.wisverzoek.vingerafdruk != verzoek.vingerafdruk:
                raise SleutelHergebruikt()
            return eerder

        gevraagd = lees_terug() or self._leg_vast(lijst, lees_terug)
        self.wachtrij.bied_aan(gevraagd.identificatie)
        return gevraagd

    def _leg_vast(self, lijst: Vernietigingslijst, lees_terug: Teruglezen) -> Vernietigingslijst:
        def schrijf() -> Vernietigingslijst:
            self.lijsten.bewaar_vernietigingslijst(lijst)
            return lijst

        return leg_vast(schrijf, lees_terug, self.slaap)

    def _eerder(self, lijst: Vernietigingslijst, akkoord: Goedkeuring) -> Vernietigingslijst | None:
        """Return the list when this very request approved it; None when nobody did.

        Raises: SleutelHergebruikt, KeuzeNietMogelijk (another approved it).
        """
        eerder = lijst.goedkeuring
        if eerder is None:
            return None
        if (eerder.medewerker, eerder.idempotency_key) != (akkoord.medewerker, akkoord.idempotency_key):
            raise KeuzeNietMogelijk(f"{eerder.naam} heeft deze lijst al goedgekeurd.", lijst.status.value)
        if eerder.vingerafdruk != akkoord.vingerafdruk:
            raise SleutelHergebruikt()
        return lijst

    def _fouten(self, lijst: Vernietigingslijst, uitzonderingen: Sequence[Uitzondering]) -> Iterator[Invoerfout]:
        mails = {regel.emailbericht for regel in uit_csv(self.archief.lees(lijst.object_key))}
        return _fouten(lijst, uitzonderingen, mails)

    def _vereis_geldig(self, lijst: Vernietigingslijst, sha256: str) -> None:
        """Raises: KeuzeNietMogelijk."""
        if lijst.status is not Lijststatus.OPGESTELD:
            raise KeuzeNietMogelijk("Deze lijst wordt nog opgesteld.", lijst.status.value)
        if lijst.sha256 != sha256:
            raise KeuzeNietMogelijk("Dit is niet de lijst die u hebt gelezen: de sha256 is anders.", lijst.status.value)
        later = (een for een in self.lijsten.vernietigingslijsten() if een.soort is lijst.soort is Lijstsoort.MAAND)
        if any(een.peildatum > lijst.peildatum for een in later):
            raise KeuzeNietMogelijk("Er is een nieuwere lijst. Wat hierop staat, staat ook daarop.", lijst.status.value)


def _fouten(lijst: Vernietigingslijst, uitzonderingen: Sequence[Uitzondering], mails: Set[UUID]) -> Iterator[Invoerfout]:
    resultaten = {een.resultaat for een in lijst.aantallen}
    if len(uitzonderingen) > MAX_UITZONDERINGEN:
        yield Invoerfout("uitzonderingen", "te-veel", f"Noem er ten hoogste {MAX_UITZONDERINGEN}.")
    for nummer, een in enumerate(uitzonderingen[:MAX_UITZONDERINGEN]):
        if bool(een.emailbericht) == bool(een.resultaat):
            reden = "Noem een e-mailbericht of een resultaat, en niet allebei."
            yield Invoerfout(f"uitzonderingen.{nummer}", "een-van-beide", reden)
        elif een.emailbericht is not None and een.emailbericht not in mails:
            yield Invoerfout(f"uitzonderingen.{nummer}.emailbericht", "onbekend", "Deze e-mail staat niet op de lijst.")
        elif een.emailbericht is None and een.resultaat not in resultaten:
            yield Invoerfout(f"uitzonderingen.{nummer}.resultaat", "onbekend", "Dit resultaat staat niet op de lijst.")
