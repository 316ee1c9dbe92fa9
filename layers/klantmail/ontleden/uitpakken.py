"""Parts inside parts that MIME does not show: winmail.dat, S/MIME, uuencode and yEnc in a text.

An unpacked part stands beside the original, as a block of its own.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from ontleden.formats.smime import pak_uit
from ontleden.formats.tnef import lees_tnef
from ontleden.meldingen import Meldingen
from ontleden.mime.coderingen import GEEN_CODERING, uuregel
from ontleden.mime.koppen import Koppen
from ontleden.mime.mime import Blok, lees_boom
from ontleden.text.tekens import lees_tekst, op_een_regel

MAX_UITGEPAKT: Final = 200
_TNEF: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SMIME: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_MAX_SMIME: Final = 5
"""The most signatures within signatures that are opened."""
_UU: Final = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,300})\r?\n", re.MULTILINE)
_Y: Final = re.compile(rb"^=ybegin [^\r\n]{0,200}name=([^\r\n]{1,300})\r?\n", re.MULTILINE)
_Y_EINDE: Final = re.compile(rb"^=yend[^\r\n]*(?:\r?\n|\Z)", re.MULTILINE)


@dataclass(slots=True)
class Uitgepakt:
    """The things that were found in one part."""

    bestanden: list[Blok] = field(default_factory=list)
    teksten: list[Blok] = field(default_factory=list)
    """Texts that are no part of their own, such as the body in a winmail.dat."""
    wortels: list[Blok] = field(default_factory=list)
    """MIME entities, to be read as the mail itself is."""
    weggelaten: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of the decoded part that are such files and so no text."""


def los_blok(bron: bytes, pad: str, formaat: str, *, naam: str = "", content_id: str = "", charset: str = "") -> Blok:
    """A leaf that holds all of `bron`."""
    return Blok(
        bron=bron,
        zicht=bron,
        pad=pad,
        koppen=Koppen([("content-id", content_id.encode("utf-8", "replace"))] if content_id else []),
        formaat=op_een_regel(formaat),
        parameters={"name": op_een_regel(naam), "charset": charset},
        plaatsing="",
        plaatsing_parameters={},
        codering="binary",
        begin=0,
        einde=len(bron),
        diepte=0,
    )


def is_tnef(blok: Blok) -> bool:
    return blok.formaat in _TNEF or (blok.naam.lower() == "winmail.dat" and blok.formaat.startswith("application/"))


def pak_tnef_uit(blok: Blok, meldingen: Meldingen) -> Uitgepakt:
    """The files and the text of a winmail.dat; their paths end in `.t1`, `.t2`, …"""
    tnef = lees_tnef(blok.inhoud())
    for waarschuwing in tnef.waarschuwingen:
        meldingen.meld(waarschuwing)
    uit = Uitgepakt()
    for nummer, bestand in enumerate(tnef.bestanden[:MAX_UITGEPAKT], start=1):
        uit.bestanden.append(
            los_blok(
                bestand.inhoud,
                f"{blok.pad}.t{nummer}",
                bestand.formaat or "application/octet-stream",
                naam=bestand.naam,
                content_id=bestand.content_id,
            )
        )
    if len(tnef.bestanden) > MAX_UITGEPAKT:
        meldingen.meld(f"In winmail.dat zitten meer dan {MAX_UITGEPAKT} bestanden. Niet alle zijn uitgepakt.")
    for tekst, formaat in ((tnef.tekst, "text/plain"), (tnef.html, "text/html")):
        if tekst.strip():
            uit.teksten.append(los_blok(tekst.encode("utf-8", "replace"), "", formaat, charset="utf-8"))
    return uit


def is_smime(blok: Blok) -> bool:
    return blok.formaat in _SMIME or (blok.formaat == "application/octet-stream" and blok.naam.lower().endswith(".p7m"))


def pak_smime_uit(blok: Blok, inhoud: bytes, meldingen: Meldingen) -> Uitgepakt:
    """Unpack content that was signed with S/MIME with the text inside the signature
    (RFC 8551 section 3.5.2), unverified.
    """
    if blok.pad.count(".s") >= _MAX_SMIME:
        meldingen.meld(f"De e-mail is meer dan {_MAX_SMIME} keer ondertekend. De binnenste inhoud staat er als bijlage bij.")
        return Uitgepakt()
    binnenste = pak_uit(inhoud)
    if binnenste is None:
        return Uitgepakt()
    meldingen.meld("De e-mail is ondertekend met S/MIME. De handtekening is niet geverifieerd.")
    return Uitgepakt(wortels=[lees_boom(binnenste, meldingen, voorvoegsel=f"{blok.pad}.s")])


def pak_tekst_uit(blok: Blok, inhoud: bytes, meldingen: Meldingen) -> Uitgepakt:
    """The uuencoded and yEnc files in a text (`inhoud`: its decoded bytes); their paths end in `.u1`, `.u2`, …"""
    uit = Uitgepakt()
    if b"begin " not in inhoud:
        return uit
    plek = 0
    while len(uit.bestanden) < MAX_UITGEPAKT:
        gevonden = _uu_blok(inhoud, plek) or _y_blok(inhoud, plek)
        if gevonden is None:
            break
        begin, plek, naam, codering = gevonden
        if blok.codering in GEEN_CODERING:
            bestand = los_blok(blok.bron, "", "application/octet-stream", naam="")
            bestand.begin, bestand.einde = blok.begin + begin, blok.begin + plek
        else:
            bestand = los_blok(inhoud, "", "application/octet-stream")
            bestand.begin, bestand.einde = begin, plek
        bestand.codering = codering
        bestand.pad = f"{blok.pad}.u{len(uit.bestanden) + 1}"
        bestand.parameters["name"] = op_een_regel(lees_tekst(naam, blok.parameters.get("charset", ""), meldingen))
        uit.bestanden.append(bestand)
        uit.weggelaten.append((begin, plek))
    else:
        meldingen.meld(f"In de tekst zitten meer dan {MAX_UITGEPAKT} bestanden. Niet alle zijn uitgepakt.")
    return uit


def _uu_blok(inhoud: bytes, plek: int) -> tuple[int, int, bytes, str] | None:
    """The next uuencoded block that holds data: begin, end, name, encoding. Each line is looked at once."""
    while True:
        kop = _UU.search(inhoud, plek)
        if not kop:
            return None
        plek = kop.end()
        data = False
        while plek < len(inhoud):
            volgende = inhoud.find(b"\n", plek) + 1 or len(inhoud)
            regel = inhoud[plek : min(volgende, plek + 200)].rstrip(b"\r\n")
            if regel.rstrip() == b"end":
                plek = volgende
                break
            if regel.strip() and uuregel(regel) is None:
                break
            data = data or len(regel) > 1
            plek = volgende
        if data:
            return kop.start(), plek, kop[1].strip(), "x-uuencode"


def _y_blok(inhoud: bytes, plek: int) -> tuple[int, int, bytes, str] | None:
    kop = _Y.search(inhoud, plek)
    if not kop:
        return None
    einde = _Y_EINDE.search(inhoud, kop.end())
    return (kop.start(), einde.end() if einde else len(inhoud), kop[1].strip(), "x-yenc")
