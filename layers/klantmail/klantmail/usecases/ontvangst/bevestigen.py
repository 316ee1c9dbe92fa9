"""The ontvangstbevestiging: an automatic word that a mail came in (RFC 3834).

Off by default. A postvak can have it for all ordinary mail. That goes to the sender that DMARC vouches for, once per
address in 24 hours, and holds nothing that the sender wrote: else it could be made to carry somebody's words to
somebody else. A web form hears nothing: it is no citizen, and whoever it names in Reply-To may not have filled it in.
It is no klantcontact, since nobody has looked at the mail yet.

The receipt of a formal message is confirmed always (`domain.formeel`), by its postvak or when an agent says that it is
one: also a second one on a day, and when DMARC says nothing. An agent's word also outweighs DMARC and what the sender
wants of automatic mail, and takes the word of a web form for who filled it in; it stays within what can be delivered,
and out of quarantine.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from klantmail.domain.adressering import leest_niemand
from klantmail.domain.emailbericht import Emailbericht, Envelop, vereis_gelezen
from klantmail.domain.formeel import Formaliteiten, tijd_in_woorden
from klantmail.domain.fouten import Geweigerd, KeuzeNietMogelijk, OngeldigeInvoer
from klantmail.domain.identificatie import bevestiging_id
from klantmail.domain.kenmerk import maak_kenmerk
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import Klok, dag_in_woorden, datum_in_woorden
from klantmail.domain.verzending import Verzending
from klantmail.opstellen.bericht import stel_bericht_op
from klantmail.ports.repositories import Emailberichtlezer
from klantmail.ports.verzendingen import Bevestigingen
from klantmail.usecases.afhandeling.afhandelen import eigen_inzage
from klantmail.usecases.commit import Samenstelling, archive, commit
from klantmail.usecases.guarded_write import Slaap, leg_vast
from klantmail.usecases.mailinhoud import lees_inhoud
from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand, bericht_id
from klantmail.usecases.uitgaand.vanzelf import LEEST_NIEMAND, waarom_niet_vanzelf
from ontleden.ontleding import Adres

RUSTTIJD: Final = timedelta(hours=24)
"""The time within which an address gets at most one."""
_ONDERWERP: Final = "Ontvangstbevestiging"


@dataclass(frozen=True, slots=True)
class ZonderBevestiging:
    """A message that is formal, of which no receipt can go to who asks."""

    formeel_uiterlijk: date
    reden: str
    """The reason why none can, in Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevestiger:
    """The maker of ontvangstbevestigingen, which stores each to be sent."""

    emailberichten: Emailberichtlezer
    bevestigingen: Bevestigingen
    uitgaand: Uitgaand
    klok: Klok
    slaap: Slaap
    postvakken: tuple[str, ...]
    """The postvakken whose ordinary mail is confirmed by itself."""
    formaliteiten: Formaliteiten

    def bij_ontvangst(self, identificatie: UUID, postvak: str) -> None:
        """Confirm a mail that was taken in, where its postvak has it so. This may be called any number of times.

        Raises: Botsing, OpslagOnbekend (to be called again).
        """
        if postvak not in self.postvakken + self.formaliteiten.postvakken:
            return
        bericht = self.emailberichten.emailbericht(identificatie)
        vanzelf = bericht.envelop.indiener is None and waarom_niet_vanzelf(bericht) is None
        if bericht.ontvangstbevestiging is None and vanzelf:
            moment = self.klok()
            sinds = moment + RUSTTIJD if _is_nieuw_en_formeel(bericht.envelop) else moment - RUSTTIJD
            with suppress(Geweigerd, KeuzeNietMogelijk, OngeldigeInvoer):
                verzending, samenstelling = self._stel_samen(bericht, moment)
                archive(self.uitgaand.archief, samenstelling)
                self.bevestigingen.bevestig(verzending, verzending.naar[0], moment, sinds)

    def op_verzoek(self, identificatie: UUID, inzage: UUID, medewerker: Medewerker) -> UUID | ZonderBevestiging:
        """Make a message that this medewerker has open formal, confirm its receipt, and return the verzending.

        It is the same one when the message was confirmed before. Where no mail can go to who asks, or nobody reads what
        they have there, the term runs all the same: the message is formal without a verzending.

        Raises: NietGevonden, BijAnderInBehandeling, AlAfgehandeld, InzageNietGeldig, NietInTeZien, KeuzeNietMogelijk
        (it is still being read), NietBeschikbaar.
        """
        bericht = self.emailberichten.emailbericht(identificatie)
        eigen_inzage(bericht, inzage, medewerker.identificatie)
        vereis_gelezen(bericht)
        uiterlijk = bericht.envelop.formeel_uiterlijk or self.formaliteiten.termijn.uiterlijk(bericht.envelop.ontvangen_op)
        if bericht.ontvangstbevestiging is not None:
            self._markeer(bericht, uiterlijk)
            return bericht.ontvangstbevestiging
        moment = self.klok()
        formeel = replace(bericht, envelop=replace(bericht.envelop, formeel_uiterlijk=uiterlijk))
        if leest_niemand(bericht.envelop.betrokkene.adres):
            return self._zonder_bevestiging(bericht, uiterlijk, LEEST_NIEMAND)
        try:
            verzending, samenstelling = self._stel_samen(formeel, moment, op_verzoek=True)
        except OngeldigeInvoer as fout:
            return self._zonder_bevestiging(bericht, uiterlijk, fout.fouten[0].reden)

        def schrijf() -> UUID:
            sinds = moment + RUSTTIJD  # whatever this address had before
            self.bevestigingen.bevestig(verzending, verzending.naar[0], moment, sinds, uiterlijk)
            return verzending.identificatie

        def lees_terug() -> UUID | None:
            return self.emailberichten.emailbericht(identificatie).ontvangstbevestiging

        return commit(self.uitgaand.archief, samenstelling, schrijf, lees_terug, self.slaap)

    def _zonder_bevestiging(self, bericht: Emailbericht, uiterlijk: date, reden: str) -> ZonderBevestiging:
        self._markeer(bericht, uiterlijk)
        return ZonderBevestiging(uiterlijk, reden)

    def _markeer(self, bericht: Emailbericht, uiterlijk: date) -> None:
        if bericht.envelop.formeel_uiterlijk is None:
            leg_vast(lambda: self.bevestigingen.markeer_formeel(bericht.identificatie, uiterlijk), _niets, self.slaap)

    def _stel_samen(
        self, bericht: Emailbericht, moment: datetime, *, op_verzoek: bool = False
    ) -> tuple[Verzending, Samenstelling]:
        """Return the verzending, and what is to be stored for it.

        Args:
            op_verzoek: an agent asked for it.

        Raises: KeuzeNietMogelijk (the sender asks for no automatic answers), OngeldigeInvoer (no address for one).
        """
        naar = self.uitgaand.ontvanger(bericht.envelop.betrokkene.adres, "")
        identificatie = bevestiging_id(bericht.identificatie)
        van = self.uitgaand.afzender(bericht.envelop.postvak)
        gelezen = lees_inhoud(self.uitgaand.archief, bericht.identificatie, bericht.parserversie)
        if gelezen and gelezen.wil_geen_automaat and not op_verzoek:
            raise KeuzeNietMogelijk("De afzender wil geen automatische berichten.", bericht.status.value)
        op = (gelezen.message_id,) if gelezen else ()
        kenmerk = maak_kenmerk(self.uitgaand.kenmerk_key, identificatie)
        mail = stel_bericht_op(
            van=van,
            aan=[Adres("", naar)],
            onderwerp=_ONDERWERP,
            inhoud=self._tekst(bericht, kenmerk, van.naam),
            message_id=bericht_id(identificatie, van),
            datum=moment,
            in_reply_to=op,
            references=op,
            automatisch=True,
        )
        return self.uitgaand.losse_mail(
            identificatie, mail, bericht=bericht, van=van, naar=naar, onderwerp=_ONDERWERP, kenmerk=kenmerk, moment=moment
        )

    def _tekst(self, bericht: Emailbericht, kenmerk: str, gemeente: str) -> str:
        envelop = bericht.envelop
        ontvangen = f"{dag_in_woorden(envelop.ontvangen_op)} om {tijd_in_woorden(envelop.ontvangen_op)}"
        alineas = [
            "Geachte heer/mevrouw,",
            f"Wij hebben uw e-mail op {ontvangen} ontvangen. {self._wat_volgt(envelop)}",
            f"Onderwerp: {envelop.onderwerp}" if self._noemt_onderwerp(envelop) else "",
            f"Kenmerk: {kenmerk}",
            "Dit is een automatisch bericht. U hoeft niet te reageren.",
            f"Met vriendelijke groet,\n{gemeente}",
        ]
        return "\n\n".join(alinea for alinea in alineas if alinea)

    @staticmethod
    def _wat_volgt(envelop: Envelop) -> str:
        if envelop.formeel_uiterlijk is None:
            return "Een medewerker leest uw e-mail en neemt zo nodig contact met u op."
        uiterlijk = datum_in_woorden(envelop.formeel_uiterlijk)
        return f"De termijn om te reageren loopt vanaf deze dag. U krijgt uiterlijk op {uiterlijk} een reactie."

    def _noemt_onderwerp(self, envelop: Envelop) -> bool:
        """Tell whether to repeat the subject: the municipality wants it, and DMARC proves who wrote the mail."""
        return self.formaliteiten.met_onderwerp and envelop.verdicts.dmarc == "PASS" and bool(envelop.onderwerp)


def _is_nieuw_en_formeel(envelop: Envelop) -> bool:
    """Tell whether a mail is confirmed by itself even when its address had a confirmation today.

    A formal message is, unless it answers a mail of ours. A machine may have sent such an answer to our confirmation:
    it would answer the next one too, and so on for ever.
    """
    return envelop.formeel_uiterlijk is not None and envelop.verband is None and envelop.mogelijk_antwoord_op is None


def _niets() -> None:
    """Read nothing back: the mark may be stored a second time without harm."""
