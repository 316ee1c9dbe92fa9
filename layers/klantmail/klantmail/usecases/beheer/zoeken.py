"""The search for mail: what waits, what was handled, and what is kept apart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.fouten import GeenToegang, Invoerfout, NietGevonden, OngeldigeInvoer
from klantmail.domain.kenmerk import kenmerken_in
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import Klok
from klantmail.domain.zoekindex import Zoekstatus, Zoekvraag, lees_afzender, lees_woorden
from klantmail.ports.repositories import Emailberichtlezer
from klantmail.ports.verzendingen import EigenBerichten
from klantmail.ports.zoekindex import Zoeklijsten, Zoekpagina
from klantmail.usecases.postvakrecht import GEEN_RECHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailzoekopdracht:
    """A search for mail, as an agent fills it in. None means that it is not asked for."""

    woorden: str | None = None
    """Words of the subject."""
    afzender: str | None = None
    """Names of who asks, or their address; of each the beginning is enough."""
    kenmerk: str | None = None
    """The mark in a mail of the gemeente."""
    zaak: str | None = None
    """The identificatie of a zaak."""
    postvak: str | None = None
    status: Zoekstatus | None = None
    medewerker: UUID | None = None
    """The medewerker who handled it."""
    uitkomst: Afhandelsoort | None = None
    van: datetime | None = None
    tot: datetime | None = None
    """The mail was received from `van` on, and before `tot`."""
    aantal: int
    na: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoeker:
    """The search."""

    lijsten: Zoeklijsten
    emailberichten: Emailberichtlezer
    verzonden: EigenBerichten
    postvakken: tuple[str, ...]
    klok: Klok

    def zoek(self, opdracht: Mailzoekopdracht, medewerker: Medewerker) -> Zoekpagina:
        """Search the mail of the postvakken that this medewerker has a right to, newest first.

        A page may hold fewer than was asked for, or nothing, and still have a next one; `gezocht_tot` says how far back
        it looked.

        Raises: OngeldigeInvoer; GeenToegang (a postvak that the medewerker has no right to).
        """
        vraag, kenmerk = self._lees(opdracht, medewerker)
        if kenmerk:
            return self._met_kenmerk(kenmerk, vraag)
        return self.lijsten.zoek(vraag, moment=self.klok(), aantal=opdracht.aantal, na=opdracht.na)

    def _lees(self, opdracht: Mailzoekopdracht, medewerker: Medewerker) -> tuple[Zoekvraag, str]:
        """Return the question for the index, and the mark that is searched for, which may be empty.

        Raises: OngeldigeInvoer, GeenToegang.
        """
        fouten: list[Invoerfout] = []

        def gelezen[T](lees: Callable[[str], T], tekst: str | None, leeg: T) -> T:
            try:
                return leeg if tekst is None else lees(tekst)
            except OngeldigeInvoer as fout:
                fouten.extend(fout.fouten)
                return leeg

        geen: tuple[str, ...] = ()
        woorden = gelezen(lees_woorden, opdracht.woorden, geen)
        namen, adressen = gelezen(lees_afzender, opdracht.afzender, (geen, geen))
        kenmerk = gelezen(_lees_kenmerk, opdracht.kenmerk, "")
        if opdracht.kenmerk is not None and opdracht.zaak is not None:
            fouten.append(Invoerfout("zaak", "niet-samen", "Zoek op een kenmerk of op een zaak, niet op beide."))
        if opdracht.postvak is not None and opdracht.postvak not in self.postvakken:
            fouten.append(Invoerfout("postvak", "onbekend", "Dit postvak bestaat niet."))
        if opdracht.van and opdracht.tot and opdracht.van >= opdracht.tot:
            fouten.append(Invoerfout("tot", "volgorde", "De periode moet later eindigen dan hij begint."))
        if fouten:
            raise OngeldigeInvoer(*fouten)
        if opdracht.postvak is not None and not medewerker.mag(opdracht.postvak):
            raise GeenToegang(GEEN_RECHT)
        vraag = Zoekvraag(
            woorden=woorden,
            namen=namen,
            adressen=adressen,
            zaak=opdracht.zaak or "",
            postvakken=self._postvakken(opdracht, medewerker),
            status=opdracht.status,
            medewerker=opdracht.medewerker,
            uitkomst=opdracht.uitkomst,
            van=opdracht.van,
            tot=opdracht.tot,
        )
        return vraag, kenmerk

    def _postvakken(self, opdracht: Mailzoekopdracht, medewerker: Medewerker) -> frozenset[str] | None:
        if opdracht.postvak is not None:
            return frozenset((opdracht.postvak,))
        return frozenset(filter(medewerker.mag, self.postvakken)) if medewerker.is_beperkt else None

    def _met_kenmerk(self, kenmerk: str, vraag: Zoekvraag) -> Zoekpagina:
        """Return the mail that our mail with this mark was about, if it also meets the rest of the question."""
        eigen = self.verzonden.eigen_berichten((kenmerk,), ()).get(kenmerk)
        try:
            bericht = self.emailberichten.emailbericht(eigen.emailbericht) if eigen else None
        except NietGevonden:  # it was destroyed
            bericht = None
        past = bericht is not None and vraag.past(bericht) and _in_periode(vraag, bericht.envelop.ontvangen_op)
        return Zoekpagina((bericht,) if bericht is not None and past else (), None, None)


def _in_periode(vraag: Zoekvraag, moment: datetime) -> bool:
    return (vraag.van is None or vraag.van <= moment) and (vraag.tot is None or moment < vraag.tot)


def _lees_kenmerk(tekst: str) -> str:
    gevonden = kenmerken_in(tekst)
    if len(gevonden) != 1:
        raise OngeldigeInvoer(Invoerfout("kenmerk", "ongeldig", "Dit is geen kenmerk van ons, zoals KM-7F3K9-Q2XAB."))
    return gevonden[0]
