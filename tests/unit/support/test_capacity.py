"""The rules by which capacity units are counted.

The examples are those of AWS's own pages and of somebody who asked DynamoDB.
"""

import json
from typing import Any

import pytest

from tests.support.capacity import Index, Item, Table, Units, item_size, measured, read_units, write_units
from tests.support.template import parsed_template

TABLE = Table(("PK",), (Index("lijst", ("LIJST",), frozenset({"PK", "LIJST", "naam"})),))


def s(text: str) -> dict[str, str]:
    return {"S": text}


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": "café"}, 5),
        ({"S": ""}, 0),
        ({"N": "0"}, 1),
        ({"N": "7"}, 2),
        ({"N": "-27"}, 2),
        ({"N": "1234567.5"}, 5),
        ({"N": "38000000"}, 2),
        ({"N": "0.0012"}, 2),
        ({"B": "AAEC"}, 3),
        ({"BOOL": True}, 1),
        ({"SS": ["é", "b"]}, 3),
        ({"NULL": True}, 1),
        ({"SS": ["ab", "c"]}, 3),
        ({"L": []}, 3),
        ({"L": [s("ab"), s("c")]}, 8),
        ({"M": {}}, 3),
        ({"M": {"naam": s("Jan"), "nu": {"BOOL": False}}}, 15),
        ({"L": [{"M": {"a": {"L": []}}}]}, 12),
    ],
)
def test_a_value_has_the_size_that_aws_says(value: dict[str, Any], size: int) -> None:
    assert item_size({"é": value}) == 2 + size


def test_a_type_that_nothing_stores_has_no_size() -> None:
    with pytest.raises(ValueError, match="BS"):
        item_size({"a": {"BS": ["b"]}})


@pytest.mark.parametrize(("size", "units"), [(0, 1), (1, 1), (4096, 1), (4097, 2), (8192, 2), (409_600, 100)])
def test_reading_goes_by_four_kilobytes_and_for_half_when_it_may_be_stale(size: int, units: int) -> None:
    assert read_units(size, consistent=True) == units
    assert read_units(size, consistent=False) == units / 2


@pytest.mark.parametrize(("size", "units"), [(0, 1), (1024, 1), (1025, 2), (409_600, 400)])
def test_writing_goes_by_one_kilobyte(size: int, units: int) -> None:
    assert write_units(size) == units


A = {"PK": s("a"), "LIJST": s("1"), "naam": s("x" * 1500), "rest": s("r")}
"""An item whose entry takes two units."""


@pytest.mark.parametrize(
    ("before", "after", "units"),
    [
        (None, None, 0),
        (None, A, 2),
        (A, None, 2),
        (A, {**A, "rest": s("anders")}, 0),
        (A, {**A, "naam": s("kort")}, 2),
        ({**A, "naam": s("kort")}, A, 2),
        (A, {**A, "LIJST": s("2")}, 4),
        (A, {**A, "LIJST": s("2"), "naam": s("kort")}, 3),
        (A, {"PK": s("a"), "naam": s("x")}, 2),
        ({"PK": s("a")}, {"PK": s("a"), "rest": s("r")}, 0),
    ],
)
def test_an_index_takes_what_changes_of_its_entry(before: Item | None, after: Item | None, units: int) -> None:
    assert TABLE.indexes[0].write_units(before, after) == units


class Shelf(dict[str, Item]):
    """The stored items, by PK."""

    def fetch(self, key: Item) -> Item | None:
        return self.get(str(key["PK"]["S"]))


def units(shelf: Shelf, operation: str, request: dict[str, Any], response: dict[str, Any], **after: Item) -> Units:
    """Units of a call after which these items are stored."""
    call = measured(TABLE, operation, json.dumps(request).encode(), shelf.fetch)
    shelf.update(after)
    return call.units(response)


def test_an_item_is_written_as_large_as_it_was_or_became_and_in_a_transaction_twice_but_its_entry_once() -> None:
    big = {**A, "rest": s("r" * 2000)}
    assert units(Shelf(), "PutItem", {"Item": A}, {}, a=A) == Units(write=4, on_indexes=2)
    assert units(Shelf(a=big), "UpdateItem", {"Key": {"PK": s("a")}}, {}, a=A) == Units(write=4)
    assert units(Shelf(a=A), "UpdateItem", {"Key": {"PK": s("a")}}, {}, a=big) == Units(write=4)
    request = {"TransactItems": [{"Put": {"Item": A}}, {"ConditionCheck": {"Key": {"PK": s("b")}}}]}
    assert units(Shelf(b=big), "TransactWriteItems", request, {}, a=A) == Units(write=2 * 2 + 2 + 2 * 4, on_indexes=2)


def test_a_write_that_is_refused_takes_what_its_item_takes() -> None:
    refused = {"Error": {"Code": "ConditionalCheckFailedException"}}
    assert units(Shelf(a=A), "UpdateItem", {"Key": {"PK": s("a")}}, refused) == Units(write=2)
    assert units(Shelf(), "PutItem", {"Item": A}, refused) == Units(write=1)


def test_a_batch_reads_each_item_by_itself_and_a_query_all_entries_together() -> None:
    shelf = Shelf({name: {**A, "PK": s(name)} for name in "abcd"})
    keys = [{"PK": s(name)} for name in "abcde"]
    batch = {"RequestItems": {"tabel": {"Keys": keys}}}
    assert units(shelf, "BatchGetItem", batch, {}) == Units(read=2.5)
    batch["RequestItems"]["tabel"]["ConsistentRead"] = True  # type: ignore[assignment]
    assert units(shelf, "BatchGetItem", batch, {}) == Units(read=5)
    found = {"Items": [{"PK": s(name)} for name in "abcd"], "Count": 4, "ScannedCount": 4}
    assert units(shelf, "Query", {"IndexName": "lijst"}, found) == Units(read=1)
    assert units(shelf, "Query", {"IndexName": "lijst"}, {"Items": [], "Count": 0, "ScannedCount": 0}) == Units(read=0.5)


def test_what_no_rule_covers_is_no_guess() -> None:
    with pytest.raises(ValueError, match="Scan"):
        units(Shelf(), "Scan", {}, {})
    with pytest.raises(ValueError, match="filter"):
        units(Shelf(), "Query", {"IndexName": "lijst"}, {"Items": [], "Count": 0, "ScannedCount": 3})


def test_the_table_is_the_one_of_the_template() -> None:
    table = Table.described(parsed_template()["Resources"]["Tabel"]["Properties"])
    assert table.keys == ("PK", "SK")
    assert {each.name for each in table.indexes} == {"werkvoorraad", "afzender", "dag", "gesprek", "aandacht", "taken"}
    assert table.index("dag").projected == {"PK", "SK", "DAG_PK", "DAG_SK", "soort"}
