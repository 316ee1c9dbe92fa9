"""The received mail. It has the status that a klantcontact may not have (decision 1).

Times are aware UTC, sizes are in bytes.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort, Deelafhandeling, Vervolgstap
from klantmail.domain.beperking import Beperking
from klantmail.domain.fouten import (
    AlAfgehandeld,
    BijAnderInBehandeling,
    InzageNietGeldig,
    KeuzeNietMogelijk,
    NietInTeZien,
    Toestandsfout,
)
from klantmail.domain.gesprek import Verband
from klantmail.domain.identificatie import bevestiging_id, verplaatsbericht_id
from klantmail.domain.mailadres import vergelijkvorm
from ontleden.ontleding import Adres, Klasse

MAX_INZAGEN: Final = 100
"""A mail remembers this many inzagen, which take some 30 KB.

Later ones are in the audit log, and the klantcontact names the medewerker of the last one.
"""
MAX_HEROPENINGEN: Final = 10
"""A mail remembers this many reopenings, the last ones, which take some 50 KB. All are in the audit log."""


MAX_VERPLAATSINGEN: Final = 10
"""A mail remembers so many times that it was moved, the last ones. All are in the audit log."""
MAX_APARTZETTINGEN: Final = 10
"""A mail remembers so many times that it was put back into quarantine, the last ones. All are in the audit log."""
MAX_DUBBELEN: Final = 10
"""The other e-mailberichten that a mail is known to be the same as."""


class Berichtstatus(StrEnum):
    NIEUW = "nieuw"
    IN_BEHANDELING = "in_behandeling"
    AFGEHANDELD = "afgehandeld"
    QUARANTAINE = "quarantaine"


class Ontleedstand(StrEnum):
    """The stages of reading a mail (decision 5)."""

    ONTBREEKT = "ontbreekt"
    GEREED = "gereed"
    MISLUKT = "mislukt"
    """Reading was given up after two tries that did not end: only the raw mail can be seen."""


VERDICT_ONBEKEND: Final = "ONBEKEND"
"""Our own verdict when that of SES is not known any more: the event was lost and the mail does not tell."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdicts of SES: `PASS`, `FAIL`, `GRAY` or `PROCESSING_FAILED`; or our own `VERDICT_ONBEKEND`."""

    spf: str
    dkim: str
    dmarc: str
    spam: str
    virus: str

    @property
    def verdacht(self) -> bool:
        """True when the mail is kept apart from the werkvoorraad: SES takes it for spam
        or found a virus in it, or may have.
        """
        return not {"FAIL", VERDICT_ONBEKEND}.isdisjoint((self.spam, self.virus))


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """The message of SES about a mail that it put in the intake bucket."""

    ses_bericht_id: str
    ontvangen_op: datetime
    ontvangers: tuple[str, ...]
    """The recipients in the envelope that the receipt rule matched."""
    onderwerp: str
    afzender: Adres
    verdicts: Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelop:
    """The part of a mail that the werkvoorraad shows. It holds no text, since listing is not viewing."""

    postvak: str
    ontvangen_op: datetime
    onderwerp: str
    afzender: Adres
    grootte: int
    aantal_bijlagen: int
    klasse: Klasse
    verdicts: Verdicts
    verzending: UUID | None = None
    """The verzending that this mail reports on, when it is a delivery report that
    names a Message-ID under which we sent.
    """
    verband: Verband | None = None
    """None when the mail answers nothing of ours."""
    aliassen: tuple[str, ...] = ()
    """Other addresses of ours at which this mail came in, than the postvakken."""
    indiener: Adres | None = None
    """The citizen who filled in a web form, when From is the form; else None."""
    mogelijk_antwoord_op: UUID | None = None
    """The klantcontact of ours whose mark the mail holds, when our mail went to another address: a suggestion."""
    formeel_uiterlijk: date | None = None
    """The last day of the term of a formal message; None when it is none, as far as anybody knows."""
    eerste_contact: bool = False
    """There was no klantcontact yet with the address to answer, when the mail was read."""

    @property
    def betrokkene(self) -> Adres:
        """The person who asks: who filled in the form, else the sender."""
        return self.indiener or self.afzender


