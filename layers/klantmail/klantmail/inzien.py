"""Inzage: an agent opens a mail, and at that moment the klantcontact is registered (C1199 section 1, decision 2).

It lives on the e-mailbericht until its afhandeling stores it, with this identificatie and time. Renewing keeps both; putting
back or taking over makes new ones. A claim that ran out can be taken over; until somebody does, it still counts.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from klantmail import inhoud as opslag
from klantmail.documenten import BESTANDSNAAM_MAIL, FORMAAT_MAIL
from klantmail.domein import (
    MAX_INZAGEN,
    Berichtstatus,
    Bijlage,
    Emailbericht,
    Initiatiefnemer,
    Inzage,
    Klantcontact,
    Medewerker,
    Ontleedstand,
    Rol,
    Tekst,
)
from klantmail.fouten import (
    AlAfgehandeld,
    BijAnderInBehandeling,
    Geweigerd,
    InzageNietGeldig,
    NietBeschikbaar,
    NietGevonden,
    NietInTeZien,
    Toestandsfout,
)
from klantmail.gelijktijdig import gelijktijdig
from klantmail.identificatie import informatieobject_id
from klantmail.inhoud import Inhoud
from klantmail.poorten import Archief, BerichtenRegister, Klok, NieuwId

CLAIMDUUR: Final = timedelta(minutes=15)
_AFWIJKENDE_AFZENDER: Final = (
    "Deze e-mail antwoordt op een e-mail die wij naar een ander adres hebben gestuurd. "
    "Controleer wie de afzender is voordat u antwoordt."
)


@dataclass(frozen=True, slots=True)
class GeopendeMail:
    """What an agent gets to see."""

    bericht: Emailbericht
    inzage: Inzage
    klantcontact: Klantcontact
    inhoud: Inhoud
    nieuw: bool
    """False when this medewerker had the mail already and only renewed the claim."""

    @property
    def waarschuwingen(self) -> tuple[str, ...]:
        """What the agent should know before answering."""
        verband = self.bericht.envelop.verband
        return (*((_AFWIJKENDE_AFZENDER,) if verband and verband.afwijkende_afzender else ()), *self.inhoud.waarschuwingen)


@dataclass(frozen=True, slots=True)
class Inziener:
    """Opens mail for agents."""

    register: BerichtenRegister
    archief: Archief
    klok: Klok
    nieuw_id: NieuwId
    parserversie: str

    def open(self, identificatie: UUID, medewerker: Medewerker) -> GeopendeMail:
        """Claim the mail for this medewerker and register the klantcontact; or renew the claim that they have.

        Raises: NietGevonden, BijAnderInBehandeling, AlAfgehandeld, NietInTeZien, NietBeschikbaar.
        """
        (bericht, nieuw), gelezen = gelijktijdig(
            lambda: self._claim(identificatie, medewerker),
            lambda: lees_inhoud(self.archief, identificatie, self.parserversie),
        )
        inhoud = inhoud_van(self.archief, bericht, self.parserversie, gelezen)
        inzage = bericht.inzage
        if inzage is None:
            raise NietBeschikbaar("the claim was given up while it was made")
        return GeopendeMail(bericht, inzage, klantcontact_van_mail(bericht, inzage, inhoud), inhoud, nieuw)

    def _claim(self, identificatie: UUID, medewerker: Medewerker) -> tuple[Emailbericht, bool]:
        moment = self.klok()
        inzage = Inzage(
            identificatie=self.nieuw_id(),
            klantcontact=self.nieuw_id(),
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            organisatorische_eenheid=medewerker.organisatorische_eenheid,
            geregistreerd_op=moment,
        )
        try:
            return self.register.claim(identificatie, inzage, moment + CLAIMDUUR), True
        except Geweigerd:
            bericht = self.register.emailbericht(identificatie)
        if len(bericht.inzagen) >= MAX_INZAGEN:
            with suppress(Geweigerd):
                return self.register.claim(identificatie, inzage, moment + CLAIMDUUR, onthoud=False), True
        if bericht.inzage is None or bericht.inzage.medewerker != medewerker.identificatie:
            raise waarom_niet(bericht)
        if bericht.status is not Berichtstatus.IN_BEHANDELING:
            raise waarom_niet(bericht)
        try:
            return self.register.verleng(identificatie, bericht.inzage.identificatie, moment + CLAIMDUUR), False
        except Geweigerd:
            raise waarom_niet(self.register.emailbericht(identificatie)) from None

    def leg_terug(self, identificatie: UUID, medewerker: Medewerker) -> None:
        """Put the mail back in the werkvoorraad. A beheerder may do so for another.

        Raises: NietGevonden, BijAnderInBehandeling, InzageNietGeldig (nobody has it), AlAfgehandeld, NietInTeZien.
        """
        bericht = self.register.emailbericht(identificatie)
        if bericht.status is not Berichtstatus.IN_BEHANDELING or bericht.inzage is None:
            raise waarom_niet(bericht)
        eigen = bericht.inzage.medewerker == medewerker.identificatie
        if not eigen and Rol.BEHEERDER not in medewerker.rollen:
            raise waarom_niet(bericht)
        try:
            self.register.geef_vrij(identificatie, bericht.inzage.identificatie)
        except Geweigerd:
            raise waarom_niet(self.register.emailbericht(identificatie)) from None


def waarom_niet(bericht: Emailbericht) -> Toestandsfout:
    """The error that tells an agent why the state of this mail does not allow what they asked."""
    match bericht.status:
        case Berichtstatus.AFGEHANDELD:
            return AlAfgehandeld("Deze e-mail is al afgehandeld.", bericht.status.value)
        case Berichtstatus.QUARANTAINE:
            return NietInTeZien("Deze e-mail staat in quarantaine.", bericht.status.value)
        case Berichtstatus.IN_BEHANDELING if bericht.inzage and bericht.geclaimd_tot:
            return BijAnderInBehandeling(bericht.inzage.medewerker, bericht.inzage.naam, bericht.geclaimd_tot)
        case _:
            return InzageNietGeldig("U hebt deze e-mail niet in behandeling. Open de e-mail opnieuw.", bericht.status.value)


def lees_inhoud(archief: Archief, identificatie: UUID, parserversie: str) -> Inhoud | None:
    """What the reader of this version made of the mail; None when it has not (yet) read it."""
    try:
        return opslag.uit_json(archief.lees(opslag.inhoud_sleutel(identificatie, parserversie)))
    except NietGevonden:
        return None


def inhoud_van(archief: Archief, bericht: Emailbericht, parserversie: str, gelezen: Inhoud | None) -> Inhoud:
    """The inhoud that goes with `bericht`.

    `gelezen` was read beside it, on the guess that the mail was read by `parserversie`: that holds for all but old mail.
    """
    if bericht.ontleedstand is not Ontleedstand.GEREED:
        return _alleen_ruw(bericht)
    if bericht.parserversie != parserversie:
        gelezen = None
    inhoud = gelezen or lees_inhoud(archief, bericht.identificatie, bericht.parserversie)
    if inhoud is None:
        raise NietBeschikbaar(f"the archive holds no inhoud of e-mailbericht {bericht.identificatie}")
    return inhoud


def _alleen_ruw(bericht: Emailbericht) -> Inhoud:
    """A mail that was not read, or could not be: its envelope, and the raw mail to download (decision 5)."""
    afzender = bericht.envelop.afzender
    return Inhoud(
        onderwerp=bericht.envelop.onderwerp,
        afzender=afzender,
        antwoordadres=afzender,
        datum=None,
        message_id="",
        in_reply_to=(),
        references=(),
        tekst=Tekst("", 0),
        weergave=None,
        geblokkeerd=(),
        waarschuwingen=("De tekst van deze e-mail kon niet worden gelezen. Download de e-mail om hem te bekijken.",),
        bijlagen=(
            Bijlage(
                informatieobject=informatieobject_id(bericht.identificatie, ""),
                bestandsnaam=BESTANDSNAAM_MAIL,
                formaat=FORMAAT_MAIL,
                bestandsomvang=bericht.ruw.omvang,
                sha256=bericht.ruw.sha256,
            ),
        ),
    )


def klantcontact_van_mail(bericht: Emailbericht, inzage: Inzage, inhoud: Inhoud) -> Klantcontact:
    """C1199's first table: the klantcontact of the received mail, as registered at the inzage."""
    return Klantcontact(
        identificatie=inzage.klantcontact,
        geregistreerd_op=inzage.geregistreerd_op,
        medewerker=inzage.medewerker,
        organisatorische_eenheid=inzage.organisatorische_eenheid,
        initiatiefnemer=Initiatiefnemer.KLANT,
        onderwerp=inhoud.onderwerp,
        inhoud=inhoud.tekst_voor_record,
        bijlagen=inhoud.bijlagen,
        emailbericht=bericht.identificatie,
        afzender=inhoud.afzender.adres,
        gesprek=bericht.gesprek,
        verwijst_naar=bericht.envelop.verband.antwoord_op if bericht.envelop.verband else (),
    )
