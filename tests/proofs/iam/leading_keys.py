"""A check of `dynamodb:LeadingKeys`, which the local AWS does not fill.

The limits are compared with the keys that a function asked for, as recorded there.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

from klantmail_local.aws import Aws
from klantmail_local.sending_rights import access_key
from tests.proofs.iam.roles import Role, as_list

_CALLS: Final = (
    "GetItem",
    "BatchGetItem",
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchWriteItem",
    "TransactWriteItems",
    "Query",
)
_IN_TRANSACTION: Final = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
_ALL: Final = "*"


@dataclass(frozen=True, slots=True)
class Asked:
    """One action of one request, on all the items that it names."""

    action: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Limit:
    """One action of one statement about the table, with the keys that it is limited to."""

    action: str
    patterns: frozenset[str]

    def allows(self, asked_for: Asked) -> bool:
        return asked_for.action == self.action and all(
            any(fnmatchcase(key, pattern) for pattern in self.patterns) for key in asked_for.keys
        )


def requests(aws: Aws, function_arn: str, role_arn: str) -> Set[Asked]:
    """Return the last requests of the function for items of the table: the latest fifty of each kind of call."""
    found: set[Asked] = set()
    for operation in _CALLS:
        attributes = {"AccessKeyId": access_key(function_arn, role_arn), "EventName": operation}
        events = aws.cloudtrail.lookup_events(
            LookupAttributes=[{"AttributeKey": name, "AttributeValue": value} for name, value in attributes.items()]
        )["Events"]
        for each in events:
            found.update(_read(operation, json.loads(each["CloudTrailEvent"])["requestParameters"]))
    return found


def limits(role: Role, table: str) -> list[Limit]:
    """The limits of every statement about the items of the table; a statement without a limit has `*`."""
    return [
        Limit(action, frozenset(_patterns(statement)))
        for document in role.policies.values()
        for statement in document["Statement"]
        if any(str(source).endswith(f":table/{table}") for source in as_list(statement["Resource"]))
        for action in as_list(statement["Action"])
    ]


def findings(requested: Set[Asked], granted: list[Limit]) -> Iterator[str]:
    """Yield the requests that AWS would refuse, and the permissions that are never used."""
    for asked_for in sorted(requested, key=str):
        if not any(limit.allows(asked_for) for limit in granted):
            yield f"asks {asked_for.action} on {', '.join(sorted(_kinds(asked_for)))}, and its LeadingKeys do not allow that"
    for limit in granted:
        used = {key for asked_for in requested if asked_for.action == limit.action for key in asked_for.keys}
        for pattern in sorted(limit.patterns):
            if not any(fnmatchcase(key, pattern) for key in used):
                yield f"may {limit.action} on {pattern}, and never does"


def _patterns(statement: Mapping[str, Any]) -> list[str]:
    conditions = [
        condition["dynamodb:LeadingKeys"]
        for condition in statement.get("Condition", {}).values()
        if "dynamodb:LeadingKeys" in condition
    ]
    return [str(pattern) for condition in conditions for pattern in as_list(condition)] or [_ALL]


def _kinds(asked_for: Asked) -> Set[str]:
    """The kinds of the keys, without ids."""
    return {key.partition("#")[0] for key in asked_for.keys}


def _read(operation: str, parameters: Mapping[str, Any]) -> Iterator[Asked]:
    match operation:
        case "BatchGetItem":
            (table,) = parameters["RequestItems"].values()
            yield Asked("dynamodb:BatchGetItem", frozenset(key["PK"]["S"] for key in table["Keys"]))
        case "BatchWriteItem":
            (table,) = parameters["RequestItems"].values()
            yield Asked("dynamodb:BatchWriteItem", frozenset(_key(write) for step in table for write in step.values()))
        case "TransactWriteItems":
            per_action: dict[str, set[str]] = {}
            for step in parameters["TransactItems"]:
                ((kind, item),) = step.items()
                per_action.setdefault(_IN_TRANSACTION[kind], set()).add(_key(item))
            for action, keys in per_action.items():
                yield Asked(f"dynamodb:{action}", frozenset(keys))
        case "Query":
            if "IndexName" not in parameters:  # on an index, the leading key is that of the index
                yield Asked("dynamodb:Query", frozenset({_in_query(parameters)}))
        case _:
            yield Asked(f"dynamodb:{operation}", frozenset({_key(parameters)}))


def _key(item: Mapping[str, Any]) -> str:
    return str((item.get("Item") or item["Key"])["PK"]["S"])


def _in_query(parameters: Mapping[str, Any]) -> str:
    """The partition of a Query: `#0 = :0` or with another number, as PynamoDB numbers them."""
    (name,) = [name for name, attribute in parameters["ExpressionAttributeNames"].items() if attribute == "PK"]
    value = parameters["KeyConditionExpression"].partition(f"{name} = ")[2].split()[0].strip("()")
    return str(parameters["ExpressionAttributeValues"][value]["S"])
