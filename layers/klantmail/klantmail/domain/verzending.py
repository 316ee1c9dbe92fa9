"""The outgoing mail on its way: the other record that has a status (decision 1), and when it is offered to be sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from klantmail.domain.adressering import Ontvanger
from klantmail.domain.identificatie import bevestiging_id
from klantmail.domain.mailadres import vergelijkvorm
from ontleden.ontleding import Bezorgfout


class Verzendstatus(StrEnum):
    TE_VERZENDEN = "te_verzenden"
    BEZIG = "bezig"
    VERZONDEN = "verzonden"
    MISLUKT = "mislukt"
    """It was certainly not sent, and it will not be by itself."""
    ONBEKEND = "onbekend"
    """Nobody can know whether it was sent: an SES event or a person settles it."""
    VERVALLEN = "vervallen"
    """A beheerder decided that it will not be sent."""


class Verzendsoort(StrEnum):
    """The kind of an outgoing mail, by whom it is for and what it tells."""

    BERICHT_AAN_KLANT = "bericht_aan_klant"
    """A contact with the citizen: an answer, a question, or a message beside another outcome."""
    DOORZENDING = "doorzending"
    """The mail of the citizen, to another authority."""
    ONTVANGSTBEVESTIGING = "ontvangstbevestiging"
    VERPLAATSBERICHT = "verplaatsbericht"
    """It tells the sender of a formal message that this went to another postvak."""


class Bezorgstand(StrEnum):
    """The fate of a sent mail at one recipient, in this order: an earlier one never undoes a later one."""

    VERTRAAGD = "vertraagd"
    BEZORGD = "bezorgd"
    GEWEIGERD = "geweigerd"
    KLACHT = "klacht"
    """The recipient called it spam."""

    @property
    def rang(self) -> int:
        return list(Bezorgstand).index(self)

    @classmethod
    def bij(cls, fout: Bezorgfout) -> Self:
        """The fate of a recipient that a delivery report tells of."""
        return cls.VERTRAAGD if fout.vertraagd else cls.GEWEIGERD


@dataclass(frozen=True, slots=True)
class Bezorging:
    """The last news about one recipient."""

    ontvanger: str
    stand: Bezorgstand
    tijdstip: datetime
    reden: str = ""


class Hervatkeuze(StrEnum):
    """The choices of a beheerder for a verzending that cannot go on by itself."""

    OPNIEUW = "opnieuw"
    IS_VERZONDEN = "is_verzonden"
    VERVALLEN = "vervallen"
    GEZIEN = "gezien"
    """A refusal or complaint was noticed, and needs no attention any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hervatting:
    """A recorded decision of a beheerder on a verzending."""

    keuze: Hervatkeuze
    medewerker: UUID
    naam: str
    tijdstip: datetime
    toelichting: str
    idempotency_key: str
    """Idempotency-Key of the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzending:
    """The outgoing mail on its way.

    It is complete in itself, since stream records of one transaction can arrive apart.
    """

    identificatie: UUID
    status: Verzendstatus
    generatie: str
    """The table's generation, so that a restored backup sends nothing again (decision 9)."""
    emailbericht: UUID
    klantcontact: UUID | None
    """None for an ontvangstbevestiging, which is no contact, and for a message about a move of a formal mail."""
    gesprek: UUID
    van: str
    naar: tuple[str, ...]
    """The addresses of all recipients, as the envelope of the mail has them."""
    object_key: str
    """Key of the composed mail in the archive."""
    sha256: str
    onderwerp: str
    """Subject of the mail, by which an answer with another subject is noticed."""
    bericht_id: str
    """Message-ID under which we composed the mail. SES replaces it, but a server that relays the mail may keep it."""
    ontvangers: tuple[Ontvanger, ...] = ()
    """The recipients with their places in the mail; empty when all stand in To, and the received mail names them."""
    kenmerk: str = ""
    """The mark in the mail (`maak_kenmerk`); empty when it has none."""
    vingerafdruk: str = ""
    """sha256 of the request that made it. Only a vervolgbericht needs it, since nothing else keeps it there."""
    taak_op: UUID | None = None
    """The klantcontact of the task that asks the citizen something by this mail; a reply to it shows at the task."""
    aangemaakt_op: datetime
    aan_de_beurt_op: datetime
    """The moment at which the vangnet or a person has to look at it.

    It is the time to offer it (again), the end of the lease of the attempt under way, or the time since when it is
    stuck.
    """
    pogingen: int = 0
    verzonden_op: datetime | None = None
    ses_bericht_id: str = ""
    """Message-ID that SES gave the mail, with angle brackets. The citizen's next mail refers to it."""
    reden: str = ""
    """The reason for which it is `mislukt` or `onbekend`, or for which it was refused the last time."""
    bezorgingen: tuple[Bezorging, ...] = ()
    """One bezorging for each recipient, sorted by address."""
    hervattingen: tuple[Hervatting, ...] = ()
    wijziging: int = 0
    """The number of changes that were made by reading first; by it none overwrites another."""
    beperkt: bool = False
    """The processing of its mail is restricted."""

    @property
    def soort(self) -> Verzendsoort:
        """The kind of mail that it is.

        A doorzending has the Message-ID of a mail that is no klantcontact: it is named after the verzending.
        """
        if self.klantcontact is None:
            bevestigt = self.identificatie == bevestiging_id(self.emailbericht)
            return Verzendsoort.ONTVANGSTBEVESTIGING if bevestigt else Verzendsoort.VERPLAATSBERICHT
        doorgezonden = self.bericht_id.startswith(f"<{self.identificatie}@")
        return Verzendsoort.DOORZENDING if doorgezonden else Verzendsoort.BERICHT_AAN_KLANT

    @property
    def alle_ontvangers(self) -> tuple[Ontvanger, ...]:
        """The recipients with their places in the mail."""
        return self.ontvangers or tuple(Ontvanger(adres) for adres in self.naar)

    def bezorging_bij(self, ontvanger: Ontvanger) -> Bezorging | None:
        """The last news about this recipient; SES and delivery reports tell its address in any spelling."""
        gezocht = vergelijkvorm(ontvanger.adres)
        return next((een for een in self.bezorgingen if vergelijkvorm(een.ontvanger) == gezocht), None)

    @property
    def aandacht(self) -> str | None:
        """The list of verzendingen that it is on; None when nothing is to be done."""
        if self.status is Verzendstatus.VERVALLEN:
            return None
        if self.status is not Verzendstatus.VERZONDEN:
            return self.status.value
        slecht = [bezorging for bezorging in self.bezorgingen if bezorging.stand.rang >= Bezorgstand.GEWEIGERD.rang]
        if not slecht:
            return None
        gezien = max((h.tijdstip for h in self.hervattingen if h.keuze is Hervatkeuze.GEZIEN), default=None)
        if gezien is not None and all(bezorging.tijdstip <= gezien for bezorging in slecht):
            return None
        return max(slecht, key=lambda bezorging: bezorging.stand.rang).stand.value


EERSTE_AANBOD: Final = timedelta(minutes=5)
"""The vangnet offers a new verzending when it is this old. The stream has offered it long before."""
_LANGSTE_WACHTTIJD: Final = timedelta(hours=6)


def wachttijd(pogingen: int) -> timedelta:
    """The time that a verzending waits which was refused for now after this many attempts.

    It is 5 minutes, doubled with each attempt up to 6 hours.
    """
    return min(EERSTE_AANBOD * (1 << min(max(pogingen - 1, 0), 10)), _LANGSTE_WACHTTIJD)
