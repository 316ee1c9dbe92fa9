"""What Klantmail speaks of: the records of C1199 and the two things that have a status, e-mailbericht and verzending.

A klantcontact has no status and is never changed; status lives on the e-mailbericht and the verzending (decision 1).
All times are aware UTC. Sizes are in bytes.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from klantmail import identificatie as ids
from klantmail.ontleding import Adres, Klasse

KANAAL_EMAIL: Final = "e-mail"
MAX_INZAGEN: Final = 100
"""That a mail remembers: some 30 KB. Who opens it after that many is in the audit log, and in its klantcontact."""


class Initiatiefnemer(StrEnum):
    """Who started the contact (C1199)."""

    KLANT = "klant"
    GEMEENTE = "gemeente"


class Rol(StrEnum):
    """What a login may do, by its group."""

    KCC_MEDEWERKER = "kcc-medewerker"
    BEHANDELAAR = "behandelaar"
    """Of a department: the interne taken of the own eenheid, and what belongs to them."""
    BEHEERDER = "beheerder"


@dataclass(frozen=True, slots=True)
class Medewerker:
    """The agent, as the login says; never from a request."""

    identificatie: UUID
    naam: str
    organisatorische_eenheid: str
    rollen: frozenset[Rol] = frozenset()


# -- documents ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Informatieobject:
    """A stored document: the mail itself, or an attachment (Documenten API, EnkelvoudigInformatieObject)."""

    identificatie: UUID
    bronorganisatie: str
    """RSIN, nine digits."""
    creatiedatum: datetime
    titel: str
    auteur: str
    taal: str
    """ISO 639-2/B."""
    informatieobjecttype: str
    """URL of the type in the municipality's catalogue."""
    bestandsnaam: str
    """Safe as the name of a download."""
    formaat: str
    """MIME type."""
    bestandsomvang: int
    sha256: str
    sleutel: str
    """Where the bytes are in the archive."""
    ontvangstdatum: datetime | None = None
    verzenddatum: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bijlage:
    """The tie of one informatieobject to a klantcontact, with what an agent wants to see of it in a list."""

    informatieobject: UUID
    bestandsnaam: str
    formaat: str
    bestandsomvang: int
    sha256: str

    @classmethod
    def van(cls, document: Informatieobject) -> "Bijlage":
        return cls(
            informatieobject=document.identificatie,
            bestandsnaam=document.bestandsnaam,
            formaat=document.formaat,
            bestandsomvang=document.bestandsomvang,
            sha256=document.sha256,
        )


@dataclass(frozen=True, slots=True)
class Tekst:
    """A text of any length: whole in `waarde`, or, when that is None, whole in the archive under `sleutel` (decision 7)."""

    waarde: str | None
    omvang: int
    """Size of the text in UTF-8."""
    sleutel: str | None = None


# -- zaken -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Zaaktype:
    """A kind of zaak that a mail can become."""

    naam: str
    url: str
    """In the municipality's catalogue (Catalogi API)."""


# -- uploads ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a medewerker put, or may put, ready to go along with a mail."""

    identificatie: UUID
    bestandsnaam: str
    """Safe as the name of a download."""
    formaat: str
    """MIME type."""
    bestandsomvang: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploadgebruik:
    """That an upload went along with a mail: stored once, so that it is used once."""

    identificatie: UUID
    """Of the upload."""
    klantcontact: UUID
    """The one that has it as a bijlage."""
    medewerker: UUID
    tijdstip: datetime


# -- klantcontact -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Klantcontact:
    """The record that contact took place (C1199). Never changed after it is stored."""

    identificatie: UUID
    geregistreerd_op: datetime
    medewerker: UUID
    organisatorische_eenheid: str
    initiatiefnemer: Initiatiefnemer
    onderwerp: str
    inhoud: Tekst
    bijlagen: tuple[Bijlage, ...]
    emailbericht: UUID
    """The received mail that it is about."""
    afzender: str
    """Address of the person on the other side; stored as a keyed hash to search by, empty when the mail named none."""
    gesprek: UUID
    """The conversation that it belongs to, named after its first e-mailbericht."""
    verwijst_naar: tuple[UUID, ...] = ()
    """Earlier klantcontacten: of a reply, its question (Klantinteracties: onderwerpobject `wasKlantcontact`); of a mail that
    answers ours, what it answers."""
    opgeslagen_op: datetime | None = None
    """When it was stored with its outcome; None while only the inzage is registered."""
    zaak: UUID | None = None
    """The zaak that it led to."""
    kanaal: str = KANAAL_EMAIL

    def bijlage_id(self, bijlage: Bijlage) -> UUID:
        return ids.bijlage_id(self.identificatie, bijlage.informatieobject)


