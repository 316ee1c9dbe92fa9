"""The start of other functions, and the count of what they left in their queues."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from klantmail.adapters.aws import KORT, Aws
from klantmail.domain.emailbericht import Melding
from klantmail.runtime.gebeurtenissen import ses_gebeurtenis
from klantmail.runtime.instellingen import VangnetInstellingen

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_sqs import SQSClient


class LambdaUitvoering:
    """Asynchronous invocations. Lambda retries them, and keeps in a queue what failed for good.

    Args:
        ontvangen: ARN of the function that takes mail in.
        verzenden: ARN of the function that sends.
        registreren: ARN of the function that registers zaken.
    """

    def __init__(self, client: "LambdaClient", ontvangen: str, verzenden: str, registreren: str) -> None:
        self._client = client
        self._ontvangen = ontvangen
        self._verzenden = verzenden
        self._registreren = registreren

    def neem_in(self, melding: Melding) -> None:
        self._roep(self._ontvangen, ses_gebeurtenis(melding))

    def verzend(self, verzending: UUID) -> None:
        self._roep(self._verzenden, {"verzending": str(verzending)})

    def registreer(self, zaak: UUID) -> None:
        self._roep(self._registreren, {"zaak": str(zaak)})

    def _roep(self, functie: str, gebeurtenis: Mapping[str, Any]) -> None:
        self._client.invoke(FunctionName=functie, InvocationType="Event", Payload=json.dumps(gebeurtenis).encode())


class SqsWachtrijen:
    """The queues of what failed for good.

    Args:
        urls: the address of each queue, by its source.
    """

    def __init__(self, client: "SQSClient", urls: Mapping[str, str]) -> None:
        self._client = client
        self._urls = urls

    def aantallen(self) -> Mapping[str, int]:
        return {bron: self._aantal(url) for bron, url in self._urls.items()}

    def _aantal(self, url: str) -> int:
        attributen = self._client.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
        return int(attributen["Attributes"]["ApproximateNumberOfMessages"])


def uitvoering(aws: Aws, instellingen: VangnetInstellingen) -> LambdaUitvoering:
    client = aws.client("lambda", KORT)
    return LambdaUitvoering(client, instellingen.ontvangen, instellingen.verzenden, instellingen.registreren)


def wachtrijen(aws: Aws, instellingen: VangnetInstellingen) -> SqsWachtrijen:
    return SqsWachtrijen(aws.client("sqs", KORT), instellingen.wachtrijen)
