"""The leaves of a mail in their order, with what is unpacked from them behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ontleden.formats.smime import soort
from ontleden.meldingen import Meldingen
from ontleden.mime.coderingen import base64_begin, lijkt_base64
from ontleden.mime.keuze import Keuze, kies
from ontleden.mime.koppen import als_tekst, decodeer_woorden
from ontleden.mime.mime import MAX_DELEN, Blok, lees_boom
from ontleden.uitpakken import Uitgepakt, is_smime, is_tnef, pak_smime_uit, pak_tekst_uit, pak_tnef_uit

_MAX_BLADEN: Final = 2 * MAX_DELEN


@dataclass(slots=True)
class Blad:
    """A leaf that becomes a `Deel`."""

    blok: Blok
    inhoud: bytes | None = None
    """The decoded bytes, when they were needed anyway."""
    tekst: bytes | None = None
    """The decoded bytes of a plain text without the files that are encoded in it."""


@dataclass(slots=True)
class Mail:
    """A mail (or an enclosed one) taken apart. It grows while the mail is read."""

    wortel: Blok
    keuze: Keuze
    bladen: list[Blad] = field(default_factory=list)
    plaatsvervangers: list[Keuze] = field(default_factory=list)
    """Texts from inside other parts, for a mail that has none itself: first come, first served."""

    def blokken(self, *formaten: str) -> list[Blok]:
        """The leaves of one of `formaten`."""
        return [blad.blok for blad in self.bladen if blad.blok.formaat in formaten]


def lees_mail(bron: bytes, meldingen: Meldingen) -> Mail:
    """Take the mail apart. It never fails, and is linear in the size of the mail."""
    wortel = lees_boom(bron, meldingen)
    mail = Mail(wortel, kies(wortel))
    tekstdelen = {id(blok) for blok in (*mail.keuze.tekst, *mail.keuze.html)}
    te_doen = [wortel]
    while te_doen:
        blok = te_doen.pop()
        if blok.is_multipart:
            te_doen.extend(reversed(blok.delen))
            continue
        if len(mail.bladen) >= _MAX_BLADEN:
            meldingen.meld(f"De e-mail heeft meer dan {_MAX_BLADEN} delen. De rest staat alleen in de oorspronkelijke e-mail.")
            break
        _herstel_codering(blok, meldingen)
        blad = Blad(blok)
        mail.bladen.append(blad)
        uitgepakt = _pak_uit(blad, id(blok) in tekstdelen, meldingen)
        mail.bladen.extend(Blad(bestand) for bestand in uitgepakt.bestanden)
        if uitgepakt.teksten:
            mail.plaatsvervangers.append(_keuze_van(uitgepakt.teksten))
        for binnenste in uitgepakt.wortels:
            keuze = kies(binnenste)
            mail.plaatsvervangers.append(keuze)
            tekstdelen.update(id(tekst) for tekst in (*keuze.tekst, *keuze.html))
            te_doen.append(binnenste)
    if mail.blokken("application/pgp-encrypted"):
        meldingen.meld("De e-mail is versleuteld met PGP. De inhoud is niet te lezen.")
    return mail


def _keuze_van(teksten: list[Blok]) -> Keuze:
    plat = [tekst for tekst in teksten if tekst.formaat == "text/plain"]
    html = [tekst for tekst in teksten if tekst.formaat == "text/html"]
    return Keuze(tekst=plat or html, html=html or plat)


def _pak_uit(blad: Blad, is_tekst: bool, meldingen: Meldingen) -> Uitgepakt:
    blok = blad.blok
    if blok.formaat == "text/plain" and is_tekst:
        blad.inhoud = blok.inhoud()
        uitgepakt = pak_tekst_uit(blok, blad.inhoud, meldingen)
        blad.tekst = _zonder(blad.inhoud, uitgepakt.weggelaten)
        return uitgepakt
    if is_tnef(blok):
        return pak_tnef_uit(blok, meldingen)
    if is_smime(blok):
        blad.inhoud = blok.inhoud()
        if soort(blad.inhoud) == "versleuteld":
            meldingen.meld("De e-mail is versleuteld met S/MIME. De inhoud is niet te lezen.")
        return pak_smime_uit(blok, blad.inhoud, meldingen)
    return Uitgepakt()


def _zonder(inhoud: bytes, weggelaten: list[tuple[int, int]]) -> bytes:
    stukken, plek = [], 0
    for begin, einde in weggelaten:
        stukken.append(inhoud[plek:begin])
        plek = einde
    return b"".join((*stukken, inhoud[plek:])) if stukken else inhoud


def _herstel_codering(blok: Blok, meldingen: Meldingen) -> None:
    if blok.codering == "base64" and blok.formaat.startswith("text/"):
        begin = base64_begin(blok.bron, blok.begin, blok.einde)
        blok.aanloop, blok.begin = blok.bron[blok.begin : begin], begin
    if blok.codering == "base64" and not lijkt_base64(blok.bron, blok.begin, blok.einde):
        meldingen.meld("Een deel van de e-mail zegt base64 te zijn, maar is het niet. Het is gelaten zoals het is.")
        blok.codering = "8bit"


def content_id(blok: Blok, meldingen: Meldingen) -> str:
    """The Content-ID without angle brackets; empty when there is none."""
    waarde = blok.koppen.eerste("content-id")
    return decodeer_woorden(als_tekst(waarde, meldingen), meldingen).strip("<> ") if waarde else ""


def afbeeldingen(mail: Mail, meldingen: Meldingen) -> Iterator[tuple[str, str]]:
    """The names under which HTML may speak of the parts of the mail (Content-ID
    and Content-Location), and their paths.
    """
    for blad in mail.bladen:
        naam = content_id(blad.blok, meldingen)
        if naam:
            yield naam, blad.blok.pad
        plaats = blad.blok.koppen.eerste("content-location")
        if plaats:
            yield decodeer_woorden(als_tekst(plaats, meldingen), meldingen).replace(" ", ""), blad.blok.pad
