"""Moto's queries and listings as the tests use them: what they find, and how they write it, is what moto did."""

from typing import Any

import boto3
import pytest

from tests.support.aws import ENVIRONMENT, REGION
from tests.support.template import make_table

TABLE = "eerste"


@pytest.fixture
def client(aws: None) -> Any:  # noqa: ARG001  # AWS is there first
    made = boto3.client("dynamodb", region_name=REGION)
    make_table(made, TABLE)
    return made


def _put(client: Any, pk: str, sk: str, on: str = "", **more: Any) -> None:
    keys = {"AANDACHT_PK": {"S": on}, "AANDACHT_SK": {"S": sk}} if on else {}
    client.put_item(TableName=TABLE, Item={"PK": {"S": pk}, "SK": {"S": sk}} | keys | more)


def _query(client: Any, attribute: str, value: str, **asked: Any) -> list[str]:
    pages = client.get_paginator("query").paginate(
        TableName=TABLE,
        KeyConditionExpression=f"{attribute} = :value",
        ExpressionAttributeValues={":value": {"S": value}},
        **asked,
    )
    return [f"{item['PK']['S']}{item['SK']['S']}" for page in pages for item in page["Items"]]


def test_a_query_finds_what_is_in_the_partition_in_order_and_by_pages(client: Any) -> None:
    for sk in ("3", "1", "2"):
        _put(client, "a", sk)
        _put(client, "b", sk)
    assert _query(client, "PK", "a") == ["a1", "a2", "a3"]
    assert _query(client, "PK", "a", ScanIndexForward=False, PaginationConfig={"PageSize": 2}) == ["a3", "a2", "a1"]
    assert _query(client, "PK", "c") == []


def test_an_item_is_answered_with_the_attributes_that_are_asked_for_and_no_other(client: Any) -> None:
    inner = {"b": {"S": "één"}, "c": {"N": "2"}, "d": {"L": [{"S": "x"}, {"M": {"e": {"BOOL": True}}}]}}
    _put(client, "a", "1", tree={"M": inner}, texts={"SS": ["x"]}, blob_={"B": b"\x00"}, other={"S": "?"})
    key = {"PK": {"S": "a"}, "SK": {"S": "1"}}
    for asked, answered in (
        ("tree.b, tree.c", {"tree": {"M": {"b": inner["b"], "c": inner["c"]}}}),
        ("tree.d[1].e, blob_", {"tree": {"M": {"d": {"L": [{"M": {"e": {"BOOL": True}}}]}}}, "blob_": {"B": b"\x00"}}),
        ("texts, tree, nowhere", {"texts": {"SS": ["x"]}, "tree": {"M": inner}}),
    ):
        for _ in range(2):  # to ask for a part changes nothing
            assert client.get_item(TableName=TABLE, Key=key, ProjectionExpression=asked)["Item"] == answered


def test_a_query_of_an_index_follows_an_item_that_is_put_changed_and_removed(client: Any) -> None:
    aandacht = {"IndexName": "aandacht"}
    for pk in ("b", "a", "c"):
        _put(client, pk, "1", on="open")
    assert _query(client, "AANDACHT_PK", "open", **aandacht) == ["a1", "b1", "c1"]
    client.update_item(
        TableName=TABLE,
        Key={"PK": {"S": "a"}, "SK": {"S": "1"}},
        UpdateExpression="SET AANDACHT_PK = :to",
        ExpressionAttributeValues={":to": {"S": "dicht"}},
    )
    client.delete_item(TableName=TABLE, Key={"PK": {"S": "b"}, "SK": {"S": "1"}})
    assert _query(client, "AANDACHT_PK", "open", **aandacht) == ["c1"]
    assert _query(client, "AANDACHT_PK", "dicht", **aandacht) == ["a1"]


def test_an_index_finds_what_a_transaction_wrote_and_not_what_one_that_was_refused_did(client: Any) -> None:
    _put(client, "a", "1")

    def move(to: str, condition: str) -> dict[str, Any]:
        return {
            "Update": {
                "TableName": TABLE,
                "Key": {"PK": {"S": "a"}, "SK": {"S": "1"}},
                "UpdateExpression": "SET AANDACHT_PK = :to, AANDACHT_SK = :to",
                "ConditionExpression": condition,
                "ExpressionAttributeValues": {":to": {"S": to}},
            }
        }

    refused = {"ConditionCheck": {"TableName": TABLE, "Key": {"PK": {"S": "x"}, "SK": {"S": "1"}}}}
    refused["ConditionCheck"]["ConditionExpression"] = "attribute_exists(PK)"
    with pytest.raises(client.exceptions.TransactionCanceledException):
        client.transact_write_items(TransactItems=[move("weg", "attribute_exists(PK)"), refused])
    client.transact_write_items(TransactItems=[move("open", "attribute_exists(PK)")])
    assert _query(client, "AANDACHT_PK", "weg", IndexName="aandacht") == []
    assert _query(client, "AANDACHT_PK", "open", IndexName="aandacht") == ["a1"]


def test_a_listing_has_what_is_under_its_prefix_and_the_bucket_keeps_the_rest(client: Any) -> None:  # noqa: ARG001
    s3, bucket = boto3.client("s3", region_name=REGION), ENVIRONMENT["ARCHIEF"]
    for key in ("a/1", "a/1", "a/2", "b/1"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    s3.delete_object(Bucket=bucket, Key="a/2")
    listed = s3.list_object_versions(Bucket=bucket, Prefix="a/")
    assert [each["Key"] for each in listed["Versions"]] == ["a/1", "a/1", "a/2"]
    assert [each["Key"] for each in listed["DeleteMarkers"]] == ["a/2"]
    assert [each["Key"] for each in s3.list_objects_v2(Bucket=bucket, Prefix="a/")["Contents"]] == ["a/1"]
    assert [each["Key"] for each in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["a/1", "b/1"]
