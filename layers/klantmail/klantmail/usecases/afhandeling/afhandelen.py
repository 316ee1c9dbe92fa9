"""The end of every afhandeling: one transaction, and never a doubt about what became of it (decision 3, `guarded_write`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort, Deelafhandeling
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Inzage, waarom_niet
from klantmail.domain.fouten import AlAfgehandeld, InzageNietGeldig, SleutelHergebruikt
from klantmail.domain.identificatie import uitkomst_id
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import Klok
from klantmail.domain.verzending import Verzending
from klantmail.ports.objecten import Archief
from klantmail.ports.registers import AfhandelRegister, Record
from klantmail.usecases.guarded_write import Slaap, leg_vast
from klantmail.usecases.klantcontact import klantcontact_van_mail
from klantmail.usecases.mailinhoud import Inhoud, inhoud_van, lees_inhoud
from klantmail.usecases.parallel import gelijktijdig
from klantmail.usecases.uitgaand.uploads import eenmalig


@dataclass(frozen=True, slots=True, kw_only=True)
class Afhandelverzoek:
    """What every outcome's request has."""

    bericht: UUID
    inzage: UUID
    medewerker: Medewerker
    sleutel: str
    """Idempotency-Key. The same one with the same request gives the same answer."""
    soort: Afhandelsoort
    vingerafdruk: str
    """sha256 that tells this request from any other: see `vingerafdruk`."""
    deel: int = 0
    """Which of the questions of a mail that is split; 0 is the first one, or the only one."""

    def is_herhaling_van(self, eerder: Afhandeling) -> bool:
        """The same medewerker used the same key for the same kind of outcome."""
        return (self.medewerker.identificatie, self.sleutel, self.soort) == (eerder.medewerker, eerder.sleutel, eerder.soort)

    def maak_id(self, operatie: str) -> UUID:
        """Identificatie of what this request makes; the same when it comes again."""
        operatie = f"{operatie}#{self.deel}" if self.deel else operatie
        return uitkomst_id(operatie, self.bericht, self.medewerker.identificatie, self.sleutel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stof:
    """What an outcome is made of: the viewed mail, and its klantcontact as it is about to be stored."""

    bericht: Emailbericht
    inzage: Inzage
    inhoud: Inhoud
    vraag: Klantcontact
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Samenstelling:
    """What is stored together with the change of the e-mailbericht."""

    records: tuple[Record, ...]
    interne_taak: UUID | None = None
    zaak: UUID | None = None
    reden: str = ""
    delen: tuple[Deelafhandeling, ...] = ()

    @property
    def klantcontacten(self) -> tuple[UUID, ...]:
        return tuple(een.identificatie for een in self.records if isinstance(een, Klantcontact))

    @property
    def verzendingen(self) -> tuple[UUID, ...]:
        return tuple(een.identificatie for een in self.records if isinstance(een, Verzending))


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """The afhandeling as it is stored."""

    afhandeling: Afhandeling
    records: tuple[Record, ...] | None
    """What this request stored; None when an earlier, equal request had stored it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Afhandelaar:
    """Stores the outcome of a mail: the one place that does, for every kind of outcome."""

    register: AfhandelRegister
    archief: Archief
    klok: Klok
    slaap: Slaap
    parserversie: str

    def handel_af(self, verzoek: Afhandelverzoek, stel_samen: Callable[[Stof], Samenstelling]) -> Uitkomst:
        """Store the outcome that `stel_samen` makes of the mail, in one transaction, or nothing.

        `stel_samen` is called at most once, and not for a repetition of what is stored.

        Raises: NietGevonden, AlAfgehandeld, BijAnderInBehandeling, InzageNietGeldig, NietInTeZien, SleutelHergebruikt,
            NietBeschikbaar (nothing was stored by the last attempt that was answered; the same request may be sent
            again), OngeldigeInvoer (uploads among the records were used before); and what `stel_samen` raises.
        """
        bericht, gelezen = gelijktijdig(
            lambda: self.register.emailbericht(verzoek.bericht),
            lambda: lees_inhoud(self.archief, verzoek.bericht, self.parserversie),
        )
        eerder = eerdere_afhandeling(bericht, verzoek)
        if eerder is not None:
            return Uitkomst(eerder, None)
        moment = self.klok()
        inzage = eigen_inzage(bericht, verzoek.inzage, verzoek.medewerker.identificatie)
        inhoud = inhoud_van(self.archief, bericht, self.parserversie, gelezen)
        vraag = replace(klantcontact_van_mail(bericht, inzage, inhoud), opgeslagen_op=moment)
        samenstelling = stel_samen(Stof(bericht=bericht, inzage=inzage, inhoud=inhoud, vraag=vraag, moment=moment))
        afhandeling = Afhandeling(
            soort=verzoek.soort,
            sleutel=verzoek.sleutel,
            vingerafdruk=verzoek.vingerafdruk,
            tijdstip=moment,
            medewerker=verzoek.medewerker.identificatie,
            klantcontacten=samenstelling.klantcontacten,
            verzendingen=samenstelling.verzendingen,
            interne_taak=samenstelling.interne_taak,
            zaak=samenstelling.zaak,
            reden=samenstelling.reden,
            delen=samenstelling.delen,
        )
        vastgelegd = self._leg_vast(verzoek, afhandeling, samenstelling.records)
        return Uitkomst(vastgelegd, samenstelling.records if vastgelegd == afhandeling else None)

    def _leg_vast(self, verzoek: Afhandelverzoek, afhandeling: Afhandeling, records: Sequence[Record]) -> Afhandeling:
        """The afhandeling that the e-mailbericht now has: this one, or an earlier one of the same request."""

        def schrijf() -> Afhandeling:
            self.register.handel_af(verzoek.bericht, verzoek.inzage, afhandeling, records)
            return afhandeling

        def lees_terug() -> Afhandeling | None:
            huidig = self.register.emailbericht(verzoek.bericht)
            eerder = eerdere_afhandeling(huidig, verzoek)
            if eerder is None:
                geldige_inzage(huidig, verzoek.inzage)
            return eerder

        with eenmalig(records):
            return leg_vast(schrijf, lees_terug, self.slaap)


def eerdere_afhandeling(bericht: Emailbericht, verzoek: Afhandelverzoek) -> Afhandeling | None:
    """The stored outcome of this very request; None when the mail has no outcome yet.

    Raises: SleutelHergebruikt (the same key, another request); AlAfgehandeld (somebody else's outcome, or another key).
    """
    eerder = bericht.afhandeling
    if eerder is None:
        return None
    if not verzoek.is_herhaling_van(eerder):
        raise AlAfgehandeld("Deze e-mail is al afgehandeld.", bericht.status.value)
    if eerder.vingerafdruk != verzoek.vingerafdruk:
        raise SleutelHergebruikt("Deze Idempotency-Key is al gebruikt voor een ander verzoek.")
    return eerder


def geldige_inzage(bericht: Emailbericht, inzage: UUID) -> Inzage:
    """The inzage of the request, if it is the one that counts. An expired claim that nobody took over still does.

    Raises: BijAnderInBehandeling, AlAfgehandeld, NietInTeZien, InzageNietGeldig.
    """
    if bericht.status is not Berichtstatus.IN_BEHANDELING or bericht.inzage is None:
        raise waarom_niet(bericht)
    if bericht.inzage.identificatie != inzage:
        raise waarom_niet(bericht)
    return bericht.inzage


def eigen_inzage(bericht: Emailbericht, inzage: UUID, medewerker: UUID) -> Inzage:
    """`geldige_inzage`, which must also be of this medewerker: an inzageId is no secret.

    Raises: as `geldige_inzage`.
    """
    geldig = geldige_inzage(bericht, inzage)
    if geldig.medewerker != medewerker:
        raise InzageNietGeldig("Deze inzage is van een andere medewerker.", bericht.status.value)
    return geldig
