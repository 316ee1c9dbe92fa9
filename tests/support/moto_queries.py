"""Moto's queries and listings at the price of what they name.

Moto sorts the whole table for each query, copies an item for each attribute that is asked of it, and copies each object
of a bucket for each listing of versions. Who asks for a partition gets the items that ever had its key to look through,
who asks for attributes one copy of the item, and who asks for a prefix the objects under it; the rest is moto's:
`tests/integration/adapters/dynamodb/test_moto_queries.py`.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.s3.models import FakeBucket, S3Backend
from moto.s3.utils import _VersionedKeyStore

KEYS_BY_PARTITION = "keys_by_partition"
"""The attribute of a table that holds the keys of the items that ever had a value, by attribute and value."""


def _partition_attributes(table: Table) -> Iterator[str]:
    for index in table.all_indexes():
        yield from (key["AttributeName"] for key in index.schema if key["KeyType"] == "HASH")


def _remember(table: Table, item: Item) -> None:
    known = table.__dict__.setdefault(KEYS_BY_PARTITION, defaultdict(dict))
    for name in _partition_attributes(table):
        if name in item.attrs:
            known[name, item.attrs[name].value][item.hash_key, item.range_key] = None


def _candidates(table: Table, hash_key: DynamoType | None, conditions: list[tuple[str, DynamoType]] | None) -> list[Item]:
    """Return the items that a query can find: all of its partition, and perhaps more."""
    if not conditions or conditions[0][0] == table.hash_key_attr:
        return list(table.items.get(hash_key, {}).values())
    name, value = conditions[0]
    keys = table.__dict__.get(KEYS_BY_PARTITION, {}).get((name, value.value), ())
    return [table.items[first][second] for first, second in keys if second in table.items.get(first, ())]


@contextmanager
def _only_under(bucket: FakeBucket, prefix: str | None) -> Iterator[None]:
    """Let a bucket have no more than the keys under this prefix."""
    whole = bucket.keys
    bucket.keys = _VersionedKeyStore()
    for key in list(whole):
        if key.startswith(prefix or ""):
            dict.__setitem__(bucket.keys, key, whole.getlist(key))
    try:
        yield
    finally:
        bucket.keys = whole


@cache
def cheap_queries() -> None:
    """Have moto look at what a query or a listing names, from now on. Only tables with a sort key are known here."""
    put, update, query, project = Table.put_item, DynamoDBBackend.update_item, Table.query, Item.project
    objects, versions = S3Backend.list_objects, S3Backend.list_object_versions

    def put_item(table: Table, *args: Any, **given: Any) -> Item:
        item = put(table, *args, **given)
        _remember(table, item)
        return item

    def update_item(backend: DynamoDBBackend, table_name: str, *args: Any, **given: Any) -> Item:
        item = update(backend, table_name, *args, **given)
        _remember(backend.get_table(table_name), item)
        return item

    def query_(table: Table, hash_key: DynamoType | None, *args: Any, **given: Any) -> Any:
        found = _candidates(table, hash_key, given.get("hash_key_conditions"))
        with patch.object(table, "all_items", lambda: found):
            return query(table, hash_key, *args, **given)

    def project_(item: Item, expressions: list[list[str]]) -> Item:
        plain = item.to_regular_json()
        with patch.object(item, "to_regular_json", lambda: plain):
            return project(item, expressions)

    def list_objects(backend: S3Backend, bucket: FakeBucket, prefix: str | None, *args: Any, **given: Any) -> Any:
        with _only_under(bucket, prefix):
            return objects(backend, bucket, prefix, *args, **given)

    def list_object_versions(backend: S3Backend, bucket_name: str, *args: Any, **given: Any) -> Any:
        with _only_under(backend.get_bucket(bucket_name), given.get("prefix")):
            return versions(backend, bucket_name, *args, **given)

    Table.put_item, DynamoDBBackend.update_item, Table.query = put_item, update_item, query_  # type: ignore[method-assign, assignment]
    Item.project = project_  # type: ignore[method-assign, assignment]
    S3Backend.list_objects, S3Backend.list_object_versions = list_objects, list_object_versions  # type: ignore[method-assign, assignment]
