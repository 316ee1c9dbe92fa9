"""The bus on EventBridge. It takes some events of a request and not others, and says which."""

import json
from collections.abc import Sequence
from itertools import batched
from typing import TYPE_CHECKING, Final
from uuid import UUID

from klantmail.adapters.aws import KORT, Aws
from klantmail.domain.feit import Feit
from klantmail.runtime.cloudevents import TYPES, cloudevent

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

PER_VERZOEK: Final = 10
"""The most events in one request. Ours are a kilobyte each at most, far below the most bytes.

https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
"""
BRON: Final = "klantmail"
"""The source by which rules know our events. The source of the CloudEvent itself says of which municipality it is."""


class EventBridgeBus:
    """A bus of our own.

    Args:
        naam: name of the bus.
        oin: organisatie-identificatienummer of the municipality.
    """

    def __init__(self, client: "EventBridgeClient", naam: str, oin: str) -> None:
        self._client = client
        self._naam = naam
        self._oin = oin

    def vertel(self, feiten: Sequence[Feit]) -> frozenset[UUID]:
        niet: set[UUID] = set()
        for deel in batched(feiten, PER_VERZOEK, strict=False):
            response = self._client.put_events(Entries=[self._entry(feit) for feit in deel])
            # The answers stand in the order of the entries. An entry that was not taken has an error code.
            niet |= {feit.identificatie for feit, een in zip(deel, response["Entries"], strict=True) if "ErrorCode" in een}
        return frozenset(niet)

    def _entry(self, feit: Feit) -> "PutEventsRequestEntryTypeDef":
        return {
            "EventBusName": self._naam,
            "Source": BRON,
            "DetailType": f"{TYPES}{feit.soort}",
            "Time": feit.tijdstip,
            "Detail": json.dumps(cloudevent(feit, self._oin)),
        }


def gebeurtenisbus(aws: Aws, naam: str, oin: str) -> EventBridgeBus:
    return EventBridgeBus(aws.client("events", KORT), naam, oin)
