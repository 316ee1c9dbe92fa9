"""Capacity units of DynamoDB, computed from the sizes of items by AWS's published rules. No engine has a say in it.

- Sizes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
- Requests: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
- Indexes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations
- Both:
  https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling

AWS says that each item of a transaction takes two writes, one to prepare and one to commit, and says nothing of index
entries. Somebody who asked DynamoDB itself in eu-west-2 found that these take what they take outside a transaction,
that an entry which stays the same takes nothing, and that a check of a condition takes what a write of its item would:
https://github.com/nubo-db/dynoxide/pull/188 and src/actions/index_capacity.rs there.
"""

import base64
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

type Item = Mapping[str, Mapping[str, Any]]
"""An item as DynamoDB's JSON has it: each value with its type."""
type Fetch = Callable[[Item], Item | None]
"""A function that returns the item that is stored under a primary key now."""

_READ_BLOCK: Final = 4096
_WRITE_BLOCK: Final = 1024
_CONTAINER: Final = 3
"""Bytes of a list or map itself."""
_ELEMENT: Final = 1
"""Bytes of each element of a list or map, besides its own size."""
_TRANSACTION: Final = 2
"""The number of writes, or reads, that each item of a transaction takes."""


def item_size(item: Item) -> int:
    """Bytes of an item: its attributes' names and values."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            return _number_size(content)
        case "B":  # bytes, or their base64 as it goes over the wire
            return len(content) if isinstance(content, bytes) else len(base64.b64decode(content))
        case "SS":
            return sum(len(each.encode()) for each in content)
        case "BOOL" | "NULL":
            return 1
        case "L":
            return _CONTAINER + sum(_ELEMENT + _value_size(each) for each in content)
        case "M":
            return _CONTAINER + sum(_ELEMENT + len(name.encode()) + _value_size(each) for name, each in content.items())
        case _:
            raise ValueError(f"nothing here stores a value of type {kind}")


def _number_size(digits: str) -> int:
    """Bytes of a number: one for each two significant digits, and one more."""
    significant = digits.lstrip("-").replace(".", "").strip("0")
    return math.ceil(len(significant) / 2) + 1


def read_units(size: int, *, consistent: bool) -> float:
    """Units of reading so many bytes. Reading nothing takes as much as reading a few."""
    return max(math.ceil(size / _READ_BLOCK), 1) * (1 if consistent else 0.5)


def write_units(size: int) -> int:
    """Units of writing so many bytes. A write that is refused, or writes nothing, takes as much as a small one."""
    return max(math.ceil(size / _WRITE_BLOCK), 1)


@dataclass(frozen=True, slots=True)
class Index:
    """A global secondary index that projects a part of an item."""

    name: str
    keys: tuple[str, ...]
    projected: frozenset[str]
    """Names of the attributes that an entry holds: its keys, the table's, and those that are included."""

    def entry(self, item: Item | None) -> Item | None:
        """Return the entry of the index for an item; None when the item lacks a key of the index."""
        if item is None or any(key not in item for key in self.keys):
            return None
        return {name: value for name, value in item.items() if name in self.projected}

    def write_units(self, before: Item | None, after: Item | None) -> int:
        """Units that this change of an item takes on the index.

        It takes none when its entry stays the same, and those of two entries when it moves.
        """
        old, new = self.entry(before), self.entry(after)
        if old == new:
            return 0
        if old and new and all(old[key] == new[key] for key in self.keys):
            return max(write_units(item_size(old)), write_units(item_size(new)))
        return sum(write_units(item_size(each)) for each in (old, new) if each is not None)


@dataclass(frozen=True, slots=True)
class Units:
    """The units that a call takes of the table and its indexes."""

    read: float = 0
    write: float = 0
    on_indexes: float = 0
    """The part of `write` that goes to the indexes."""

    def __add__(self, other: "Units") -> "Units":
        return Units(self.read + other.read, self.write + other.write, self.on_indexes + other.on_indexes)


