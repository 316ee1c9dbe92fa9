"""The figures of a period, put together from the pages of the postvakken and of the organisatorische eenheden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from klantmail.domain.cijfers import VOORRAAD, blad_van_eenheid, blad_van_postvak
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.medewerker import Medewerker
from klantmail.ports.cijfers import Blad, Cijferlezer

MAX_DAGEN: Final = 366
"""Days in one answer. A day has some two kilobytes of figures."""
_DAG: Final = timedelta(days=1)


class Per(StrEnum):
    """The length of the periods that figures are given by."""

    DAG = "dag"
    WEEK = "week"
    MAAND = "maand"

    def begin(self, dag: date) -> date:
        """Return the first day of the period that a day is in. A week begins on Monday (ISO 8601)."""
        match self:
            case Per.DAG:
                return dag
            case Per.WEEK:
                return dag - timedelta(days=dag.weekday())
            case Per.MAAND:
                return dag.replace(day=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Periode:
    """The figures of one period."""

    van: date
    tot: date
    """The last day of it, as far as it was asked for."""
    aantallen: Mapping[str, int]
    voorraad: int
    """The number that is open at the end of the last day."""


@dataclass(frozen=True, slots=True)
class Cijfers:
    """The figures that were asked for."""

    perioden: tuple[Periode, ...]
    eenheden: Mapping[str, tuple[Periode, ...]]
    """The figures about interne taken, by organisatorische eenheid."""


@dataclass(frozen=True, slots=True)
class Cijfervraag:
    """The figures that somebody wants."""

    van: date
    tot: date
    """The last day, included."""
    per: Per
    postvak: str | None
    """None means all postvakken together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cijferaar:
    """The reading of figures."""

    lezer: Cijferlezer
    postvakken: tuple[str, ...]
    eenheden: tuple[str, ...]

    def cijfers(self, vraag: Cijfervraag, medewerker: Medewerker) -> Cijfers:
        """Return the figures of the period, of the postvakken that this medewerker has a right to.

        Tasks belong to an eenheid and come from all postvakken: who has a right to some only gets no figures of them.

        Raises: OngeldigeInvoer (a postvak that is none, a period that ends before it begins, or is too long).
        """
        self._beoordeel(vraag)
        genoemd = self.postvakken if vraag.postvak is None else (vraag.postvak,)
        postvakken = [postvak for postvak in genoemd if medewerker.mag(postvak)]
        eenheden = () if medewerker.is_beperkt else self.eenheden
        namen = [*map(blad_van_postvak, postvakken), *map(blad_van_eenheid, eenheden)]
        bladen = self.lezer.bladen(namen, vraag.van, vraag.tot)
        van_postvakken, van_eenheden = bladen[: len(postvakken)], bladen[len(postvakken) :]
        return Cijfers(
            _perioden(vraag, van_postvakken),
            {eenheid: _perioden(vraag, [blad]) for eenheid, blad in zip(eenheden, van_eenheden, strict=True)},
        )

    def _beoordeel(self, vraag: Cijfervraag) -> None:
        fouten: list[Invoerfout] = []
        if vraag.postvak is not None and vraag.postvak not in self.postvakken:
            fouten.append(Invoerfout("postvak", "onbekend", "Dit postvak bestaat niet."))
        if vraag.tot < vraag.van:
            fouten.append(Invoerfout("tot", "voor-begin", "De laatste dag ligt voor de eerste."))
        elif (vraag.tot - vraag.van).days >= MAX_DAGEN:
            fouten.append(Invoerfout("tot", "te-lang", f"Vraag ten hoogste {MAX_DAGEN} dagen tegelijk."))
        if fouten:
            raise OngeldigeInvoer(*fouten)


def _perioden(vraag: Cijfervraag, bladen: Sequence[Blad]) -> tuple[Periode, ...]:
    perioden: list[Periode] = []
    voorraad = sum(blad.begin for blad in bladen)
    van = vraag.van
    while van <= vraag.tot:
        tot = min(_laatste(vraag.per, van), vraag.tot)
        aantallen: Counter[str] = Counter()
        for nummer in range((tot - van).days + 1):
            for blad in bladen:
                for naam, aantal in blad.dagen.get(van + timedelta(days=nummer), {}).items():
                    aantallen[naam] += aantal
        voorraad += aantallen.pop(VOORRAAD, 0)
        perioden.append(Periode(van=van, tot=tot, aantallen=dict(aantallen), voorraad=voorraad))
        van = tot + _DAG
    return tuple(perioden)


def _laatste(per: Per, dag: date) -> date:
    """Return the last day of the period that a day is in."""
    begin = per.begin(dag)
    while per.begin(dag + _DAG) == begin:
        dag += _DAG
    return dag
