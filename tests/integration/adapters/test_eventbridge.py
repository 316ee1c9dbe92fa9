"""The bus, and what it says of events that it did not take."""

import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import ANY, Stubber

from klantmail.adapters.aws import Aws, Sessie
from klantmail.adapters.eventbridge import PER_VERZOEK, EventBridgeBus, gebeurtenisbus
from klantmail.domain.feit import feiten_van_bericht
from klantmail.domain.fouten import NietBeschikbaar
from klantmail.runtime.cloudevents import cloudevent
from klantmail.runtime.instellingen import Instellingen
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import bericht

OIN = ENVIRONMENT["OIN"]
FEITEN = [feiten_van_bericht(bericht(number))[0] for number in range(PER_VERZOEK + 2)]


@pytest.mark.usefixtures("aws")
def test_who_follows_the_bus_through_a_queue_gets_the_event_whole() -> None:
    """The rule is one that a municipality could make."""
    sqs, events = boto3.client("sqs", region_name=REGION), boto3.client("events", region_name=REGION)
    url = sqs.create_queue(QueueName="volger")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = json.dumps({"source": ["klantmail"], "detail-type": [{"prefix": "nl.klantcontacten.emailbericht-"}]})
    events.put_rule(Name="volger", EventBusName=ENVIRONMENT["BUS"], EventPattern=pattern)
    events.put_targets(Rule="volger", EventBusName=ENVIRONMENT["BUS"], Targets=[{"Id": "1", "Arn": arn}])
    assert (
        gebeurtenisbus(Aws(Instellingen.uit(ENVIRONMENT), Sessie(REGION)), ENVIRONMENT["BUS"], OIN).vertel(FEITEN) == frozenset()
    )
    details = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        details += [json.loads(message["Body"])["detail"] for message in messages]
    assert sorted(details, key=lambda each: each["id"]) == sorted(
        (cloudevent(feit, OIN) for feit in FEITEN), key=lambda each: each["id"]
    )


def _bus() -> tuple[EventBridgeBus, Stubber]:
    client: Any = boto3.client("events", region_name=REGION, aws_access_key_id="t", aws_secret_access_key="t")
    return EventBridgeBus(client, "bus", OIN), Stubber(client)


def test_what_the_bus_did_not_take_is_named_though_the_request_succeeds() -> None:
    """https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html"""
    bus, stubber = _bus()
    refused = {"ErrorCode": "InternalFailure", "ErrorMessage": "Please try again"}
    answers = [{"EventId": "1"}, refused, *({"EventId": str(each)} for each in range(PER_VERZOEK - 2))]
    stubber.add_response("put_events", {"FailedEntryCount": 1, "Entries": answers}, {"Entries": ANY})
    stubber.add_response("put_events", {"FailedEntryCount": 1, "Entries": [refused, {"EventId": "1"}]}, {"Entries": ANY})
    with stubber:
        assert bus.vertel(FEITEN) == {FEITEN[1].identificatie, FEITEN[PER_VERZOEK].identificatie}


@pytest.mark.usefixtures("aws")
def test_a_bus_that_gives_no_answer_is_not_there_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_EVENTBRIDGE", "http://127.0.0.1:9")
    with pytest.raises(NietBeschikbaar):
        gebeurtenisbus(Aws(Instellingen.uit(ENVIRONMENT), Sessie(REGION)), ENVIRONMENT["BUS"], OIN).vertel(FEITEN[:1])


def test_a_bus_that_may_not_be_written_is_an_error() -> None:
    bus, stubber = _bus()
    stubber.add_client_error("put_events", "AccessDeniedException", http_status_code=400)
    with stubber, pytest.raises(ClientError):
        bus.vertel(FEITEN[:1])
