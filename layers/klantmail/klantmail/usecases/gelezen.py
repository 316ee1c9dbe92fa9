"""The objects that are archived of a mail that was read: its texts, its safe HTML and `inhoud.json` (`mailinhoud`).

A received mail has it, and a mail that came along with one.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from klantmail.domain.document import BESTANDSNAAM_MAIL, Bijlage, Tekst
from klantmail.usecases import mailinhoud as opslag
from klantmail.usecases.commit import Archiefobject
from klantmail.usecases.ontvangst.html_pagina import maak_weergave
from ontleden.formats.namen import Naamlijst, veilige_naam
from ontleden.ontleding import Deel, Deelrol, Ontleding

_TEKST: Final = "text/plain; charset=utf-8"
_LANGSTE_FORMAAT: Final = 80
"""Longer MIME types become application/octet-stream, and so do those outside ASCII (RFC 6838, section 4.2).

No type that is in use is that long, and another alphabet takes four times the bytes in an item of 400 KB.
"""


def aangeboden_delen(delen: Sequence[Deel]) -> list[Deel]:
    """The parts that can be downloaded: all but the text of the mail itself."""
    return [deel for deel in delen if deel.rol is not Deelrol.INHOUD]


def formaat_van(deel: Deel) -> str:
    """The MIME type of a part, by its bytes where these tell."""
    formaat = deel.formaat_herkend or deel.formaat
    return formaat if formaat.isascii() and len(formaat) <= _LANGSTE_FORMAAT else "application/octet-stream"


def naam_van(deel: Deel) -> str:
    """The safe name of a part; another part may have the same one."""
    return veilige_naam(deel.bestandsnaam or f"bijlage-{deel.pad}", formaat_van(deel))


def namenlijst() -> Naamlijst:
    """The names of the parts of one mail, none of which may be that of the mail itself."""
    return Naamlijst(BESTANDSNAAM_MAIL)


def te_archiveren(
    ontleding: Ontleding,
    ruw: bytes,
    onder: str,
    *,
    bijlagen: Sequence[Bijlage] = (),
    onderdelen: Sequence[Mapping[str, object]] = (),
) -> list[Archiefobject]:
    """The objects of a mail that was read; the last one is `inhoud.json`, which names the others.

    Args:
        ruw: the bytes of the mail.
        onder: the beginning of the keys.
        bijlagen: the documents that a received mail and its parts became.
        onderdelen: the parts of a mail that came along.
    """
    inhoud = ontleding.inhoud.encode()
    tekst = Tekst(ontleding.inhoud, len(inhoud))
    objecten = []
    if len(inhoud) > opslag.MAX_TEKST_IN_RECORD:
        past = len(inhoud) <= opslag.MAX_TEKST_IN_ANTWOORD
        tekst = Tekst(ontleding.inhoud if past else None, len(inhoud), f"{onder}/inhoud.txt")
        objecten.append(Archiefobject(f"{onder}/inhoud.txt", inhoud, _TEKST))
    nieuw, nieuw_apart = _nieuwe_tekst(ontleding, tekst, f"{onder}/nieuw.txt")
    weergave = f"{onder}/weergave.html" if ontleding.html else None
    if weergave:
        objecten.append(Archiefobject(weergave, maak_weergave(ontleding, ruw), "text/html; charset=utf-8"))
    als_json = opslag.als_json(ontleding, tekst, nieuw, weergave, bijlagen=bijlagen, onderdelen=onderdelen)
    return [*objecten, *nieuw_apart, Archiefobject(f"{onder}/inhoud.json", als_json, "application/json")]


def _nieuwe_tekst(ontleding: Ontleding, tekst: Tekst, object_key: str) -> tuple[Tekst, list[Archiefobject]]:
    """The text without quotes, and its object when it has one. When it is the whole text, it needs none of its own."""
    nieuw = ontleding.nieuwe_tekst.encode()
    if opslag.past_naast(len(nieuw), tekst):
        return Tekst(ontleding.nieuwe_tekst, len(nieuw)), []
    if ontleding.nieuwe_tekst == ontleding.inhoud:
        return Tekst(None, len(nieuw), tekst.object_key), []
    return Tekst(None, len(nieuw), object_key), [Archiefobject(object_key, nieuw, _TEKST)]
