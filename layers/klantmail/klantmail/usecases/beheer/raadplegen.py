"""Reading back. Listing is not viewing: the werkvoorraad shows envelopes only."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.beperking import vereis_leesbaar, vereis_onbeperkt
from klantmail.domain.document import Documentlink, Informatieobject
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.fouten import Invoerfout, NietInTeZien, OngeldigeInvoer
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import Klok, dag_hier
from klantmail.domain.verzending import Verzending
from klantmail.ports.beperkingen import Beperkingslezer
from klantmail.ports.keuzes import Afgehandelden, Afhandelkeuze, Gereserveerden, Reserveringskeuze, Voorraadkeuze
from klantmail.ports.objecten import Archief
from klantmail.ports.rectificaties import Rectificatielezer
from klantmail.ports.repositories import (
    MAX_PAGINA,
    Informatieobjectlezer,
    Klantcontactenlijst,
    Pagina,
    Werkvoorraad,
)
from klantmail.ports.taken import Taaklezer
from klantmail.ports.verzendingen import Verzendinglezer
from klantmail.usecases.ingesloten import GelezenMail, IngeslotenLezer
from klantmail.usecases.keuren import Keurmeester
from klantmail.usecases.mailinhoud import documentlink, eigenaar_van
from klantmail.usecases.parallel import in_parallel
from ontleden.ontleding import Klasse

if TYPE_CHECKING:
    from klantmail.domain.interne_taak import InterneTaak
    from klantmail.domain.rectificatie import Rectificatie

MAX_OPEN_MAIL: Final = 20
"""The other open mail of one address that is shown."""
MAX_TAKEN: Final = 100
"""The most tasks that are read of one mail; it rarely has more than one or two."""
MAX_PERIODE: Final = timedelta(days=31)
"""The longest period that can be searched without an address."""


class Berichten(Werkvoorraad, Afgehandelden, Gereserveerden, Protocol):
    """The lists of e-mailberichten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtenkeuze:
    """The choice from the e-mailberichten."""

    postvak: str | None = None
    status: Berichtstatus | None = None
    dag: date | None = None
    """The day on which it was handled, in the Netherlands; None is today."""
    medewerker: UUID | None = None
    """The medewerker who handled it."""
    uitkomst: Afhandelsoort | None = None
    eigen: UUID | None = None
    """The medewerker for whom it is reserved."""
    klasse: Klasse | None = None
    behandelaar: UUID | None = None
    """The medewerker who has it now."""
    met_bijlagen: bool = False
    nieuwste_eerst: bool = False
    van: Medewerker | None = None
    """The medewerker whose rights to postvakken count; None for somebody without limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoekopdracht:
    """A search among the klantcontacten."""

    afzender: str | None
    van: datetime | None
    tot: datetime | None
    aantal: int
    na: str | None


@dataclass(frozen=True, slots=True)
class Samenhang:
    """The context of one mail that an agent may want to know."""

    gesprek: Pagina[Klantcontact]
    """The conversation that the mail belongs to, oldest first."""
    zelfde_afzender: Pagina[Klantcontact]
    """Klantcontacten of the same address that are in no way tied to the mail: a suggestion, newest first."""
    open_mail: Sequence[Emailbericht]
    """Other mail of the same address that waits or is being handled, newest first."""


@dataclass(frozen=True, slots=True)
class GelezenContact:
    """A klantcontact with its rectifications, and with its verzending when it is a mail of the gemeente."""

    klantcontact: Klantcontact
    verzending: Verzending | None
    rectificaties: "Sequence[Rectificatie]"


@dataclass(frozen=True, slots=True)
class Raadpleger:
    """The reading for agents."""

    emailberichten: Berichten
    klantcontacten: Klantcontactenlijst
    informatieobjecten: Informatieobjectlezer
    taken: Taaklezer
    verzendingen: Verzendinglezer
    rectificaties: Rectificatielezer
    beperkingen: Beperkingslezer
    archief: Archief
    keurmeester: Keurmeester
    ingesloten: IngeslotenLezer
    klok: Klok
    postvakken: tuple[str, ...]

    def berichten(self, keuze: Berichtenkeuze, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        """Mail that waits or is being handled, oldest or newest first; or what was handled on a day, newest first.

        Or, with `eigen`, what is reserved for this medewerker.

        Only of postvakken that `keuze.van` has a right to, but for what is reserved.

        Raises: OngeldigeInvoer (no such postvak; a choice that only handled mail has).
        """
        fouten = []
        if keuze.postvak is not None and keuze.postvak not in self.postvakken:
            fouten.append(Invoerfout("postvak", "onbekend", "Dit postvak bestaat niet."))
        if keuze.status is not Berichtstatus.AFGEHANDELD:
            alleen = {"dag": keuze.dag, "medewerker": keuze.medewerker, "uitkomst": keuze.uitkomst}
            fouten += [
                Invoerfout(veld, "alleen-afgehandeld", "Dit kan alleen samen met `status=afgehandeld`.")
                for veld, waarde in alleen.items()
                if waarde is not None
            ]
        if keuze.status in {Berichtstatus.AFGEHANDELD, Berichtstatus.QUARANTAINE} and keuze.behandelaar is not None:
            fouten.append(Invoerfout("behandelaar", "niet-samen", "Alleen open e-mail heeft een behandelaar."))
        if keuze.status is Berichtstatus.AFGEHANDELD:
            open_ = {"klasse": keuze.klasse, "metBijlagen": keuze.met_bijlagen, "sorteer": keuze.nieuwste_eerst}
            fouten += [
                Invoerfout(veld, "niet-samen", "Dit kan niet samen met `status=afgehandeld`.")
                for veld, waarde in open_.items()
                if waarde
            ]
        if keuze.eigen is not None:
            ook = {"status": keuze.status, "behandelaar": keuze.behandelaar}
            fouten += [
                Invoerfout(veld, "niet-samen", "Dit kan niet samen met `eigen`.")
                for veld, waarde in ook.items()
                if waarde is not None
            ]
        if fouten:
            raise OngeldigeInvoer(*fouten)
        if keuze.eigen is not None:
            gereserveerd = Reserveringskeuze(
                medewerker=keuze.eigen,
                postvak=keuze.postvak,
                klasse=keuze.klasse,
                met_bijlagen=keuze.met_bijlagen,
                nieuwste_eerst=keuze.nieuwste_eerst,
            )
            return self.emailberichten.gereserveerd_voor(gereserveerd, aantal=aantal, na=na)
        gekozen = self._postvakken(keuze)
        if not gekozen:
            return Pagina((), None)
        if keuze.status is Berichtstatus.AFGEHANDELD:
            afgehandeld = Afhandelkeuze(
                dag=keuze.dag or dag_hier(self.klok()),
                postvakken=None if gekozen == self.postvakken else gekozen,
                medewerker=keuze.medewerker,
                soort=keuze.uitkomst,
            )
            return self.emailberichten.afgehandelden(afgehandeld, aantal=aantal, na=na)
        voorraad = Voorraadkeuze(
            postvakken=gekozen,
            status=keuze.status,
            klasse=keuze.klasse,
            behandelaar=keuze.behandelaar,
            met_bijlagen=keuze.met_bijlagen,
            nieuwste_eerst=keuze.nieuwste_eerst,
        )
        return self.emailberichten.werkvoorraad(voorraad, moment=self.klok(), aantal=aantal, na=na)

    def _postvakken(self, keuze: Berichtenkeuze) -> tuple[str, ...]:
        """Return the postvakken of this choice that the asker has a right to."""
        genoemd = self.postvakken if keuze.postvak is None else (keuze.postvak,)
        return tuple(een for een in genoemd if keuze.van is None or keuze.van.mag(een))

    def werkvoorraad(
        self, postvak: str | None, status: Berichtstatus | None, *, aantal: int, na: str | None
    ) -> Pagina[Emailbericht]:
        """Mail that waits or is being handled, oldest first."""
        return self.berichten(Berichtenkeuze(postvak=postvak, status=status), aantal=aantal, na=na)

    def emailbericht(self, identificatie: UUID) -> Emailbericht:
        """Raises: NietGevonden; GeenToegang (its processing is restricted)."""
        bericht = self.emailberichten.emailbericht(identificatie)
        vereis_onbeperkt(beperkt=bericht.beperking is not None)
        return bericht

    def samenhang(self, identificatie: UUID, *, aantal: int, na_gesprek: str | None, na_afzender: str | None) -> Samenhang:
        """Read the conversation of a mail, and what else its sender's address was in
        contact about, each as a page of its own.

        What belongs to the conversation is left out of the other list, so that a page of that may hold fewer than
        `aantal`.

        Raises: NietGevonden; GeenToegang (it is restricted); OngeldigeInvoer (a cursor that is not one of ours).
        """
        bericht = self.emailbericht(identificatie)
        adres = bericht.envelop.betrokkene.adres
        (gesprek, van_adres), open_mail = in_parallel(
            lambda: self._contacten(bericht, adres, aantal, na_gesprek, na_afzender),
            lambda: self.emailberichten.open_mail_van(adres, MAX_OPEN_MAIL) if adres else (),
        )
        fouten = [fout for een in (gesprek, van_adres) if isinstance(een, OngeldigeInvoer) for fout in een.fouten]
        if isinstance(gesprek, OngeldigeInvoer) or isinstance(van_adres, OngeldigeInvoer):
            raise OngeldigeInvoer(*fouten)
        los = tuple(contact for contact in van_adres.resultaten if contact.gesprek != bericht.gesprek)
        ander = [een for een in open_mail if een.identificatie != identificatie]
        return Samenhang(gesprek, Pagina(los, van_adres.vervolg), ander)

    def _contacten(
        self, bericht: Emailbericht, adres: str, aantal: int, na_gesprek: str | None, na_afzender: str | None
    ) -> tuple[Pagina[Klantcontact] | OngeldigeInvoer, Pagina[Klantcontact] | OngeldigeInvoer]:
        """Read the conversation, and what else the address was in contact about."""
        ruimte = MAX_PAGINA // 2
        return in_parallel(
            lambda: _gelezen(
                "cursorGesprek",
                lambda: self.klantcontacten.klantcontacten_in(bericht.gesprek, aantal=aantal, na=na_gesprek, ruimte=ruimte),
            ),
            lambda: (
                _gelezen(
                    "cursorAfzender",
                    lambda: self.klantcontacten.klantcontacten_van(
                        adres, None, None, aantal=aantal, na=na_afzender, ruimte=ruimte
                    ),
                )
                if adres
                else Pagina[Klantcontact]((), None)
            ),
        )

    def taken_van_bericht(self, identificatie: UUID) -> "Pagina[InterneTaak]":
        """Read the interne taken that came from a mail, each followed by what it became; at most `MAX_TAKEN`.

        Those of a later step on its klantcontacten come last.

        Raises: NietGevonden; GeenToegang (the mail is restricted).
        """
        reeksen = (self._met_opvolgers(deel.interne_taak) for deel in self.emailbericht(identificatie).delen)
        return Pagina(tuple(islice(chain.from_iterable(reeksen), MAX_TAKEN)), None)

    def taken_van_klantcontact(self, identificatie: UUID) -> "Pagina[InterneTaak]":
        """Read the interne taken on a klantcontact, or the one that ended with it, as `taken_van_bericht` does.

        Raises: NietGevonden.
        """
        bericht = self.klantcontacten.klantcontact(identificatie).emailbericht
        taken = self.taken_van_bericht(bericht).resultaten
        return Pagina(tuple(een for een in taken if identificatie in (een.klantcontact, een.vervolg)), None)

    def _met_opvolgers(self, identificatie: UUID | None) -> "Iterator[InterneTaak]":
        while identificatie:
            taak = self.taken.interne_taak(identificatie)
            yield taak
            identificatie = taak.opvolger

    def klantcontact(self, identificatie: UUID, medewerker: Medewerker) -> GelezenContact:
        """Read a stored klantcontact with its rectifications, and its verzending when it is a mail of the gemeente.

        One that is only registered (inzage) does not exist yet. Raises: NietGevonden; GeenToegang (`vereis_leesbaar`).
        """
        contact, rectificaties = in_parallel(
            lambda: self.klantcontacten.klantcontact(identificatie),
            lambda: self.rectificaties.rectificaties(identificatie),
        )
        vereis_leesbaar(medewerker, beperkt=contact.beperkt)
        verzending = self.verzendingen.verzending(contact.verzending) if contact.verzending else None
        return GelezenContact(contact, verzending, rectificaties)

    def zoek(self, opdracht: Zoekopdracht) -> Pagina[Klantcontact]:
        """Search klantcontacten, newest first: of one address, or of a period of at most 31 days.

        Raises: OngeldigeInvoer (a period that ends before it begins, is too long, or is missing without an address).
        """
        if opdracht.van and opdracht.tot and opdracht.van >= opdracht.tot:
            raise OngeldigeInvoer(Invoerfout("tot", "volgorde", "De periode moet later eindigen dan hij begint."))
        if opdracht.afzender:
            return self.klantcontacten.klantcontacten_van(
                opdracht.afzender, opdracht.van, opdracht.tot, aantal=opdracht.aantal, na=opdracht.na
            )
        tot = opdracht.tot or self.klok() + timedelta(milliseconds=1)
        van = opdracht.van or tot - MAX_PERIODE
        if van >= tot or tot - van > MAX_PERIODE:
            raise OngeldigeInvoer(Invoerfout("van", "periode", "Zoek zonder afzender in een periode van ten hoogste 31 dagen."))
        return self.klantcontacten.klantcontacten_tussen(van, tot, aantal=opdracht.aantal, na=opdracht.na)

    def informatieobject(self, identificatie: UUID) -> Informatieobject:
        """Raises: NietGevonden; GeenToegang (the mail that it belongs to is restricted)."""
        document = self.informatieobjecten.informatieobject(identificatie)
        vereis_onbeperkt(beperkt=self.beperkingen.is_beperkt(document.object_key))
        return document

    def documentlink(self, identificatie: UUID, medewerker: Medewerker) -> Documentlink:
        """The short-lived addresses of the document: as a download, and to be shown where that is safe.

        Raises: NietGevonden; NietInTeZien (SES found a virus in the mail that it came with); NogNietGekeurd,
        DreigingGevonden, NietTeKeuren (the malware scanner says so of the document); GeenToegang (it is restricted).
        """
        return documentlink(self.archief, self._bruikbaar(identificatie, medewerker))

    def _bruikbaar(self, identificatie: UUID, medewerker: Medewerker) -> Informatieobject:
        """Read a document that may be handed out. Raises: as `documentlink`."""
        document = self.informatieobjecten.informatieobject(identificatie)
        eigenaar = eigenaar_van(document.object_key)
        if eigenaar is not None:
            bericht = self.emailbericht(eigenaar)
            if not bericht.downloadbaar:
                tekst = "In deze e-mail is een virus gevonden. U kunt er geen bestand van downloaden."
                raise NietInTeZien(tekst, bericht.status.value)
        else:
            vereis_onbeperkt(beperkt=self.beperkingen.is_beperkt(document.object_key))
        return self.keurmeester.gekeurd(document, medewerker)

    def ontleding(self, identificatie: UUID, medewerker: Medewerker, paden: Sequence[str]) -> GelezenMail:
        """Read a document that is a mail, or a mail within it (`IngeslotenLezer`).

        What is in it was judged with it: the scanner unpacks mails.

        Raises: as `documentlink`.
        """
        return self.ingesloten.lees(self._bruikbaar(identificatie, medewerker), paden)


def _gelezen(veld: str, lees: Callable[[], Pagina[Klantcontact]]) -> Pagina[Klantcontact] | OngeldigeInvoer:
    """Read one of several lists, and report an error of its cursor under the name that this has in the request."""
    try:
        return lees()
    except OngeldigeInvoer as fout:
        return OngeldigeInvoer(*(replace(een, veld=veld) for een in fout.fouten))
