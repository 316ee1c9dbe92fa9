"""The queues of what the destroyer and who collects mail have to do, on SQS."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from klantmail.adapters.aws import KORT, Aws

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from klantmail.domain.verzamelverzoek import Verzamelverzoek


class _Wachtrij:
    """A queue. Its client is made at the first message: most who have it send none.

    Args:
        url: address of the queue.
    """

    def __init__(self, aws: Aws, url: str) -> None:
        self._aws = aws
        self._url = url
        self._client: SQSClient | None = None

    def _stuur(self, bericht: Mapping[str, object], over: int = 0) -> None:
        self._client = self._client or self._aws.client("sqs", KORT)
        self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(bericht), DelaySeconds=over)


class SqsVernietigwachtrij(_Wachtrij):
    """The queue of the destroyer."""

    def bied_aan(self, lijst: UUID, *, vanaf: int = 0, over: int = 0) -> None:
        self._stuur({"lijst": str(lijst), "vanaf": vanaf}, over)


class SqsVerzamelwachtrij(_Wachtrij):
    """The queue of who collects mail."""

    def bied_aan(self, verzoek: "Verzamelverzoek") -> None:
        self._stuur({"verzoek": str(verzoek.identificatie), "soort": verzoek.SOORT.value})