# -- e-mailbericht ------------------------------------------------------------------------------------------------------


class Berichtstatus(StrEnum):
    NIEUW = "nieuw"
    IN_BEHANDELING = "in_behandeling"
    AFGEHANDELD = "afgehandeld"
    QUARANTAINE = "quarantaine"


class Ontleedstand(StrEnum):
    """How far the reading of the mail has come (decision 5)."""

    ONTBREEKT = "ontbreekt"
    GEREED = "gereed"
    MISLUKT = "mislukt"
    """Given up after two tries that did not end: only the raw mail can be seen."""


VERDICT_ONBEKEND: Final = "ONBEKEND"
"""Our own verdict, where SES's is not known any more: the event was lost and the mail does not tell."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What SES found: `PASS`, `FAIL`, `GRAY` or `PROCESSING_FAILED`; or `VERDICT_ONBEKEND`."""

    spf: str
    dkim: str
    dmarc: str
    spam: str
    virus: str

    @property
    def verdacht(self) -> bool:
        """Kept apart from the werkvoorraad: mail that SES holds for spam or found a virus in, or may have."""
        return not {"FAIL", VERDICT_ONBEKEND}.isdisjoint((self.spam, self.virus))


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """What SES tells of a mail that it put in the intake bucket."""

    ses_bericht_id: str
    ontvangen_op: datetime
    ontvangers: tuple[str, ...]
    """Envelope recipients that the receipt rule matched."""
    onderwerp: str
    afzender: Adres
    verdicts: Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Verband:
    """How a received mail is tied to mail of ours: by the Message-IDs that it names, never by its subject or sender."""

    gesprek: UUID
    """The conversation of the mail that it answers."""
    antwoord_op: tuple[UUID, ...]
    """The klantcontacten that it answers; none when it answers an ontvangstbevestiging only."""
    onderwerp_gewijzigd: bool
    """It has another subject than what it answers: a new question that is linked."""
    afwijkende_afzender: bool
    """What it answers went to another address: a Message-ID proves nothing about who writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelop:
    """What the werkvoorraad shows: listing is not viewing, so no text."""

    postvak: str
    ontvangen_op: datetime
    onderwerp: str
    afzender: Adres
    grootte: int
    aantal_bijlagen: int
    klasse: Klasse
    verdicts: Verdicts
    verzending: UUID | None = None
    """The one that this mail reports on, when it is a delivery report that names a Message-ID under which we sent."""
    verband: Verband | None = None
    """None: it answers nothing of ours."""


@dataclass(frozen=True, slots=True)
class RuweMail:
    """The received bytes in the archive."""

    sleutel: str
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


class Afhandelsoort(StrEnum):
    """What came of a viewed mail."""

    ANTWOORD = "antwoord"
    INTERNE_TAAK = "interne_taak"
    ZAAK = "zaak"
    DOORZENDING = "doorzending"
    SPLITSING = "splitsing"
    """More than one question in one mail, each with an outcome of its own."""
    GEEN_ACTIE_NODIG = "geen_actie_nodig"
    GEEN_KLANTCONTACT = "geen_klantcontact"
    """Spam, a bounce, a doublure: nobody made contact, so no klantcontact is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deelafhandeling:
    """The outcome of one of the questions of a mail that was split."""

    soort: Afhandelsoort
    klantcontacten: tuple[UUID, ...]
    """That of the question first."""
    verzendingen: tuple[UUID, ...]
    interne_taak: UUID | None
    zaak: UUID | None
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Afhandeling:
    """The outcome as the e-mailbericht keeps it, so that a repeated request can be answered from it (decision 3)."""

    soort: Afhandelsoort
    sleutel: str
    """Idempotency-Key of the request."""
    vingerafdruk: str
    """sha256 of the request, to tell a repetition from another request with the same key."""
    tijdstip: datetime
    medewerker: UUID
    klantcontacten: tuple[UUID, ...]
    verzendingen: tuple[UUID, ...] = ()
    interne_taak: UUID | None = None
    zaak: UUID | None = None
    reden: str = ""
    """Why the mail was closed without more."""
    delen: tuple[Deelafhandeling, ...] = ()
    """Of a splitsing: each question's own."""


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
    """The one that counts now."""
    geclaimd_tot: datetime | None = None
    inzagen: tuple[Inzage, ...] = ()
    """Who looked, and when; oldest first, and the first `MAX_INZAGEN` of them."""
    afhandeling: Afhandeling | None = None
    vrijgave: Vrijgave | None = None
    ontvangstbevestiging: UUID | None = None
    """The verzending of it."""

    @property
    def gesprek(self) -> UUID:
        """The conversation that it belongs to: that of the mail it answers, else one of its own."""
        return self.envelop.verband.gesprek if self.envelop.verband else self.identificatie

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


