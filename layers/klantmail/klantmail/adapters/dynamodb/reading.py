"""The items that the rows of an index name: a row holds a sort key `<time>#<id>` and no more of the item."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from klantmail.adapters.dynamodb.cursor import maak_cursor
from klantmail.adapters.dynamodb.page_size import omvang
from klantmail.adapters.dynamodb.table import Item, table_key
from klantmail.domain.tijd import als_tekst
from klantmail.ports.repositories import MAX_PAGINA, Pagina

PER_PAGE: Final = 100
"""Rows of an index read at a time, where all of them may be needed: as many as one BatchGetItem reads."""


def op_volgorde[I: Item](model: type[I], soort: str, sort_keys: Sequence[str]) -> list[tuple[str, I]]:
    """Each sort key with its item, in this order. An item that is gone meanwhile is left out."""
    paren = [(key, table_key(soort, UUID(key.rpartition("#")[2]))) for key in sort_keys]
    gevonden = {item.pk: item for item in model.batch_get([key for _, key in paren])}
    return [(key, gevonden[pk]) for key, (pk, _) in paren if pk in gevonden]


def aan_de_beurt[I: Item, T](model: type[I], soort: str, lijst: str, moment: datetime, uit: Callable[[I], T]) -> Iterator[T]:
    """Yield the items of this list of the index `aandacht` that have come due, longest ago first.

    It reads no further than is asked.
    """
    grens = f"{als_tekst(moment)}#g"  # this is behind every id of that very moment
    vraag = Item.aandacht.query(lijst, Item.aandacht_sk < grens, page_size=PER_PAGE)
    for rijen in vraag.page_iter:
        for _, item in op_volgorde(model, soort, [rij["AANDACHT_SK"]["S"] for rij in rijen["Items"]]):
            yield uit(item)


def read_page[I: Item, T](
    model: type[I],
    soort: str,
    volgorde: Sequence[str],
    aantal: int,
    uit: Callable[[I], T],
    ruimte: int = MAX_PAGINA,
    *,
    toont: Callable[[I], bool] = lambda _: True,
) -> Pagina[T]:
    """Read the first `aantal` items that these sort keys name, or as many as fit
    into `ruimte`, but one if there is one.

    Args:
        volgorde: sort keys in the order of the list; one more than `aantal` says that more follows.
        toont: tells whether the list shows an item; a page may so hold fewer, and still have a next one.
    """
    gevonden = [(key, uit(item)) for key, item in op_volgorde(model, soort, volgorde[:aantal]) if toont(item)]
    passend = wat_past([resultaat for _, resultaat in gevonden], ruimte)
    resultaten = tuple(resultaat for _, resultaat in gevonden[:passend])
    if passend < len(gevonden):
        return Pagina(resultaten, maak_cursor(gevonden[passend - 1][0]))
    return Pagina(resultaten, maak_cursor(volgorde[aantal - 1]) if len(volgorde) > aantal else None)


def wat_past(records: Sequence[object], ruimte: int = MAX_PAGINA) -> int:
    """Count how many of these, from the first on, fit into `ruimte`; at least one,
    so that a list can always be read on.
    """
    for aantal, record in enumerate(records):
        ruimte -= omvang(record)
        if aantal and ruimte < 0:
            return aantal
    return len(records)
