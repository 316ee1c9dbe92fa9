"""The writes as AWS itself tells them: the table's stream, and the calls that were made (CloudTrail).

What each of the two can show, and what not:

- A record of the stream tells that one item changed, and how. It does not say in which transaction: DynamoDB gives a
  transaction no number, and promises no order between items. On this machine there is one shard, and a transaction's
  records follow each other in it without another in between; on AWS they may lie apart, so there this alone proves
  nothing.
- The recorded call tells which items one TransactWriteItems wrote. On AWS it takes a trail with data events for the
  table.

Together they leave no room: the call names exactly these items, and the stream has exactly one change for each of them.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klantmail_local.aws import Aws


class NotOneTransaction(Exception):
    """The writes do not show that one transaction made them."""


@dataclass(frozen=True, slots=True)
class StreamRecord:
    """One record of the stream."""

    sequence_number: str
    event: str
    """INSERT, MODIFY or REMOVE."""
    table_key: str
    """PK of the item."""
    status: str
    """The status of the item afterwards, for items that have one."""
    moment: datetime
    """The moment of the change, to the second."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A change that the transaction has to have made."""

    table_key: str
    event: str
    status: str = ""


class TableStream:
    """The stream of the table, from the moment at which this was made."""

    def __init__(self, aws: Aws, table: str) -> None:
        self._aws = aws
        arn = aws.dynamodb.describe_table(TableName=table)["Table"]["LatestStreamArn"]
        description = aws.streams.describe_stream(StreamArn=arn)["StreamDescription"]
        self._positions = [
            aws.streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="LATEST")["ShardIterator"]
            for shard in description["Shards"]
        ]

    def read(self) -> list[StreamRecord]:
        """Read the records that came since the last call."""
        records: list[StreamRecord] = []
        rest: list[str] = []
        for begin in self._positions:
            position: str | None = begin
            while position is not None:
                page = self._aws.streams.get_records(ShardIterator=position)
                records += [_record(record) for record in page["Records"]]
                position = page.get("NextShardIterator")
                if not page["Records"]:
                    break
            if position is not None:
                rest.append(position)
        self._positions = rest
        return records


def transactions(aws: Aws, table: str, since: datetime) -> list[frozenset[str]]:
    """The keys (PK) that each TransactWriteItems on the table wrote, for each call since then, oldest first."""
    events = aws.cloudtrail.lookup_events(
        LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "TransactWriteItems"}], StartTime=since
    )["Events"]
    return [
        table_keys
        for event in reversed(events)
        if (table_keys := _written_keys(json.loads(event["CloudTrailEvent"])["requestParameters"], table))
    ]


def check_one_transaction(
    records: Sequence[StreamRecord],
    calls: Iterable[frozenset[str]],
    expected: Sequence[Expected],
    removed: frozenset[str] = frozenset(),
) -> list[StreamRecord]:
    """The records of the transaction, in the order of the stream.

    Args:
        records: all records since before it.
        calls: the keys that each TransactWriteItems wrote, oldest first.
        removed: keys that it deletes too, of items that were not there. The stream tells nothing of these.
    Raises: NotOneTransaction.
    """
    table_keys = {each.table_key for each in expected}
    new = {each.table_key for each in expected if each.event == "INSERT"}
    # Later ones may change an item (a verzending that was sent); the one that made it comes first.
    first = next((call for call in calls if call & new), frozenset[str]())
    if first != table_keys | removed:
        raise NotOneTransaction(f"the first recorded TransactWriteItems on the new items wrote {sorted(first)}")
    begin = next((position for position, each in enumerate(records) if each.table_key in table_keys), len(records))
    series = list(records[begin : begin + len(expected)])
    found = sorted((each.table_key, each.event, each.status) for each in series)
    if found != sorted((each.table_key, each.event, each.status) for each in expected):
        raise NotOneTransaction(f"the stream has {found} where the transaction should be")
    if len({each.moment for each in series}) > 2 or (series[-1].moment - series[0].moment).total_seconds() > 1:
        raise NotOneTransaction("the records lie seconds apart")
    return series


def _record(record: Any) -> StreamRecord:
    details = record["dynamodb"]
    return StreamRecord(
        sequence_number=details["SequenceNumber"],
        event=record["eventName"],
        table_key=details["Keys"]["PK"]["S"],
        status=details.get("NewImage", {}).get("status", {}).get("S", ""),
        moment=details["ApproximateCreationDateTime"],
    )


def _written_keys(request: dict[str, Any], table: str) -> frozenset[str]:
    table_keys = set()
    for action in request["TransactItems"]:
        for kind, content in action.items():
            if kind != "ConditionCheck" and content["TableName"] == table:
                table_keys.add((content.get("Key") or content["Item"])["PK"]["S"])
    return frozenset(table_keys)
