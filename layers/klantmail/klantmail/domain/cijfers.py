"""Figures about the work, counted from feiten: how much, how fast, and what is left at the end of a day.

A page (`blad`) holds the figures of one postvak or one organisatorische eenheid, day by day. A feit adds to a page of
its day; every figure is a sum, so the order of feiten is of no concern. A length of time is counted in a class of a
scale, so that a percentile can be found without keeping each length.

A zaak is counted by its mail, for the postvak of that: one of the outcome by the outcome, and one that followed later
by that step, on the day of the step. The two are kept apart in the mail, so none counts twice. `ZaakGevraagd`, which
comes of either, adds nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil, floor, log2
from typing import Final

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.feit import (
    BerichtAfgehandeld,
    BerichtApartgezet,
    BerichtHeropend,
    BerichtOntvangen,
    BerichtVerplaatst,
    BerichtVervolgd,
    BerichtVrijgegeven,
    Feit,
    TaakGemaakt,
    TaakVerwerkt,
)
from klantmail.domain.tijd import dag_hier
from klantmail.domain.werktijd import Werktijden

_KLASSEN_PER_VERDUBBELING: Final = 4
_MINUUT: Final = timedelta(minutes=1)
MAX_FOUT: Final = 2 ** (1 / (2 * _KLASSEN_PER_VERDUBBELING)) - 1
"""The part by which a percentile can differ from that of the lengths themselves: 9.1%, for lengths above a minute."""
VOORRAAD: Final = "voorraad"
"""The figure that says by how much the number of open mails or tasks changed."""
DOORGEZET: Final = frozenset(
    {Afhandelsoort.INTERNE_TAAK, Afhandelsoort.ZAAK, Afhandelsoort.ZAAKKOPPELING, Afhandelsoort.DOORZENDING}
)
"""The outcomes by which the question went on to others than the contact centre."""


@dataclass(frozen=True, slots=True)
class Norm:
    """The measure by which a mail is in time."""

    werktijden: Werktijden
    dagen: int
    """The working days after that of receipt within which a mail should have its outcome."""

    def is_op_tijd(self, van: datetime, tot: datetime) -> bool:
        return dag_hier(tot) <= self.werktijden.na_werkdagen(dag_hier(van), self.dagen)


@dataclass(frozen=True, slots=True)
class Bijdrage:
    """The numbers that one feit adds to one page."""

    blad: str
    dag: date
    """The day of the feit in the Netherlands."""
    aantallen: Mapping[str, int]
    """The number for each name of a figure; none is zero."""


def blad_van_postvak(postvak: str) -> str:
    return f"POSTVAK#{postvak}"


def blad_van_eenheid(eenheid: str) -> str:
    return f"EENHEID#{eenheid}"


def klasse(duur: timedelta) -> int:
    """Return the class of a length of time: 0 below a minute, and four for each doubling from there on."""
    minuten = duur / _MINUUT
    return 0 if minuten < 1 else floor(_KLASSEN_PER_VERDUBBELING * log2(minuten)) + 1


def duur_van(nummer: int) -> timedelta:
    """Return the length that stands for a class: the geometric middle of its bounds; half a minute for the first."""
    return _MINUUT / 2 if nummer == 0 else _MINUUT * 2 ** ((nummer - 0.5) / _KLASSEN_PER_VERDUBBELING)


def percentiel(klassen: Mapping[int, int], deel: float) -> timedelta | None:
    """Return the length of time that this part does not exceed (nearest rank); None when nothing was counted.

    Args:
        klassen: the number of lengths in each class.
        deel: such as 0.5 for the median.
    """
    plaats = ceil(deel * sum(klassen.values()))
    for nummer in sorted(klassen):
        plaats -= klassen[nummer]
        if plaats <= 0:
            return duur_van(nummer)
    return None


def klassen_van(aantallen: Mapping[str, int], maat: str) -> dict[int, int]:
    """Read the classes of one measure among the figures of a page."""
    voor = f"{maat}#"
    return {int(naam.removeprefix(voor)): aantal for naam, aantal in aantallen.items() if naam.startswith(voor)}


def bijdragen(feit: Feit, norm: Norm) -> tuple[Bijdrage, ...]:
    """Return what a feit adds to the figures; nothing for a zaak, which its mail counts, or a person's task."""
    dag = dag_hier(feit.tijdstip)
    op: list[tuple[str, Mapping[str, int]]] = []
    match feit:
        case BerichtOntvangen(in_quarantaine=apart):
            op = [(feit.postvak, {"ontvangen": 1, "inQuarantaine": int(apart), VOORRAAD: int(not apart)})]
        case BerichtAfgehandeld():
            op = [(feit.postvak, _van_afhandeling(feit, norm))]
        case BerichtVervolgd():
            op = [(feit.postvak, {feit.uitkomst.value: 1})]
        case BerichtHeropend(in_quarantaine=apart):
            op = [(feit.postvak, {"heropend": 1, VOORRAAD: int(not apart)})]
        case BerichtVerplaatst():
            op = [(feit.postvak, {"verplaatstUit": 1, VOORRAAD: -1}), (feit.naar, {"verplaatstNaar": 1, VOORRAAD: 1})]
        case BerichtApartgezet():
            op = [(feit.postvak, {"apartgezet": 1, VOORRAAD: -1})]
        case BerichtVrijgegeven():
            op = [(feit.postvak, {"vrijgegeven": 1, VOORRAAD: 1})]
        case TaakGemaakt() | TaakVerwerkt():
            return _van_taak(feit, dag, norm)
    return tuple(Bijdrage(blad_van_postvak(postvak), dag, _zonder_nullen(aantallen)) for postvak, aantallen in op)


