"""The new text of a mail: its text without the history that mail programs quote below, above or between it.

Text is cut off behind `Op … schreef …:`, a header block or `-----Oorspronkelijk bericht-----`, and blocks of lines with
`>` are cut out. Forwarded mail is kept (the sender wants it read), and so is a quotation with an answer below it. In
doubt the text stays whole: a person who reads the short one must not miss a word of the sender.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ontleden.text.citaatregels import (
    BEGIN_VAN_STREEP,
    ONDERWERP_DOORGESTUURD,
    begin_aanhef,
    einde_kopblok,
    is_aanhef_met_tekst,
    is_citaat,
    is_doorgestuurd,
    is_groupwise,
    is_oorspronkelijk,
    is_streep,
    is_toestelregel,
    is_tussenkop,
    kan_doorgestuurd_zijn,
    kan_kopblok_beginnen,
    staat_elders,
)

MAX_POGINGEN: Final = 2000
"""Lines that look like the beginning of history and are none; after so many the rest is the sender's own.

This bounds the work.
"""

_BIJ_TEKEN: Final = (
    *("schreef", "wrote", "geschreven", "schrieb", "écrit", "escribió", "scritto", "napisał", "yazd\u0131", "escreveu", ">:"),
    *("Van:", "From:", "Von:", "De :", "De\xa0:", "De:", "Od:", "Kimden:", "Da:", "Van :", "Van*", "From*"),
)
"""Every text that has history, except by the lines below, holds one of these, and a colon or `>`."""
_DUBBELE_PUNT: Final = re.compile(":(?!//)")
"""A colon that is not of a URL."""
_OORSPRONKELIJK: Final = ("orspronkelijk", "rigin", "rsprüngliche")
"""One of these stands in every text with a line such as `-----Oorspronkelijk bericht-----`."""
_MIN_CITAAT: Final = 2
"""The number of lines with `>` that make a quotation without a line above them. A single one may be `> 65 jaar`."""
_LEEG_ONDER_AANHEF: Final = 4
"""The number of lines within which a quotation begins below the line that announces it."""


class _Regel(StrEnum):
    """The kinds of line. They have one letter each, since `_BLOKKEN` takes the kinds of all lines as a text."""

    LEEG = "."
    EIGEN = "e"
    CITAAT = "c"
    AANHEF = "a"
    """The line above a quotation."""
    TWIJFEL = "t"
    """A line above a quotation that may be the sender's own words; it shares the fate of the quotation."""


_BLOKKEN: Final = re.compile(r"[cat][cat.]*+|[e.]++")
"""Successive lines that are all quoted, or all the sender's own; empty lines go with those above them."""


@dataclass(frozen=True, slots=True)
class _Blok:
    """Successive lines that are all quoted or all the sender's own, with the empty ones after them."""

    citaat: bool
    met_aanhef: bool
    """True when a mail program's line says whose quotation it is."""
    regels: list[str]


def nieuwe_tekst(inhoud: str, onderwerp: str = "") -> str:
    """The text without quoted history; `inhoud` itself when it has none, or when nothing would be left.

    Args:
        inhoud: plain text with LF or CRLF between its lines.
        onderwerp: subject of the mail. A mail that was forwarded (`FW:`) stays whole: the sender wants the text below
            to be read.
    """
    if not _kan_geschiedenis_hebben(inhoud) or ONDERWERP_DOORGESTUURD.match(onderwerp):
        return inhoud
    regels = inhoud.split("\n")
    gemarkeerd = bytes([regel.startswith(">") and not regel.startswith(">From ") for regel in regels])
    soorten = _soorten(regels, gemarkeerd, kan_doorgestuurd_zijn(inhoud))
    blokken = _blokken(regels, soorten)
    gehouden = _te_houden(blokken)
    if len(soorten) == len(regels) and len(gehouden) == len(blokken):
        return inhoud
    eigen: Sequence[str] = _samengevoegd(blokken, gehouden)
    if len(soorten) < len(regels) or blokken[-1].citaat:
        eigen = _zonder_toestelregel(eigen)
    tekst = "\n".join(eigen).strip("\n\r")
    return tekst if tekst.strip() and not staat_elders(tekst) else inhoud


def _kan_geschiedenis_hebben(inhoud: str) -> bool:
    """False for most texts without history, at little cost."""
    met_haak = ">" in inhoud
    if met_haak and (inhoud.startswith(">") or "\n>" in inhoud):
        return True
    if (met_haak or _DUBBELE_PUNT.search(inhoud)) and any(merkteken in inhoud for merkteken in _BIJ_TEKEN):
        return True
    return any(merkteken in inhoud for merkteken in _OORSPRONKELIJK)


