"""The warnings beside an opened mail: what an agent should know of who wrote it, before answering."""

import re
from collections.abc import Iterator
from typing import Final

from klantmail.domain.adressering import EigenAdressen, Ontvangersoort
from klantmail.domain.emailbericht import Envelop
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.usecases.uitgaand.adresseren import Antwoordadres, Bezwaar, Herkomst
from ontleden.ontleding import Adres, Klasse

_ADRES_IN_NAAM: Final = re.compile(r"[^\s<>()\[\]\"',;:@]{1,64}@[^\s<>()\[\]\"',;:@]{1,255}")
_AFWIJKENDE_AFZENDER: Final = (
    "Deze e-mail antwoordt op een e-mail die wij naar een ander adres hebben gestuurd. "
    "Controleer wie de afzender is voordat u antwoordt."
)
_BIJ_EEN_ANDER: Final = (
    "Deze e-mail hoort bij een gesprek met een ander adres. Controleer wie de afzender is voordat u antwoordt."
)
_KENMERK: Final = (
    "In deze e-mail staat het kenmerk van een e-mail die wij naar een ander adres hebben gestuurd. Misschien hoort hij daarbij."
)
_DUBBEL: Final = "Deze e-mail is vaker binnengekomen. Kijk bij dubbelen of een collega hem al heeft."
_LIJST: Final = "Deze e-mail kwam via een mailinglijst. Uw antwoord gaat naar de afzender, en niet naar de lijst."
_MAILSERVER: Final = "Deze e-mail is geschreven door een mailserver (MAILER-DAEMON). Een antwoord leest niemand."
_NIET_GELEZEN: Final = "Uw antwoord gaat naar een adres dat niemand leest, zoals no-reply. Zoek een ander adres."
_DMARC: Final = (
    "Het staat niet vast dat deze e-mail van de afzender komt (DMARC), en uw antwoord gaat naar een ander adres dan dat van de "
    "afzender. Controleer wie het is."
)
_NAAM_VAN_ONS: Final = "De naam bij de afzender is een e-mailadres van ons, maar de e-mail komt van een ander adres. Pas op."
_EERSTE: Final = "Toen deze e-mail binnenkwam, hadden wij nog geen contact gehad met het adres waar uw antwoord naartoe gaat."
_GEEN_ADRES: Final = "Deze e-mail heeft geen adres om naar te antwoorden. Typ zelf een adres."
_ALLEEN_CC: Final = "Wij staan alleen in Cc. Misschien is de e-mail voor iemand anders."


def waarschuw(
    envelop: Envelop,
    adressen: tuple[Antwoordadres, ...],
    ontvangen_als: Ontvangersoort | None,
    eigen: EigenAdressen,
    dubbel: bool,
) -> Iterator[str]:
    """Yield the warnings, in Dutch.

    Args:
        adressen: addresses of the sender, the one to answer first.
        ontvangen_als: the place where the mail names an address of ours.
        dubbel: the same mail came in more than once.
    """
    gekozen = next((een for een in adressen[:1] if een.bruikbaar), None)
    if envelop.verband and envelop.verband.afwijkende_afzender:
        yield _AFWIJKENDE_AFZENDER if envelop.verband.antwoord_op else _BIJ_EEN_ANDER
    if envelop.mogelijk_antwoord_op:
        yield _KENMERK
    if dubbel:
        yield _DUBBEL
    if envelop.klasse is Klasse.LIJST:
        yield _LIJST
    if envelop.klasse is Klasse.BOUNCE or _is_mailserver(envelop.afzender):
        yield _MAILSERVER
    elif gekozen and gekozen.bezwaar is Bezwaar.NIET_GELEZEN:
        yield _NIET_GELEZEN
    if gekozen is None:
        yield _GEEN_ADRES
    elif envelop.verdicts.dmarc == "FAIL" and _elders(gekozen, envelop.afzender):
        yield _DMARC
    if any(_naam_van_ons(een.adres, eigen) for een in adressen):
        yield _NAAM_VAN_ONS
    if gekozen and envelop.eerste_contact:
        yield _EERSTE
    if ontvangen_als is Ontvangersoort.CC:
        yield _ALLEEN_CC


def _is_mailserver(afzender: Adres) -> bool:
    return afzender.adres.lower().startswith("mailer-daemon@")


def _elders(gekozen: Antwoordadres, afzender: Adres) -> bool:
    return gekozen.herkomst is Herkomst.REPLY_TO and vergelijkvorm(gekozen.adres.adres) != vergelijkvorm(afzender.adres)


def _naam_van_ons(afzender: Adres, eigen: EigenAdressen) -> bool:
    """Tell whether the name is an address of ours and the address is not. Some mail programs show the name alone."""
    return afzender.adres not in eigen and any(een in eigen for een in _ADRES_IN_NAAM.findall(afzender.naam))
