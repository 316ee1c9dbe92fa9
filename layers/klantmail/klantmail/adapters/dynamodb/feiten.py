"""The feiten of a record, read from its item: as the stream gives it, or as it is read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from klantmail.adapters.dynamodb.emailbericht_mapping import (
    EmailberichtItem,
    afgehandeld_op,
    bericht_uit,
    lijst_van,
)
from klantmail.adapters.dynamodb.interne_taak_mapping import InterneTaakItem, taak_uit
from klantmail.adapters.dynamodb.table import Item, Repository, table_key
from klantmail.adapters.dynamodb.zaken import ZaakItem, zaak_uit, zaak_uit_beeld
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.feit import Feit, feiten_van_bericht, feiten_van_taak, feiten_van_zaak
from klantmail.domain.tijd import als_tekst, dag_hier
from klantmail.usecases.parallel import alle


def feiten_uit_beeld(beeld: Mapping[str, Any]) -> tuple[Feit, ...]:
    """Return all that happened to a record, oldest first; nothing for a kind that nothing is told of.

    Nothing is told of a mail that is marked to be destroyed: the mark is no feit, and the last one was told long ago.

    Args:
        beeld: the item in DynamoDB's own JSON, such as the NewImage of a stream record.
    """
    match beeld["soort"]["S"]:
        case "emailbericht" if "vernietiging" not in beeld:
            return feiten_van_bericht(bericht_uit(EmailberichtItem.from_raw_data(dict(beeld))))
        case "internetaak":
            return feiten_van_taak(taak_uit(InterneTaakItem.from_raw_data(dict(beeld))))
        case "zaak":
            return feiten_van_zaak(zaak_uit_beeld(beeld))
    return ()


class Feiten(Repository):
    """The feiten of records, by the lists that these stand on."""

    def feiten_tussen(self, postvakken: Sequence[str], van: datetime, tot: datetime) -> Iterator[Feit]:
        dagen = range((dag_hier(tot) - dag_hier(van)).days + 1)
        lijsten = [
            *(afgehandeld_op(dag_hier(van) + timedelta(days=nummer)) for nummer in dagen),
            *(lijst_van(postvak, status) for postvak in postvakken for status in (None, Berichtstatus.QUARANTAINE)),
        ]
        grenzen = als_tekst(van), f"{als_tekst(tot)}#g"  # the last one is behind every id of that very moment

        def ids(lijst: str) -> list[UUID]:
            vraag = Item.werkvoorraad.query(lijst, Item.werkvoorraad_sk.between(*grenzen))
            rijen = [rij["WERKVOORRAAD_SK"]["S"] for page in vraag.page_iter for rij in page["Items"]]
            return [UUID(rij.rpartition("#")[2]) for rij in rijen]

        taken: set[UUID | None] = set()
        zaken: set[UUID | None] = set()
        berichten = {een for lijst in alle(ids, lijsten) for een in lijst}
        for item in EmailberichtItem.batch_get([table_key("EMAILBERICHT", een) for een in berichten]):
            bericht = bericht_uit(item)
            yield from feiten_van_bericht(bericht)
            taken.update(deel.interne_taak for deel in bericht.delen)
            zaken.update(deel.zaak for deel in bericht.delen)
        yield from _van_zaken(zaken)
        yield from _van_taken(taken)


def _van_zaken(ids: Iterable[UUID | None]) -> Iterator[Feit]:
    for item in ZaakItem.batch_get([table_key("ZAAK", een) for een in ids if een]):
        yield from feiten_van_zaak(zaak_uit(item))


def _van_taken(ids: Iterable[UUID | None]) -> Iterator[Feit]:
    """Yield the feiten of tasks and of the tasks that these became. A task becomes a later one only, so that ends."""
    while keys := [table_key("INTERNETAAK", een) for een in ids if een]:
        taken = [taak_uit(item) for item in InterneTaakItem.batch_get(keys)]
        yield from chain.from_iterable(map(feiten_van_taak, taken))
        ids = [taak.opvolger for taak in taken]