def _soorten(regels: Sequence[str], gemarkeerd: bytes, let_op_doorgestuurd: bool) -> str:
    """Return the kind of each line, a `_Regel`.

    There are fewer than `regels` when from there on all is history that is not marked with `>`.

    Args:
        gemarkeerd: 1 for each line that begins with that mark, else 0.
    """
    soorten: list[_Regel] = []
    pogingen = 0
    leeg, eigen, citaat = _Regel.LEEG, _Regel.EIGEN, _Regel.CITAAT
    while (nummer := len(soorten)) < len(regels):
        regel = regels[nummer]
        if gemarkeerd[nummer]:
            if is_groupwise(regel):
                break
            einde = gemarkeerd.find(0, nummer)
            einde = einde if einde >= 0 else len(regels)
            if let_op_doorgestuurd and _begint_doorgestuurd(regels, nummer, einde) and not _onder_aanhef(soorten):
                soorten += [eigen] * (len(regels) - nummer)
                break
            soorten += [citaat] * (einde - nummer)
            continue
        eerste = regel[:1]
        if not eerste or eerste.isspace():
            if not regel or regel.isspace():
                soorten.append(leeg)
                continue
            if is_citaat(regel):
                soorten.append(citaat)
                continue
        if not let_op_doorgestuurd and ":" not in regel and eerste not in BEGIN_VAN_STREEP:
            soorten.append(eigen)
            continue
        if let_op_doorgestuurd and is_doorgestuurd(regel):
            soorten += [eigen] * (len(regels) - nummer)
            break
        begin = einde = nummer
        zeker = True
        if pogingen < MAX_POGINGEN:
            if is_oorspronkelijk(regel):
                einde = nummer + 1
            elif kan_kopblok_beginnen(regels, nummer):
                pogingen += 1
                einde = einde_kopblok(regels, nummer)
            if einde == nummer and is_aanhef_met_tekst(regel):
                break
            if einde == nummer and regel.rstrip().endswith(":"):
                pogingen += 1
                if (aanhef := begin_aanhef(regels, nummer)) is not None:
                    begin, zeker = aanhef
                    einde = nummer + 1
        if einde == nummer:
            soorten.append(eigen)
        elif _citaat_volgt(regels, einde):
            soorten[begin:] = [_Regel.AANHEF if zeker else _Regel.TWIJFEL] * (einde - begin)
        elif zeker:
            del soorten[begin:]
            break
        else:
            soorten.append(eigen)
    return "".join(soorten)


def _onder_aanhef(soorten: Sequence[_Regel]) -> bool:
    """Tell whether a line that announces a quotation stands right above what comes now."""
    return any(soort in (_Regel.AANHEF, _Regel.TWIJFEL) for soort in soorten[-_LEEG_ONDER_AANHEF:])


def _begint_doorgestuurd(regels: Sequence[str], begin: int, einde: int) -> bool:
    """Tell whether a quotation begins by saying that it is a forwarded mail, as Apple Mail marks it with `>`."""
    kale = (regel.lstrip("> \t\xa0") for regel in regels[begin : min(einde, begin + _LEEG_ONDER_AANHEF)])
    return is_doorgestuurd(next((kaal for kaal in kale if kaal.strip()), ""))


def _citaat_volgt(regels: Sequence[str], vanaf: int) -> bool:
    """Tell whether the next line that is not empty is quoted. Mail programs leave one or two empty lines between."""
    volgende = next((regel for regel in regels[vanaf : vanaf + _LEEG_ONDER_AANHEF] if regel and not regel.isspace()), "")
    return is_citaat(volgende)


def _blokken(regels: list[str], soorten: str) -> list[_Blok]:
    """The lines as blocks, without the lines of mail programs, and without blocks of only empty lines."""
    blokken: list[_Blok] = []
    aanhef = _Regel.AANHEF
    programma_citeert = aanhef in soorten
    """A single line with `>` is a quotation too when a mail program quotes in this text."""
    for gevonden in _BLOKKEN.finditer(soorten):
        van_het_blok = gevonden[0]
        tekst = regels[gevonden.start() : gevonden.end()]
        met_aanhef = aanhef in van_het_blok
        if met_aanhef:
            tekst = [regel for regel, soort in zip(tekst, van_het_blok, strict=True) if soort != aanhef]
        gemarkeerd = van_het_blok.count(_Regel.CITAAT) + van_het_blok.count(_Regel.TWIJFEL)
        echt = met_aanhef or gemarkeerd >= _MIN_CITAAT or (gemarkeerd > 0 and programma_citeert)
        if not echt and blokken and not blokken[-1].citaat:
            blokken[-1].regels.extend(tekst)
        else:
            blokken.append(_Blok(echt, met_aanhef, tekst))
    return [blok for blok in blokken if any(regel and not regel.isspace() for regel in blok.regels)]


def _te_houden(blokken: Sequence[_Blok]) -> Sequence[int]:
    """Numbers of the blocks that are new: the sender's own, and a quotation that has an answer below it."""
    eigen = [nummer for nummer, blok in enumerate(blokken) if not blok.citaat]
    voet = [eigen.pop()] if eigen and eigen[-1] > 0 and _is_voet(blokken[eigen[-1]]) else []
    if not eigen:
        return []
    if eigen == [1] and blokken[0].met_aanhef and not voet:
        # The whole history on top and one answer below it: nothing is answered point by point.
        return eigen
    return [*range(eigen[-1] + 1), *voet]


def _is_voet(blok: _Blok) -> bool:
    """Tell whether all of it is a signature: such a block below a quotation answers nothing."""
    eerste = next(regel for regel in blok.regels if regel and not regel.isspace())
    return eerste.rstrip("\r") in {"-- ", "--"} or is_toestelregel(eerste)


def _samengevoegd(blokken: Sequence[_Blok], gehouden: Sequence[int]) -> list[str]:
    """The lines of those blocks, with an empty line where a block between them is left out."""
    regels: list[str] = []
    for vorige, nummer in zip((-1, *gehouden), gehouden, strict=False):
        if regels and nummer > vorige + 1 and regels[-1].strip():
            regels.append("")
        regels += blokken[nummer].regels
    return regels


def _zonder_toestelregel(regels: Sequence[str]) -> Sequence[str]:
    """Leave out the lines at the end that the sender's device or mail program added above the history."""
    einde = len(regels)
    while einde and _is_toegevoegd(regels[einde - 1]):
        einde -= 1
    return regels[:einde]


def _is_toegevoegd(regel: str) -> bool:
    return not regel.strip() or is_streep(regel) or is_toestelregel(regel) or is_tussenkop(regel)
