"""A mail of the gemeente, as it is stored before it leaves: its bytes, its document, its klantcontact, its verzending."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from klantmail.documenten import BESTANDSNAAM_MAIL, FORMAAT_MAIL, Organisatie, maak_document
from klantmail.domein import Informatieobject, Tekst, Verzending, Verzendstatus
from klantmail.fouten import Invoerfout, OngeldigeInvoer
from klantmail.identificatie import informatieobject_id
from klantmail.inhoud import MAX_TEKST_IN_RECORD
from klantmail.kopregels import postadres
from klantmail.ontleding import Adres
from klantmail.opstellen import OngeldigeKop
from klantmail.poorten import Archief
from klantmail.verzenden import EERSTE_AANBOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgaand:
    """What every mail of one municipality shares."""

    archief: Archief
    organisatie: Organisatie
    afzenderadres: str
    """From of every mail; empty: the postvak that the question came to."""
    postvakken: tuple[str, ...]
    generatie: str

    def afzender(self, postvak: str) -> Adres:
        return Adres(self.organisatie.naam, self.afzenderadres or postvak)

    def ontvanger(self, adres: str, veld: str) -> str:
        """The address as SMTP carries it.

        Args:
            veld: field of the request that it came from; empty when it came from the mail.

        Raises: OngeldigeInvoer (none, one that no mail can go to, or a postvak of our own: the mail would come back).
        """
        if not adres:
            raise OngeldigeInvoer(Invoerfout(veld, "geen-adres", "Deze e-mail heeft geen adres om naar te antwoorden."))
        try:
            goed = postadres("Het adres van de ontvanger", adres)
        except OngeldigeKop as fout:
            raise OngeldigeInvoer(Invoerfout(veld, "adres-ongeldig", str(fout))) from fout
        if goed.lower() in {postvak.lower() for postvak in (*self.postvakken, self.afzenderadres)}:
            raise OngeldigeInvoer(Invoerfout(veld, "eigen-postvak", "Dit adres is een postvak van de gemeente zelf."))
        return goed

    def archiveer(self, eigenaar: UUID, titel: str, mail: bytes, moment: datetime) -> Informatieobject:
        """Keep the bytes; the document that they are. Nothing names it until its record is stored."""
        hash_ = sha256(mail).hexdigest()
        sleutel = f"klantcontacten/{eigenaar}/{hash_}.eml"
        self.archief.bewaar(sleutel, mail, FORMAAT_MAIL)
        return maak_document(
            self.organisatie,
            identificatie=informatieobject_id(eigenaar, ""),
            titel=titel,
            auteur=self.organisatie.naam,
            bestandsnaam=BESTANDSNAAM_MAIL,
            formaat=FORMAAT_MAIL,
            sha256=hash_,
            omvang=len(mail),
            sleutel=sleutel,
            moment=moment,
            ontvangen=False,
        )

    def tekst(self, eigenaar: UUID, tekst: str) -> Tekst:
        """The text of a klantcontact of the gemeente, in the archive when it is long."""
        bytes_ = tekst.encode()
        if len(bytes_) <= MAX_TEKST_IN_RECORD:
            return Tekst(tekst, len(bytes_))
        sleutel = f"klantcontacten/{eigenaar}/{sha256(bytes_).hexdigest()}.txt"
        self.archief.bewaar(sleutel, bytes_, "text/plain; charset=utf-8")
        return Tekst(None, len(bytes_), sleutel)

    def verzending(
        self,
        identificatie: UUID,
        document: Informatieobject,
        *,
        bericht: UUID,
        klantcontact: UUID,
        van: str,
        naar: str,
        moment: datetime,
    ) -> Verzending:
        """The outbox record of `document`."""
        return Verzending(
            identificatie=identificatie,
            status=Verzendstatus.TE_VERZENDEN,
            generatie=self.generatie,
            emailbericht=bericht,
            klantcontact=klantcontact,
            van=van,
            naar=(naar,),
            sleutel=document.sleutel,
            sha256=document.sha256,
            aangemaakt_op=moment,
            aan_de_beurt_op=moment + EERSTE_AANBOD,
        )
