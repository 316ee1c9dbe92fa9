"""The end of every afhandeling: one transaction, and never a doubt about its result (decision 3, `commit`)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, Inzage, waarom_niet
from klantmail.domain.fouten import (
    AlAfgehandeld,
    EldersAfgehandeld,
    Invoerfout,
    InzageNietGeldig,
    OngeldigeInvoer,
    SleutelHergebruikt,
)
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.ondertekening import Ondertekening
from klantmail.domain.tijd import Klok
from klantmail.ports.objecten import Archief
from klantmail.ports.repositories import Afhandelingen, Mailnaslag, Record
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst
from klantmail.usecases.commit import Samenstelling, commit
from klantmail.usecases.guarded_write import Slaap
from klantmail.usecases.klantcontact import klantcontact_van_mail
from klantmail.usecases.mailinhoud import Mailinhoud, inhoud_van, lees_inhoud
from klantmail.usecases.parallel import in_parallel
from klantmail.usecases.uitgaand.mail_van_gemeente import Voorbeeld


@dataclass(frozen=True, slots=True, kw_only=True)
class Afhandelverzoek:
    """The request of an agent, which is the same for every outcome."""

    bericht: UUID
    inzage: UUID
    medewerker: Medewerker
    idempotency_key: str
    """The same key with the same request gives the same answer."""
    uitkomst: Uitkomst

    @property
    def soort(self) -> Afhandelsoort:
        return self.uitkomst.soort

    @property
    def vingerafdruk(self) -> str:
        """sha256 that tells this request from any other."""
        return self.uitkomst.vingerafdruk(self.inzage)

    def is_herhaling_van(self, eerder: Afhandeling) -> bool:
        """Tell whether the same medewerker used the same key for the same kind of outcome."""
        mijn = (self.medewerker.identificatie, self.idempotency_key, self.soort)
        return mijn == (eerder.medewerker, eerder.idempotency_key, eerder.soort)


@dataclass(frozen=True, slots=True)
class Afgehandeld:
    """The afhandeling as it is stored."""

    afhandeling: Afhandeling
    records: tuple[Record, ...] | None
    """The records that this request stored; None when an earlier, equal request had stored them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Afhandelaar:
    """The one place that stores the outcome of a mail, for every kind of outcome."""

    emailberichten: Mailnaslag
    afhandelingen: Afhandelingen
    inrichting: Inrichting
    klok: Klok
    slaap: Slaap
    parserversie: str

    def handel_af(self, verzoek: Afhandelverzoek) -> Afgehandeld:
        """Store the outcome with all that belongs to it, in one transaction, or nothing.

        Nothing is composed for a repetition of what is stored.

        Raises: NietGevonden, AlAfgehandeld, EldersAfgehandeld, BijAnderInBehandeling, InzageNietGeldig, NietInTeZien,
            SleutelHergebruikt,
            NietBeschikbaar (nothing was stored by the last attempt that was answered; the same request may be sent
            again), OngeldigeInvoer (`Uitkomst.fouten`, or uploads that were used before); and what
            `Uitkomst.opgezocht` and `Uitkomst.stel_samen` raise.
        """
        if fouten := tuple(verzoek.uitkomst.fouten(self.inrichting)):
            raise OngeldigeInvoer(*fouten)
        bericht, gelezen, ondertekening = self._lees(verzoek)
        eerder = eerdere_afhandeling(bericht, verzoek)
        if eerder is not None:
            return Afgehandeld(eerder, None)
        dubbelen = () if verzoek.uitkomst.bevestigt_dubbel else bericht.dubbelen
        self._vereis_open(dubbelen)
        stof = self._stof(verzoek, bericht, gelezen, ondertekening)
        uitwerking = verzoek.uitkomst.opgezocht(self.inrichting).stel_samen(stof, self.inrichting)
        afhandeling = Afhandeling.van(
            uitwerking.afhandeling,
            uitwerking.delen,
            idempotency_key=verzoek.idempotency_key,
            vingerafdruk=verzoek.vingerafdruk,
            tijdstip=stof.moment,
            medewerker=verzoek.medewerker.identificatie,
        )
        vastgelegd = self._leg_vast(verzoek, afhandeling, uitwerking.samenstelling, dubbelen)
        return Afgehandeld(vastgelegd, uitwerking.samenstelling.records if vastgelegd == afhandeling else None)

    def voorbeeld(self, verzoek: Afhandelverzoek) -> Voorbeeld:
        """Show the mail that this answer would send: the same code composes it. Nothing is stored.

        Raises: NietGevonden, AlAfgehandeld, BijAnderInBehandeling, InzageNietGeldig, NietInTeZien, OngeldigeInvoer (as
            `handel_af`; or it is no answer). Only `handel_af` checks whether the same mail was handled elsewhere.
        """
        antwoord = verzoek.uitkomst
        if not isinstance(antwoord, Antwoord):
            raise OngeldigeInvoer(Invoerfout("", "geen-antwoord", "Alleen van een antwoord is er een voorbeeld."))
        return self.inrichting.uitgaand.voorbeeld(antwoord.opdracht(self._stof(verzoek, *self._lees(verzoek))))

    def _lees(self, verzoek: Afhandelverzoek) -> tuple[Emailbericht, Mailinhoud | None, Ondertekening | None]:
        """Read the mail, what the reader made of it, and the ondertekening, where somebody is written to."""
        (bericht, gelezen), ondertekeningen = in_parallel(
            lambda: in_parallel(
                lambda: self.emailberichten.emailbericht(verzoek.bericht),
                lambda: lees_inhoud(self._archief, verzoek.bericht, self.parserversie),
            ),
            lambda: self.inrichting.uitgaand.ondertekeningen.ondertekeningen() if verzoek.uitkomst.schrijft_klant else {},
        )
        return bericht, gelezen, ondertekeningen.get(bericht.envelop.postvak)

    def _stof(
        self, verzoek: Afhandelverzoek, bericht: Emailbericht, gelezen: Mailinhoud | None, ondertekening: Ondertekening | None
    ) -> Stof:
        """Raises: as `eigen_inzage`."""
        moment = self.klok()
        inzage = eigen_inzage(bericht, verzoek.inzage, verzoek.medewerker.identificatie)
        inhoud = inhoud_van(self._archief, bericht, self.parserversie, gelezen)
        return Stof(
            bericht=bericht,
            inzage=inzage,
            inhoud=inhoud,
            vraag=replace(klantcontact_van_mail(bericht, inzage, inhoud), opgeslagen_op=moment),
            moment=moment,
            medewerker=verzoek.medewerker,
            idempotency_key=verzoek.idempotency_key,
            ondertekening=ondertekening,
        )

    @property
    def _archief(self) -> Archief:
        return self.inrichting.uitgaand.archief

    def _vereis_open(self, dubbelen: Sequence[UUID]) -> None:
        """Raises: EldersAfgehandeld (one of these, which are the same mail, has been handled)."""
        for een in self.emailberichten.emailberichten_van(dubbelen) if dubbelen else ():
            if een.is_elders_afgehandeld:
                uitleg = f"Dezelfde e-mail is al afgehandeld in {een.envelop.postvak}."
                raise EldersAfgehandeld(f"{uitleg} Bevestig met dubbelBevestigd dat u toch antwoordt.", een.status.value)

    def _leg_vast(
        self, verzoek: Afhandelverzoek, afhandeling: Afhandeling, samenstelling: Samenstelling, dubbelen: Sequence[UUID]
    ) -> Afhandeling:
        """Store the afhandeling, and return the one that the e-mailbericht now has.

        It is this one, or an earlier one of this request.
        """

        def schrijf() -> Afhandeling:
            records = samenstelling.records
            self.afhandelingen.handel_af(
                verzoek.bericht,
                verzoek.inzage,
                afhandeling,
                records,
                dubbelen=dubbelen,
                gebruikt=verzoek.uitkomst.gebruikt,
            )
            return afhandeling

        def lees_terug() -> Afhandeling | None:
            huidig = self.emailberichten.emailbericht(verzoek.bericht)
            eerder = eerdere_afhandeling(huidig, verzoek)
            if eerder is None:
                geldige_inzage(huidig, verzoek.inzage)
                self._vereis_open(dubbelen)
            return eerder

        return commit(self._archief, samenstelling, schrijf, lees_terug, self.slaap)


