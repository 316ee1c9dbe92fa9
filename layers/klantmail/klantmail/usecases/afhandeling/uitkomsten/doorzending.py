"""The doorzending: the mail is for another authority, and goes on to it (Awb 2:3)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Final
from uuid import UUID

from klantmail.domain.adressering import Ontvanger
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.doorzendbericht import DOORZENDBERICHT, INSTANTIE
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.opstellen.bericht import MAX_MAIL, Aanhangsel, OngeldigeKop, stel_bericht_op
from klantmail.usecases.afhandeling.uitkomsten.bericht_aan_klant import bericht_aan_klant
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst, Uitwerking
from klantmail.usecases.commit import Samenstelling
from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand, bericht_id
from ontleden.ontleding import Adres

_BEGELEIDEND: Final = "Geachte heer/mevrouw,\n\nDe bijgevoegde e-mail is naar ons gestuurd, maar is voor u bestemd."
_WETTELIJK: Final = "Wij sturen hem daarom aan u door (Algemene wet bestuursrecht, artikel 2:3)."


@dataclass(frozen=True, slots=True)
class Doorzending(Uitkomst):
    """This outcome stores the klantcontact of the mail with the verzending of the original to another authority.

    The law has the citizen told at the same time (Awb 2:3). So a message to them goes along, with its klantcontact,
    document and verzending, unless the agent gives the reason why none does.
    """

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.DOORZENDING

    naar: str
    toelichting: str = ""
    bericht_aan_klant: str | None = None
    """Text of the message to the citizen; None when it is the standard text, or when there is no message."""
    reden_zonder_bericht: str = ""
    """The reason why the citizen gets no message; empty when they get one."""

    @property
    def schrijft_klant(self) -> bool:
        return not self.reden_zonder_bericht

    def fouten(self, inrichting: Inrichting) -> Iterable[Invoerfout]:
        try:
            inrichting.uitgaand.ontvanger(self.naar, "naar")
        except OngeldigeInvoer as fout:
            yield from fout.fouten
        if self.bericht_aan_klant is not None and self.reden_zonder_bericht:
            yield Invoerfout("redenZonderBericht", "tegenstrijdig", "Geef een bericht of een reden, en niet allebei.")

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:
        """Raises: OngeldigeInvoer (a mail too large to send on; as `bericht_aan_klant`); NogNietGekeurd,
        DreigingGevonden, NietTeKeuren (the malware scanner says so of the mail).
        """
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
            ontvangers=(Ontvanger(naar),),
            onderwerp=stof.vraag.onderwerp,
            bericht_id=bericht_id(verzending_id, van),
            moment=stof.moment,
        )
        samenstelling = Samenstelling((stof.vraag, verzending), (object_,)) + self._bericht_aan_klant(stof, inrichting, naar)
        afhandeling = replace(self.als_afhandeling(samenstelling), reden_zonder_bericht=self.reden_zonder_bericht)
        return Uitwerking(samenstelling, afhandeling)

    def _bericht_aan_klant(self, stof: Stof, inrichting: Inrichting, naar: str) -> Samenstelling:
        tekst = self.bericht_aan_klant
        if tekst is None and not self.reden_zonder_bericht:
            tekst = inrichting.tekst_voor(DOORZENDBERICHT)
        if tekst == DOORZENDBERICHT.inhoud:  # it has a salutation of its own
            stof = replace(stof, ondertekening=None)
        return bericht_aan_klant(stof, inrichting.uitgaand, tekst, {INSTANTIE: naar})

    def _stel_op(self, uitgaand: Uitgaand, stof: Stof, van: Adres, naar: str, eigenaar: UUID) -> bytes:
        ruw = stof.bericht.ruw.object_key
        uitgaand.keurmeester.vereis_bruikbaar(ruw, stof.bericht.envelop.ontvangen_op)
        alineas = [_BEGELEIDEND, _WETTELIJK, self.toelichting, f"Met vriendelijke groet,\n{van.naam}"]
        try:
            return stel_bericht_op(
                van=van,
                aan=[Adres("", naar)],
                onderwerp=f"Doorgestuurd: {stof.vraag.onderwerp}",
                inhoud="\n\n".join(alinea for alinea in alineas if alinea),
                message_id=bericht_id(eigenaar, van),
                datum=stof.inzage.geregistreerd_op,
                bijlagen=[Aanhangsel("e-mail.eml", "message/rfc822", uitgaand.archief.lees(ruw))],
            )
        except OngeldigeKop as fout:
            raise OngeldigeInvoer(Invoerfout("", "kop-ongeldig", str(fout))) from fout
