"""Mail whose bytes are still there, and of which the table knows nothing, is listed again."""

import json
from collections.abc import Iterator
from typing import Final

from klantmail_local.aws import Aws
from klantmail_local.errors import StepFailed
from klantmail_local.rollout import STACK, Stack

_MAILS: Final = "emailberichten/"
_RAW: Final = ".eml"


def relist(aws: Aws) -> int:
    """Have the function herlijsten put archived mail that has no e-mailbericht back in the intake.

    Returns: how many mails that were.
    Raises: StepFailed (the function failed).
    """
    resource = aws.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId="Herlijsten")
    name = resource["StackResourceDetail"]["PhysicalResourceId"]
    answer = aws.functions.invoke(FunctionName=name, Payload=b"{}")
    content = json.loads(answer["Payload"].read())
    if answer.get("FunctionError"):
        raise StepFailed(f"the function herlijsten failed: {json.dumps(content)[:500]}")
    return int(content["teruggelegd"])


def copy_raw_mail(aws: Aws, stack: Stack) -> int:
    """Bring the raw mail of earlier stacks into the buckets of this one.

    A state that was set aside had buckets of its own. Their objects stay where they are, for who wants to go back.
    Returns: how many mails were copied.
    """
    copied = 0
    for bucket in _earlier(aws, stack.archief):
        for key in _keys(aws, bucket, _MAILS):
            if key.endswith(_RAW):
                _copy(aws, bucket, key, stack.archief)
                copied += 1
    for bucket in _earlier(aws, stack.intake):
        for key in _keys(aws, bucket, ""):
            _copy(aws, bucket, key, stack.intake)
            copied += 1
    return copied


def _earlier(aws: Aws, bucket: str) -> list[str]:
    """The buckets that CloudFormation named for the same resource. Only the last part of their names differs."""
    start = bucket.rpartition("-")[0] + "-"
    names = [each["Name"] for each in aws.s3.list_buckets()["Buckets"]]
    return [name for name in names if name.startswith(start) and name != bucket]


def _keys(aws: Aws, bucket: str, prefix: str) -> Iterator[str]:
    for page in aws.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        yield from (each["Key"] for each in page.get("Contents", []))


def _copy(aws: Aws, bucket: str, key: str, to: str) -> None:
    # Read and written, not copied by S3: the key that the old object was encrypted with may be gone.
    aws.s3.put_object(Bucket=to, Key=key, Body=aws.s3.get_object(Bucket=bucket, Key=key)["Body"].read())
