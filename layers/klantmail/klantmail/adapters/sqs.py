"""The queue of what the destroyer has to do, on SQS."""

import json
from typing import TYPE_CHECKING
from uuid import UUID

from klantmail.adapters.aws import KORT, Aws

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SqsVernietigwachtrij:
    """The queue of the destroyer. Its client is made at the first message: most who have it send none.

    Args:
        url: address of the queue.
    """

    def __init__(self, aws: Aws, url: str) -> None:
        self._aws = aws
        self._url = url
        self._client: SQSClient | None = None

    def bied_aan(self, lijst: UUID, *, vanaf: int = 0, over: int = 0) -> None:
        self._client = self._client or self._aws.client("sqs", KORT)
        bericht = json.dumps({"lijst": str(lijst), "vanaf": vanaf})
        self._client.send_message(QueueUrl=self._url, MessageBody=bericht, DelaySeconds=over)
