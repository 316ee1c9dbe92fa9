"""Standard answers: texts that a beheerder keeps and an agent picks, with placeholders between double braces.

`{{afzender}}` and the other names of `waarden_voor` are filled in from the mail and the login. Any other name, such as
`{{dag}}`, is the agent's to fill in. What is still open when a mail is composed is refused, never sent.

A text is filled in when an agent picks it, and once more when the mail is composed, since an agent may type a
placeholder. So nothing that was filled in may look like a placeholder: a citizen who writes `{{dag}}` in a subject gets
`{ {dag} }` back, and filling in a second time changes nothing.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from unicodedata import combining, normalize
from uuid import UUID

from klantmail.domain.emailbericht import Envelop
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import dag_in_woorden

_PLAATSHOUDER: Final = r"\{\{([^{}\r\n]{0,80})\}\}|\{\{|\}\}"
"""A placeholder, or braces that belong to none."""
_HAKEN_NAAST_ELKAAR: Final = r"([{}])(?=\1)"
MAX_PLAATSHOUDERS: Final = 100
MAX_POSTVAKKEN: Final = 10
"""Postvakken that one text names: a list of texts has to fit in an answer."""
MAX_INGEVULD: Final = 100_000
"""Characters of a text in which everything is filled in: as many as of an answer."""


VASTE_WAARDEN: Final = ("afzender", "onderwerp", "ontvangen", "medewerker", "eenheid", "gemeente")
"""The placeholders that fill themselves in in every mail: those of `waarden_voor`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standaardantwoord:
    """A text for an agent to pick."""

    identificatie: UUID
    naam: str
    """The name by which an agent picks it."""
    inhoud: str
    versie: int
    """The number of changes, by which none overwrites another unseen."""
    gewijzigd_op: datetime
    gewijzigd_door: UUID
    vervallen: bool = False
    """It can no longer be picked."""
    postvakken: tuple[str, ...] = ()
    """The postvakken that it is for; none for all of them."""
    categorie: str = ""

    def past_bij(self, keuze: "Standaardkeuze") -> bool:
        """Tell whether an agent who looks so finds it."""
        if keuze.postvak and self.postvakken and keuze.postvak not in self.postvakken:
            return False
        if keuze.categorie and keuze.categorie.casefold() != self.categorie.casefold():
            return False
        eigen = _woorden(f"{self.naam} {self.categorie} {self.inhoud}")
        return all(any(woord.startswith(begin) for woord in eigen) for begin in _woorden(keuze.zoek))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standaardkeuze:
    """The way in which an agent looks for one; what is empty leaves the choice open."""

    postvak: str = ""
    categorie: str = ""
    zoek: str = ""
    """Beginnings of words that all stand in the name, the category or the text, whatever their accents and case."""


def _woorden(tekst: str) -> Set[str]:
    zonder_accenten = "".join(teken for teken in normalize("NFKD", tekst) if not combining(teken))
    return set(re.findall(r"\w+", zonder_accenten.casefold()))


@dataclass(frozen=True, slots=True)
class Ingevuld:
    """A text in which the known placeholders are filled in."""

    tekst: str
    open: tuple[str, ...]
    """The placeholders and loose braces that are left, each once."""


def is_in_te_vullen(tekst: str) -> bool:
    """Tell whether it has no more placeholders than may be filled in."""
    return len(re.findall(_PLAATSHOUDER, tekst)) <= MAX_PLAATSHOUDERS


def vul_in(tekst: str, waarden: Mapping[str, str]) -> Ingevuld:
    """Fill in the placeholders of `tekst`. An empty value fills nothing in.

    Double braces of a value come apart, so that none is ever taken for a placeholder: `vul_in` of the result gives the
    result.

    Raises: OngeldigeInvoer (the result is longer than `MAX_INGEVULD`).
    """
    uit: list[str] = []
    over: dict[str, None] = {}
    plek = lengte = 0
    for gevonden in re.finditer(_PLAATSHOUDER, tekst):
        waarde = waarden.get((gevonden[1] or "").strip().lower())
        if not waarde:
            over[gevonden[0]] = None
            continue
        uit += (tekst[plek : gevonden.start()], re.sub(_HAKEN_NAAST_ELKAAR, r"\1 ", waarde))
        lengte += len(uit[-2]) + len(uit[-1])
        if lengte > MAX_INGEVULD:
            break
        plek = gevonden.end()
    uit.append(tekst[plek:])
    if lengte + len(uit[-1]) > MAX_INGEVULD:
        te_lang = f"Deze tekst is te lang als alles is ingevuld. Gebruik ten hoogste {MAX_INGEVULD} tekens."
        raise OngeldigeInvoer(Invoerfout("inhoud", "te-lang", te_lang))
    return Ingevuld(_aaneen(uit), tuple(over))


def _aaneen(stukken: Sequence[str]) -> str:
    """Join pieces of text, with a space where two braces would come to stand side by side."""
    uit: list[str] = []
    laatste = ""
    for stuk in filter(None, stukken):
        uit += (" ", stuk) if stuk[0] in "{}" and stuk[0] == laatste else (stuk,)
        laatste = stuk[-1]
    return "".join(uit)


def waarden_voor(envelop: Envelop, medewerker: Medewerker, gemeente: str) -> dict[str, str]:
    """The values that are filled in by themselves in a mail of this medewerker to who asks in `envelop`."""
    return {
        "afzender": envelop.betrokkene.naam.strip(),
        "onderwerp": envelop.onderwerp.strip(),
        "ontvangen": dag_in_woorden(envelop.ontvangen_op),
        "medewerker": medewerker.naam.strip(),
        "eenheid": medewerker.organisatorische_eenheid.strip(),
        "gemeente": gemeente,
    }
