"""The doorzending: the mail is for another authority, and goes on to it (Awb 2:3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.opstellen.bericht import MAX_MAIL, Aanhangsel, OngeldigeKop, stel_bericht_op
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst, Uitwerking
from klantmail.usecases.commit import Samenstelling
from klantmail.usecases.uitgaand.mail_van_gemeente import Reactieopdracht, Uitgaand, bericht_id
from ontleden.ontleding import Adres

_BEGELEIDEND: Final = "Geachte heer/mevrouw,\n\nDe bijgevoegde e-mail is naar ons gestuurd, maar is voor u bestemd."
_WETTELIJK: Final = "Wij sturen hem daarom aan u door (Algemene wet bestuursrecht, artikel 2:3)."


@dataclass(frozen=True, slots=True)
class Doorzending(Uitkomst):
    """This outcome stores the klantcontact of the mail with the verzending of the original to another authority.

    Where asked, it stores a message to the citizen too: its klantcontact, document and verzending.
    """

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.DOORZENDING

    naar: str
    toelichting: str = ""
    bericht_aan_klant: str | None = None
    """Text of a message to the citizen; None when there is no message."""

    def fouten(self, inrichting: Inrichting) -> Iterable[Invoerfout]:
        try:
            inrichting.uitgaand.ontvanger(self.naar, "naar")
        except OngeldigeInvoer as fout:
            return fout.fouten
        return ()

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:
        """Raises: OngeldigeInvoer (a mail too large to send on; as `Uitgaand.reageer` for a message to the citizen)."""
        uitgaand = inrichting.uitgaand
        naar = uitgaand.ontvanger(self.naar, "naar")
        van = uitgaand.afzender(stof.bericht.envelop.postvak)
        verzending_id = stof.maak_id("doorzending")
        mail = self._stel_op(uitgaand, stof, van, naar, verzending_id)
        if len(mail) > MAX_MAIL:
            raise OngeldigeInvoer(Invoerfout("", "te-groot", "Deze e-mail is te groot om door te sturen."))
        document, object_ = uitgaand.document(verzending_id, stof.vraag.onderwerp, mail, stof.moment)
        verzending = uitgaand.verzending(
            verzending_id,
            document,
            bericht=stof.bericht,
            klantcontact=stof.vraag.identificatie,
            gesprek=stof.vraag.gesprek,
            van=van.adres,
            naar=naar,
            onderwerp=stof.vraag.onderwerp,
            bericht_id=bericht_id(verzending_id, van),
            moment=stof.moment,
        )
        samenstelling = Samenstelling((stof.vraag, verzending), (object_,)) + self._bericht_aan_klant(uitgaand, stof)
        return Uitwerking(samenstelling, self.als_afhandeling(samenstelling))

    def _bericht_aan_klant(self, uitgaand: Uitgaand, stof: Stof) -> Samenstelling:
        if self.bericht_aan_klant is None:
            return Samenstelling()
        opdracht = Reactieopdracht(
            klantcontact=stof.maak_id("bericht_aan_klant"),
            verzending=stof.maak_id("verzending_aan_klant"),
            op=stof.vraag,
            bericht=stof.bericht,
            inhoud=stof.inhoud,
            medewerker=stof.medewerker,
            tekst=self.bericht_aan_klant,
            onderwerp=None,
            moment=stof.moment,
            datum=stof.inzage.geregistreerd_op,
            veld="berichtAanKlant",
        )
        return uitgaand.reageer(opdracht).samenstelling

    def _stel_op(self, uitgaand: Uitgaand, stof: Stof, van: Adres, naar: str, eigenaar: UUID) -> bytes:
        ruw = uitgaand.archief.lees(stof.bericht.ruw.object_key)
        alineas = [_BEGELEIDEND, _WETTELIJK, self.toelichting, f"Met vriendelijke groet,\n{van.naam}"]
        try:
            return stel_bericht_op(
                van=van,
                aan=Adres("", naar),
                onderwerp=f"Doorgestuurd: {stof.vraag.onderwerp}",
                inhoud="\n\n".join(alinea for alinea in alineas if alinea),
                message_id=bericht_id(eigenaar, van),
                datum=stof.inzage.geregistreerd_op,
                bijlagen=[Aanhangsel("e-mail.eml", "message/rfc822", ruw)],
            )
        except OngeldigeKop as fout:
            raise OngeldigeInvoer(Invoerfout("", "kop-ongeldig", str(fout))) from fout
