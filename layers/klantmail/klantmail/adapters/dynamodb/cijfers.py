"""Figures on DynamoDB. An item for each page and day has the figures as attributes; one for each month has the stock.

The item of a feit says that it was counted. It is written in one transaction with what the feit adds, so each feit
counts once, however often and in whatever order it comes. Feiten that come together share the writes of their pages.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
_ZWAARSTE: Final = 40 * 1024
"""Bytes of a page at most: a few hundred figures, each with its name."""
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


def _erbij(bijdragen: Sequence[Bijdrage]) -> Iterator[Update]:
    """Yield the writes by which contributions are added: one for each day of a page, and one for each of its months."""
    maanden = Counter[tuple[str, str]]()
    for bijdrage in bijdragen:
        yield _op_plek(bijdrage.blad, _dag(bijdrage.dag), bijdrage.aantallen)
        maanden[bijdrage.blad, _maand(bijdrage.dag)] += bijdrage.aantallen.get(VOORRAAD, 0)
    for (blad, maand), verschil in maanden.items():
        if verschil:
            yield _op_plek(blad, maand, {VOORRAAD: verschil})


def _op_plek(blad: str, sk: str, aantallen: Mapping[str, int]) -> Update:
    """The write that adds to an item. An update that makes the item writes what kind it is, too."""
    acties: list[Action] = [Path(naam).add(aantal) for naam, aantal in aantallen.items()]
    return Update(CijferItem(_plek(blad), sk), [Path("soort").set(_SOORT), *acties], None, _ZWAARSTE)


class Cijfers(Repository):
    """The figures, and what was counted in them."""

    def tel(self, feiten: Sequence[Feit], bijdragen: Sequence[Bijdrage]) -> None:
        geteld = [FeitItem(*table_key("FEIT", een.identificatie), naam=een.soort, tijdstip=een.tijdstip) for een in feiten]
        transact(self._table, *map(New, geteld), *_erbij(bijdragen))

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
        return [rij for page in vraag.page_iter for rij in page["Items"]]


def _blad(maanden: list[dict[str, Any]], dagen: list[dict[str, Any]], van: date) -> Blad:
    """Make a page of the figures from the day `van` on.

    Args:
        maanden: the items of all months before that of `van`.
        dagen: the items of the days from the first day of that month on.
    """
    per_dag = {date.fromisoformat(rij["SK"]["S"].removeprefix(_DAG)): _aantallen(rij) for rij in dagen}
    ervoor = [*map(_aantallen, maanden), *(cijfers for dag, cijfers in per_dag.items() if dag < van)]
    begin = sum(cijfers.get(VOORRAAD, 0) for cijfers in ervoor)
    return Blad(begin, {dag: cijfers for dag, cijfers in per_dag.items() if dag >= van})


def _aantallen(rij: dict[str, Any]) -> dict[str, int]:
    return {naam: int(waarde["N"]) for naam, waarde in rij.items() if naam not in _GEEN_CIJFERS}
