"""Moto's transactions at the price of their own items.

Moto keeps what a transaction may have to undo as a deep copy of the whole table, with all that its stream ever held,
and makes that copy once for each item of the transaction. It never lets go of a copy either: it lists all its models.
A table that a test fills made its transactions slower and slower. Only the items that a transaction names can change,
so only these are kept here, and put back when it is refused. What a refused transaction leaves is the same:
`tests/integration/adapters/dynamodb/test_moto_transactions.py`.
"""

import copy
from collections.abc import Callable, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table


def _undoing(table: Table, key: dict[str, Any]) -> Callable[[], None]:
    """Return what makes an item of a table what it is now."""
    partition, place = DynamoType(key[table.hash_key_attr]), DynamoType(key[str(table.range_key_attr)])
    item = table.items.get(partition, {}).get(place)
    attributes = copy.deepcopy(item.attrs) if item else None

    def undo() -> None:
        if item:
            item.attrs = attributes
            table.items[partition][place] = item
        elif partition in table.items:
            table.items[partition].pop(place, None)
            if not table.items[partition]:
                del table.items[partition]

    return undo


def _untelling(table: Table) -> Callable[[], None]:
    """Return what makes the stream of a table what it is now."""
    shard = table.stream_shard
    told = len(shard.items) if shard else 0

    def undo() -> None:
        if shard:
            del shard.items[told:]

    return undo


def _undo_all(backend: DynamoDBBackend, operations: Sequence[dict[str, Any]]) -> list[Callable[[], None]]:
    tables = {name: backend.tables[name] for each in operations if (name := each["TableName"]) in backend.tables}
    named = [(tables[each["TableName"]], each.get("Key") or each["Item"]) for each in operations if each["TableName"] in tables]
    return [*(_undoing(table, key) for table, key in named), *map(_untelling, tables.values())]


@cache
def cheap_transactions() -> None:
    """Have moto keep the items of a transaction alone, from now on. Only tables with a sort key are known here."""
    whole = DynamoDBBackend.transact_write_items
    no_copy = SimpleNamespace(deepcopy=lambda thing: thing if isinstance(thing, Table) else copy.deepcopy(thing))

    def transact(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
        undo = _undo_all(backend, [operation for item in transact_items for operation in item.values()])
        try:
            with patch.object(models, "copy", no_copy):
                whole(backend, transact_items)
        except Exception:
            for each in undo:
                each()
            raise

    DynamoDBBackend.transact_write_items = transact  # type: ignore[method-assign, assignment]
