"""The mail and files that a Woo-verzoek asks for and does not get, each with the reason."""

from collections.abc import Iterable
from csv import writer
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from io import StringIO
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.bewaren import Mailstand
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.tijd import als_tekst

_FORMULE: Final = ("=", "+", "-", "@", "\t", "\r")
"""The first characters of what a spreadsheet takes for a formula.

https://owasp.org/www-community/attacks/CSV_Injection
"""


class Weglaatreden(StrEnum):
    """The reasons why something that is asked for is not handed out."""

    QUARANTAINE = "quarantaine"
    NIET_AFGEHANDELD = "niet_afgehandeld"
    GEEN_KLANTCONTACT = "geen_klantcontact"
    BEPERKT = "beperkt"
    """A mail whose processing is restricted: only that it is there is told (AVG article 18)."""
    VERNIETIGD = "vernietigd"
    BESTAND = "bestand"
    """A file of a mail that is handed out: it may harm who opens it, or it is gone."""


_UITLEG: Final = {
    Weglaatreden.QUARANTAINE: "Staat in quarantaine: spam of een virus, en niemand heeft haar vrijgegeven.",
    Weglaatreden.NIET_AFGEHANDELD: "Wacht nog op afhandeling. Vraag opnieuw als zij is afgehandeld.",
    Weglaatreden.BEPERKT: "De verwerking is beperkt (AVG artikel 18). Overleg met de privacyfunctionaris.",
    Weglaatreden.VERNIETIGD: "Is vernietigd nadat zij was gevonden.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weggelaten:
    """A mail or a file that is asked for and is not handed out."""

    emailbericht: UUID
    reden: Weglaatreden
    uitleg: str
    """The reason in Dutch."""
    onderwerp: str = ""
    postvak: str = ""
    ontvangen_op: datetime | None = None
    bestand: str = ""
    """The name of the file; empty: the whole mail."""


def weggelaten(emailbericht: UUID, mail: Mailstand | None) -> Weggelaten | None:
    """Return why a mail that was found is not handed out as a whole; None when it is.

    Args:
        mail: None when it is gone.
    """
    if mail is None:
        return _van(emailbericht, None, Weglaatreden.VERNIETIGD)
    bericht = mail.bericht
    if bericht.beperking is not None:
        return replace(_van(emailbericht, bericht, Weglaatreden.BEPERKT), onderwerp="")
    if bericht.status is Berichtstatus.QUARANTAINE:
        return _van(emailbericht, bericht, Weglaatreden.QUARANTAINE)
    if bericht.afhandeling is None:
        return _van(emailbericht, bericht, Weglaatreden.NIET_AFGEHANDELD)
    if bericht.afhandeling.soort is Afhandelsoort.GEEN_KLANTCONTACT:
        return _van(emailbericht, bericht, Weglaatreden.GEEN_KLANTCONTACT)
    return None


def _van(emailbericht: UUID, bericht: Emailbericht | None, reden: Weglaatreden) -> Weggelaten:
    uitleg = _UITLEG.get(reden, "")
    if bericht and bericht.afhandeling and reden is Weglaatreden.GEEN_KLANTCONTACT:
        waarom = bericht.afhandeling.reden.replace("_", " ")
        uitleg = f"Gesloten zonder klantcontact: {waarom or 'geen reden genoemd'}."
    return Weggelaten(
        emailbericht=emailbericht,
        reden=reden,
        uitleg=uitleg,
        onderwerp=bericht.envelop.onderwerp if bericht else "",
        postvak=bericht.envelop.postvak if bericht else "",
        ontvangen_op=bericht.envelop.ontvangen_op if bericht else None,
    )


def weggelaten_bestand(bericht: Emailbericht, bestand: str, uitleg: str) -> Weggelaten:
    """Return the line about a file of a mail that is handed out without it."""
    return Weggelaten(
        emailbericht=bericht.identificatie,
        reden=Weglaatreden.BESTAND,
        uitleg=uitleg,
        onderwerp=bericht.envelop.onderwerp,
        postvak=bericht.envelop.postvak,
        ontvangen_op=bericht.envelop.ontvangen_op,
        bestand=bestand,
    )


_KOPPEN: Final = ("emailbericht", "ontvangen_op", "postvak", "onderwerp", "bestand", "reden", "uitleg")


def als_csv(regels: Iterable[Weggelaten]) -> bytes:
    """Write what is left out as CSV (RFC 4180). What a citizen wrote is never a formula in it."""
    uit = StringIO()
    schrijver = writer(uit)
    schrijver.writerow(_KOPPEN)
    for een in regels:
        moment = als_tekst(een.ontvangen_op) if een.ontvangen_op else ""
        teksten = map(_geen_formule, (een.onderwerp, een.bestand))
        schrijver.writerow((een.emailbericht, moment, een.postvak, *teksten, een.reden.value, een.uitleg))
    return uit.getvalue().encode()


def _geen_formule(tekst: str) -> str:
    return f"'{tekst}" if tekst.startswith(_FORMULE) else tekst
