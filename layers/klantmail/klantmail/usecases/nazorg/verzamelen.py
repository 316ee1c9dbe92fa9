"""The collecting of mail that is handed out, in steps that can be killed and gone on with.

    the request ─► no mail of before it waits to be taken in, or `GEDULD` is over
      ─► all mail that it asks for ─► the list of these in the archive, named by the request
      ─► as much of it as fits, and is judged ─► a zip in the archive, named by the request ─► the next zip ─► klaar

Each step is one message, and ends with the next version of the request. Whoever comes after a crash makes the step
anew; what it left behind in the archive is named by nothing, and gone with the rest within days.

A zip is made in memory. It is closed as soon as more than `VOL` bytes are in it, so that it takes that, one mail with
its attachments, and one of its files more: some 250 MB at most.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final, Protocol
from uuid import UUID

from klantmail.domain.bewaartermijn import Bewaartermijnen
from klantmail.domain.bewaren import Gespreksstand, Mailstand, bewaring_van
from klantmail.domain.document import BESTANDSNAAM_MAIL, FORMAAT_MAIL, Informatieobject, Organisatie, Tekst
from klantmail.domain.fouten import NietGevonden, NogNietGekeurd
from klantmail.domain.keuring import bezwaar_tegen_gebruik
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.maildossier import Kijkregel, Maildossier, Meegegeven
from klantmail.domain.tijd import Klok
from klantmail.domain.verzamelverzoek import Bestand, Verzamelverzoek, Verzoekstatus
from klantmail.domain.weggelaten import Weggelaten, weggelaten_bestand
from klantmail.opstellen.pakket import Pakket, Plaats, Voorblad
from klantmail.ports.bewaren import Termijnentabel
from klantmail.ports.objecten import Archief
from klantmail.ports.verzamelen import Maildossiers, Verzamelwachtrij, Verzoekenkast
from klantmail.usecases.guarded_write import Slaap, leg_vast
from klantmail.usecases.keuren import Keurmeester
from klantmail.usecases.kijkers import Kijkerslezer
from klantmail.usecases.mailinhoud import lees_inhoud
from klantmail.usecases.nazorg.niet_ingenomen import Intaketeller

VOL: Final = 64 * 1024 * 1024
WACHT: Final = 60
"""Seconds between two looks at what is waited for. An answer may come this much later because of it."""
MAX_MAILS: Final = 500
"""Mails in one zip, of which the records are held in memory."""
_VIRUS: Final = "In deze e-mail is een virus gevonden."
_WEG: Final = "Dit bestand is er niet meer."

type Noteer = Callable[[Verzamelverzoek, Maildossier], None]
"""A function that writes down whose records were read, and for which request."""


class Keuze[V: Verzamelverzoek](Protocol):
    """The choice of what is collected for one kind of request."""

    @property
    def met_werk(self) -> bool:
        """True when notes, drafts, and who looked, are handed out too."""

    def vind(self, verzoek: V) -> Iterable[UUID]:
        """Yield the mails that are asked for, each once."""

    def deel(self, verzoek: V, emailbericht: UUID, mail: Mailstand | None) -> "Maildeel":
        """Choose what of a mail is handed out.

        Args:
            mail: None when it is gone.
        """

    def voorblad(self, verzoek: V) -> Voorblad:
        """Say what the zip is."""


@dataclass(frozen=True, slots=True)
class Maildeel:
    """The part of a mail that is handed out."""

    mail: Mailstand | None
    """None: nothing of it."""
    geheel: bool = True
    """False when the mail itself is not handed out."""
    weggelaten: Weggelaten | None = None
    """The reason why nothing of it is handed out, for who must know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzamelaar[V: Verzamelverzoek]:
    """The collector of one kind of request, of one municipality."""

    kast: Verzoekenkast[V]
    keuze: Keuze[V]
    dossiers: Maildossiers
    intake: Intaketeller
    termijnen: Termijnentabel
    archief: Archief
    keurmeester: Keurmeester
    kijkers: Kijkerslezer
    wachtrij: Verzamelwachtrij
    organisatie: Organisatie
    vol: int
    """Bytes from which on a zip takes no more mails."""
    klok: Klok
    slaap: Slaap

    def ga_door(self, identificatie: UUID, noteer: Noteer) -> str:
        """Take the next step of a request, have the one after it offered, and return how far the request is.

        Raises: NietGevonden (it is gone); NietBeschikbaar, OpslagFout (the message comes again).
        """
        eerder = verzoek = self.kast.verzoek(identificatie)
        if verzoek.status is not Verzoekstatus.KLAAR:
            verzoek = self._maak(verzoek, noteer) if verzoek.gevonden_key else self._zoek(verzoek)
        if verzoek.status is not Verzoekstatus.KLAAR:
            wacht = not verzoek.gevonden_key or verzoek is eerder
            self.wachtrij.bied_aan(verzoek, over=WACHT if wacht else 0)
        return verzoek.status.value

    def _zoek(self, verzoek: V) -> V:
        """Find the mail, unless some is yet to be taken in: it may be what is asked for."""
        achter = self.intake.niet_ingenomen(verzoek.gevraagd_op)
        if achter and self.klok() < verzoek.wacht_tot:
            anders = achter != verzoek.niet_ingenomen
            return self._leg_vast(replace(verzoek, niet_ingenomen=achter, versie=verzoek.versie + 1)) if anders else verzoek
        ids = list(self.keuze.vind(verzoek))
        key = self._bewaar(verzoek, "gevonden", "\n".join(map(str, ids)).encode(), "txt", "text/plain")
        gevonden = replace(verzoek, niet_ingenomen=achter, gevonden_key=key, gevonden=len(ids), versie=verzoek.versie + 1)
        return self._leg_vast(gevonden)

    def _maak(self, verzoek: V, noteer: Noteer) -> V:
        """Make the next zip. Return the request itself when its next mail is yet to be judged."""
        with Pakket(self.organisatie) as pakket:
            verwerkt = self._vul(pakket, verzoek, noteer)
            if verzoek.verwerkt == verwerkt < verzoek.gevonden:
                return verzoek
            moment, nummer = self.klok(), len(verzoek.bestanden) + 1
            plaats = Plaats(moment=moment, nummer=nummer, is_laatste=verwerkt == verzoek.gevonden)
            kijkregels = list(self._kijkregels(pakket.dossiers)) if self.keuze.met_werk else []
            voorblad = replace(self.keuze.voorblad(verzoek), niet_ingenomen=verzoek.niet_ingenomen)
            inhoud, aantallen = pakket.sluit(voorblad, plaats, kijkregels)
        key = self._bewaar(verzoek, str(nummer), inhoud, "zip", "application/zip")
        bestand = Bestand(object_key=key, omvang=len(inhoud), emailberichten=len(pakket.dossiers))
        return self._leg_vast(verzoek.met(bestand, verwerkt, aantallen, moment))

    def _vul(self, pakket: Pakket, verzoek: V, noteer: Noteer) -> int:
        """Put as much mail in a zip as fits, up to one that is yet to be judged. Return how many are done then."""
        verwerkt, termijnen = verzoek.verwerkt, self.termijnen.bewaartermijnen()
        with suppress(NogNietGekeurd):
            for emailbericht in self._gevonden(verzoek)[verwerkt:]:
                dossier = self._dossier(verzoek, emailbericht, pakket, termijnen)
                if dossier is not None:
                    noteer(verzoek, dossier)
                    pakket.voeg_toe(dossier)
                verwerkt += 1
                if pakket.omvang > self.vol or len(pakket.dossiers) + len(pakket.weggelaten) >= MAX_MAILS:
                    break
        return verwerkt

    def _gevonden(self, verzoek: V) -> Sequence[UUID]:
        return [UUID(regel) for regel in self.archief.lees(verzoek.gevonden_key).decode().split()]

    def _bewaar(self, verzoek: V, naam: str, inhoud: bytes, extensie: str, formaat: str) -> str:
        key = f"{verzoek.MAP}{verzoek.identificatie}/{naam}-{sha256(inhoud).hexdigest()}.{extensie}"
        self.archief.bewaar(key, inhoud, formaat)
        return key

    def _leg_vast(self, verzoek: V) -> V:
        """Store the next version of a request. Of two at once one is stored, and both get that one."""

        def schrijf() -> V:
            self.kast.bewaar(verzoek)
            return verzoek

        def lees_terug() -> V | None:
            huidig = self.kast.verzoek(verzoek.identificatie)
            return huidig if huidig.versie >= verzoek.versie else None

        return leg_vast(schrijf, lees_terug, self.slaap)

    # -- one mail ------------------------------------------------------------------------------------------------------

    def _dossier(self, verzoek: V, emailbericht: UUID, pakket: Pakket, termijnen: Bewaartermijnen) -> Maildossier | None:
        """Collect one mail, and put its files in the zip. Return None when nothing of it is handed out.

        Raises: NogNietGekeurd, before anything is put in the zip (as `_bezwaar`).
        """
        gesprek = self._gesprek(emailbericht)
        heel = gesprek.mail(emailbericht) if gesprek else None
        deel = self.keuze.deel(verzoek, emailbericht, heel)
        mail, geheel = deel.mail, deel.geheel
        if deel.weggelaten:
            pakket.laat_weg(deel.weggelaten)
        if gesprek is None or heel is None or mail is None:
            return None
        met_werk = geheel and self.keuze.met_werk
        documenten = tuple(self.dossiers.documenten(mail, geheel=geheel))
        bestanden, weg = list[Meegegeven](), dict[str, str]()
        bronnen = [(een, self._bezwaar(verzoek, een, mail)) for een in self._bestanden(mail, documenten, geheel=geheel)]
        for een, reden in bronnen:
            inhoud = None if reden else self._lees(een.object_key)
            if inhoud is None:
                weg[een.naam] = reden or _WEG
                pakket.laat_weg(weggelaten_bestand(mail.bericht, een.naam, weg[een.naam]))
            else:
                pakket.zet_in(een.pad, inhoud)
                bestanden.append(een.meegegeven(inhoud))
        return Maildossier(
            mail=mail,
            geheel=geheel,
            tekst=self._mailtekst(mail) if geheel else "",
            teksten={een.identificatie: self._tekst(een.inhoud) for een in mail.klantcontacten},
            rectificaties=tuple(self.dossiers.rectificaties(mail)),
            documenten=documenten,
            notities=tuple(self.dossiers.notities(mail)) if met_werk else (),
            concepten=tuple(self.dossiers.concepten(mail)) if met_werk else (),
            bewaring=bewaring_van(heel, gesprek, termijnen),
            bestanden=tuple(bestanden),
            niet_meegegeven=weg,
        )

    def _gesprek(self, emailbericht: UUID) -> Gespreksstand | None:
        gevonden = self.dossiers.emailberichten_van([emailbericht])
        return self.dossiers.gesprek(gevonden[0].gesprek) if gevonden else None

    def _bestanden(self, mail: Mailstand, documenten: Sequence[Informatieobject], *, geheel: bool) -> Iterator["_Bron"]:
        """Yield the files of a mail, each once: the mail, what was sent, and what was attached."""
        bericht = mail.bericht
        map_, gezien = f"emailberichten/{bericht.identificatie}/", set[str]()
        per_key = {een.object_key: een for een in reversed(documenten)}
        contact_van = {een.verzending: een.identificatie for een in mail.klantcontacten}
        if geheel:
            key = bericht.ruw.object_key
            gezien.add(key)
            sinds = bericht.envelop.ontvangen_op
            yield _Bron(f"{map_}{BESTANDSNAAM_MAIL}", BESTANDSNAAM_MAIL, key, sinds, bericht.identificatie, per_key.get(key))
        for een in mail.verzendingen:
            gezien.add(een.object_key)
            naam, van = f"verzonden/{een.identificatie}.eml", contact_van.get(een.identificatie, een.identificatie)
            yield _Bron(f"{map_}{naam}", naam, een.object_key, een.aangemaakt_op, van, per_key.get(een.object_key))
        for nummer, document in enumerate(documenten, 1):
            if document.object_key not in gezien:
                gezien.add(document.object_key)
                naam, van = f"{nummer} {document.bestandsnaam.replace('/', '_')}", _eigenaar(document, mail)
                yield _Bron(f"{map_}bijlagen/{naam}", naam, document.object_key, document.creatiedatum, van, document)

    def _bezwaar(self, verzoek: V, bron: "_Bron", mail: Mailstand) -> str:
        """Return why a file is not handed out; empty when it may be. It may harm who opens it.

        Raises: NogNietGekeurd, while its judgement is waited for: it takes moments for what came in just now.
        """
        if not mail.bericht.downloadbaar and bron.object_key.startswith(f"emailberichten/{mail.bericht.identificatie}/"):
            return _VIRUS
        try:
            fout = bezwaar_tegen_gebruik(self.keurmeester.oordeel(bron.object_key, bron.sinds), None)
        except NietGevonden:
            return _WEG
        if isinstance(fout, NogNietGekeurd) and self.klok() < verzoek.wacht_tot:
            raise fout
        return str(fout) if fout else ""

    def _lees(self, object_key: str) -> bytes | None:
        try:
            return self.archief.lees(object_key)
        except NietGevonden:
            return None

    def _mailtekst(self, mail: Mailstand) -> str:
        inhoud = lees_inhoud(self.archief, mail.bericht.identificatie, mail.bericht.parserversie)
        return self._tekst(inhoud.tekst) if inhoud else ""

    def _tekst(self, tekst: Tekst) -> str:
        if tekst.waarde is not None or tekst.object_key is None:
            return tekst.waarde or ""
        return (self._lees(tekst.object_key) or b"").decode("utf-8", "replace")

    # -- who saw it ----------------------------------------------------------------------------------------------------

    def _kijkregels(self, dossiers: Sequence[Maildossier]) -> Iterator[Kijkregel]:
        """Yield the lines of the audit log about these, newest first, each with what it names of this person."""
        if dossiers:
            records = frozenset().union(*(een.records for een in dossiers))
            sinds = min(een.mail.bericht.envelop.ontvangen_op for een in dossiers)
            for kijker in self.kijkers.alle_van(records, sinds):
                yield Kijkregel(kijker, tuple(sorted(kijker.vermelding.records & records)))