# -- verzending ---------------------------------------------------------------------------------------------------------


class Verzendstatus(StrEnum):
    TE_VERZENDEN = "te_verzenden"
    BEZIG = "bezig"
    VERZONDEN = "verzonden"
    MISLUKT = "mislukt"
    """Certainly not sent, and it will not be by itself."""
    ONBEKEND = "onbekend"
    """Nobody can know whether it was sent: an SES event or a person settles it."""
    VERVALLEN = "vervallen"
    """A beheerder decided that it will not be sent."""


class Bezorgstand(StrEnum):
    """What became of a sent mail at one recipient. In this order: a later one is never undone by an earlier one."""

    VERTRAAGD = "vertraagd"
    BEZORGD = "bezorgd"
    GEWEIGERD = "geweigerd"
    KLACHT = "klacht"
    """The recipient called it spam."""

    @property
    def rang(self) -> int:
        return list(Bezorgstand).index(self)


@dataclass(frozen=True, slots=True)
class Bezorging:
    """The last word on one recipient."""

    ontvanger: str
    stand: Bezorgstand
    tijdstip: datetime
    reden: str = ""


class Hervatkeuze(StrEnum):
    """What a beheerder decides on a verzending that cannot go on by itself."""

    OPNIEUW = "opnieuw"
    IS_VERZONDEN = "is_verzonden"
    VERVALLEN = "vervallen"
    GEZIEN = "gezien"
    """A refusal or complaint was noticed, and needs no attention any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hervatting:
    """A recorded decision."""

    keuze: Hervatkeuze
    medewerker: UUID
    naam: str
    tijdstip: datetime
    toelichting: str
    sleutel: str
    """Idempotency-Key of the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzending:
    """The outgoing mail on its way. Complete in itself: stream records of one transaction can arrive apart."""

    identificatie: UUID
    status: Verzendstatus
    generatie: str
    """The table's generation, so that a restored backup sends nothing again (decision 9)."""
    emailbericht: UUID
    klantcontact: UUID | None
    """None: an ontvangstbevestiging, which is no contact."""
    gesprek: UUID
    van: str
    naar: tuple[str, ...]
    sleutel: str
    """The composed mail in the archive."""
    sha256: str
    onderwerp: str
    """Subject of the mail, to tell whether an answer to it keeps to that."""
    bericht_id: str
    """Message-ID that we composed it with. SES replaces it; what relays a mail may keep it."""
    vingerafdruk: str = ""
    """sha256 of the request that made it, when nothing else keeps that: of a vervolgbericht."""
    aangemaakt_op: datetime
    aan_de_beurt_op: datetime
    """When it needs looking at: to be offered (again), end of the lease of the attempt under way, or since when it is stuck."""
    pogingen: int = 0
    verzonden_op: datetime | None = None
    ses_bericht_id: str = ""
    """Message-ID that SES gave the mail, with angle brackets: the citizen's next mail refers to it."""
    reden: str = ""
    """Why it is `mislukt` or `onbekend`, or was refused the last time."""
    bezorgingen: tuple[Bezorging, ...] = ()
    """Per recipient, in order of address."""
    hervattingen: tuple[Hervatting, ...] = ()
    wijziging: int = 0
    """Counts the changes that are made by reading first, so that none overwrites another."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class EigenBericht:
    """A mail of ours that left, as a Message-ID leads to it."""

    verzending: UUID
    emailbericht: UUID
    klantcontact: UUID | None
    gesprek: UUID
    onderwerp: str
    """Empty when it is not known any more."""
    ses_bericht_id: str
    """Message-ID under which it left."""
    aan_hen: bool
    """It went to each of the addresses that were asked about."""


# -- what the vangnet sees ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What one round of the vangnet saw and did."""

    tijdstip: datetime
    intake_wachtend: int
    """Mails in the intake bucket without e-mailbericht, longer than an event takes."""
    intake_oudste: datetime | None
    aangeboden: int
    """Verzendingen that were offered again."""
    onbekend_geworden: int
    """Verzendingen whose attempt did not end, or that an older generation of the table left."""
    zaken_aangeboden: int
    """Zaken that were offered again."""
    zaken_achtergebleven: int
    """Zaken that an older generation of the table left: for a beheerder now."""
    niet_gestart: tuple[tuple[str, int], ...]
    """Per kind of error: how much of it could not be offered, or not in time; the next round tries again."""
    wachtrijen: tuple[tuple[str, int], ...]
    """Per queue of what failed for good: its source and its number of messages."""
