"""The limits of DynamoDB on the one transaction, and the answers to a refusal."""

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

import boto3
import pytest
from botocore.exceptions import ClientError

from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.fouten import NietGevonden, OngeldigeInvoer
from klantmail.usecases.mailinhoud import MAX_TEKST_IN_RECORD
from tests.support.aws import REGION
from tests.support.builders import afhandeling, inzage, klantcontact, verzending
from tests.support.engines import geclaimd, klantcontacten_in
from tests.support.repositories import AllRepositories

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

GRENS_ITEM = 400 * 1024
"""The most bytes of an item.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
"""


def _onsamendrukbaar(bytes_: int) -> str:
    """Make a text that hardly becomes shorter when it is compressed."""
    return "".join(sha256(str(number).encode()).hexdigest() for number in range(bytes_ // 64))


def test_an_item_over_400_kb_is_refused_with_all_that_goes_with_it(dynamodb: AllRepositories) -> None:
    identificatie = geclaimd(dynamodb)
    te_groot = replace(klantcontact(2), onderwerp="x" * GRENS_ITEM)
    with pytest.raises(OngeldigeInvoer):
        dynamodb.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (klantcontact(1), te_groot, verzending(1)))
    assert klantcontacten_in(dynamodb, range(1, 3)) == []
    assert dynamodb.emailbericht(identificatie).status is Berichtstatus.IN_BEHANDELING
    with pytest.raises(NietGevonden):
        dynamodb.verzending(verzending(1).identificatie)


def test_a_klantcontact_of_the_largest_text_that_we_put_in_a_record_fits_with_250_bijlagen(dynamodb: AllRepositories) -> None:
    identificatie = geclaimd(dynamodb)
    bijlagen = tuple(replace(klantcontact(1).bijlagen[0], informatieobject=UUID(int=number)) for number in range(250))
    large = replace(klantcontact(1, tekst=_onsamendrukbaar(MAX_TEKST_IN_RECORD)), bijlagen=bijlagen)
    dynamodb.handel_af(identificatie, inzage(1).identificatie, afhandeling(), (large,))
    assert dynamodb.klantcontact(large.identificatie) == replace(large, afzender="")


def test_more_than_a_hundred_actions_are_refused_and_nothing_is_stored(dynamodb: AllRepositories) -> None:
    identificatie = geclaimd(dynamodb)
    with pytest.raises(OngeldigeInvoer):
        dynamodb.handel_af(
            identificatie,
            inzage(1).identificatie,
            afhandeling(),
            tuple(klantcontact(number) for number in range(1, 101)),
        )
    assert klantcontacten_in(dynamodb, range(1, 101)) == []
    assert dynamodb.emailbericht(identificatie).status is Berichtstatus.IN_BEHANDELING


def test_every_transaction_of_the_register_carries_a_token_of_its_own(dynamodb: AllRepositories) -> None:
    seen: list[str] = []
    client = dynamodb._table.connection.client  # the client that writes, to see what leaves it
    client.meta.events.register_last(
        "before-call.dynamodb.TransactWriteItems",
        lambda params, **_: seen.append(json.loads(params["body"])["ClientRequestToken"]),
    )
    for number in (1, 2):
        emailbericht = geclaimd(dynamodb, number)
        dynamodb.handel_af(emailbericht, inzage(number).identificatie, afhandeling(number), (klantcontact(number),))
    assert len(set(seen)) == len(seen) == 2


def test_a_cancelled_transaction_gives_a_reason_for_each_action_in_order(tabel: str) -> None:
    dynamodb = boto3.client("dynamodb", region_name=REGION)
    dynamodb.put_item(TableName=tabel, Item={"PK": {"S": "PROEF"}, "SK": {"S": "PROEF"}})
    acties: list[TransactWriteItemTypeDef] = [
        {
            "Put": {
                "TableName": tabel,
                "Item": {"PK": {"S": name}, "SK": {"S": name}},
                "ConditionExpression": "attribute_not_exists(PK)",
            }
        }
        for name in ("NIEUW", "PROEF")
    ]
    with pytest.raises(ClientError) as error:
        dynamodb.transact_write_items(TransactItems=acties)
    assert error.value.response["Error"]["Code"] == "TransactionCanceledException"
    assert [reden.get("Code") for reden in error.value.response["CancellationReasons"]] == ["None", "ConditionalCheckFailed"]
