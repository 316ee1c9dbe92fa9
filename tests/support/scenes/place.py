"""A place where scenes are played: a municipality whose functions run somewhere.

They run in this process on moto (`in_memory`), in processes that can be killed (`tests.proofs.faults.cloud`), deployed
on the local AWS (`tests.proofs.iam.stage`), or behind its API (`tests.proofs.fuzzapi.stage`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

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


def overwrite(place: Place, soort: str, identificatie: object, **attributes: Mapping[str, Any]) -> None:
    """Write attributes of an item by hand, such as a lease that ran out.

    Args:
        attributes: each in the JSON of DynamoDB, such as `{"S": "mislukt"}`.
    """
    place.dynamodb.update_item(
        TableName=place.table,
        Key={"PK": {"S": f"{soort.upper()}#{identificatie}"}, "SK": {"S": soort.upper()}},
        UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in attributes),
        ExpressionAttributeNames={f"#{name}": name for name in attributes},
        ExpressionAttributeValues={f":{name}": dict(value) for name, value in attributes.items()},
    )