@dataclass(frozen=True, slots=True)
class Table:
    """The table as `template.yaml` describes it."""

    keys: tuple[str, ...]
    indexes: tuple[Index, ...]

    @classmethod
    def described(cls, properties: Mapping[str, Any]) -> "Table":
        """Read the table from the template.

        Args:
            properties: the properties of the table in the template.
        """
        keys = tuple(each["AttributeName"] for each in properties["KeySchema"])
        return cls(keys, tuple(_indexes(keys, properties["GlobalSecondaryIndexes"])))

    def key(self, item: Item) -> Item:
        return {name: item[name] for name in self.keys}

    def index(self, name: str) -> Index:
        return next(each for each in self.indexes if each.name == name)

    def change(self, before: Item | None, after: Item | None, *, times: int = 1) -> Units:
        """Units of one written item.

        They count the larger of its sizes before and after, so many times, and its index entries once.
        """
        own = write_units(max(item_size(each) if each else 0 for each in (before, after)))
        entries = sum(index.write_units(before, after) for index in self.indexes)
        return Units(write=times * own + entries, on_indexes=entries)


def _indexes(keys: tuple[str, ...], described: Sequence[Mapping[str, Any]]) -> Iterator[Index]:
    for each in described:
        own = tuple(key["AttributeName"] for key in each["KeySchema"])
        yield Index(each["IndexName"], own, frozenset({*keys, *own, *each["Projection"]["NonKeyAttributes"]}))


class Measured:
    """One call of DynamoDB: seen before it is made, and when it is answered.

    Args:
        request: the request as it is sent.
        fetch: reads the stored item of a key, so that the item is known before and after.
    """

    def __init__(self, table: Table, operation: str, request: Mapping[str, Any], fetch: Fetch) -> None:
        self._table = table
        self._operation = operation
        self._request = request
        self._fetch = fetch
        self._written = [(key, fetch(key)) for key in _written_keys(table, operation, request)]

    def units(self, response: Mapping[str, Any]) -> Units:
        """Return the units that the call took.

        Raises: ValueError (an operation, or a way of asking, that nothing here uses and no rule above covers).
        """
        match self._operation:
            case "GetItem":
                key, consistent = self._request["Key"], self._request.get("ConsistentRead", False)
                return Units(read=read_units(_size(self._fetch(key)), consistent=consistent))
            case "BatchGetItem":
                return sum((self._batch(each) for each in self._request["RequestItems"].values()), Units())
            case "Query":
                return self._query(response)
            case "PutItem" | "UpdateItem" | "DeleteItem" | "BatchWriteItem":
                return self._changes(times=1)
            case "TransactWriteItems":
                return self._changes(times=_TRANSACTION)
            case "CreateTable":
                return Units()
            case _:
                raise ValueError(f"no rule for {self._operation}")

    def _changes(self, times: int) -> Units:
        return sum((self._table.change(before, self._fetch(key), times=times) for key, before in self._written), Units())

    def _batch(self, asked: Mapping[str, Any]) -> Units:
        """Units of the items of a batch, each counted by itself."""
        consistent = asked.get("ConsistentRead", False)
        return Units(read=sum(read_units(_size(self._fetch(key)), consistent=consistent) for key in asked["Keys"]))

    def _query(self, response: Mapping[str, Any]) -> Units:
        """Units of all that a query looked at, counted together."""
        if response["ScannedCount"] != response["Count"]:
            raise ValueError("what a filter left out has a size too")
        stored = [self._fetch(self._table.key(each)) for each in response["Items"]]
        if name := self._request.get("IndexName"):
            stored = [self._table.index(name).entry(each) for each in stored]
        return Units(read=read_units(sum(map(_size, stored)), consistent=self._request.get("ConsistentRead", False)))


def measured(table: Table, operation: str, body: bytes, fetch: Fetch) -> Measured:
    """Measure the call with this body, which is about to be made."""
    return Measured(table, operation, json.loads(body), fetch)


def _size(item: Item | None) -> int:
    return item_size(item) if item else 0


def _written_keys(table: Table, operation: str, request: Mapping[str, Any]) -> Iterable[Item]:
    """The keys of the items that are written, or held to a condition."""
    match operation:
        case "PutItem":
            return [table.key(request["Item"])]
        case "UpdateItem" | "DeleteItem":
            return [request["Key"]]
        case "TransactWriteItems":
            actions = [action for each in request["TransactItems"] for action in each.values()]
            return [each["Key"] if "Key" in each else table.key(each["Item"]) for each in actions]
        case "BatchWriteItem":
            writes = [write for batch in request["RequestItems"].values() for each in batch for write in each.values()]
            return [each["Key"] if "Key" in each else table.key(each["Item"]) for each in writes]
        case _:
            return []
