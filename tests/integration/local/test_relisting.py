from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import boto3
import pytest

from klantmail_local.aws import REGION, Aws
from klantmail_local.relisting import copy_raw_mail
from tests.unit.local.fake_aws import STACK

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

NOW = replace(STACK, archief="klantmail-archief-2b", intake="klantmail-intake-2b")
RAW = "emailberichten/1/aa.eml"


@pytest.fixture
def s3(aws: None) -> "S3Client":  # noqa: ARG001
    client = boto3.client("s3", region_name=REGION)
    for name in (
        "klantmail-archief-1a",
        "klantmail-archief-2b",
        "klantmail-intake-1a",
        "klantmail-intake-2b",
        "ander-archief-1a",
    ):
        client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return client


def keys(s3: "S3Client", bucket: str) -> list[str]:
    return [each["Key"] for each in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]


def test_the_raw_mail_of_an_earlier_stack_comes_over_and_stays_where_it_was(s3: "S3Client") -> None:
    for key in (RAW, "emailberichten/1/2/inhoud.json", "klantcontacten/1/antwoord.eml"):
        s3.put_object(Bucket="klantmail-archief-1a", Key=key, Body=key.encode())
    s3.put_object(Bucket="klantmail-intake-1a", Key="info@gemeente.example/x", Body=b"waiting")
    s3.put_object(Bucket="ander-archief-1a", Key=RAW, Body=b"of another")
    assert copy_raw_mail(cast(Aws, SimpleNamespace(s3=s3)), NOW) == 2
    assert keys(s3, NOW.archief) == [RAW]
    assert s3.get_object(Bucket=NOW.archief, Key=RAW)["Body"].read() == RAW.encode()
    assert keys(s3, NOW.intake) == ["info@gemeente.example/x"]
    assert len(keys(s3, "klantmail-archief-1a")) == 3


def test_without_an_earlier_stack_nothing_comes_over(s3: "S3Client") -> None:
    s3.put_object(Bucket=NOW.archief, Key=RAW, Body=b"its own")
    for name in ("klantmail-archief-1a", "klantmail-intake-1a"):
        s3.delete_bucket(Bucket=name)
    assert copy_raw_mail(cast(Aws, SimpleNamespace(s3=s3)), NOW) == 0
