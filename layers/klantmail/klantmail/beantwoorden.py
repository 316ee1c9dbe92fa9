"""Variant A of C1199: the agent answers. Both klantcontacten, the reply and its sending are stored in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from json import dumps
from uuid import UUID

from klantmail.afhandelen import Afhandelaar, eerdere_afhandeling, eigen_inzage
from klantmail.documenten import BESTANDSNAAM_MAIL, FORMAAT_MAIL, Organisatie, maak_document
from klantmail.domein import (
    Afhandeling,
    Afhandelsoort,
    Bijlage,
    Emailbericht,
    Informatieobject,
    Initiatiefnemer,
    Inzage,
    Klantcontact,
    Medewerker,
    Tekst,
    Verzending,
    Verzendstatus,
)
from klantmail.fouten import Invoerfout, NietBeschikbaar, OngeldigeInvoer
from klantmail.gelijktijdig import gelijktijdig
from klantmail.identificatie import informatieobject_id, uitkomst_id
from klantmail.inhoud import MAX_TEKST_IN_RECORD, Inhoud
from klantmail.inzien import inhoud_van, klantcontact_van_mail, lees_inhoud
from klantmail.ontleding import Adres
from klantmail.opstellen import OngeldigeKop, Vraag, antwoord_onderwerp, stel_antwoord_op
from klantmail.poorten import AfhandelRegister, Archief, Klok
from klantmail.verzenden import EERSTE_AANBOD


@dataclass(frozen=True, slots=True)
class Antwoord:
    """The agent's request."""

    inzage: UUID
    inhoud: str
    onderwerp: str | None
    """None: taken over from the mail (C1199)."""

    @property
    def vingerafdruk(self) -> str:
        """sha256 that tells this request from any other."""
        return sha256(dumps([str(self.inzage), self.inhoud, self.onderwerp]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Beantwoord:
    """C1199's two klantcontacten, and the sending of the reply."""

    vraag: Klantcontact
    antwoord: Klantcontact
    verzending: UUID
    herhaling: bool
    """True when an earlier, equal request had stored it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beantwoorder:
    """Answers mail on behalf of the municipality."""

    register: AfhandelRegister
    archief: Archief
    afhandelaar: Afhandelaar
    organisatie: Organisatie
    afzenderadres: str
    """From of every reply; empty: the postvak that the question came to."""
    generatie: str
    klok: Klok
    parserversie: str

    def beantwoord(self, bericht_id: UUID, medewerker: Medewerker, sleutel: str, verzoek: Antwoord) -> Beantwoord:
        """Store the answer with its question, in one transaction; the stream sends it afterwards.

        Args:
            sleutel: Idempotency-Key. The same one with the same request gives the same answer.

        Raises: NietGevonden, AlAfgehandeld, BijAnderInBehandeling, InzageNietGeldig, NietInTeZien, SleutelHergebruikt,
            OngeldigeInvoer (the mail has no address to answer to), NietBeschikbaar.
        """
        bericht, gelezen = gelijktijdig(
            lambda: self.register.emailbericht(bericht_id),
            lambda: lees_inhoud(self.archief, bericht_id, self.parserversie),
        )
        moment = self.klok()
        maak_id = partial(uitkomst_id, emailbericht=bericht_id, medewerker=medewerker.identificatie, sleutel=sleutel)
        antwoord_id = maak_id("antwoord")
        verzending_id = maak_id("verzending")
        afhandeling = Afhandeling(
            soort=Afhandelsoort.ANTWOORD,
            sleutel=sleutel,
            vingerafdruk=verzoek.vingerafdruk,
            tijdstip=moment,
            medewerker=medewerker.identificatie,
            klantcontacten=(bericht.inzage.klantcontact, antwoord_id) if bericht.inzage else (),
            verzending=verzending_id,
        )
        eerder = eerdere_afhandeling(bericht, afhandeling)
        if eerder is not None:
            return self._zoals_opgeslagen(eerder)
        inzage = eigen_inzage(bericht, verzoek.inzage, medewerker.identificatie)
        inhoud = inhoud_van(self.archief, bericht, self.parserversie, gelezen)
        vraag = replace(klantcontact_van_mail(bericht, inzage, inhoud), opgeslagen_op=moment)
        mail = self._stel_op(bericht, inhoud, verzoek, antwoord_id, inzage)
        document = self._archiveer(antwoord_id, vraag.onderwerp, mail, moment)
        antwoord = Klantcontact(
            identificatie=antwoord_id,
            geregistreerd_op=moment,
            medewerker=medewerker.identificatie,
            organisatorische_eenheid=medewerker.organisatorische_eenheid,
            initiatiefnemer=Initiatiefnemer.GEMEENTE,
            onderwerp=verzoek.onderwerp or inhoud.onderwerp,
            inhoud=self._tekst(antwoord_id, verzoek.inhoud),
            bijlagen=(Bijlage.van(document),),
            emailbericht=bericht_id,
            afzender=inhoud.antwoordadres.adres,
            verwijst_naar=(vraag.identificatie,),
            opgeslagen_op=moment,
        )
        verzending = Verzending(
            identificatie=verzending_id,
            status=Verzendstatus.TE_VERZENDEN,
            generatie=self.generatie,
            emailbericht=bericht_id,
            klantcontact=antwoord_id,
            van=self.afzenderadres or bericht.envelop.postvak,
            naar=(inhoud.antwoordadres.adres,),
            sleutel=document.sleutel,
            sha256=document.sha256,
            aangemaakt_op=moment,
            aan_de_beurt_op=moment + EERSTE_AANBOD,
        )
        vastgelegd = self.afhandelaar.leg_vast(
            bericht_id, inzage.identificatie, afhandeling, (vraag, antwoord, document, verzending)
        )
        if vastgelegd != afhandeling:
            return self._zoals_opgeslagen(vastgelegd)
        return Beantwoord(vraag, antwoord, verzending_id, herhaling=False)

    def _zoals_opgeslagen(self, afhandeling: Afhandeling) -> Beantwoord:
        vraag, antwoord = (self.register.klantcontact(identificatie) for identificatie in afhandeling.klantcontacten)
        if afhandeling.verzending is None:
            raise NietBeschikbaar("an antwoord without verzending")
        return Beantwoord(vraag, antwoord, afhandeling.verzending, herhaling=True)

    def _stel_op(self, bericht: Emailbericht, inhoud: Inhoud, verzoek: Antwoord, antwoord_id: UUID, inzage: Inzage) -> bytes:
        """The reply as it will leave. Its date and name follow from the request, so that a repetition makes the same bytes."""
        if not inhoud.antwoordadres.adres:
            raise OngeldigeInvoer(Invoerfout("", "geen-antwoordadres", "Deze e-mail heeft geen adres om naar te antwoorden."))
        van = Adres(self.organisatie.naam, self.afzenderadres or bericht.envelop.postvak)
        try:
            return stel_antwoord_op(
                van=van,
                aan=inhoud.antwoordadres,
                onderwerp=antwoord_onderwerp(verzoek.onderwerp or inhoud.onderwerp),
                inhoud=verzoek.inhoud,
                vraag=Vraag(
                    message_id=inhoud.message_id,
                    in_reply_to=inhoud.in_reply_to,
                    references=inhoud.references,
                    afzender=inhoud.afzender,
                    datum=bericht.envelop.ontvangen_op,
                    inhoud=inhoud.tekst.waarde or "",
                ),
                message_id=f"<{antwoord_id}@{van.adres.rpartition('@')[2]}>",
                datum=inzage.geregistreerd_op,
            )
        except OngeldigeKop as fout:
            raise OngeldigeInvoer(Invoerfout("", "kop-ongeldig", str(fout))) from fout

    def _archiveer(self, antwoord_id: UUID, onderwerp: str, mail: bytes, moment: datetime) -> Informatieobject:
        hash_ = sha256(mail).hexdigest()
        sleutel = f"klantcontacten/{antwoord_id}/{hash_}.eml"
        self.archief.bewaar(sleutel, mail, FORMAAT_MAIL)
        return maak_document(
            self.organisatie,
            identificatie=informatieobject_id(antwoord_id, ""),
            titel=onderwerp,
            auteur=self.organisatie.naam,
            bestandsnaam=BESTANDSNAAM_MAIL,
            formaat=FORMAAT_MAIL,
            sha256=hash_,
            omvang=len(mail),
            sleutel=sleutel,
            moment=moment,
            ontvangen=False,
        )

    def _tekst(self, antwoord_id: UUID, tekst: str) -> Tekst:
        bytes_ = tekst.encode()
        if len(bytes_) <= MAX_TEKST_IN_RECORD:
            return Tekst(tekst, len(bytes_))
        sleutel = f"klantcontacten/{antwoord_id}/{sha256(bytes_).hexdigest()}.txt"
        self.archief.bewaar(sleutel, bytes_, "text/plain; charset=utf-8")
        return Tekst(None, len(bytes_), sleutel)
