"""Moto's transactions at the price of their own items.

Moto keeps what a transaction may have to undo as a deep copy of the whole table, with all that its stream ever held,
and makes that copy once for each item of the transaction. A table that a test fills made its transactions slower and
slower: the tests of the adapters spent most of their time there. Only the items that a transaction names can change,
so only these are copied here. What a refused transaction leaves is the same:
`tests/integration/adapters/dynamodb/test_moto_transactions.py`.
"""

import copy
from collections import defaultdict
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table


def _before(table: Table, named: list[dict[str, Any]]) -> Table:
    """Return what a table is now, of which the items that are named stay as they are."""
    kept = copy.copy(table)
    kept.items = defaultdict(dict, table.items)
    if table.stream_shard is not None:
        kept.stream_shard = copy.copy(table.stream_shard)
        kept.stream_shard.table = kept
        kept.stream_shard.items = list(table.stream_shard.items)
    for key in named:
        partition, place = DynamoType(key[table.hash_key_attr]), DynamoType(key[str(table.range_key_attr)])
        rows = kept.items[partition] = dict(kept.items.get(partition, {}))
        if place in rows:
            rows[place] = copy.deepcopy(rows[place])
    return kept


@cache
def cheap_transactions() -> None:
    """Have moto copy the items of a transaction alone, from now on. Only tables with a sort key are known here."""
    whole = DynamoDBBackend.transact_write_items

    def transact(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
        operations = [operation for item in transact_items for operation in item.values()]
        kept: dict[int, Table] = {}

        def deepcopy(thing: Any) -> Any:
            if not isinstance(thing, Table):
                return copy.deepcopy(thing)
            if id(thing) not in kept:  # moto asks for it once for each item
                own = [one.get("Key") or one["Item"] for one in operations if one["TableName"] == thing.name]
                kept[id(thing)] = _before(thing, own)
            return kept[id(thing)]

        with patch.object(models, "copy", SimpleNamespace(deepcopy=deepcopy)):
            whole(backend, transact_items)

    DynamoDBBackend.transact_write_items = transact  # type: ignore[method-assign, assignment]
