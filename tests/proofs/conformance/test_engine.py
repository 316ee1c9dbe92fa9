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
from tests.support.aws import REGIO
from tests.support.builders import BRAM, afhandeling, bericht, inzage, klantcontact, verzending
from tests.support.engines import geclaimd, klantcontacten_in
from tests.support.fakes import BEGIN
from tests.support.repositories import AllRepositories

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


def test_of_twenty_transactions_at_once_on_one_mail_one_is_stored_whole(dynamodb: AllRepositories) -> None:
    identificatie = geclaimd(dynamodb)

    def handel_af(nummer: int) -> bool:
        records = (klantcontact(nummer), verzending(nummer))
        return _probeer(lambda: dynamodb.handel_af(identificatie, inzage(1).identificatie, _uitkomst(nummer), records))

    with ThreadPoolExecutor(20) as draden:
        gelukt = [nummer for nummer, goed in zip(range(1, 21), draden.map(handel_af, range(1, 21)), strict=True) if goed]
    assert len(gelukt) == 1
    assert klantcontacten_in(dynamodb, range(1, 21)) == gelukt
    assert dynamodb.emailbericht(identificatie).afhandeling == _uitkomst(gelukt[0])
    assert dynamodb.verzending(verzending(gelukt[0]).identificatie).status is Verzendstatus.TE_VERZENDEN


def test_an_afhandeling_and_a_take_over_at_once_are_one_of_the_two_whole(dynamodb: AllRepositories) -> None:
    overname = inzage(99, medewerker=BRAM, na=CLAIMDUUR)
    for ronde in range(1, 11):
        identificatie = geclaimd(dynamodb, ronde)
        with ThreadPoolExecutor(2) as draden:
            mijn = inzage(ronde).identificatie
            schrijf = partial(dynamodb.handel_af, identificatie, mijn, _uitkomst(ronde), (klantcontact(ronde),))
            antwoord = draden.submit(_probeer, schrijf)
            overgenomen = draden.submit(_probeer, partial(dynamodb.claim, identificatie, overname, BEGIN + CLAIMDUUR * 2))
        assert {antwoord.result(), overgenomen.result()} == {True, False}
        na = dynamodb.emailbericht(identificatie)
        if antwoord.result():
            assert (na.status, na.afhandeling, na.inzage) == (Berichtstatus.AFGEHANDELD, _uitkomst(ronde), inzage(ronde))
        else:
            assert (na.status, na.afhandeling, na.inzage) == (Berichtstatus.IN_BEHANDELING, None, overname)
        assert klantcontacten_in(dynamodb, range(ronde, ronde + 1)) == ([ronde] if antwoord.result() else [])


def test_transactions_on_different_mails_do_not_hinder_each_other(dynamodb: AllRepositories) -> None:
    nummers = range(1, 21)
    for nummer in nummers:
        geclaimd(dynamodb, nummer)

    def handel_af(nummer: int) -> None:
        dynamodb.handel_af(
            bericht(nummer).identificatie, inzage(nummer).identificatie, _uitkomst(nummer), (klantcontact(nummer),)
        )

    with ThreadPoolExecutor(20) as draden:
        list(draden.map(handel_af, nummers))
    assert klantcontacten_in(dynamodb, nummers) == list(nummers)


def _uitkomst(nummer: int) -> Afhandeling:
    return afhandeling(nummer, key=f"sleutel-{nummer}")


def _probeer(schrijf: Callable[[], object]) -> bool:
    """Tell whether it was stored. A conflict is no answer (decision 3): nobody is told 409 because of one."""
    for _ in range(50):
        try:
            schrijf()
        except (Botsing, NietBeschikbaar):
            continue
        except Geweigerd:
            return False
        return True
    raise AssertionError("conflicts without end")


# -- replays -----------------------------------------------------------------------------------------------------------
# botocore gives each TransactWriteItems a ClientRequestToken and repeats it when an answer was lost: the engine must
# know it.


def _schrijf(tabel: str, kenmerk: str, waarde: str) -> None:
    actie: TransactWriteItemTypeDef = {
        "Put": {
            "TableName": tabel,
            "Item": {"PK": {"S": "PROEF"}, "SK": {"S": "PROEF"}, "waarde": {"S": waarde}},
            "ConditionExpression": "attribute_not_exists(PK)",
        }
    }
    boto3.client("dynamodb", region_name=REGIO).transact_write_items(TransactItems=[actie], ClientRequestToken=kenmerk)


def test_a_transaction_that_is_sent_again_with_its_token_is_not_refused_by_its_own_work(tabel: str) -> None:
    kenmerk = uuid4().hex
    _schrijf(tabel, kenmerk, "eerste")
    _schrijf(tabel, kenmerk, "eerste")
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        _schrijf(tabel, uuid4().hex, "eerste")


def test_a_token_of_another_transaction_is_refused(tabel: str) -> None:
    kenmerk = uuid4().hex
    _schrijf(tabel, kenmerk, "eerste")
    with pytest.raises(ClientError, match="IdempotentParameterMismatch"):
        _schrijf(tabel, kenmerk, "tweede")
    item = boto3.client("dynamodb", region_name=REGIO).get_item(
        TableName=tabel, Key={"PK": {"S": "PROEF"}, "SK": {"S": "PROEF"}}, ConsistentRead=True
    )["Item"]
    assert item["waarde"]["S"] == "eerste"


def test_the_stream_tells_of_each_item_of_an_afhandeling_once_with_its_new_image(dynamodb: AllRepositories, tabel: str) -> None:
    identificatie = geclaimd(dynamodb)
    stromen = boto3.client("dynamodbstreams", region_name=REGIO)
    arn = boto3.client("dynamodb", region_name=REGIO).describe_table(TableName=tabel)["Table"]["LatestStreamArn"]
    dynamodb.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), verzending(1)))
    records: list[Any] = []
    for deel in stromen.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        plek = stromen.get_shard_iterator(StreamArn=arn, ShardId=deel["ShardId"], ShardIteratorType="TRIM_HORIZON")
        records += stromen.get_records(ShardIterator=plek["ShardIterator"])["Records"]
    gezien = [(record["eventName"], record["dynamodb"]["NewImage"]["soort"]["S"]) for record in records]
    assert sorted(gezien[:3]) == [("INSERT", "emailbericht"), ("INSERT", "informatieobject"), ("MODIFY", "emailbericht")]
    assert sorted(gezien[3:]) == [("INSERT", "klantcontact"), ("INSERT", "verzending"), ("MODIFY", "emailbericht")]
    (nieuw,) = [record for record in records if record["dynamodb"]["NewImage"]["soort"]["S"] == "verzending"]
    assert verzending_uit_beeld(nieuw["dynamodb"]["NewImage"]) == verzending(1)
