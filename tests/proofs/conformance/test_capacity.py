"""The capacity that the engines report for a call, beside what the rules say (`tests/support/capacity.py`)."""

import json
from typing import TYPE_CHECKING, Any, cast

import boto3
import pytest

from tests.support.aws import REGION
from tests.support.capacity import Item, Table, measured
from tests.support.template import parsed_template

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = Table.described(parsed_template()["Resources"]["Tabel"]["Properties"])
KEY = {"PK": {"S": "K#1"}, "SK": {"S": "K"}}
ITEM = {**KEY, "soort": {"S": "k"}, "DAG_PK": {"S": "2026-11-25"}, "DAG_SK": {"S": "1"}, "inhoud": {"S": "é" * 1000}}
"""An item of two units, and one on an index."""


class Engine:
    """An engine: it makes a call, and compares the reported capacity with the rules."""

    def __init__(self, table: str) -> None:
        self._client: DynamoDBClient = boto3.client("dynamodb", region_name=REGION)
        self._table = table

    def _fetch(self, key: Item) -> Item | None:
        answer = self._client.get_item(TableName=self._table, Key=cast(Any, key), ConsistentRead=True)
        return cast(Item | None, answer.get("Item"))

    def store(self, item: Item) -> None:
        self._client.put_item(TableName=self._table, Item=cast(Any, item))

    def check(self, operation: str, method: str, **request: Any) -> None:
        call = measured(TABLE, operation, json.dumps(request).encode(), self._fetch)
        if operation == "TransactWriteItems":
            for each in request["TransactItems"]:
                for action in each.values():
                    action["TableName"] = self._table
        else:
            request["TableName"] = self._table
        answer = getattr(self._client, method)(**request, ReturnConsumedCapacity="INDEXES")
        said = answer["ConsumedCapacity"]
        said = said[0] if isinstance(said, list) else said
        indexes = sum(each["CapacityUnits"] for each in said.get("GlobalSecondaryIndexes", {}).values())
        units = call.units(answer)
        assert (said["CapacityUnits"], indexes) == (units.read + units.write, units.on_indexes or (indexes if units.read else 0))


@pytest.fixture
def engine(table: str) -> Engine:
    """An engine that holds the item. Its cost is a matter of a test: who counts otherwise begins too."""
    engine = Engine(table)
    engine.store(ITEM)
    return engine


def update(expression: str, **values: str) -> dict[str, Any]:
    given = {f":{name}": {"S": value} for name, value in values.items()}
    return {"Key": dict(KEY), "UpdateExpression": expression} | ({"ExpressionAttributeValues": given} if given else {})


def test_capacity_of_reading_an_item_one_that_is_not_there_and_an_index(engine: Engine) -> None:
    for consistent in (True, False):
        engine.check("GetItem", "get_item", Key=KEY, ConsistentRead=consistent)
    engine.check("GetItem", "get_item", Key={"PK": {"S": "niets"}, "SK": {"S": "K"}})
    condition = {"KeyConditionExpression": "DAG_PK = :dag", "ExpressionAttributeValues": {":dag": {"S": "2026-11-25"}}}
    engine.check("Query", "query", IndexName="dag", **condition)


def test_capacity_of_a_change_beside_the_indexes_of_moving_an_entry_and_of_taking_it_out(engine: Engine) -> None:
    engine.check("PutItem", "put_item", Item={**ITEM, "PK": {"S": "K#3"}})
    engine.check("UpdateItem", "update_item", **update("SET inhoud = :a", a="kort"))
    engine.check("UpdateItem", "update_item", **update("SET DAG_SK = :a", a="2"))
    engine.check("UpdateItem", "update_item", **update("REMOVE DAG_SK"))


def test_capacity_of_a_transaction(engine: Engine) -> None:
    other = {**ITEM, "PK": {"S": "K#2"}}
    engine.check("TransactWriteItems", "transact_write_items", TransactItems=[{"Put": {"Item": other}}])
