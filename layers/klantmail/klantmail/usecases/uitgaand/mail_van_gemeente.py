"""A mail of the gemeente, composed to be stored before it leaves.

It has its bytes, its document, its klantcontact and its verzending.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from klantmail.domain.adressering import NAAR_DE_AFZENDER, Adressering, EigenAdressen, Ontvanger, Ontvangersoort
from klantmail.domain.document import (
    BESTANDSNAAM_MAIL,
    FORMAAT_MAIL,
    Bijlage,
    Bijlagerol,
    Informatieobject,
    Organisatie,
    Tekst,
    Upload,
    Uploadgebruik,
    maak_document,
)
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer, samen
from klantmail.domain.identificatie import informatieobject_id
from klantmail.domain.kenmerk import Kenmerkplaats, maak_kenmerk
from klantmail.domain.klantcontact import Initiatiefnemer, Klantcontact
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.ondertekening import Ondertekening
from klantmail.domain.onderwerp import antwoord_onderwerp
from klantmail.domain.standaardantwoord import vul_in, waarden_voor
from klantmail.domain.verzending import EERSTE_AANBOD, Verzending, Verzendstatus
from klantmail.opstellen.bericht import MAX_MAIL, Aanhangsel, Antwoordbrief, OngeldigeKop, Vraag, bijlageomvang
from klantmail.ports.inrichting import Ondertekeninglezer
from klantmail.ports.objecten import Archief, Uploads
from klantmail.usecases.commit import Archiefobject, Samenstelling
from klantmail.usecases.keuren import Keurmeester
from klantmail.usecases.mailinhoud import MAX_TEKST_IN_RECORD, Mailinhoud
from klantmail.usecases.parallel import alle
from klantmail.usecases.uitgaand.adresseren import Geadresseerde, adresseer, vereis_adres
from klantmail.usecases.uitgaand.uploads import te_groot, zoek_op
from ontleden.ontleding import Adres

_MAX_TEKST_OM_TE_CITEREN: Final = 400_000
"""Bytes of a very long question that are read to be quoted; the composer quotes less."""


def bericht_id(eigenaar: UUID, van: Adres) -> str:
    """Return the Message-ID, with angle brackets, of a mail of the gemeente.

    Args:
        eigenaar: the klantcontact that the mail is, or its verzending when it is none, such as a doorzending.
        van: the address that the mail is from.
    """
    return f"<{eigenaar}@{van.adres.rpartition('@')[2]}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reactieopdracht:
    """The order for a mail of the gemeente on a received mail."""

    klantcontact: UUID
    """Identificatie of the klantcontact that it becomes."""
    verzending: UUID
    op: Klantcontact
    """The klantcontact that it refers to.

    It belongs to the same conversation, also when the mail was read, and tied to ours, only later.
    """
    bericht: Emailbericht
    inhoud: Mailinhoud
    """The inhoud of the received mail."""
    medewerker: Medewerker
    tekst: str
    """The text, with the placeholders of a standaardantwoord still in it."""
    onderwerp: str | None
    """None when it is taken over from the mail (C1199)."""
    moment: datetime
    uploads: tuple[UUID, ...] = ()
    """The uploads that this medewerker put ready to go along, in this order."""
    datum: datetime
    """Date header. It is the same for a repeated request, where it can be, so that the bytes are the same."""
    vorige: Vraag | None = None
    """The mail that it follows on and quotes, when that is a mail of our own and not the received one."""
    veld: str = "inhoud"
    """Field of the request that `tekst` came from."""
    waarden: Mapping[str, str] = field(default_factory=dict)
    """The values that are filled in beside those of every mail."""
    ondertekening: Ondertekening | None
    """The salutation and signature of the postvak; None when it has none."""
    adressering: Adressering = NAAR_DE_AFZENDER
    """The recipients that the medewerker chose."""


@dataclass(frozen=True, slots=True)
class Reactie:
    """A mail of the gemeente, with all that is stored for it."""

    klantcontact: Klantcontact
    document: Informatieobject
    verzending: Verzending
    bijlagen: tuple[Informatieobject, ...]
    """The uploads that go along, as documents."""
    gebruik: tuple[Uploadgebruik, ...]
    objecten: tuple[Archiefobject, ...]

    @property
    def samenstelling(self) -> Samenstelling:
        """The records and objects that are stored together."""
        return Samenstelling(
            (self.klantcontact, self.document, self.verzending, *self.bijlagen, *self.gebruik),
            self.objecten,
            tuple((een.identificatie, f"bijlagen.{plek}") for plek, een in enumerate(self.gebruik)),
        )


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """A mail of the gemeente as it will leave."""

    emailbericht: UUID
    """The received mail that it is on. It quotes that one, or our last mail about it."""
    brief: Antwoordbrief
    geadresseerden: tuple[Geadresseerde, ...]
    uploads: tuple[Upload, ...]
    """The files that go along."""


@dataclass(frozen=True, slots=True)
class _Voorbereid:
    """An order, with all that is known of its mail before the files are read."""

    opdracht: Reactieopdracht
    """The order with its text filled in."""
    brief: Antwoordbrief
    geadresseerden: tuple[Geadresseerde, ...]
    uploads: tuple[Upload, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgaand:
    """The common part of every mail of one municipality."""

    archief: Archief
    uploads: Uploads
    keurmeester: Keurmeester
    ondertekeningen: Ondertekeninglezer
    organisatie: Organisatie
    afzenderadres: str
    """The From of every mail. When it is empty, that is the postvak to which the question came."""
    eigen: EigenAdressen
    """The addresses of this municipality that no mail of ours may go to."""
    generatie: str
    kenmerk_key: bytes
    kenmerkplaats: Kenmerkplaats

    def ondertekening(self, bericht: Emailbericht) -> Ondertekening | None:
        """Read the salutation and signature of mails on this one."""
        return self.ondertekeningen.ondertekeningen().get(bericht.envelop.postvak)

    def afzender(self, postvak: str) -> Adres:
        return Adres(self.organisatie.naam, self.afzenderadres or postvak)

    def ontvanger(self, adres: str, veld: str) -> str:
        """Return the address as SMTP carries it, as `vereis_adres` does with the addresses of this municipality."""
        return vereis_adres(adres, veld, self.eigen)

    def reageer(self, opdracht: Reactieopdracht) -> Reactie:
        """Compose a mail of the gemeente on a received mail; nothing is stored yet.

        Raises: OngeldigeInvoer (no address that it can go to, a placeholder that is still open, a text that is too long
            once it is filled in, a subject that no mail can have, uploads that cannot go along, or too large for SES);
            NietGevonden (an upload expired meanwhile).
        """
        voorbereid = self._bereid_voor(opdracht)
        opdracht, brief, uploads = voorbereid.opdracht, voorbereid.brief, voorbereid.uploads
        van, onderwerp = brief.van, opdracht.onderwerp or opdracht.inhoud.onderwerp
        ontvangers = tuple(een.ontvanger for een in voorbereid.geadresseerden)
        bestanden = alle(lambda een: self._lees(een, opdracht.medewerker), uploads)
        mail = _geschreven(brief, bestanden)
        if len(mail) > MAX_MAIL:
            raise OngeldigeInvoer(te_groot())
        document, maildocument = self.document(opdracht.klantcontact, antwoord_onderwerp(onderwerp), mail, opdracht.moment)
        bijlagen = self._bijlagen(opdracht.klantcontact, bestanden, opdracht.moment)
        inhoud, lange_tekst = tekst_van(opdracht.klantcontact, opdracht.tekst)
        klantcontact = Klantcontact(
            identificatie=opdracht.klantcontact,
            geregistreerd_op=opdracht.moment,
            medewerker=opdracht.medewerker.identificatie,
            organisatorische_eenheid=opdracht.medewerker.organisatorische_eenheid,
            initiatiefnemer=Initiatiefnemer.GEMEENTE,
            onderwerp=onderwerp,
            inhoud=inhoud,
            bijlagen=(
                Bijlage.van(document, Bijlagerol.EMAIL),
                *(Bijlage.van(een, Bijlagerol.BIJLAGE) for een, _ in bijlagen),
            ),
            emailbericht=opdracht.bericht.identificatie,
            afzender=ontvangers[0].adres,
            ontvangers=ontvangers,
            verzending=opdracht.verzending,
            gesprek=opdracht.op.gesprek,
            verwijst_naar=(opdracht.op.identificatie,),
            opgeslagen_op=opdracht.moment,
        )
        verzending = self.verzending(
            opdracht.verzending,
            document,
            bericht=opdracht.bericht,
            klantcontact=opdracht.klantcontact,
            gesprek=opdracht.op.gesprek,
            van=van.adres,
            ontvangers=ontvangers,
            onderwerp=onderwerp,
            bericht_id=bericht_id(opdracht.klantcontact, van),
            moment=opdracht.moment,
            kenmerk=maak_kenmerk(self.kenmerk_key, opdracht.verzending),
        )
        gebruik = tuple(
            Uploadgebruik(
                identificatie=een,
                klantcontact=opdracht.klantcontact,
                medewerker=opdracht.medewerker.identificatie,
                tijdstip=opdracht.moment,
            )
            for een in opdracht.uploads
        )
        return Reactie(
            klantcontact=klantcontact,
            document=document,
            verzending=verzending,
            bijlagen=tuple(bijlage for bijlage, _ in bijlagen),
            gebruik=gebruik,
            objecten=(maildocument, *(een for _, een in bijlagen), *lange_tekst),
        )

    def voorbeeld(self, opdracht: Reactieopdracht) -> Voorbeeld:
        """Show the mail that `reageer` would compose, without reading the files that go along. Nothing is stored.

        Raises: as `reageer`.
        """
        voorbereid = self._bereid_voor(opdracht)
        kaal = len(_geschreven(voorbereid.brief, ()))
        bijlagen = sum(bijlageomvang(een.formaat, een.bestandsomvang) for een in voorbereid.uploads)
        if kaal + bijlagen > MAX_MAIL:
            raise OngeldigeInvoer(te_groot())
        return Voorbeeld(opdracht.bericht.identificatie, voorbereid.brief, voorbereid.geadresseerden, voorbereid.uploads)

    def _bereid_voor(self, opdracht: Reactieopdracht) -> _Voorbereid:
        """Do all that comes before the files are read. Raises: as `reageer`."""
        geadresseerden, (tekst, uploads) = samen(
            lambda: adresseer(opdracht.inhoud, opdracht.bericht.envelop, self.eigen, opdracht.adressering),
            lambda: samen(
                lambda: self._ingevuld(opdracht),
                lambda: zoek_op(
                    self.uploads,
                    opdracht.medewerker.identificatie,
                    opdracht.uploads,
                    met_keuring=self.keurmeester.keurt,
                ),
            ),
        )
        ingevuld = replace(opdracht, tekst=tekst)
        return _Voorbereid(ingevuld, self._brief(ingevuld, geadresseerden), geadresseerden, uploads)

    def _waarden(self, opdracht: Reactieopdracht) -> dict[str, str]:
        return waarden_voor(opdracht.bericht.envelop, opdracht.medewerker, self.organisatie.naam)

    def _ingevuld(self, opdracht: Reactieopdracht) -> str:
        try:
            ingevuld = vul_in(opdracht.tekst, {**self._waarden(opdracht), **opdracht.waarden})
        except OngeldigeInvoer as fout:
            raise OngeldigeInvoer(*(replace(een, veld=opdracht.veld) for een in fout.fouten)) from fout
        if ingevuld.open:
            over = ", ".join(ingevuld.open)
            raise OngeldigeInvoer(Invoerfout(opdracht.veld, "niet-ingevuld", f"Vul dit nog in of haal het weg: {over}."))
        return ingevuld.tekst

    def _lees(self, upload: Upload, medewerker: Medewerker) -> Aanhangsel:
        inhoud = self.uploads.lees(upload.identificatie, medewerker.identificatie)
        return Aanhangsel(upload.bestandsnaam, upload.formaat, inhoud)

    def _brief(self, opdracht: Reactieopdracht, geadresseerden: Sequence[Geadresseerde]) -> Antwoordbrief:
        inhoud, van = opdracht.inhoud, self.afzender(opdracht.bericht.envelop.postvak)
        onderwerp = antwoord_onderwerp(opdracht.onderwerp or inhoud.onderwerp)
        kenmerk = maak_kenmerk(self.kenmerk_key, opdracht.verzending)
        in_onderwerp = self.kenmerkplaats is Kenmerkplaats.ONDERWERP
        tekst = opdracht.tekst
        if opdracht.ondertekening is not None:
            tekst = opdracht.ondertekening.om(tekst, self._waarden(opdracht))
        return Antwoordbrief(
            van=van,
            aan=tuple(een.mailbox for een in geadresseerden if een.ontvanger.soort is Ontvangersoort.AAN),
            cc=tuple(een.mailbox for een in geadresseerden if een.ontvanger.soort is Ontvangersoort.CC),
            onderwerp=f"{onderwerp} [{kenmerk}]" if in_onderwerp else onderwerp,
            inhoud=tekst if in_onderwerp else f"{tekst.rstrip()}\n\nKenmerk: {kenmerk}",
            vraag=opdracht.vorige
            or Vraag(
                message_id=inhoud.message_id,
                in_reply_to=inhoud.in_reply_to,
                references=inhoud.references,
                afzender=opdracht.bericht.envelop.indiener or inhoud.afzender,
                datum=opdracht.bericht.envelop.ontvangen_op,
                inhoud=self.om_te_citeren(inhoud.tekst),
            ),
            message_id=bericht_id(opdracht.klantcontact, van),
            datum=opdracht.datum,
        )

    def om_te_citeren(self, tekst: Tekst) -> str:
        """Return as much of a text as is worth quoting."""
        if tekst.waarde is not None or tekst.object_key is None:
            return tekst.waarde or ""
        return self.archief.lees(tekst.object_key)[:_MAX_TEKST_OM_TE_CITEREN].decode("utf-8", "ignore")

    def document(self, eigenaar: UUID, titel: str, mail: bytes, moment: datetime) -> tuple[Informatieobject, Archiefobject]:
        """Return the document that the bytes of a mail are, and the object to be archived."""
        bestand = Aanhangsel(BESTANDSNAAM_MAIL, FORMAAT_MAIL, mail)
        hash_ = sha256(mail).hexdigest()
        object_key = f"klantcontacten/{eigenaar}/{hash_}.eml"
        return self._document(object_key, hash_, informatieobject_id(eigenaar, ""), titel, bestand, moment)

    def _bijlagen(
        self, eigenaar: UUID, bestanden: Sequence[Aanhangsel], moment: datetime
    ) -> Sequence[tuple[Informatieobject, Archiefobject]]:
        """Return the documents of the files that go along with the mail, as `document` does, numbered from 1."""

        def document(nummer: int, bestand: Aanhangsel) -> tuple[Informatieobject, Archiefobject]:
            hash_ = sha256(bestand.inhoud).hexdigest()
            object_key = f"klantcontacten/{eigenaar}/bijlagen/{nummer}-{hash_}"
            identificatie = informatieobject_id(eigenaar, str(nummer))
            return self._document(object_key, hash_, identificatie, bestand.bestandsnaam, bestand, moment)

        return [document(nummer, bestand) for nummer, bestand in enumerate(bestanden, 1)]

    def _document(
        self, object_key: str, hash_: str, identificatie: UUID, titel: str, bestand: Aanhangsel, moment: datetime
    ) -> tuple[Informatieobject, Archiefobject]:
        document = maak_document(
            self.organisatie,
            identificatie=identificatie,
            titel=titel,
            auteur=self.organisatie.naam,
            bestandsnaam=bestand.bestandsnaam,
            formaat=bestand.formaat,
            sha256=hash_,
            omvang=len(bestand.inhoud),
            object_key=object_key,
            moment=moment,
            ontvangen=False,
        )
        return document, Archiefobject(object_key, bestand.inhoud, bestand.formaat)

    def verzending(
        self,
        identificatie: UUID,
        document: Informatieobject,
        *,
        bericht: Emailbericht,
        klantcontact: UUID | None,
        gesprek: UUID,
        van: str,
        ontvangers: tuple[Ontvanger, ...],
        onderwerp: str,
        bericht_id: str,
        moment: datetime,
        kenmerk: str = "",
    ) -> Verzending:
        """The outbox record of `document`."""
        return Verzending(
            identificatie=identificatie,
            status=Verzendstatus.TE_VERZENDEN,
            generatie=self.generatie,
            emailbericht=bericht.identificatie,
            klantcontact=klantcontact,
            gesprek=gesprek,
            van=van,
            naar=tuple(een.adres for een in ontvangers),
            ontvangers=ontvangers if any(een != Ontvanger(een.adres) for een in ontvangers) else (),
            object_key=document.object_key,
            sha256=document.sha256,
            onderwerp=onderwerp,
            bericht_id=bericht_id,
            kenmerk=kenmerk,
            aangemaakt_op=moment,
            aan_de_beurt_op=moment + EERSTE_AANBOD,
        )

    def losse_mail(
        self,
        identificatie: UUID,
        mail: bytes,
        *,
        bericht: Emailbericht,
        van: Adres,
        naar: str,
        onderwerp: str,
        kenmerk: str,
        moment: datetime,
    ) -> tuple[Verzending, Samenstelling]:
        """Return the verzending of a mail of which no klantcontact tells, and what is to be stored for it.

        Args:
            identificatie: of the verzending; the Message-ID of `mail` follows from it.
            kenmerk: the mark that stands in `mail`. More mails about one received mail may share it.
        """
        document, object_ = self.document(identificatie, onderwerp, mail, moment)
        verzending = self.verzending(
            identificatie,
            document,
            bericht=bericht,
            klantcontact=None,
            gesprek=bericht.gesprek,
            van=van.adres,
            ontvangers=(Ontvanger(naar),),
            onderwerp=onderwerp,
            bericht_id=bericht_id(identificatie, van),
            kenmerk=kenmerk,
            moment=moment,
        )
        return verzending, Samenstelling((verzending,), (object_,))


def _geschreven(brief: Antwoordbrief, bijlagen: Sequence[Aanhangsel]) -> bytes:
    try:
        return brief.schrijf(bijlagen)
    except OngeldigeKop as fout:
        raise OngeldigeInvoer(Invoerfout("", "kop-ongeldig", str(fout))) from fout


def tekst_van(eigenaar: UUID, tekst: str) -> tuple[Tekst, tuple[Archiefobject, ...]]:
    """Return the text of a klantcontact of the gemeente and, when it is long,
    the object to be archived (decision 7).
    """
    bytes_ = tekst.encode()
    if len(bytes_) <= MAX_TEKST_IN_RECORD:
        return Tekst(tekst, len(bytes_)), ()
    object_key = f"klantcontacten/{eigenaar}/{sha256(bytes_).hexdigest()}.txt"
    return Tekst(None, len(bytes_), object_key), (Archiefobject(object_key, bytes_, "text/plain; charset=utf-8"),)
