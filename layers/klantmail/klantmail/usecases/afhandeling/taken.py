"""The desk for interne taken: those of an eenheid, read with their mail, taken, given back, rerouted, and ended.

A department has its own; the contact centre has those that came back to it, and reads all.

A task is ended once: with an answer to the citizen (a new klantcontact of the gemeente, in one transaction with the
task's `verwerkt`), with a reason, or by becoming a task of another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from klantmail.domain.adressering import NAAR_DE_AFZENDER, Adressering
from klantmail.domain.beperking import vereis_onbeperkt
from klantmail.domain.document import Documentlink, Informatieobject, Tekst
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.fouten import GeenToegang, Invoerfout, KeuzeNietMogelijk, NietGevonden, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.identificatie import record_id, vingerafdruk
from klantmail.domain.interne_taak import (
    BEANTWOORD,
    DOORGEZET,
    KCC_EENHEID,
    NAAR_EENHEID,
    NAAR_KCC,
    InterneTaak,
    Taakstatus,
    Toewijzing,
    eenheden_van,
    ziet_alle_taken,
)
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.termijn import Termijnen
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import Emailberichtlezer, Informatieobjectlezer, Klantcontactlezer, Pagina
from klantmail.ports.taken import Taken
from klantmail.usecases.afhandeling.ontvangers import Ontvangers
from klantmail.usecases.afhandeling.toewijzen import termijn, toewijzingsfouten, vereis_recht
from klantmail.usecases.commit import Samenstelling, commit
from klantmail.usecases.guarded_write import Slaap, leg_vast
from klantmail.usecases.ingesloten import GelezenMail, IngeslotenLezer
from klantmail.usecases.mailinhoud import Mailinhoud, documentlink, inhoud_van
from klantmail.usecases.parallel import in_parallel
from klantmail.usecases.uitgaand.adresseren import antwoordadres, antwoordadressen
from klantmail.usecases.uitgaand.mail_van_gemeente import Reactieopdracht, Uitgaand, Voorbeeld
from ontleden.ontleding import Adres

_ANDERE_EENHEID: Final = "Deze taak is van een andere organisatorische eenheid."


@dataclass(frozen=True, slots=True)
class Oppakken:
    """Take the task."""


@dataclass(frozen=True, slots=True)
class Teruggeven:
    """Leave it to the colleagues: nobody has it. One that was for this medewerker alone goes to the eenheid."""


@dataclass(frozen=True, slots=True)
class NaarKcc:
    """Make it a task of the contact centre, which asked it."""

    reden: str


@dataclass(frozen=True, slots=True)
class Hertoewijzen:
    """Make it a task of another."""

    aan: Toewijzing
    toelichting: str
    uiterlijk: date | None = None
    """The last day of its term; None when the term stays as it is."""


@dataclass(frozen=True, slots=True)
class Afronden:
    """End it without a message to the citizen."""

    reden: str


type Wijziging = Oppakken | Teruggeven | Hertoewijzen | NaarKcc | Afronden


@dataclass(frozen=True, slots=True)
class GelezenTaak:
    """A task with the mail that it is about."""

    taak: InterneTaak
    klantcontact: Klantcontact
    nieuwe_tekst: Tekst
    """The text of the mail without the quoted history."""
    antwoordadres: Adres
    """The address to which an answer and a question go; an empty one when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takendesk:
    """The desk of a medewerker.

    One of a department sees the own eenheid, and nothing else. The contact centre sees all, and handles what came back
    to it; a beheerder reroutes any.
    """

    taken: Taken
    emailberichten: Emailberichtlezer
    klantcontacten: Klantcontactlezer
    informatieobjecten: Informatieobjectlezer
    uitgaand: Uitgaand
    ingesloten: IngeslotenLezer
    eenheden: tuple[str, ...]
    ontvangers: Ontvangers
    termijnen: Termijnen
    klok: Klok
    slaap: Slaap
    parserversie: str

    def lijst(
        self,
        medewerker: Medewerker,
        status: Taakstatus,
        *,
        eigen: bool,
        aantal: int,
        na: str | None,
        eenheid: str | None = None,
        nieuwste_eerst: bool = False,
    ) -> Pagina[InterneTaak]:
        """Read tasks by the moment of their assignment, oldest first unless it is asked otherwise.

        Args:
            eigen: those that are for this medewerker alone, or that they took.
            eenheid: None when it is the own one; that of the contact centre is `KCC_EENHEID`.

        Raises: OngeldigeInvoer (both), GeenToegang (of another eenheid).
        """
        if eigen and eenheid is not None:
            raise OngeldigeInvoer(Invoerfout("eenheid", "tegenstrijdig", "Kies uw eigen taken of die van een eenheid."))
        if eigen:
            return self.taken.taken_bij(medewerker.identificatie, status, aantal=aantal, na=na, nieuwste_eerst=nieuwste_eerst)
        van = eenheden_van(medewerker)
        if eenheid is not None and eenheid not in van and not ziet_alle_taken(medewerker):
            raise GeenToegang(_ANDERE_EENHEID)
        return self.taken.taken_van(Toewijzing(eenheid or van[0]), status, aantal=aantal, na=na, nieuwste_eerst=nieuwste_eerst)

    def te_laat(
        self, medewerker: Medewerker, *, aantal: int, na: str | None, eenheid: str | None = None, nieuwste_eerst: bool = False
    ) -> Pagina[InterneTaak]:
        """Read the tasks whose term is over, by the end of it, as far as this medewerker may see them.

        A page may hold fewer than `aantal` and still have a next one.

        Args:
            eenheid: None when it is any; that of the contact centre is `KCC_EENHEID`.
        """
        page = self.taken.taken_te_laat(self.klok(), aantal=aantal, na=na, nieuwste_eerst=nieuwste_eerst)
        zichtbaar = (een for een in page.resultaten if een.is_leesbaar_voor(medewerker))
        gekozen = (een for een in zichtbaar if eenheid in (None, een.toegewezen_aan.organisatorische_eenheid))
        return Pagina(tuple(gekozen), page.vervolg)

    def lees(self, identificatie: UUID, medewerker: Medewerker) -> GelezenTaak:
        """Read a task. Raises: NietGevonden; GeenToegang (of another eenheid); NietBeschikbaar."""
        taak = self._van(identificatie, medewerker, InterneTaak.is_leesbaar_voor)
        klantcontact, (bericht, inhoud) = in_parallel(
            lambda: self.klantcontacten.klantcontact(taak.klantcontact), lambda: self._mail(taak.emailbericht)
        )
        naar = antwoordadres(antwoordadressen(inhoud, bericht.envelop, self.uitgaand.eigen))
        return GelezenTaak(taak, klantcontact, inhoud.nieuwe_tekst, naar)

    def leesbaar(self, identificatie: UUID, medewerker: Medewerker) -> UUID:
        """Return the identificatie of a task that this medewerker may read. Raises: NietGevonden, GeenToegang."""
        return self._van(identificatie, medewerker, InterneTaak.is_leesbaar_voor).identificatie

    def documentlink(self, identificatie: UUID, document: UUID, medewerker: Medewerker) -> Documentlink:
        """The short-lived addresses of a document of the task: as a download, and to be shown where that is safe.

        Raises: NietGevonden (no such document with this task), GeenToegang; NogNietGekeurd, DreigingGevonden,
        NietTeKeuren.
        """
        return documentlink(self.uitgaand.archief, self._gekeurd(identificatie, document, medewerker))

    def ontleding(self, identificatie: UUID, document: UUID, medewerker: Medewerker, paden: Sequence[str]) -> GelezenMail:
        """Read a document of the task that is a mail, or a mail within it (`IngeslotenLezer`).

        Raises: NietGevonden, GeenToegang; NogNietGekeurd, DreigingGevonden, NietTeKeuren.
        """
        return self.ingesloten.lees(self._gekeurd(identificatie, document, medewerker), paden)

    def _gekeurd(self, identificatie: UUID, document: UUID, medewerker: Medewerker) -> Informatieobject:
        return self.uitgaand.keurmeester.gekeurd(self._document(identificatie, document, medewerker), medewerker)

    def _document(self, identificatie: UUID, document: UUID, medewerker: Medewerker) -> Informatieobject:
        """Return a document of a task of this medewerker."""
        klantcontact = self.klantcontacten.klantcontact(self._van(identificatie, medewerker).klantcontact)
        if document not in {bijlage.informatieobject for bijlage in klantcontact.bijlagen}:
            raise NietGevonden("Informatieobject", document)
        return self.informatieobjecten.informatieobject(document)

    def wijzig(self, identificatie: UUID, medewerker: Medewerker, idempotency_key: str, wijziging: Wijziging) -> InterneTaak:
        """Take, give back, reroute or end the task, and return the task as it is then.

        Args:
            idempotency_key: the same one with the same change gives the same answer.

        Raises: NietGevonden, GeenToegang, KeuzeNietMogelijk, SleutelHergebruikt, OngeldigeInvoer, NietBeschikbaar.
        """
        match wijziging:
            case Oppakken():
                return self.pak_op(identificatie, medewerker)
            case Teruggeven():
                return self.geef_terug(identificatie, medewerker, idempotency_key)
            case Hertoewijzen(aan, toelichting, uiterlijk):
                return self.hertoewijs(identificatie, medewerker, idempotency_key, aan, toelichting, uiterlijk=uiterlijk)
            case NaarKcc(reden):
                aan = Toewijzing(KCC_EENHEID)
                return self.hertoewijs(identificatie, medewerker, idempotency_key, aan, reden, resultaat=NAAR_KCC)
            case Afronden(reden):
                return self.rond_af(identificatie, medewerker, idempotency_key, reden)

    def pak_op(self, identificatie: UUID, medewerker: Medewerker) -> InterneTaak:
        """Take the task, from a colleague of the same eenheid too.

        It changes nothing when this medewerker has it already.

        Raises: NietGevonden, GeenToegang, KeuzeNietMogelijk (ended, or taken by another meanwhile), NietBeschikbaar.
        """
        taak = self._van(identificatie, medewerker)
        if taak.status is Taakstatus.VERWERKT:
            raise KeuzeNietMogelijk("Deze taak is al verwerkt.", taak.status.value)
        if taak.behandelaar == medewerker.identificatie:
            return taak
        return self._geef_aan(taak, taak.opgepakt(medewerker))

    def geef_terug(self, identificatie: UUID, medewerker: Medewerker, idempotency_key: str) -> InterneTaak:
        """Give the task back to its eenheid: it has no behandelaar then.

        One that is for this medewerker alone becomes a task of their eenheid. It changes nothing when nobody has it.

        Raises: NietGevonden, GeenToegang, KeuzeNietMogelijk (ended, or taken by another meanwhile), SleutelHergebruikt,
            NietBeschikbaar.
        """
        taak = self._van(identificatie, medewerker, InterneTaak.is_om_te_leiden_door)
        if taak.toegewezen_aan.medewerker is not None:
            aan = Toewijzing(eenheden_van(medewerker)[0])
            return self.hertoewijs(identificatie, medewerker, idempotency_key, aan, "", resultaat=NAAR_EENHEID)
        if taak.status is Taakstatus.VERWERKT:
            raise KeuzeNietMogelijk("Deze taak is al verwerkt.", taak.status.value)
        return taak if taak.behandelaar is None else self._geef_aan(taak, taak.teruggegeven())

    def _geef_aan(self, taak: InterneTaak, nieuw: InterneTaak) -> InterneTaak:
        """Store who has the task now, or that nobody has."""

        def schrijf() -> InterneTaak:
            self.taken.pak_taak_op(nieuw, taak.behandelaar)
            return nieuw

        def lees_terug() -> InterneTaak | None:
            huidig = self.taken.interne_taak(taak.identificatie)
            if huidig not in (taak, nieuw):
                raise KeuzeNietMogelijk("Een ander heeft deze taak net opgepakt of verwerkt.", huidig.status.value)
            return huidig if huidig == nieuw else None

        return leg_vast(schrijf, lees_terug, self.slaap)

    def hertoewijs(
        self,
        identificatie: UUID,
        medewerker: Medewerker,
        idempotency_key: str,
        aan: Toewijzing,
        toelichting: str,
        *,
        uiterlijk: date | None = None,
        resultaat: str = DOORGEZET,
    ) -> InterneTaak:
        """Make it a task of another: a new task on the same klantcontact, and this one `verwerkt`. Return the old task.

        Raises: NietGevonden, GeenToegang, KeuzeNietMogelijk, SleutelHergebruikt, OngeldigeInvoer, NietBeschikbaar.
        """
        taak = self._van(identificatie, medewerker, InterneTaak.is_om_te_leiden_door)
        if resultaat == DOORGEZET and (fouten := tuple(toewijzingsfouten(aan, (*self.eenheden, KCC_EENHEID), self.ontvangers))):
            raise OngeldigeInvoer(*fouten)
        if aan.medewerker is not None:
            vereis_recht(aan, self.emailberichten.emailbericht(taak.emailbericht).envelop.postvak, self.ontvangers)
        if aan == taak.toegewezen_aan:
            raise OngeldigeInvoer(Invoerfout("toegewezenAan", "dubbel", "De taak staat al bij deze eenheid of medewerker."))
        verzoek = _Eindverzoek(
            medewerker, idempotency_key, vingerafdruk("doorzetten", repr(aan), toelichting, *([uiterlijk] if uiterlijk else []))
        )
        if taak.status is Taakstatus.VERWERKT:
            return verzoek.eerder(taak)
        moment = self.klok()
        nieuwe = InterneTaak(
            identificatie=record_id("doorgezette_taak", identificatie, medewerker.identificatie, idempotency_key),
            klantcontact=taak.klantcontact,
            emailbericht=taak.emailbericht,
            gevraagde_handeling=taak.gevraagde_handeling,
            toegewezen_aan=aan,
            toelichting=toelichting or taak.toelichting,
            betrokkene=taak.betrokkene,
            status=Taakstatus.TE_VERWERKEN,
            toegewezen_op=moment,
            uiterlijk=termijn(aan, uiterlijk, moment, self.termijnen) if uiterlijk or not taak.uiterlijk else taak.uiterlijk,
            sinds=taak.sinds,
        )
        return self._verwerk(taak, verzoek, resultaat, nieuwe.identificatie, Samenstelling((nieuwe,)))

    def rond_af(self, identificatie: UUID, medewerker: Medewerker, idempotency_key: str, reden: str) -> InterneTaak:
        """End the task without a message to the citizen, and return the task as it is then.

        Raises: NietGevonden, GeenToegang, KeuzeNietMogelijk, SleutelHergebruikt, NietBeschikbaar.
        """
        taak = self._van(identificatie, medewerker)
        verzoek = _Eindverzoek(medewerker, idempotency_key, vingerafdruk("afronden", reden))
        if taak.status is Taakstatus.VERWERKT:
            return verzoek.eerder(taak)
        return self._verwerk(taak, verzoek, reden, None, Samenstelling())

    def beantwoord(
        self,
        identificatie: UUID,
        medewerker: Medewerker,
        idempotency_key: str,
        tekst: str,
        bijlagen: tuple[UUID, ...] = (),
        adressering: Adressering = NAAR_DE_AFZENDER,
    ) -> InterneTaak:
        """End the task with an answer to the citizen: klantcontact, documents, verzending and task in one transaction.

        Args:
            bijlagen: uploads of this medewerker that go along, in this order.

        Raises: NietGevonden, GeenToegang, KeuzeNietMogelijk, SleutelHergebruikt, OngeldigeInvoer (no address that an
            answer can go to, or uploads cannot go along), NietBeschikbaar.
        """
        taak = self._van(identificatie, medewerker)
        verzoek = _Eindverzoek(medewerker, idempotency_key, vingerafdruk("antwoord", tekst, *bijlagen, *adressering.afdruk))
        if taak.status is Taakstatus.VERWERKT:
            return verzoek.eerder(taak)
        reactie = self.uitgaand.reageer(self._antwoord(taak, medewerker, idempotency_key, tekst, bijlagen, adressering))
        return self._verwerk(taak, verzoek, BEANTWOORD, reactie.klantcontact.identificatie, reactie.samenstelling)

    def voorbeeld(
        self,
        identificatie: UUID,
        medewerker: Medewerker,
        idempotency_key: str,
        tekst: str,
        bijlagen: tuple[UUID, ...] = (),
        adressering: Adressering = NAAR_DE_AFZENDER,
    ) -> Voorbeeld:
        """Show the mail that `beantwoord` would store under this key: the same code composes it. Nothing is stored.

        Raises: NietGevonden, GeenToegang, KeuzeNietMogelijk, OngeldigeInvoer, NietBeschikbaar (as `beantwoord`).
        """
        taak = self._van(identificatie, medewerker)
        if taak.status is Taakstatus.VERWERKT:
            raise KeuzeNietMogelijk("Deze taak is al verwerkt.", taak.status.value)
        return self.uitgaand.voorbeeld(self._antwoord(taak, medewerker, idempotency_key, tekst, bijlagen, adressering))

    def _antwoord(
        self,
        taak: InterneTaak,
        medewerker: Medewerker,
        idempotency_key: str,
        tekst: str,
        bijlagen: tuple[UUID, ...],
        adressering: Adressering,
    ) -> Reactieopdracht:
        (bericht, inhoud), moment = self._mail(taak.emailbericht), self.klok()
        return Reactieopdracht(
            klantcontact=record_id("taakantwoord", taak.identificatie, medewerker.identificatie, idempotency_key),
            verzending=record_id("taakverzending", taak.identificatie, medewerker.identificatie, idempotency_key),
            op=self.klantcontacten.klantcontact(taak.klantcontact),
            bericht=bericht,
            inhoud=inhoud,
            medewerker=medewerker,
            tekst=tekst,
            onderwerp=None,
            uploads=bijlagen,
            adressering=adressering,
            moment=moment,
            datum=moment,
            ondertekening=self.uitgaand.ondertekening(bericht),
        )

    def _mail(self, emailbericht: UUID) -> tuple[Emailbericht, Mailinhoud]:
        bericht = self.emailberichten.emailbericht(emailbericht)
        return bericht, inhoud_van(self.uitgaand.archief, bericht, self.parserversie, None)

    def _van(
        self,
        identificatie: UUID,
        medewerker: Medewerker,
        mag: Callable[[InterneTaak, Medewerker], bool] = InterneTaak.is_voor,
    ) -> InterneTaak:
        """Read the task. Raises: NietGevonden; GeenToegang (not by this medewerker, or it is restricted)."""
        taak = self.taken.interne_taak(identificatie)
        if not mag(taak, medewerker):
            raise GeenToegang(_ANDERE_EENHEID)
        vereis_onbeperkt(beperkt=taak.beperkt)
        return taak

    def _verwerk(
        self, taak: InterneTaak, verzoek: "_Eindverzoek", resultaat: str, vervolg: UUID | None, samenstelling: Samenstelling
    ) -> InterneTaak:
        """End the task, once."""
        verwerkt = taak.opgepakt(verzoek.medewerker).verwerkt(
            self.klok(),
            resultaat=resultaat,
            vervolg=vervolg,
            idempotency_key=verzoek.idempotency_key,
            vingerafdruk=verzoek.vingerafdruk,
        )

        def schrijf() -> InterneTaak:
            self.taken.verwerk_taak(verwerkt, samenstelling.records)
            return verwerkt

        def lees_terug() -> InterneTaak | None:
            huidig = self.taken.interne_taak(taak.identificatie)
            return verzoek.eerder(huidig) if huidig.status is Taakstatus.VERWERKT else None

        return commit(self.uitgaand.archief, samenstelling, schrijf, lees_terug, self.slaap)


@dataclass(frozen=True, slots=True)
class _Eindverzoek:
    """The medewerker who ends a task, and the request by which they do."""

    medewerker: Medewerker
    idempotency_key: str
    vingerafdruk: str

    def eerder(self, taak: InterneTaak) -> InterneTaak:
        """Return the ended task, if this very request of this medewerker ended it.

        Raises: KeuzeNietMogelijk, SleutelHergebruikt.
        """
        if (taak.behandelaar, taak.idempotency_key) != (self.medewerker.identificatie, self.idempotency_key):
            raise KeuzeNietMogelijk("Deze taak is al verwerkt.", taak.status.value)
        if taak.vingerafdruk != self.vingerafdruk:
            raise SleutelHergebruikt()
        return taak
