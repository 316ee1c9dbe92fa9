"""A mail that came into the wrong postvak goes to another one, where it waits as it did.

What is answered after that leaves from the new postvak. The e-mailbericht keeps its identificatie, and its history says
where it came from.

Who sent a formal message is told in the same transaction that it went on inside the municipality, with the moment from
which its term runs, unless the agent gives the reason why they are not (docs/avg/wmebv.md). It goes out under the
kenmerk of the receipt, so that the sender has one kenmerk for one message. It repeats nothing that the sender wrote, as
an ontvangstbevestiging does not, and like that it is no klantcontact: nobody may have looked at the mail yet.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Verplaatsing, vereis_gelezen, waarom_niet
from klantmail.domain.formeel import tijd_in_woorden
from klantmail.domain.fouten import Invoerfout, KeuzeNietMogelijk, OngeldigeInvoer
from klantmail.domain.identificatie import bevestiging_id, verplaatsbericht_id
from klantmail.domain.kenmerk import maak_kenmerk
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.standaardantwoord import vul_in, waarden_voor
from klantmail.domain.tijd import Klok, datum_in_woorden
from klantmail.domain.verplaatsbericht import POSTVAK, TIJD, UITERLIJK, VERPLAATSBERICHT
from klantmail.domain.verzending import Verzending
from klantmail.opstellen.bericht import stel_bericht_op
from klantmail.ports.inrichting import Standaardtekstlezer
from klantmail.ports.repositories import Verplaatsingen
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import tekst_voor
from klantmail.usecases.commit import Samenstelling, commit
from klantmail.usecases.guarded_write import Slaap
from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand, bericht_id
from klantmail.usecases.uitgaand.vanzelf import GEEN_ADRES, waarom_niet_vanzelf
from ontleden.ontleding import Adres

_ONDERWERP: Final = "Uw e-mail is doorgegeven"
_NIET_FORMEEL: Final = "Dit is geen formeel bericht. De afzender krijgt dan geen bericht."


@dataclass(frozen=True, slots=True)
class Verplaatsopdracht:
    """The order to move a mail."""

    postvak: str
    bericht_aan_klant: str | None = None
    """Text for the sender of a formal message, which may hold placeholders; None when it is the standard text, or when
    there is no message.
    """
    reden_zonder_bericht: str = ""
    """The reason why the sender of a formal message gets none; empty when they get one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verplaatser:
    """The moving of mail."""

    emailberichten: Verplaatsingen
    teksten: Standaardtekstlezer
    uitgaand: Uitgaand
    klok: Klok
    slaap: Slaap
    postvakken: tuple[str, ...]

    def verplaats(self, identificatie: UUID, medewerker: Medewerker, opdracht: Verplaatsopdracht) -> Emailbericht:
        """Move a mail that waits, or that this medewerker has open. It changes nothing when it is there already.

        Raises: OngeldigeInvoer (no such postvak; a text and a reason; a text that cannot be sent, or to nobody);
            NietGevonden; BijAnderInBehandeling, AlAfgehandeld, NietInTeZien; KeuzeNietMogelijk (it is still being read,
            or changed meanwhile); NietBeschikbaar.
        """
        fouten = tuple(self._fouten(opdracht))
        if fouten:
            raise OngeldigeInvoer(*fouten)
        bericht = self.emailberichten.emailbericht(identificatie)
        moment = self.klok()
        self._mag_weg(bericht, medewerker, moment)
        if bericht.envelop.postvak == opdracht.postvak:
            return bericht
        samenstelling, verplaatsing = self._stel_samen(bericht, medewerker, opdracht, moment)
        verzending = next((een for een in samenstelling.records if isinstance(een, Verzending)), None)

        def schrijf() -> Emailbericht:
            self.emailberichten.verplaats(bericht, verplaatsing, verzending)
            return self.emailberichten.emailbericht(identificatie)

        def lees_terug() -> Emailbericht | None:
            huidig = self.emailberichten.emailbericht(identificatie)
            if huidig.envelop.postvak == opdracht.postvak:
                return huidig
            self._mag_weg(huidig, medewerker, moment)
            if huidig != bericht:
                raise KeuzeNietMogelijk("Deze e-mail is net gewijzigd. Probeer het opnieuw.", huidig.status.value)
            return None

        return commit(self.uitgaand.archief, samenstelling, schrijf, lees_terug, self.slaap)

    def _fouten(self, opdracht: Verplaatsopdracht) -> Iterator[Invoerfout]:
        if opdracht.postvak not in self.postvakken:
            yield Invoerfout("postvak", "onbekend", "Dit postvak bestaat niet.")
        if opdracht.bericht_aan_klant is not None and opdracht.reden_zonder_bericht:
            yield Invoerfout("redenZonderBericht", "tegenstrijdig", "Geef een bericht of een reden, en niet allebei.")

    @staticmethod
    def _mag_weg(bericht: Emailbericht, medewerker: Medewerker, moment: datetime) -> None:
        houder = bericht.claim_op(moment)
        if bericht.status in {Berichtstatus.AFGEHANDELD, Berichtstatus.QUARANTAINE}:
            raise waarom_niet(bericht)
        if houder is not None and houder.medewerker != medewerker.identificatie:
            raise waarom_niet(bericht)
        vereis_gelezen(bericht)

    # -- the message to the sender -------------------------------------------------------------------------------------

    def _stel_samen(
        self, bericht: Emailbericht, medewerker: Medewerker, opdracht: Verplaatsopdracht, moment: datetime
    ) -> tuple[Samenstelling, Verplaatsing]:
        """Return what is to be stored for the message, which is nothing when there is none, and the move."""
        verplaatsing = Verplaatsing(
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            tijdstip=moment,
            van=bericht.envelop.postvak,
            naar=opdracht.postvak,
        )
        if bericht.envelop.formeel_uiterlijk is None:
            gegeven = {"berichtAanKlant": opdracht.bericht_aan_klant, "redenZonderBericht": opdracht.reden_zonder_bericht}
            fouten = [Invoerfout(veld, "niet-formeel", _NIET_FORMEEL) for veld, waarde in gegeven.items() if waarde]
            if fouten:
                raise OngeldigeInvoer(*fouten)
            return Samenstelling(), verplaatsing
        if opdracht.bericht_aan_klant is not None:
            samenstelling = self._bericht(bericht, medewerker, opdracht.postvak, opdracht.bericht_aan_klant, moment)
            return samenstelling, replace(verplaatsing, verzending=samenstelling.verzendingen[0])
        reden = opdracht.reden_zonder_bericht or waarom_niet_vanzelf(bericht)
        if reden:
            return Samenstelling(), replace(verplaatsing, reden_zonder_bericht=reden)
        # A text of the municipality may leave something open; ours does not.
        for tekst in dict.fromkeys((tekst_voor(self.teksten, VERPLAATSBERICHT), VERPLAATSBERICHT.inhoud)):
            with suppress(OngeldigeInvoer):
                samenstelling = self._bericht(bericht, medewerker, opdracht.postvak, tekst, moment)
                return samenstelling, replace(verplaatsing, verzending=samenstelling.verzendingen[0])
        return Samenstelling(), replace(verplaatsing, reden_zonder_bericht=GEEN_ADRES)

    def _bericht(
        self, bericht: Emailbericht, medewerker: Medewerker, postvak: str, tekst: str, moment: datetime
    ) -> Samenstelling:
        """Compose the message, from the postvak that the mail goes to.

        Raises: OngeldigeInvoer (no mail can go to this address; a placeholder that is not filled in; too long).
        """
        envelop, uitgaand = bericht.envelop, self.uitgaand
        naar = uitgaand.ontvanger(envelop.betrokkene.adres, "")
        van = uitgaand.afzender(postvak)
        identificatie = verplaatsbericht_id(bericht.identificatie, bericht.verplaatsberichten + 1)
        kenmerk = maak_kenmerk(uitgaand.kenmerk_key, bevestiging_id(bericht.identificatie))
        mail = stel_bericht_op(
            van=van,
            aan=[Adres("", naar)],
            onderwerp=_ONDERWERP,
            inhoud=f"{self._ingevuld(bericht, medewerker, postvak, tekst).rstrip()}\n\nKenmerk: {kenmerk}",
            message_id=bericht_id(identificatie, van),
            datum=moment,
        )
        _, samenstelling = uitgaand.losse_mail(
            identificatie, mail, bericht=bericht, van=van, naar=naar, onderwerp=_ONDERWERP, kenmerk=kenmerk, moment=moment
        )
        return samenstelling

    def _ingevuld(self, bericht: Emailbericht, medewerker: Medewerker, postvak: str, tekst: str) -> str:
        envelop = bericht.envelop
        waarden = {
            **waarden_voor(envelop, medewerker, self.uitgaand.organisatie.naam),
            TIJD: tijd_in_woorden(envelop.ontvangen_op),
            POSTVAK: postvak,
            UITERLIJK: datum_in_woorden(envelop.formeel_uiterlijk) if envelop.formeel_uiterlijk else "",
        }
        ingevuld = vul_in(tekst, waarden)
        if ingevuld.open:
            over = ", ".join(ingevuld.open)
            fout = f"Vul dit nog in of haal het weg: {over}."
            raise OngeldigeInvoer(Invoerfout("berichtAanKlant", "niet-ingevuld", fout))
        return ingevuld.tekst