def eerdere_afhandeling(bericht: Emailbericht, verzoek: Afhandelverzoek) -> Afhandeling | None:
    """Return the stored outcome of this very request; None when the mail has no outcome yet.

    Raises: SleutelHergebruikt (the same key, another request); AlAfgehandeld (somebody else's outcome, or another key).
    """
    eerder = bericht.afhandeling
    if eerder is None:
        return None
    if not verzoek.is_herhaling_van(eerder):
        raise AlAfgehandeld("Deze e-mail is al afgehandeld.", bericht.status.value)
    if eerder.vingerafdruk != verzoek.vingerafdruk:
        raise SleutelHergebruikt()
    return eerder


def geldige_inzage(bericht: Emailbericht, inzage: UUID) -> Inzage:
    """Return the inzage of the request, if it is the one that counts.

    An expired claim that nobody took over still does.

    Raises: BijAnderInBehandeling, AlAfgehandeld, NietInTeZien, InzageNietGeldig.
    """
    if bericht.status is not Berichtstatus.IN_BEHANDELING or bericht.inzage is None:
        raise waarom_niet(bericht)
    if bericht.inzage.identificatie != inzage:
        raise waarom_niet(bericht)
    return bericht.inzage


def eigen_inzage(bericht: Emailbericht, inzage: UUID, medewerker: UUID) -> Inzage:
    """Return `geldige_inzage`, which must also be of this medewerker: an inzageId is no secret.

    Raises: as `geldige_inzage`.
    """
    geldig = geldige_inzage(bericht, inzage)
    if geldig.medewerker != medewerker:
        raise InzageNietGeldig("Deze inzage is van een andere medewerker.", bericht.status.value)
    return geldig
