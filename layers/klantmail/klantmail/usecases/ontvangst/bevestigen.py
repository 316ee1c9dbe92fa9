"""The ontvangstbevestiging: an automatic word that a mail came in (RFC 3834).

Off by default. A postvak can have it for all ordinary mail, and an agent can ask for it for one formal message. It goes
to the sender that DMARC vouches for, once per address in 24 hours, and holds nothing that the sender wrote: else it
could be made to carry somebody's words to somebody else. It is no klantcontact, since nobody has looked at the mail
yet.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from klantmail.domain.adressering import Ontvanger, leest_niemand
from klantmail.domain.emailbericht import Emailbericht, Ontleedstand
from klantmail.domain.fouten import Geweigerd, KeuzeNietMogelijk, OngeldigeInvoer
from klantmail.domain.identificatie import bevestiging_id
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import Klok, dag_in_woorden
from klantmail.domain.verzending import Verzending
from klantmail.opstellen.bericht import stel_bericht_op
from klantmail.ports.repositories import Emailberichtlezer
from klantmail.ports.verzendingen import Bevestigingen
from klantmail.usecases.afhandeling.afhandelen import eigen_inzage
from klantmail.usecases.commit import Samenstelling, archive, commit
from klantmail.usecases.guarded_write import Slaap
from klantmail.usecases.mailinhoud import lees_inhoud
from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand, bericht_id
from ontleden.ontleding import Adres, Klasse

RUSTTIJD: Final = timedelta(hours=24)
"""The time within which an address gets at most one."""
_ONDERWERP: Final = "Ontvangstbevestiging"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevestiger:
    """The maker of ontvangstbevestigingen, which stores each to be sent."""

    emailberichten: Emailberichtlezer
    bevestigingen: Bevestigingen
    uitgaand: Uitgaand
    klok: Klok
    slaap: Slaap
    parserversie: str
    postvakken: tuple[str, ...]
    """The postvakken whose ordinary mail is confirmed by itself."""

    def bij_ontvangst(self, identificatie: UUID, postvak: str) -> None:
        """Confirm a mail that was taken in, where its postvak has it so. This may be called any number of times.

        Raises: Botsing, OpslagOnbekend (to be called again).
        """
        if postvak not in self.postvakken:
            return
        bericht = self.emailberichten.emailbericht(identificatie)
        if bericht.ontvangstbevestiging is None and waarom_geen_bevestiging(bericht) is None:
            moment = self.klok()
            with suppress(Geweigerd, KeuzeNietMogelijk, OngeldigeInvoer):
                verzending, samenstelling = self._stel_samen(bericht, moment)
                archive(self.uitgaand.archief, samenstelling)
                self.bevestigingen.bevestig(verzending, verzending.naar[0], moment, moment - RUSTTIJD)

    def op_verzoek(self, identificatie: UUID, inzage: UUID, medewerker: Medewerker) -> UUID:
        """Confirm a formal message that this medewerker has open, and return the verzending.

        It is the same one when the message was confirmed before.

        Raises: NietGevonden, BijAnderInBehandeling, AlAfgehandeld, InzageNietGeldig, NietInTeZien, KeuzeNietMogelijk
        (this mail, or this address now, gets none), OngeldigeInvoer (an address that no mail can go to),
        NietBeschikbaar.
        """
        bericht = self.emailberichten.emailbericht(identificatie)
        eigen_inzage(bericht, inzage, medewerker.identificatie)
        if bericht.ontvangstbevestiging is not None:
            return bericht.ontvangstbevestiging
        reden = waarom_geen_bevestiging(bericht)
        if reden is not None:
            raise KeuzeNietMogelijk(reden, bericht.status.value)
        moment = self.klok()
        verzending, samenstelling = self._stel_samen(bericht, moment)
        sinds = moment - RUSTTIJD

        def schrijf() -> UUID:
            self.bevestigingen.bevestig(verzending, verzending.naar[0], moment, sinds)
            return verzending.identificatie

        def lees_terug() -> UUID | None:
            gestuurd = self.emailberichten.emailbericht(identificatie).ontvangstbevestiging
            laatst = self.bevestigingen.laatst_bevestigd(verzending.naar[0])
            if gestuurd is None and laatst is not None and laatst > sinds:
                raise KeuzeNietMogelijk("Dit adres kreeg in de laatste 24 uur al een ontvangstbevestiging.", bericht.status.value)
            return gestuurd

        return commit(self.uitgaand.archief, samenstelling, schrijf, lees_terug, self.slaap)

    def _stel_samen(self, bericht: Emailbericht, moment: datetime) -> tuple[Verzending, Samenstelling]:
        """Return the verzending, and what is to be stored for it.

        Raises: KeuzeNietMogelijk (the sender asks for no automatic answers), OngeldigeInvoer (no address for one).
        """
        naar = self.uitgaand.ontvanger(bericht.envelop.afzender.adres, "")
        identificatie = bevestiging_id(bericht.identificatie)
        van = self.uitgaand.afzender(bericht.envelop.postvak)
        gelezen = lees_inhoud(self.uitgaand.archief, bericht.identificatie, self.parserversie)
        if gelezen and gelezen.wil_geen_automaat:
            raise KeuzeNietMogelijk("De afzender wil geen automatische berichten.", bericht.status.value)
        op = (gelezen.message_id,) if gelezen else ()
        message_id = bericht_id(identificatie, van)
        dag = dag_in_woorden(bericht.envelop.ontvangen_op)
        mail = stel_bericht_op(
            van=van,
            aan=[Adres("", naar)],
            onderwerp=_ONDERWERP,
            inhoud=(
                f"Geachte heer/mevrouw,\n\nWij hebben uw e-mail op {dag} ontvangen. Een medewerker leest uw e-mail en "
                "neemt zo nodig contact met u op.\n\nDit is een automatisch bericht. U hoeft niet te reageren.\n\n"
                f"Met vriendelijke groet,\n{van.naam}"
            ),
            message_id=message_id,
            datum=moment,
            in_reply_to=op,
            references=op,
            automatisch=True,
        )
        document, object_ = self.uitgaand.document(identificatie, _ONDERWERP, mail, moment)
        verzending = self.uitgaand.verzending(
            identificatie,
            document,
            bericht=bericht,
            klantcontact=None,
            gesprek=bericht.gesprek,
            van=van.adres,
            ontvangers=(Ontvanger(naar),),
            onderwerp=_ONDERWERP,
            bericht_id=message_id,
            moment=moment,
        )
        return verzending, Samenstelling((verzending,), (object_,))


def waarom_geen_bevestiging(bericht: Emailbericht) -> str | None:
    """Return the reason, in Dutch, why this mail gets no ontvangstbevestiging;
    None when it may (RFC 3834 section 2).
    """
    envelop = bericht.envelop
    if envelop.verdicts.verdacht or bericht.ontleedstand is not Ontleedstand.GEREED:
        return "Deze e-mail is verdacht of kon niet worden gelezen."
    if envelop.klasse is not Klasse.GEWOON:
        return "Deze e-mail is geen gewone e-mail van een persoon."
    if envelop.verdicts.dmarc != "PASS":
        return "Het staat niet vast dat deze e-mail echt van de afzender komt."
    if leest_niemand(envelop.afzender.adres):
        return "Dit adres wordt door niemand gelezen."
    return None
