"""The queues of what the destroyer and who collects mail have to do, and of events of SES that failed, on SQS."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from klantmail.adapters.aws import KORT, Aws
from klantmail.ports.vernietiging import Mislukt
from klantmail.runtime.gebeurtenissen import mislukt_in

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from klantmail.domain.verzamelverzoek import Verzamelverzoek


_ONZICHTBAAR: Final = 120
"""Seconds for which nobody reads again what was read of events that failed: longer than it takes to read them all."""


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

    def bied_aan(self, verzoek: "Verzamelverzoek", *, over: int = 0) -> None:
        self._stuur({"verzoek": str(verzoek.identificatie), "soort": verzoek.SOORT.value}, over)


class SqsMislukten:
    """The queues of events of SES that failed.

    Args:
        urls: their addresses.
        wacht: seconds to wait for a message. With none, SQS asks some of its servers only, and may find nothing of a
            few messages.
            https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
    """

    def __init__(self, aws: Aws, urls: Sequence[str], wacht: int) -> None:
        self._aws = aws
        self._urls = urls
        self._wacht = wacht
        self._client: SQSClient | None = None

    def lees(self) -> Iterator[Mislukt]:
        for url in self._urls:
            gezien: set[str] = set()
            while nieuw := self._nog_niet(url, gezien):
                for bewijs, inhoud in nieuw:
                    ontvangen, verzending = mislukt_in(inhoud)
                    yield Mislukt((url, bewijs), ontvangen, verzending)

    def verwijder(self, mislukt: Mislukt) -> None:
        url, bewijs = mislukt.bewijs
        self._sqs.delete_message(QueueUrl=url, ReceiptHandle=bewijs)

    def _nog_niet(self, url: str, gezien: set[str]) -> Sequence[tuple[str, str]]:
        """Read some messages that are not among `gezien`, and add them to it; none when all were read."""
        gelezen = self._sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=_ONZICHTBAAR, WaitTimeSeconds=self._wacht
        ).get("Messages", [])
        nieuw = [een for een in gelezen if een["MessageId"] not in gezien]
        gezien.update(een["MessageId"] for een in nieuw)
        return [(een["ReceiptHandle"], een["Body"]) for een in nieuw]

    @property
    def _sqs(self) -> "SQSClient":
        self._client = self._client or self._aws.client("sqs", KORT)
        return self._client