@dataclass(frozen=True, slots=True)
class RuweMail:
    """The received bytes in the archive."""

    object_key: str
    sha256: str
    omvang: int


@dataclass(frozen=True, slots=True)
class Inzage:
    """A medewerker opened the mail: the klantcontact was registered at that moment, with this identificatie."""

    identificatie: UUID
    klantcontact: UUID
    medewerker: UUID
    naam: str
    organisatorische_eenheid: str
    geregistreerd_op: datetime


@dataclass(frozen=True, slots=True)
class Vrijgave:
    """A beheerder let a mail out of quarantine."""

    medewerker: UUID
    naam: str
    tijdstip: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Apartzetting:
    """A beheerder put a mail back into quarantine."""

    medewerker: UUID
    naam: str
    tijdstip: datetime
    reden: str
    vrijgave: Vrijgave | None
    """The release that it undoes; None when the mail never was in quarantine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservering:
    """A mail is meant for one medewerker, who sees it on a list of their own. Others can open it all the same."""

    medewerker: UUID
    naam: str
    door: UUID
    """The medewerker who reserved it."""
    tijdstip: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verplaatsing:
    """A mail was moved from one postvak to another."""

    medewerker: UUID
    naam: str
    tijdstip: datetime
    van: str
    naar: str
    verzending: UUID | None = None
    """The verzending of the message that tells the sender of a formal mail; None when none went."""
    reden_zonder_bericht: str = ""
    """The reason why the sender of a formal mail got no message; empty when they did, and of any other mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heropening:
    """A closing without a klantcontact was undone."""

    medewerker: UUID
    naam: str
    tijdstip: datetime
    reden: str
    """The reason in words of who did it; it may be empty."""
    afhandeling: Afhandeling
    """The closing that was undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emailbericht:
    """A received mail. It has the status that a klantcontact may not have."""

    identificatie: UUID
    status: Berichtstatus
    envelop: Envelop
    ruw: RuweMail
    ontleedstand: Ontleedstand
    parserversie: str = ""
    """Version of the reader that `ontleedstand` speaks of; empty when there is no Ontleding."""
    inzage: Inzage | None = None
    """The inzage that counts now."""
    geclaimd_tot: datetime | None = None
    inzagen: tuple[Inzage, ...] = ()
    """The first `MAX_INZAGEN` inzagen, oldest first: they tell who looked, and when."""
    afhandeling: Afhandeling | None = None
    vrijgave: Vrijgave | None = None
    dubbelen: tuple[UUID, ...] = ()
    """The e-mailberichten that are this very mail: it came in more than once, or in more postvakken."""
    ontvangstbevestiging: UUID | None = None
    """The verzending of the ontvangstbevestiging of this mail."""
    heropeningen: tuple[Heropening, ...] = ()
    """The last `MAX_HEROPENINGEN` reopenings, oldest first."""
    apartzettingen: tuple[Apartzetting, ...] = ()
    """The last `MAX_APARTZETTINGEN` times that it was put back into quarantine, oldest first."""
    reservering: Reservering | None = None
    verplaatsingen: tuple[Verplaatsing, ...] = ()
    """The last `MAX_VERPLAATSINGEN` times that it was moved to another postvak, oldest first."""
    verplaatsberichten: int = 0
    """The number of messages that told the sender of a move. The names of their verzendingen follow from it."""
    vervolgstappen: tuple[Vervolgstap, ...] = ()
    """The steps that followed on its klantcontacten, oldest first; at most `MAX_VERVOLGSTAPPEN`."""
    vervolgberichten: int = 0
    """The number of further mails on its klantcontacten. A write on condition of it fails when one came since."""
    beperkingen: tuple[Beperking, ...] = ()
    """The restrictions of its processing, oldest first; at most `MAX_BEPERKINGEN`."""

    @property
    def gesprek(self) -> UUID:
        """The conversation that the mail belongs to: that of the mail it answers, else one of its own."""
        return self.envelop.verband.gesprek if self.envelop.verband else self.identificatie

    @property
    def losse_verzendingen(self) -> tuple[UUID, ...]:
        """The verzendingen that belong to no klantcontact.

        These are the one of the ontvangstbevestiging, whether or not there is one, and those of messages about moves.
        """
        nummers = range(1, self.verplaatsberichten + 1)
        return (bevestiging_id(self.identificatie), *(verplaatsbericht_id(self.identificatie, nummer) for nummer in nummers))

    def is_van(self, adressen: Set[str]) -> bool:
        """Tell whether who has one of these addresses sent it or filled in its form.

        Args:
            adressen: as `vergelijkvorm` gives them.
        """
        envelop = self.envelop
        wie = (envelop.afzender, envelop.indiener) if envelop.indiener else (envelop.afzender,)
        return not adressen.isdisjoint(vergelijkvorm(een.adres) for een in wie)

    @property
    def delen(self) -> tuple[Deelafhandeling, ...]:
        """The outcome of each question of the mail, with the steps that followed on it; empty while it waits."""
        uitkomst = self.afhandeling
        eerst: tuple[Deelafhandeling, ...] = () if uitkomst is None else uitkomst.delen or (uitkomst,)
        return (*eerst, *self.vervolgstappen)

    @property
    def plek_terug(self) -> Berichtstatus:
        """The status of the mail when its closing is undone.

        It is back in quarantine when it was closed there: nobody had it open then.
        """
        return Berichtstatus.NIEUW if self.inzage else Berichtstatus.QUARANTAINE

    @property
    def downloadbaar(self) -> bool:
        """False while SES says that a virus was found in it, and no beheerder has let it in all the same."""
        return self.envelop.verdicts.virus != "FAIL" or self.vrijgave is not None

    @property
    def beperking(self) -> Beperking | None:
        """The restriction that stands; None when its processing is not restricted."""
        laatste = self.beperkingen[-1] if self.beperkingen else None
        return laatste if laatste is not None and laatste.opheffing is None else None

    @property
    def is_elders_afgehandeld(self) -> bool:
        """True when the same mail needs no answer from another postvak: it has an outcome with a klantcontact."""
        return self.afhandeling is not None and self.afhandeling.soort is not Afhandelsoort.GEEN_KLANTCONTACT

    def claim_op(self, moment: datetime) -> Inzage | None:
        """The inzage whose claim holds at `moment`; an expired claim reads as available."""
        if self.status is Berichtstatus.IN_BEHANDELING and self.geclaimd_tot and self.geclaimd_tot > moment:
            return self.inzage
        return None

    def status_op(self, moment: datetime) -> Berichtstatus:
        """The status as an agent should see it at `moment`."""
        if self.status is Berichtstatus.IN_BEHANDELING and self.claim_op(moment) is None:
            return Berichtstatus.NIEUW
        return self.status


def waarom_niet(bericht: Emailbericht) -> Toestandsfout:
    """Return the error that tells an agent why the state of this mail does not allow what they asked."""
    match bericht.status:
        case Berichtstatus.AFGEHANDELD:
            return AlAfgehandeld("Deze e-mail is al afgehandeld.", bericht.status.value)
        case Berichtstatus.QUARANTAINE:
            return NietInTeZien("Deze e-mail staat in quarantaine.", bericht.status.value)
        case Berichtstatus.IN_BEHANDELING if bericht.inzage and bericht.geclaimd_tot:
            return BijAnderInBehandeling(bericht.inzage.medewerker, bericht.inzage.naam, bericht.geclaimd_tot)
        case _:
            return InzageNietGeldig("U hebt deze e-mail niet in behandeling. Open de e-mail opnieuw.", bericht.status.value)


def vereis_gelezen(bericht: Emailbericht) -> None:
    """Raises: KeuzeNietMogelijk (it is still being read: nobody knows yet who asks)."""
    if bericht.ontleedstand is Ontleedstand.ONTBREEKT:
        raise KeuzeNietMogelijk("Deze e-mail wordt nog gelezen. Probeer het zo opnieuw.", bericht.status.value)
