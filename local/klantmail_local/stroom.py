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


class NietInEenTransactie(Exception):
    """The writes do not show that one transaction made them."""


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One record of the stream."""

    volgnummer: str
    gebeurtenis: str
    """INSERT, MODIFY or REMOVE."""
    table_key: str
    """PK of the item."""
    status: str
    """The status of the item afterwards, for items that have one."""
    tijdstip: datetime
    """The moment of the change, to the second."""


@dataclass(frozen=True, slots=True)
class Verwacht:
    """A change that the transaction has to have made."""

    table_key: str
    gebeurtenis: str
    status: str = ""


class Stroom:
    """The stream of the table, from the moment at which this was made."""

    def __init__(self, aws: Aws, tabel: str) -> None:
        self._aws = aws
        arn = aws.dynamodb.describe_table(TableName=tabel)["Table"]["LatestStreamArn"]
        beschrijving = aws.stromen.describe_stream(StreamArn=arn)["StreamDescription"]
        self._plekken = [
            aws.stromen.get_shard_iterator(StreamArn=arn, ShardId=deel["ShardId"], ShardIteratorType="LATEST")["ShardIterator"]
            for deel in beschrijving["Shards"]
        ]

    def lees(self) -> list[Wijziging]:
        """Read the records that came since the last call."""
        wijzigingen: list[Wijziging] = []
        vervolg: list[str] = []
        for begin in self._plekken:
            plek: str | None = begin
            while plek is not None:
                bladzijde = self._aws.stromen.get_records(ShardIterator=plek)
                wijzigingen += [_wijziging(record) for record in bladzijde["Records"]]
                plek = bladzijde.get("NextShardIterator")
                if not bladzijde["Records"]:
                    break
            if plek is not None:
                vervolg.append(plek)
        self._plekken = vervolg
        return wijzigingen


def transacties(aws: Aws, tabel: str, sinds: datetime) -> list[frozenset[str]]:
    """The keys (PK) that each TransactWriteItems on the table wrote, for each call since then, oldest first."""
    gebeurtenissen = aws.cloudtrail.lookup_events(
        LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "TransactWriteItems"}], StartTime=sinds
    )["Events"]
    return [
        table_keys
        for gebeurtenis in reversed(gebeurtenissen)
        if (table_keys := _geschreven(json.loads(gebeurtenis["CloudTrailEvent"])["requestParameters"], tabel))
    ]


def controleer_een_transactie(
    wijzigingen: Sequence[Wijziging],
    aanroepen: Iterable[frozenset[str]],
    verwacht: Sequence[Verwacht],
    verwijderd: frozenset[str] = frozenset(),
) -> list[Wijziging]:
    """The records of the transaction, in the order of the stream.

    Args:
        wijzigingen: all records since before it.
        aanroepen: the keys that each TransactWriteItems wrote, oldest first.
        verwijderd: keys that it deletes too, of items that were not there. The stream tells nothing of these.
    Raises: NietInEenTransactie.
    """
    table_keys = {een.table_key for een in verwacht}
    nieuw = {een.table_key for een in verwacht if een.gebeurtenis == "INSERT"}
    # Later ones may change an item (a verzending that was sent); the one that made it comes first.
    eerste = next((aanroep for aanroep in aanroepen if aanroep & nieuw), frozenset[str]())
    if eerste != table_keys | verwijderd:
        raise NietInEenTransactie(f"the first recorded TransactWriteItems on the new items wrote {sorted(eerste)}")
    begin = next((plek for plek, een in enumerate(wijzigingen) if een.table_key in table_keys), len(wijzigingen))
    reeks = list(wijzigingen[begin : begin + len(verwacht)])
    gevonden = sorted((een.table_key, een.gebeurtenis, een.status) for een in reeks)
    if gevonden != sorted((een.table_key, een.gebeurtenis, een.status) for een in verwacht):
        raise NietInEenTransactie(f"the stream has {gevonden} where the transaction should be")
    if len({een.tijdstip for een in reeks}) > 2 or (reeks[-1].tijdstip - reeks[0].tijdstip).total_seconds() > 1:
        raise NietInEenTransactie("the records lie seconds apart")
    return reeks


def _wijziging(record: Any) -> Wijziging:
    gegevens = record["dynamodb"]
    return Wijziging(
        volgnummer=gegevens["SequenceNumber"],
        gebeurtenis=record["eventName"],
        table_key=gegevens["Keys"]["PK"]["S"],
        status=gegevens.get("NewImage", {}).get("status", {}).get("S", ""),
        tijdstip=gegevens["ApproximateCreationDateTime"],
    )


def _geschreven(aanvraag: dict[str, Any], tabel: str) -> frozenset[str]:
    table_keys = set()
    for actie in aanvraag["TransactItems"]:
        for soort, inhoud in actie.items():
            if soort != "ConditionCheck" and inhoud["TableName"] == tabel:
                table_keys.add((inhoud.get("Key") or inhoud["Item"])["PK"]["S"])
    return frozenset(table_keys)
