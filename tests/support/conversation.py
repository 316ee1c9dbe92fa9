"""A conversation: a mail that is answered, and what the citizen writes back."""

from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from tests.support.builders import ANNA, VRAAG, Beantwoord, Gemeente


def beantwoord(
    gemeente: Gemeente, ses_bericht_id: str = "ses-1", mail: bytes = VRAAG, text: str = "Via de website."
) -> Beantwoord:
    """Take in a mail and answer it; the answer leaves."""
    bericht = gemeente.ontvang(mail, ses_bericht_id)
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    gedaan = gemeente.beantwoord(bericht, inzage, ANNA, "sleutel", Antwoord(text, None))
    gemeente.verzender.verzend(gemeente.repos.verzending(gedaan.verzending))
    return gedaan


def reactie(
    op: str, *, van: str = "jan@burger.example", onderwerp: str = "Re: Parkeervergunning", extra: str = "", keten: str = ""
) -> bytes:
    return (
        f"From: {van}\r\nTo: info@gemeente.example\r\nSubject: {onderwerp}\r\nMessage-ID: <r-1@burger.example>\r\n"
        f"In-Reply-To: {op}\r\nReferences: {keten or f'<vraag-1@burger.example> {op}'}\r\n{extra}\r\nDank u. En mijn vrouw?\r\n"
    ).encode()


def ses_id(gemeente: Gemeente, gedaan: Beantwoord) -> str:
    return gemeente.repos.verzending(gedaan.verzending).ses_bericht_id
