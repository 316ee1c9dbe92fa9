"""The inzage: an agent opens a mail, and at that moment the klantcontact is registered (C1199 section 1, decision 2).

It lives on the e-mailbericht until its afhandeling stores it, with this identificatie and time. Renewing keeps both;
putting back or taking over makes new ones. A claim that ran out can be taken over; until somebody does, it still
counts.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from klantmail.domain.adressering import EigenAdressen, Ontvangersoort
from klantmail.domain.concept import Concept
from klantmail.domain.emailbericht import MAX_INZAGEN, Berichtstatus, Emailbericht, Inzage, waarom_niet
from klantmail.domain.fouten import Geweigerd, NietBeschikbaar
from klantmail.domain.identificatie import NieuwId
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.domain.tijd import Klok
from klantmail.ports.objecten import Archief
from klantmail.ports.repositories import Conceptenlijst, Inzagen
from klantmail.usecases.afhandeling.waarschuwingen import waarschuw
from klantmail.usecases.klantcontact import klantcontact_van_mail
from klantmail.usecases.mailinhoud import Mailinhoud, inhoud_van, lees_inhoud
from klantmail.usecases.parallel import in_parallel
from klantmail.usecases.uitgaand.adresseren import Antwoordadres, antwoordadres, antwoordadressen
from ontleden.ontleding import Adres

CLAIMDUUR: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeopendeMail:
    """The view of an opened mail."""

    bericht: Emailbericht
    inzage: Inzage
    klantcontact: Klantcontact
    inhoud: Mailinhoud
    antwoordadressen: tuple[Antwoordadres, ...]
    """The addresses of the sender; the one to answer comes first, when there is one."""
    eigen: EigenAdressen
    """The addresses of ours, those included at which this mail came in."""
    dubbelen: Sequence[Emailbericht]
    """The same mail, as it stands in other postvakken or came in again."""
    concepten: Sequence[Concept]
    """The drafts for this mail, the last one first."""
    nieuw: bool
    """False when this medewerker had the mail already and only renewed the claim."""

    @property
    def antwoordadres(self) -> Adres:
        """The address to answer; an empty one when there is none."""
        return antwoordadres(self.antwoordadressen)

    @property
    def ontvangen_als(self) -> Ontvangersoort | None:
        """The place where the mail names an address of ours: To before Cc. None when it names none."""
        for adressen, soort in ((self.inhoud.aan, Ontvangersoort.AAN), (self.inhoud.cc, Ontvangersoort.CC)):
            if any(een.adres in self.eigen for een in adressen):
                return soort
        return None

    @property
    def waarschuwingen(self) -> tuple[str, ...]:
        """The warnings that the agent should know before answering."""
        over_afzender = waarschuw(
            self.bericht.envelop, self.antwoordadressen, self.ontvangen_als, self.eigen, bool(self.dubbelen)
        )
        return (*self._van_ander, *over_afzender, *self.inhoud.waarschuwingen)

    @property
    def _van_ander(self) -> tuple[str, ...]:
        reservering = self.bericht.reservering
        if reservering is None or reservering.medewerker == self.inzage.medewerker:
            return ()
        return (f"Deze e-mail is gereserveerd voor {reservering.naam}.",)


@dataclass(frozen=True, slots=True)
class Inziener:
    """The opening of mail for agents."""

    emailberichten: Inzagen
    archief: Archief
    klok: Klok
    nieuw_id: NieuwId
    parserversie: str
    eigen: EigenAdressen
    concepten: Conceptenlijst

    def open(self, identificatie: UUID, medewerker: Medewerker) -> GeopendeMail:
        """Claim the mail for this medewerker and register the klantcontact; or renew the claim that they have.

        Raises: NietGevonden, BijAnderInBehandeling, AlAfgehandeld, NietInTeZien, NietBeschikbaar.
        """
        moment = self.klok()
        ((bericht, nieuw), gelezen), concepten = in_parallel(
            lambda: in_parallel(
                lambda: self._claim(identificatie, medewerker, moment),
                lambda: lees_inhoud(self.archief, identificatie, self.parserversie),
            ),
            lambda: self.concepten.concepten(identificatie, moment),
        )
        inhoud = inhoud_van(self.archief, bericht, self.parserversie, gelezen)
        inzage = bericht.inzage
        if inzage is None:
            raise NietBeschikbaar("the claim was given up while it was made")
        return GeopendeMail(
            bericht=bericht,
            inzage=inzage,
            klantcontact=klantcontact_van_mail(bericht, inzage, inhoud),
            inhoud=inhoud,
            antwoordadressen=antwoordadressen(inhoud, bericht.envelop, self.eigen),
            eigen=self.eigen.met(bericht.envelop.aliassen),
            dubbelen=self.emailberichten.emailberichten_van(bericht.dubbelen) if bericht.dubbelen else (),
            concepten=concepten,
            nieuw=nieuw,
        )

    def _claim(self, identificatie: UUID, medewerker: Medewerker, moment: datetime) -> tuple[Emailbericht, bool]:
        inzage = Inzage(
            identificatie=self.nieuw_id(),
            klantcontact=self.nieuw_id(),
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            organisatorische_eenheid=medewerker.organisatorische_eenheid,
            geregistreerd_op=moment,
        )
        try:
            return self.emailberichten.claim(identificatie, inzage, moment + CLAIMDUUR), True
        except Geweigerd:
            bericht = self.emailberichten.emailbericht(identificatie)
        if len(bericht.inzagen) >= MAX_INZAGEN:
            with suppress(Geweigerd):
                return self.emailberichten.claim(identificatie, inzage, moment + CLAIMDUUR, onthoud=False), True
        if bericht.inzage is None or bericht.inzage.medewerker != medewerker.identificatie:
            raise waarom_niet(bericht)
        if bericht.status is not Berichtstatus.IN_BEHANDELING:
            raise waarom_niet(bericht)
        try:
            return self.emailberichten.verleng(identificatie, bericht.inzage.identificatie, moment + CLAIMDUUR), False
        except Geweigerd:
            raise waarom_niet(self.emailberichten.emailbericht(identificatie)) from None

    def leg_terug(self, identificatie: UUID, medewerker: Medewerker) -> None:
        """Put the mail back in the werkvoorraad. A beheerder may do so for another.

        Raises: NietGevonden, BijAnderInBehandeling, InzageNietGeldig (nobody has it), AlAfgehandeld, NietInTeZien.
        """
        bericht = self.emailberichten.emailbericht(identificatie)
        if bericht.status is not Berichtstatus.IN_BEHANDELING or bericht.inzage is None:
            raise waarom_niet(bericht)
        eigen = bericht.inzage.medewerker == medewerker.identificatie
        if not eigen and Rol.BEHEERDER not in medewerker.rollen:
            raise waarom_niet(bericht)
        try:
            self.emailberichten.geef_vrij(identificatie, bericht.inzage.identificatie)
        except Geweigerd:
            raise waarom_niet(self.emailberichten.emailbericht(identificatie)) from None
