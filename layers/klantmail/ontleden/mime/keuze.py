"""The choice which parts are the text of the mail and which are attachments: RFC
8621 section 4.1.4, without recursion.
"""

from dataclasses import dataclass, field
from typing import Final

from ontleden.mime.mime import Blok

_IN_DE_TEKST: Final = ("image/", "audio/", "video/")
_LEESBAAR: Final = frozenset({"text/enriched", "text/richtext", "text/markdown", "text/x-markdown", "text/unknown"})


@dataclass(slots=True)
class Keuze:
    """Leaves by their roles. A leaf may be in `tekst` and `html` both."""

    tekst: list[Blok] = field(default_factory=list)
    html: list[Blok] = field(default_factory=list)
    bijlagen: list[Blok] = field(default_factory=list)


@dataclass(slots=True)
class _Niveau:
    """A multipart that is being walked through."""

    soort: str
    delen: list[Blok]
    in_keuze: bool
    """True inside a multipart/alternative."""
    naar_tekst: bool
    naar_html: bool
    vanaf_tekst: int
    vanaf_html: int
    plek: int = 0


def kies(wortel: Blok) -> Keuze:
    """The text, the HTML and the attachments of the mail."""
    keuze = Keuze()
    stapel = [_Niveau("", [wortel], in_keuze=False, naar_tekst=True, naar_html=True, vanaf_tekst=0, vanaf_html=0)]
    while stapel:
        niveau = stapel[-1]
        if niveau.plek == len(niveau.delen):
            _vul_aan(niveau, keuze)
            stapel.pop()
            continue
        deel = niveau.delen[niveau.plek]
        niveau.plek += 1
        if deel.is_multipart:
            soort = deel.formaat.partition("/")[2]
            stapel.append(
                _Niveau(
                    soort,
                    deel.delen,
                    in_keuze=niveau.in_keuze or soort == "alternative",
                    naar_tekst=niveau.naar_tekst,
                    naar_html=niveau.naar_html,
                    vanaf_tekst=len(keuze.tekst),
                    vanaf_html=len(keuze.html),
                )
            )
        else:
            _plaats(deel, niveau, keuze)
    return keuze


def _plaats(deel: Blok, niveau: _Niveau, keuze: Keuze) -> None:
    media = deel.formaat.startswith(_IN_DE_TEKST)
    in_de_tekst = (
        deel.plaatsing != "attachment"
        and (media or deel.formaat in ("text/plain", "text/html"))
        and (niveau.plek == 1 or (niveau.soort != "related" and (media or not deel.naam)))
    )
    if not in_de_tekst and _is_hele_tekst(deel, niveau):
        keuze.tekst.append(deel)
        return
    if not in_de_tekst:
        keuze.bijlagen.append(deel)
        return
    if niveau.soort == "alternative":
        doel = {"text/plain": keuze.tekst, "text/html": keuze.html}.get(deel.formaat, keuze.bijlagen)
        doel.append(deel)
        return
    if niveau.in_keuze:
        # Unlike in the RFC's algorithm, a text always has one form left to be shown in.
        niveau.naar_html = niveau.naar_html and (deel.formaat != "text/plain" or not niveau.naar_tekst)
        niveau.naar_tekst = niveau.naar_tekst and (deel.formaat != "text/html" or not niveau.naar_html)
    if media:
        keuze.bijlagen.append(deel)
        return
    if niveau.naar_tekst:
        keuze.tekst.append(deel)
    if niveau.naar_html:
        keuze.html.append(deel)


def _is_hele_tekst(deel: Blok, niveau: _Niveau) -> bool:
    """Tell whether the mail is nothing but a text of a kind that is readable as it stands, such as text/enriched."""
    return niveau.soort == "" and deel.formaat in _LEESBAAR and deel.plaatsing != "attachment" and not deel.naam


def _vul_aan(niveau: _Niveau, keuze: Keuze) -> None:
    """Use the one form for both when an alternative has only one of them."""
    if niveau.soort != "alternative":
        return
    tekst, html = keuze.tekst[niveau.vanaf_tekst :], keuze.html[niveau.vanaf_html :]
    if html and not tekst:
        keuze.tekst.extend(html)
    elif tekst and not html:
        keuze.html.extend(tekst)
