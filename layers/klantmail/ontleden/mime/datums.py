"""The Date header (RFC 5322 sections 3.3 and 4.3), and the other ways in which software writes a date."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

_MAX_LENGTE: Final = 200
_MAANDNAMEN: Final = "jan", "feb", "mar mrt maa", "apr", "may mei mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"
_MAANDEN: Final = {maand: nummer for nummer, maanden in enumerate(_MAANDNAMEN, start=1) for maand in maanden.split()}
_ZONES: Final = {
    naam: uren * 60
    for uren, namen in (
        (0, "UT UTC GMT Z WET"),
        (1, "BST WEST CET MET MEZ"),
        (2, "CEST MEST MESZ EET"),
        (3, "EEST MSK"),
        (9, "JST"),
        (-3, "ADT"),
        (-4, "AST EDT"),
        (-5, "EST CDT"),
        (-6, "CST MDT"),
        (-7, "MST PDT"),
        (-8, "PST"),
    )
    for naam in namen.split()
}
"""Minutes ahead of UTC."""
_OPMERKING: Final = re.compile(r"\([^()]*\)")
_DUBBELE_PUNT: Final = re.compile(r" *+: *+")
_TIJD: Final = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d{1,9})?(?: ?([AaPp])\.?[Mm])?")
_ZONE: Final = re.compile(r"\s*(?:GMT|UTC)?\s*(?:([+-])(\d{1,2}):?(\d{2})|([A-Za-z]{1,4}))")
_ISO: Final = re.compile(r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_DAG_MAAND: Final = re.compile(r"\b(\d{1,2})[ .-]{1,3}([A-Za-z]{3})[a-z]{0,6}[ .,-]{1,3}(\d{2,4})\b")
_MAAND_DAG: Final = re.compile(r"\b([A-Za-z]{3})[a-z]{0,6}\.? {1,2}(\d{1,2})\b")
_JAAR: Final = re.compile(r"\b(\d{4})\b")


def lees_datum(tekst: str) -> datetime | None:
    """The moment that `tekst` (a Date header on one line) names, in UTC; None when it names none.

    A date without a zone is taken as UTC, as RFC 5322 section 4.3 has it for an unknown zone.
    """
    tekst = tekst[:_MAX_LENGTE]
    if "(" in tekst:
        tekst = _OPMERKING.sub(" ", tekst)
    if " :" in tekst or ": " in tekst:
        tekst = _DUBBELE_PUNT.sub(":", tekst)
    dag = _dag(tekst)
    if dag is None:
        return None
    jaar, maand, dagnummer = dag
    uur = minuut = seconde = verschil = 0
    tijd = _TIJD.search(tekst)
    if tijd:
        uur, minuut, seconde = int(tijd[1]), int(tijd[2]), min(int(tijd[3] or 0), 59)
        if tijd[4]:
            uur = uur % 12 + (12 if tijd[4] in "pP" else 0)
        verschil = _verschil(tekst, tijd.end())
    try:
        return datetime(jaar, maand, dagnummer, uur, minuut, seconde, tzinfo=UTC) - timedelta(minutes=verschil)
    except (ValueError, OverflowError):
        return None


def _dag(tekst: str) -> tuple[int, int, int] | None:
    gevonden = _DAG_MAAND.search(tekst)
    if gevonden and gevonden[2].lower() in _MAANDEN:
        return _jaar(gevonden[3]), _MAANDEN[gevonden[2].lower()], int(gevonden[1])
    gevonden = _ISO.search(tekst)
    if gevonden:
        return int(gevonden[1]), int(gevonden[2]), int(gevonden[3])
    for gevonden in _MAAND_DAG.finditer(tekst):
        jaar = _JAAR.search(tekst, gevonden.end())
        if jaar and gevonden[1].lower() in _MAANDEN:
            return int(jaar[1]), _MAANDEN[gevonden[1].lower()], int(gevonden[2])
    return None


def _jaar(cijfers: str) -> int:
    jaar = int(cijfers)
    if len(cijfers) == 4:
        return jaar
    return jaar + (2000 if len(cijfers) == 2 and jaar < 50 else 1900)


def _verschil(tekst: str, plek: int) -> int:
    """Minutes ahead of UTC."""
    zone = _ZONE.match(tekst, plek)
    if not zone:
        return 0
    if zone[1]:
        minuten = int(zone[2]) * 60 + int(zone[3])
        return min(minuten, 1439) * (1 if zone[1] == "+" else -1)
    return _ZONES.get(zone[4].upper(), 0)
