"""A place where scenes are played: a municipality whose functions run somewhere.

They run in this process on moto (`in_memory`), in processes that can be killed (`tests.proofs.faults.cloud`), deployed
on the local AWS (`tests.proofs.iam.stage`), or behind its API (`tests.proofs.fuzzapi.stage`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_DAY: Final = re.compile(r"20\d\d-\d\d-\d\d")

type Claims = Mapping[str, str]
"""The claims of a login, as API Gateway passes them on."""
type Event = dict[str, Any]
type Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One invocation of a function, with the payload of its trigger."""

    function: str
    event: Event


class Place(Protocol):
    """The part of a place that scenes use."""

    @property
    def dynamodb(self) -> "DynamoDBClient": ...

    @property
    def table(self) -> str:
        """The name of the table."""

    def received(self, *, spam: bool = False) -> str:
        """Have a citizen of its own mail, and return the identificatie of the e-mailbericht, which was taken in."""

    def ask(self, call: Call) -> Body:
        """Make a request of the API that must succeed, and return the body of its answer."""

    def doubtful(self) -> str:
        """Make a verzending that a beheerder must decide on, and return its identificatie."""


def overwrite(place: Place, kind: str, identificatie: object, **attributes: Mapping[str, Any]) -> None:
    """Write attributes of an item by hand, such as a lease that ran out.

    Args:
        attributes: each in the JSON of DynamoDB, such as `{"S": "mislukt"}`.
    """
    place.dynamodb.update_item(
        TableName=place.table,
        Key={"PK": {"S": f"{kind.upper()}#{identificatie}"}, "SK": {"S": kind.upper()}},
        UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in attributes),
        ExpressionAttributeNames={f"#{name}": name for name in attributes},
        ExpressionAttributeValues={f":{name}": dict(value) for name, value in attributes.items()},
    )


def antedate(dynamodb: "DynamoDBClient", table: str, mail: str) -> None:
    """Write the items of a mail by hand, as if all of it happened on 2 January 2026 and nothing of it waits."""
    for page in dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        for item in page["Items"]:
            if item["soort"]["S"] in {"emailbericht", "klantcontact", "zaak"} and mail in str(item):
                left = {name: value for name, value in item.items() if not name.startswith("AANDACHT_")}
                dynamodb.put_item(TableName=table, Item=_antedated(left))


def _antedated(value: Any) -> Any:
    match value:
        case str():
            return _DAY.sub("2026-01-02", value)
        case dict():
            return {name: _antedated(each) for name, each in value.items()}
        case list():
            return [_antedated(each) for each in value]
        case _:
            return value
