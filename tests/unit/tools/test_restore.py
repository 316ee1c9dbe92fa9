from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.restore import differences, key_of, write

_KEYS = st.tuples(st.sampled_from("abcd"), st.sampled_from("xy"))
_TABLES = st.dictionaries(_KEYS, st.integers(0, 3), max_size=8)


def _items(table: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    return [{"PK": {"S": pk}, "SK": {"S": sk}, "n": {"N": str(number)}} for (pk, sk), number in table.items()]


class Dynamodb:
    """A table that takes half of each batch, and leaves the rest over."""

    def __init__(self, items: list[dict[str, Any]]) -> None:
        self.items = {key_of(item): item for item in items}

    def batch_write_item(self, *, RequestItems: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:  # noqa: N803 - as boto3 names it
        ((table, requests),) = RequestItems.items()
        assert 0 < len(requests) <= 25
        half = (len(requests) + 1) // 2
        for request in requests[:half]:
            if "PutRequest" in request:
                self.items[key_of(request["PutRequest"]["Item"])] = request["PutRequest"]["Item"]
            else:
                del self.items[key_of(request["DeleteRequest"]["Key"])]
        return {"UnprocessedItems": {table: requests[half:]} if requests[half:] else {}}


@given(now=_TABLES, then=_TABLES)
def test_a_table_becomes_what_the_other_one_is_with_no_write_too_many(
    now: dict[tuple[str, str], int], then: dict[tuple[str, str], int]
) -> None:
    table = Dynamodb(_items(now))
    writes = differences(iter(_items(now)), iter(_items(then)))
    assert len(writes) == len({key for key in now | then if now.get(key) != then.get(key)})
    write(table, "klantmail", writes)
    assert table.items == {key_of(item): item for item in _items(then)}
