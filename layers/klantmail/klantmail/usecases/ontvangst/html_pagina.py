"""The safe HTML of a mail as one page that is complete in itself: it asks nothing of any server."""

from binascii import b2a_base64
from io import BytesIO
from typing import Final

from ontleden.html.beelden import EigenBeeld, met_eigen_beelden
from ontleden.lezen import Inhouden
from ontleden.ontleding import Ontleding

_AFBEELDINGEN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Types that a browser shows and cannot run. The bytes tell the type, never what the sender declares."""
_MAX_INGESLOTEN: Final = 8 * 1024 * 1024
"""Bytes of inline images in one page. Images after those can be opened as attachment."""
_BROK: Final = 48 * 1024
"""Bytes of an image that are encoded at a time: a multiple of three."""
_BEGIN: Final = (
    "<!doctype html><html lang='nl'><head><meta charset='utf-8'>"
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
    "<meta name='referrer' content='no-referrer'><title>E-mail</title>"
    "<style>img{max-width:100%}</style></head><body>"
)


def maak_weergave(ontleding: Ontleding, ruw: bytes) -> bytes:
    """Make `ontleding.html` a page in UTF-8, with the cid images of the mail in it as data.

    The page forbids itself everything but its own images and inline styles (Content-Security-Policy). Nothing of the
    safe HTML is changed but whole tags of such images, which are written anew.
    """
    delen = {deel.pad: deel for deel in ontleding.delen}
    inhouden = Inhouden(ruw)
    uit = BytesIO()
    uit.write(_BEGIN.encode())
    ruimte = _MAX_INGESLOTEN
    for stuk in met_eigen_beelden(ontleding.html):
        if isinstance(stuk, str):
            uit.write(stuk.encode())
            continue
        deel = delen.get(stuk.pad)
        if deel and deel.formaat_herkend in _AFBEELDINGEN and deel.bestandsomvang <= ruimte:
            ruimte -= deel.bestandsomvang
            uit.write(f'{stuk.begin()} src="data:{deel.formaat_herkend};base64,'.encode())
            beeld = memoryview(inhouden.van(deel).geheel())
            for plek in range(0, len(beeld), _BROK):
                uit.write(b2a_base64(beeld[plek : plek + _BROK], newline=False))
            uit.write(b'">')
        else:
            weg = {"alt": f"[afbeelding: {deel.bestandsnaam if deel else stuk.pad}]"}
            uit.write(f"{EigenBeeld(stuk.pad, {**stuk.kenmerken, **weg}).begin()}>".encode())
    uit.write(b"</body></html>")
    return uit.getvalue()