@dataclass(frozen=True, slots=True)
class _Bron:
    """A file of a mail: its place in the zip, its name for a reader, and where it is held, since when."""

    pad: str
    naam: str
    object_key: str
    sinds: datetime
    van: UUID
    """The mail, the klantcontact or the verzending that it is a part of."""
    document: Informatieobject | None
    """None for a mail that we sent without keeping a document of it, such as an ontvangstbevestiging."""

    def meegegeven(self, inhoud: bytes) -> Meegegeven:
        return Meegegeven(
            pad=self.pad,
            naam=self.naam,
            identificatie=str(self.document.identificatie) if self.document else self.pad,
            formaat=self.document.formaat if self.document else FORMAAT_MAIL,
            omvang=len(inhoud),
            sha256=sha256(inhoud).hexdigest(),
            sinds=self.sinds,
            van=self.van,
        )


def _eigenaar(document: Informatieobject, mail: Mailstand) -> UUID:
    """Return what an attachment is a part of: our own mail that it went along with, else the received one."""
    for contact in mail.klantcontacten:
        if any(bijlage.informatieobject == document.identificatie for bijlage in contact.bijlagen):
            van_ons = contact.initiatiefnemer is Initiatiefnemer.GEMEENTE
            return contact.identificatie if van_ons else mail.bericht.identificatie
    return mail.bericht.identificatie
