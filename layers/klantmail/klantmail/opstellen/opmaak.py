"""The HTML of a mail, made from its plain text: paragraphs, lists, links and what is quoted.

Nobody writes HTML here, so nothing of a text is ever taken for it: each character that HTML knows is escaped, and a
link leads to http, https or mailto, with its whole address as its words. Nothing that was quoted becomes a link, since
another wrote it, and a mail of the municipality would lend it its name.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

MAX_CITAATDIEPTE: Final = 5
"""Quotes within quotes; deeper ones stand as they are."""
_ADRES: Final = re.compile(r"\b(?:https?://|mailto:)[^\s<>\"]{1,2000}", re.IGNORECASE)
_ZIN: Final = ".,;:!?'\u2019\u201d*_"
"""Characters at the end of an address that belong to the sentence."""
_PAREN: Final = {")": "(", "]": "[", "}": "{"}
_PUNT: Final = re.compile(r"(?:[-*•]|(\d{1,3})[.)]) +(?=\S)")
"""The beginning of an item of a list, with its number if it has one."""
_LIJST: Final = re.compile(rf"\n{_PUNT.pattern}")
"""The same behind a line break. A pattern that begins with one finds its place many times faster than one with `^`."""
_GECITEERD: Final = re.compile(r"\n>.*(?:\n>.*)*")
_PIJL: Final = re.compile(r"\n> ?")
_LEGE_REGELS: Final = re.compile(r"\n(?:[^\S\n]*\n)+")
_SPATIES: Final = re.compile("  +")
_CITAAT: Final = '<blockquote style="margin:0 0 0 0.8ex;border-left:2px solid #767676;padding-left:1ex">'


def html_van(tekst: str) -> str:
    """Return the HTML that says what `tekst` says, with LF between its lines. Equal texts give equal HTML.

    Args:
        tekst: as `platte_tekst` leaves it.
    """
    blokken = "\n".join(_blokken("\n" + tekst.strip("\n"), 0))
    return f'<!DOCTYPE html>\n<html lang="nl">\n<head><meta charset="utf-8"></head>\n<body>\n{blokken}\n</body>\n</html>\n'


def _blokken(tekst: str, diepte: int) -> Iterator[str]:
    """The quotes and paragraphs of a text, of which each line follows a line break."""
    plek = 0
    for citaat in _GECITEERD.finditer(tekst) if diepte < MAX_CITAATDIEPTE else ():
        yield from _alineas(tekst[plek : citaat.start()], met_links=diepte == 0)
        yield "\n".join((_CITAAT, *_blokken(_PIJL.sub("\n", citaat[0]), diepte + 1), "</blockquote>"))
        plek = citaat.end()
    yield from _alineas(tekst[plek:], met_links=diepte == 0)


def _alineas(tekst: str, *, met_links: bool) -> Iterator[str]:
    for alinea in _LEGE_REGELS.split(f"{tekst}\n"):
        if not alinea.strip():
            continue
        if _LIJST.search(f"\n{alinea}"):
            yield from _met_lijst(alinea.strip("\n").split("\n"), met_links=met_links)
        else:
            yield _tekstalinea(alinea.strip("\n"), met_links=met_links)


def _tekstalinea(tekst: str, *, met_links: bool) -> str:
    return f"<p>{_regels(tekst, met_links=met_links).replace('\n', '<br>\n')}</p>"


def _met_lijst(regels: Sequence[str], *, met_links: bool) -> Iterator[str]:
    """The lines between two empty ones: items of a list, and what stands before, between and after them."""
    for soort, groep in groupby(regels, _soort):
        stuk = list(groep)
        if not soort:
            yield _tekstalinea("\n".join(stuk), met_links=met_links)
            continue
        eerste = _PUNT.match(stuk[0])
        begin = f' start="{int(eerste[1])}"' if eerste and eerste[1] and int(eerste[1]) != 1 else ""
        punten = (f"<li>{_regels(_PUNT.sub('', een, count=1), met_links=met_links)}</li>" for een in stuk)
        yield "\n".join((f"<{soort}{begin}>", *punten, f"</{soort}>"))


def _soort(regel: str) -> str:
    """The kind of list that a line is an item of; empty when it is none."""
    punt = _PUNT.match(regel)
    return "" if punt is None else "ol" if punt[1] else "ul"


def _regels(tekst: str, *, met_links: bool) -> str:
    """The lines of a text as HTML, with LF between them as before. No address goes beyond its line."""
    if not met_links:
        return _woorden(tekst)
    uit: list[str] = []
    plek = 0
    for gevonden in _ADRES.finditer(tekst):
        adres = _zonder_zin(gevonden[0])
        if adres.lower() in ("http://", "https://", "mailto:"):
            continue
        uit += (_woorden(tekst[plek : gevonden.start()]), f'<a href="{escape(adres)}">{escape(adres)}</a>')
        plek = gevonden.start() + len(adres)
    return "".join((*uit, _woorden(tekst[plek:])))


def _zonder_zin(adres: str) -> str:
    """An address without what belongs to the sentence around it, such as a dot, or a bracket that it did not open."""
    while adres and (adres[-1] in _ZIN or (adres[-1] in _PAREN and adres.count(adres[-1]) > adres.count(_PAREN[adres[-1]]))):
        adres = adres[:-1]
    return adres


def _woorden(tekst: str) -> str:
    """Escape a text. White space that HTML would fold stays visible: tabs, two spaces, and one that begins a line."""
    html = escape(tekst).replace("\t", "&nbsp;" * 4)
    html = _SPATIES.sub(lambda wit: "&nbsp;" * len(wit[0]), html)
    return f"\n{html}".replace("\n ", "\n&nbsp;").removeprefix("\n")
