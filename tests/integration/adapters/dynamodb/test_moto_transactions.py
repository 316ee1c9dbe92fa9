"""Moto's transactions as the tests use them: what a refused one leaves is what was there before."""

from typing import Any

import boto3
import pytest
from moto.dynamodb.models import dynamodb_backends

from tests.support.aws import ACCOUNT, REGION
from tests.support.template import make_table

TABLES = ("eerste", "tweede")


def _key(name: str) -> dict[str, Any]:
    return {"PK": {"S": name}, "SK": {"S": "X"}}


def _item(name: str, value: str) -> dict[str, Any]:
    return _key(name) | {"waarde": {"S": value}, "soms": {"M": {"diep": {"S": value}}}}


def _update(table: str, name: str, value: str) -> dict[str, Any]:
    return {
        "Update": {
            "TableName": table,
            "Key": _key(name),
            "UpdateExpression": "SET waarde = :w, soms.diep = :w",
            "ExpressionAttributeValues": {":w": {"S": value}},
        }
    }


def _all(client: Any) -> list[Any]:
    return [sorted(client.scan(TableName=table)["Items"], key=str) for table in TABLES]


def _told() -> list[int]:
    """The number of records that the stream of each table holds."""
    shards = [dynamodb_backends[ACCOUNT][REGION].tables[table].stream_shard for table in TABLES]
    return [len(shard.items) for shard in shards if shard]


@pytest.fixture
def client(aws: None) -> Any:  # noqa: ARG001  # AWS is there first
    made = boto3.client("dynamodb", region_name=REGION)
    for table in TABLES:
        make_table(made, table)
        for name in ("a", "b", "c"):
            made.put_item(TableName=table, Item=_item(name, "oud"))
    return made


def test_a_transaction_that_is_refused_leaves_every_item_and_the_stream_as_they_were(client: Any) -> None:
    before, told = _all(client), _told()
    writes = [
        _update("eerste", "a", "nieuw"),
        {"Put": {"TableName": "eerste", "Item": _item("b", "nieuw")}},
        {"Put": {"TableName": "tweede", "Item": _item("d", "nieuw")}},
        {"Delete": {"TableName": "tweede", "Key": _key("a")}},
        {
            "ConditionCheck": {
                "TableName": "tweede",
                "Key": _key("c"),
                "ConditionExpression": "attribute_not_exists(PK)",
            }
        },
    ]
    with pytest.raises(client.exceptions.TransactionCanceledException) as refused:
        client.transact_write_items(TransactItems=writes)
    assert [why["Code"] for why in refused.value.response["CancellationReasons"]] == ["None"] * 4 + ["ConditionalCheckFailed"]
    assert (_all(client), _told()) == (before, told)
    client.transact_write_items(TransactItems=writes[:4])
    assert [[item["waarde"]["S"] for item in rows] for rows in _all(client)] == [
        ["nieuw", "nieuw", "oud"],
        ["oud", "oud", "nieuw"],
    ]
    assert _told() == [told[0] + 2, told[1] + 2]


def test_what_was_read_before_a_transaction_does_not_change_with_it(client: Any) -> None:
    read = client.get_item(TableName="eerste", Key=_key("a"))["Item"]
    client.transact_write_items(TransactItems=[_update("eerste", "a", "nieuw")])
    client.transact_write_items(TransactItems=[_update("eerste", "a", "nieuwer")])
    assert read == _item("a", "oud")
    assert client.get_item(TableName="eerste", Key=_key("a"))["Item"] == _item("a", "nieuwer")
