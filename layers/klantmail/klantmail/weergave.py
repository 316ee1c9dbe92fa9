"""The safe HTML of a mail as one page that is complete in itself: it asks nothing of any server."""

from base64 import b64encode
from html import escape
from typing import Final

from klantmail.ontleden.lezen import deel_inhoud
from klantmail.ontleding import Deel, Ontleding

_AFBEELDINGEN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a browser shows and cannot run; recognised by the bytes, never by what the sender declares."""
_MAX_INGESLOTEN: Final = 8 * 1024 * 1024
"""Bytes of inline images in one page; what comes after can be opened as attachment."""
_BEGIN: Final = (
    "<!doctype html><html lang='nl'><head><meta charset='utf-8'>"
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
    "<meta name='referrer' content='no-referrer'><title>E-mail</title>"
    "<style>img{max-width:100%}</style></head><body>"
)
_VERWIJZING: Final = 'src="deel:'


def maak_weergave(ontleding: Ontleding, ruw: bytes) -> bytes:
    """`ontleding.html` as a page in UTF-8, with the cid images of the mail in it as data.

    The page forbids itself everything but its own images and inline styles (Content-Security-Policy).
    """
    delen = {deel.pad: deel for deel in ontleding.delen}
    begin, *resten = ontleding.html.split(_VERWIJZING)
    stukken = [_BEGIN, begin]
    ruimte = _MAX_INGESLOTEN
    for rest in resten:
        pad, _, vervolg = rest.partition('"')
        deel = delen.get(pad)
        if deel and deel.formaat_herkend in _AFBEELDINGEN and deel.bestandsomvang <= ruimte:
            ruimte -= deel.bestandsomvang
            stukken.append(f'src="{_als_data(deel, ruw)}"')
        else:
            stukken.append(f'alt="[afbeelding: {escape(deel.bestandsnaam if deel else pad)}]"')
        stukken.append(vervolg)
    stukken.append("</body></html>")
    return "".join(stukken).encode()


def _als_data(deel: Deel, ruw: bytes) -> str:
    return f"data:{deel.formaat_herkend};base64,{b64encode(deel_inhoud(ruw, deel)).decode('ascii')}"
