"""Standard answers: texts that a beheerder keeps and an agent picks, with placeholders between double braces.

`{{afzender}}` and the other names of `waarden_voor` are filled in from the mail and the login. Any other name, such as
`{{dag}}`, is the agent's to fill in. What is still open when a mail is composed is refused, never sent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from klantmail.domain.emailbericht import Envelop
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import dag_in_woorden

_PLAATSHOUDER: Final = r"\{\{([^{}\r\n]{0,80})\}\}|\{\{|\}\}"
"""A placeholder, or braces that belong to none."""
MAX_PLAATSHOUDERS: Final = 100


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


@dataclass(frozen=True, slots=True)
class Ingevuld:
    """A text in which the known placeholders are filled in."""

    tekst: str
    open: tuple[str, ...]
    """The placeholders and loose braces that are left, each once."""


def is_in_te_vullen(tekst: str) -> bool:
    """Tell whether it has no more placeholders than may be filled in.

    With that many, a long subject in each of them still fits in an answer.
    """
    return len(re.findall(_PLAATSHOUDER, tekst)) <= MAX_PLAATSHOUDERS


def vul_in(tekst: str, waarden: Mapping[str, str]) -> Ingevuld:
    """Fill in the placeholders of `tekst`.

    An empty value fills nothing in. Values are not looked into for placeholders.
    """
    over: dict[str, None] = {}

    def waarde(gevonden: re.Match[str]) -> str:
        naam = (gevonden[1] or "").strip().lower()
        if not waarden.get(naam):
            over[gevonden[0]] = None
        return waarden.get(naam) or gevonden[0]

    return Ingevuld(re.sub(_PLAATSHOUDER, waarde, tekst), tuple(over))


def waarden_voor(envelop: Envelop, medewerker: Medewerker, gemeente: str) -> dict[str, str]:
    """The values that are filled in by themselves in a mail of this medewerker to the sender of `envelop`."""
    return {
        "afzender": envelop.afzender.naam.strip(),
        "onderwerp": envelop.onderwerp.strip(),
        "ontvangen": dag_in_woorden(envelop.ontvangen_op),
        "medewerker": medewerker.naam.strip(),
        "eenheid": medewerker.organisatorische_eenheid.strip(),
        "gemeente": gemeente,
    }
