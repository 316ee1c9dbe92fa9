"""Behaviour that moto cannot show: transactions that meet, replays, the stream.

The tests are for `make conformance` (see `conftest.py`).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError

from klantmail.adapters.dynamodb.verzending_mapping import verzending_uit_beeld
from klantmail.domain.afhandeling import Afhandeling
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import Botsing, Geweigerd, NietBeschikbaar
from klantmail.domain.verzending import Verzendstatus
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from tests.support.aws import REGION
from tests.support.builders import BRAM, afhandeling, bericht, inzage, klantcontact, verzending
from tests.support.engines import geclaimd, klantcontacten_in
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


def test_of_twenty_transactions_at_once_on_one_mail_one_is_stored_whole(dynamodb: AllRepositories) -> None:
    identificatie = geclaimd(dynamodb)

    def handel_af(number: int) -> bool:
        records = (klantcontact(number), verzending(number))
        return _try(lambda: dynamodb.handel_af(identificatie, inzage(1).identificatie, _outcome(number), records))

    with ThreadPoolExecutor(20) as threads:
        succeeded = [number for number, good in zip(range(1, 21), threads.map(handel_af, range(1, 21)), strict=True) if good]
    assert len(succeeded) == 1
    assert klantcontacten_in(dynamodb, range(1, 21)) == succeeded
    assert dynamodb.emailbericht(identificatie).afhandeling == _outcome(succeeded[0])
    assert dynamodb.verzending(verzending(succeeded[0]).identificatie).status is Verzendstatus.TE_VERZENDEN


def test_an_afhandeling_and_a_take_over_at_once_are_one_of_the_two_whole(dynamodb: AllRepositories) -> None:
    take_over = inzage(99, medewerker=BRAM, na=CLAIMDUUR)
    for round_ in range(1, 11):
        identificatie = geclaimd(dynamodb, round_)
        with ThreadPoolExecutor(2) as threads:
            mine = inzage(round_).identificatie
            write = partial(dynamodb.handel_af, identificatie, mine, _outcome(round_), (klantcontact(round_),))
            response = threads.submit(_try, write)
            taken_over = threads.submit(_try, partial(dynamodb.claim, identificatie, take_over, BEGIN + CLAIMDUUR * 2))
        assert {response.result(), taken_over.result()} == {True, False}
        na = dynamodb.emailbericht(identificatie)
        if response.result():
            assert (na.status, na.afhandeling, na.inzage) == (Berichtstatus.AFGEHANDELD, _outcome(round_), inzage(round_))
        else:
            assert (na.status, na.afhandeling, na.inzage) == (Berichtstatus.IN_BEHANDELING, None, take_over)
        assert klantcontacten_in(dynamodb, range(round_, round_ + 1)) == ([round_] if response.result() else [])


def test_transactions_on_different_mails_do_not_hinder_each_other(dynamodb: AllRepositories) -> None:
    numbers = range(1, 21)
    for number in numbers:
        geclaimd(dynamodb, number)

    def handel_af(number: int) -> None:
        dynamodb.handel_af(bericht(number).identificatie, inzage(number).identificatie, _outcome(number), (klantcontact(number),))

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(handel_af, numbers))
    assert klantcontacten_in(dynamodb, numbers) == list(numbers)


def _outcome(number: int) -> Afhandeling:
    return afhandeling(number, key=f"sleutel-{number}")


def _try(write: Callable[[], object]) -> bool:
    """Tell whether it was stored. A conflict is no answer (decision 3): nobody is told 409 because of one."""
    for _ in range(50):
        try:
            write()
        except (Botsing, NietBeschikbaar):
            continue
        except Geweigerd:
            return False
        return True
    raise AssertionError("conflicts without end")


# -- replays -----------------------------------------------------------------------------------------------------------
# botocore gives each TransactWriteItems a ClientRequestToken and repeats it when an answer was lost: the engine must
# know it.


def _write(table: str, mark: str, value: str) -> None:
    action: TransactWriteItemTypeDef = {
        "Put": {
            "TableName": table,
            "Item": {"PK": {"S": "PROEF"}, "SK": {"S": "PROEF"}, "waarde": {"S": value}},
            "ConditionExpression": "attribute_not_exists(PK)",
        }
    }
    boto3.client("dynamodb", region_name=REGION).transact_write_items(TransactItems=[action], ClientRequestToken=mark)


def test_a_transaction_that_is_sent_again_with_its_token_is_not_refused_by_its_own_work(table: str) -> None:
    mark = uuid4().hex
    _write(table, mark, "eerste")
    _write(table, mark, "eerste")
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        _write(table, uuid4().hex, "eerste")


def test_a_token_of_another_transaction_is_refused(table: str) -> None:
    mark = uuid4().hex
    _write(table, mark, "eerste")
    with pytest.raises(ClientError, match="IdempotentParameterMismatch"):
        _write(table, mark, "tweede")
    item = boto3.client("dynamodb", region_name=REGION).get_item(
        TableName=table, Key={"PK": {"S": "PROEF"}, "SK": {"S": "PROEF"}}, ConsistentRead=True
    )["Item"]
    assert item["waarde"]["S"] == "eerste"


def test_the_stream_tells_of_each_item_of_an_afhandeling_once_with_its_new_image(dynamodb: AllRepositories, table: str) -> None:
    identificatie = geclaimd(dynamodb)
    streams = boto3.client("dynamodbstreams", region_name=REGION)
    arn = boto3.client("dynamodb", region_name=REGION).describe_table(TableName=table)["Table"]["LatestStreamArn"]
    dynamodb.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), verzending(1)))
    records: list[Any] = []
    for part in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        place = streams.get_shard_iterator(StreamArn=arn, ShardId=part["ShardId"], ShardIteratorType="TRIM_HORIZON")
        records += streams.get_records(ShardIterator=place["ShardIterator"])["Records"]
    seen = [(record["eventName"], record["dynamodb"]["NewImage"]["soort"]["S"]) for record in records]
    assert sorted(seen[:3]) == [("INSERT", "emailbericht"), ("INSERT", "informatieobject"), ("MODIFY", "emailbericht")]
    assert sorted(seen[3:]) == [("INSERT", "klantcontact"), ("INSERT", "verzending"), ("MODIFY", "emailbericht")]
    (new,) = [record for record in records if record["dynamodb"]["NewImage"]["soort"]["S"] == "verzending"]
    assert verzending_uit_beeld(new["dynamodb"]["NewImage"]) == verzending(1)
