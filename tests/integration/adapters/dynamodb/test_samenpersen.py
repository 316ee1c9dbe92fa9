"""The text of a klantcontact in its item: large ones are compressed, and those of before are as they were."""

from dataclasses import replace
from typing import Any

import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klantmail.adapters.dynamodb.klantcontacten import klantcontact_item, klantcontact_uit
from klantmail.adapters.dynamodb.table import table_key
from klantmail.adapters.dynamodb.weight import weight
from klantmail.domain.document import Tekst
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import afhandeling, inzage, klantcontact
from tests.support.engines import geclaimd
from tests.support.repositories import AllRepositories
from tests.support.usecases import reference_text

_MAIL = reference_text(12)


def _stored(dynamodb: AllRepositories, text: str) -> dict[str, Any]:
    """Store a klantcontact with this text, and return its item."""
    dynamodb.handel_af(geclaimd(dynamodb), inzage(1).identificatie, afhandeling(), (klantcontact(1, tekst=text),))
    pk, sk = table_key("KLANTCONTACT", klantcontact(1).identificatie)
    key = {"PK": {"S": pk}, "SK": {"S": sk}}
    item: dict[str, Any] = boto3.client("dynamodb", region_name=REGION).get_item(TableName=ENVIRONMENT["TABEL"], Key=key)["Item"]
    return item


def test_the_text_of_a_mail_takes_little_more_than_half_its_room(dynamodb: AllRepositories) -> None:
    item = _stored(dynamodb, _MAIL)
    assert "waarde" not in item["inhoud"]["M"]
    assert len(item["inhoud"]["M"]["samengeperst"]["B"]) < 0.6 * len(_MAIL.encode())
    assert dynamodb.klantcontact(klantcontact(1).identificatie).inhoud == Tekst(_MAIL, len(_MAIL.encode()))


def test_a_text_under_a_kilobyte_is_stored_as_it_is(dynamodb: AllRepositories) -> None:
    assert _stored(dynamodb, "é" * 511)["inhoud"]["M"] == {"waarde": {"S": "é" * 511}, "omvang": {"N": "1022"}}


def test_a_klantcontact_of_before_is_read_with_its_whole_text(dynamodb: AllRepositories) -> None:
    item = _stored(dynamodb, _MAIL)
    item["inhoud"] = {"M": {"waarde": {"S": _MAIL}, "omvang": {"N": str(len(_MAIL.encode()))}}}
    boto3.client("dynamodb", region_name=REGION).put_item(TableName=ENVIRONMENT["TABEL"], Item=item)
    assert dynamodb.klantcontact(klantcontact(1).identificatie).inhoud == Tekst(_MAIL, len(_MAIL.encode()))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=3000))
def test_every_text_comes_back_as_it_was(text: str) -> None:
    whole = replace(klantcontact(1), inhoud=Tekst(text, len(text.encode())))
    assert klantcontact_uit(klantcontact_item(whole, b"sleutel")).inhoud == whole.inhoud


@pytest.mark.parametrize("bytes_", [1, 5_000])
def test_bytes_weigh_what_they_are(bytes_: int) -> None:
    assert weight({"a": {"B": b"x" * bytes_}}) == 1 + bytes_
