"""Botocore's clients as the tests use them: they hear of the events that botocore itself would tell them of."""

import boto3
import pytest

from tests.support.aws import REGION


def test_an_event_of_a_client_is_renamed_as_botocore_itself_does(aws: None) -> None:  # noqa: ARG001
    client = boto3.client("s3", region_name=REGION)
    seen: list[str] = []
    client.meta.events.register("before-call.s3", lambda **_: seen.append("s3"))
    client.meta.events.register("before-call.ses", lambda **_: seen.append("ses"))
    client.list_buckets()
    assert seen == ["s3"]
    with pytest.raises(ValueError, match="must accept keyword arguments"):
        client.meta.events.register("before-call.s3", lambda given: given)