def _van_afhandeling(feit: BerichtAfgehandeld, norm: Norm) -> Mapping[str, int]:
    aantallen = Counter({soort.value: aantal for soort, aantal in Counter(feit.soorten).items()})
    aantallen["afgehandeld"] = 1
    aantallen[VOORRAAD] = int(feit.in_quarantaine) - 1
    if set(feit.soorten) == {Afhandelsoort.GEEN_KLANTCONTACT}:  # nobody waited for an answer
        return aantallen
    aantallen["metKlantcontact"] = 1
    aantallen["doorgezet" if DOORGEZET.intersection(feit.soorten) else "doorKcc"] = 1
    aantallen["binnenNorm"] = int(norm.is_op_tijd(feit.ontvangen_op, feit.tijdstip))
    aantallen.update(_duur("doorlooptijd", feit.ontvangen_op, feit.tijdstip, norm.werktijden))
    if feit.geopend_op is not None:
        aantallen.update(_duur("wachttijd", feit.ontvangen_op, feit.geopend_op, norm.werktijden))
        aantallen.update(_duur("behandeltijd", feit.geopend_op, feit.tijdstip, norm.werktijden))
    return aantallen


def _van_taak(feit: TaakGemaakt | TaakVerwerkt, dag: date, norm: Norm) -> tuple[Bijdrage, ...]:
    if feit.organisatorische_eenheid is None:
        return ()
    aantallen: Mapping[str, int] = {"gemaakt": 1, VOORRAAD: 1}
    if isinstance(feit, TaakVerwerkt):
        leeftijd = _duur("leeftijd", feit.gemaakt_op, feit.tijdstip, norm.werktijden)
        aantallen = {"verwerkt": 1, "doorgezet": int(feit.opvolger is not None), VOORRAAD: -1, **leeftijd}
    return (Bijdrage(blad_van_eenheid(feit.organisatorische_eenheid), dag, _zonder_nullen(aantallen)),)


def _duur(maat: str, van: datetime, tot: datetime, werktijden: Werktijden) -> Mapping[str, int]:
    """Count a length of time in hours of the clock and in working hours."""
    return {f"{maat}Uren#{klasse(tot - van)}": 1, f"{maat}Werkuren#{klasse(werktijden.verstreken(van, tot))}": 1}


def _zonder_nullen(aantallen: Mapping[str, int]) -> Mapping[str, int]:
    return {naam: aantal for naam, aantal in aantallen.items() if aantal}


type Bladen = Mapping[tuple[str, date], Mapping[str, int]]
"""The figures of each page and day."""


def tel_op(feiten: Iterable[Feit], norm: Norm) -> dict[tuple[str, date], dict[str, int]]:
    """Count feiten, each by its identificatie once: what the stored figures must be equal to."""
    bladen: dict[tuple[str, date], Counter[str]] = {}
    for feit in {een.identificatie: een for een in feiten}.values():
        for bijdrage in bijdragen(feit, norm):
            blad = bladen.setdefault((bijdrage.blad, bijdrage.dag), Counter())
            for naam, aantal in bijdrage.aantallen.items():
                blad[naam] += aantal
    return {plek: dict(_zonder_nullen(blad)) for plek, blad in bladen.items() if any(blad.values())}
