"""Figures on DynamoDB. An item for each page and day has the figures as attributes; one for each month has the stock.

The item of a feit says that it was counted. It is written in one transaction with what the feit adds, so each feit
counts once, however often and in whatever order it comes.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.table import Item, Repository, TijdstipAttribute, table_key
from klantmail.adapters.dynamodb.writing import New, Update, transact
from klantmail.domain.cijfers import VOORRAAD, Bijdrage
from klantmail.domain.feit import Feit
from klantmail.ports.cijfers import Blad
from klantmail.usecases.parallel import alle

_DAG: Final = "DAG#"
_MAAND: Final = "MAAND#"
_SOORT: Final = "cijfers"
_GEEN_CIJFERS: Final = frozenset({"PK", "SK", "soort"})


class FeitItem(Item, discriminator="feit"):
    """The item that says that a feit was counted. There is none before."""

    naam = UnicodeAttribute(attr_name="feit")
    tijdstip = TijdstipAttribute()


class CijferItem(Item, discriminator=_SOORT):
    """The figures of one page and day, or month. Their names are those of the domain, so they stand in no model."""


def _plek(blad: str) -> str:
    return f"CIJFERS#{blad}"


def _dag(dag: date) -> str:
    return f"{_DAG}{dag.isoformat()}"


def _maand(dag: date) -> str:
    return f"{_MAAND}{dag.isoformat()[:7]}"


def _erbij(bijdrage: Bijdrage) -> list[Update]:
    """The writes by which a contribution is added. An update that makes the item writes what kind it is, too."""
    acties: list[Action] = [Path(naam).add(aantal) for naam, aantal in bijdrage.aantallen.items()]
    erbij = [Update(CijferItem(_plek(bijdrage.blad), _dag(bijdrage.dag)), [Path("soort").set(_SOORT), *acties], None)]
    verschil = bijdrage.aantallen.get(VOORRAAD, 0)
    if verschil:
        maand: list[Action] = [Path("soort").set(_SOORT), Path(VOORRAAD).add(verschil)]
        erbij.append(Update(CijferItem(_plek(bijdrage.blad), _maand(bijdrage.dag)), maand, None))
    return erbij


class Cijfers(Repository):
    """The figures, and what was counted in them."""

    def tel(self, feit: Feit, bijdragen: Sequence[Bijdrage]) -> None:
        geteld = FeitItem(*table_key("FEIT", feit.identificatie), naam=feit.soort, tijdstip=feit.tijdstip)
        transact(self._table, New(geteld), *(een for bijdrage in bijdragen for een in _erbij(bijdrage)))

    def ongeteld(self, feiten: Sequence[UUID]) -> frozenset[UUID]:
        per_plek = {table_key("FEIT", een): een for een in feiten}
        geteld = {(item.pk, item.sk) for item in FeitItem.batch_get(list(per_plek), consistent_read=True)}
        return frozenset(een for plek, een in per_plek.items() if plek not in geteld)

    def bladen(self, namen: Sequence[str], van: date, tot: date) -> Sequence[Blad]:
        eerste = van.replace(day=1)
        vragen = [
            (naam, *grenzen)
            for naam in namen
            for grenzen in ((_MAAND, _maand(eerste - timedelta(days=1))), (_dag(eerste), _dag(tot)))
        ]
        rijen = alle(lambda vraag: self._rijen(*vraag), vragen)  # all of them side by side
        return [_blad(maanden, dagen, van) for maanden, dagen in zip(rijen[::2], rijen[1::2], strict=True)]

    @staticmethod
    def _rijen(blad: str, van: str, tot: str) -> list[dict[str, Any]]:
        vraag = CijferItem.query(_plek(blad), CijferItem.sk.between(van, tot))
        return [rij for bladzijde in vraag.page_iter for rij in bladzijde["Items"]]


def _blad(maanden: list[dict[str, Any]], dagen: list[dict[str, Any]], van: date) -> Blad:
    """Put a page together from the months before, and from the days of its first month on."""
    per_dag = {date.fromisoformat(rij["SK"]["S"].removeprefix(_DAG)): _aantallen(rij) for rij in dagen}
    ervoor = [*map(_aantallen, maanden), *(cijfers for dag, cijfers in per_dag.items() if dag < van)]
    begin = sum(cijfers.get(VOORRAAD, 0) for cijfers in ervoor)
    return Blad(begin, {dag: cijfers for dag, cijfers in per_dag.items() if dag >= van})


def _aantallen(rij: dict[str, Any]) -> dict[str, int]:
    return {naam: int(waarde["N"]) for naam, waarde in rij.items() if naam not in _GEEN_CIJFERS}
