"""`make restore STACK=… FROM=…`: put the table of a stack back to what a restored copy of it holds.

DynamoDB restores into a new table only. This program makes the stack's own table equal to it, item by item: so the
table, its stream, its indexes and its protection stay, and no function has to learn of another one. Nothing else may
write meanwhile; `DO=stop` sees to that, and `DO=start` ends it.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.Tutorial.html
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any, Final

from tools.deployed import Deployed, clients

type Item = Mapping[str, Any]
"""An item in DynamoDB's own form."""

_AT_ONCE: Final = 25
"""The most writes that one request may have (BatchWriteItem)."""


def key_of(item: Item) -> tuple[str, str]:
    return item["PK"]["S"], item["SK"]["S"]


def items(dynamodb: Any, table: str) -> Iterator[Item]:
    """Every item of a table, read consistently."""
    for page in dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        yield from page["Items"]


def differences(now: Iterator[Item], then: Iterator[Item]) -> list[dict[str, Any]]:
    """Return the writes that make a table what another one is."""
    ours = {key_of(item): item for item in now}
    writes: list[dict[str, Any]] = []
    for item in then:
        if ours.pop(key_of(item), None) != item:
            writes.append({"PutRequest": {"Item": item}})
    writes += [{"DeleteRequest": {"Key": {"PK": item["PK"], "SK": item["SK"]}}} for item in ours.values()]
    return writes


def write(dynamodb: Any, table: str, writes: Sequence[Mapping[str, Any]]) -> None:
    """Write all of it; what DynamoDB leaves over of a batch is offered again."""
    for batch in batched(writes, _AT_ONCE, strict=False):
        left: dict[str, Any] = {table: list(batch)}
        while left:
            left = dynamodb.batch_write_item(RequestItems=left)["UnprocessedItems"]


def functions(client: Callable[[str], Any], stack: str) -> list[str]:
    pages = client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
    return [
        one["PhysicalResourceId"]
        for page in pages
        for one in page["StackResourceSummaries"]
        if one["ResourceType"] == "AWS::Lambda::Function"
    ]


def stop(client: Callable[[str], Any], stack: str) -> None:
    """Let no function of the stack run. SES goes on to put mail in the intake, and events wait."""
    for name in functions(client, stack):
        client("lambda").put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)


def start(client: Callable[[str], Any], stack: str) -> None:
    for name in functions(client, stack):
        client("lambda").delete_function_concurrency(FunctionName=name)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make restore")
    parser.add_argument("stack")
    parser.add_argument("--restored", help="name of the restored table")
    parser.add_argument("--profile")
    parser.add_argument("--region")
    parser.add_argument("--do", choices=["plan", "stop", "apply", "start"], default="plan")
    chosen = parser.parse_args(arguments)
    client = clients(chosen.profile, chosen.region)
    stack = Deployed.described(chosen.stack, client)
    if chosen.do == "stop":
        stop(client, stack.name)
    elif chosen.do == "start":
        start(client, stack.name)
    else:
        dynamodb, table = client("dynamodb"), stack.outputs["TabelNaam"]
        writes = differences(items(dynamodb, table), items(dynamodb, chosen.restored))
        if chosen.do == "apply":
            write(dynamodb, table, writes)
        removed = sum("DeleteRequest" in one for one in writes)
        sys.stdout.write(f"{len(writes) - removed} items put, {removed} removed\n")
    sys.stdout.write(f"{chosen.do}: done for {stack.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
