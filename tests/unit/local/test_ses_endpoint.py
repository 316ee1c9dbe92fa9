import json
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError

from klantmail_local.client import envelop, wait_for
from klantmail_local.faults import FaultKind
from klantmail_local.loop import Loop
from klantmail_local.ports import HOST, Ports
from klantmail_local.ses_endpoint import SesEndpoint
from tests.unit.local.fake_aws import FUNCTION, ROLE, FakeAws

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

MAIL = b"From: info@gemeente.example\r\nTo: p.bakker@voorbeeld.example\r\nSubject: Re: vraag\r\n\r\nHallo\r\n"
FUNCTION_KEY = f"ASIA{sha256(f'{FUNCTION}:{ROLE}'.encode()).hexdigest()[:16].upper()}"
IDENTITY = "arn:aws:ses:eu-west-1:000000000000:identity/gemeente.example"
SET = "arn:aws:ses:eu-west-1:000000000000:configuration-set/set"


@contextmanager
def endpoint(
    loop: Loop, aws: FakeAws, outgoing: Path, key: str = "test", *, full: bool = False, patience: float = 60
) -> Iterator[tuple[SesEndpoint, "SESV2Client"]]:
    port = Ports.free().ses
    server = SesEndpoint(aws.aws, outgoing, port, lambda _, __: not full)
    loop.run(server.start())
    client = boto3.client(
        "sesv2",
        endpoint_url=f"http://{HOST}:{port}",
        region_name="eu-west-1",
        aws_access_key_id=key,
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}, read_timeout=patience),
    )
    try:
        yield server, client
    finally:
        client.close()
        loop.run(server.stop())


def send(client: "SESV2Client", **fields: Any) -> str:
    request: dict[str, Any] = {
        "FromEmailAddress": "info@gemeente.example",
        "Destination": {"ToAddresses": ["p.bakker@voorbeeld.example"]},
        "Content": {"Raw": {"Data": MAIL}},
        "EmailTags": [{"Name": "verzending", "Value": "0f8a"}],
        "ConfigurationSetName": "set",
    }
    return client.send_email(**(request | fields))["MessageId"]


def code(error: pytest.ExceptionInfo[ClientError]) -> tuple[str, int]:
    response = error.value.response
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


def test_a_mail_that_was_sent_stands_in_the_sink_with_its_envelope(loop: Loop, tmp_path: Path) -> None:
    with endpoint(loop, FakeAws(), tmp_path) as (_, client):
        message_id = send(client)
    (path,) = tmp_path.glob("*.eml")
    assert message_from_bytes(path.read_bytes())["Message-ID"] == f"<{message_id}@eu-west-1.amazonses.com>"
    envelope = envelop(path)
    assert (envelope["messageId"], envelope["naar"]) == (message_id, ["p.bakker@voorbeeld.example"])
    assert envelope["tags"] == {"verzending": "0f8a"}


@pytest.mark.parametrize("afzender", ["info@elders.example", "info@wacht.example"])
def test_only_verified_identities_send(loop: Loop, tmp_path: Path, afzender: str) -> None:
    with (
        endpoint(loop, FakeAws(), tmp_path) as (_, client),
        pytest.raises(ClientError, match=f"not verified.*{afzender}") as refused,
    ):
        send(client, FromEmailAddress=afzender)
    assert code(refused) == ("MessageRejected", 400)
    assert not list(tmp_path.iterdir())


def test_a_configuration_set_that_the_stack_did_not_make_is_not_found(loop: Loop, tmp_path: Path) -> None:
    with endpoint(loop, FakeAws(), tmp_path) as (_, client), pytest.raises(ClientError) as error:
        send(client, ConfigurationSetName="ander")
    assert code(error) == ("NotFoundException", 404)


def test_an_unknown_key_is_refused(loop: Loop, tmp_path: Path) -> None:
    with endpoint(loop, FakeAws(), tmp_path, "ASIA0000000000000000") as (_, client), pytest.raises(ClientError) as error:
        send(client)
    assert code(error) == ("UnrecognizedClientException", 403)


def test_a_request_without_a_signature_is_refused(loop: Loop, tmp_path: Path) -> None:
    with endpoint(loop, FakeAws(), tmp_path) as (_, client):
        request = {"Content": {"Raw": {"Data": "RnJvbTogaW5mb0BnZW1lZW50ZS5leGFtcGxlClRvOiBhQGIuZXhhbXBsZQoKeA=="}}}
        response = httpx.post(f"{client.meta.endpoint_url}/v2/email/outbound-emails", json=request, trust_env=False)
    assert (response.status_code, response.headers["x-amzn-errortype"]) == (403, "MissingAuthenticationTokenException")


def test_a_function_sends_with_what_its_role_allows(loop: Loop, tmp_path: Path) -> None:
    aws = FakeAws(allowed={IDENTITY, SET})
    with endpoint(loop, aws, tmp_path, FUNCTION_KEY) as (_, client):
        send(client)
    assert len(list(tmp_path.glob("*.eml"))) == 1


@pytest.mark.parametrize("missing", [IDENTITY, SET])
def test_a_role_that_lacks_one_of_the_two_permissions_is_refused(loop: Loop, tmp_path: Path, missing: str) -> None:
    aws = FakeAws(allowed={IDENTITY, SET} - {missing})
    with endpoint(loop, aws, tmp_path, FUNCTION_KEY) as (_, client), pytest.raises(ClientError, match="not authorized") as error:
        send(client)
    assert code(error) == ("AccessDeniedException", 403)


@pytest.mark.parametrize("action", ["ses:SendEmail", "ses:SendRawEmail"])
def test_a_role_that_lacks_one_of_the_two_actions_is_refused(loop: Loop, tmp_path: Path, action: str) -> None:
    aws = FakeAws(allowed={IDENTITY, SET})
    aws.allowed_actions.discard(action)
    with endpoint(loop, aws, tmp_path, FUNCTION_KEY) as (_, client), pytest.raises(ClientError, match=action) as error:
        send(client)
    assert code(error) == ("AccessDeniedException", 403)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FaultKind.REJECTED, ("MessageRejected", 400)),
        (FaultKind.TOO_BUSY, ("TooManyRequestsException", 429)),
        (FaultKind.ERROR, ("InternalServiceErrorException", 500)),
    ],
)
def test_a_refusal_on_demand_sends_nothing_and_then_passes(
    loop: Loop, tmp_path: Path, kind: FaultKind, expected: tuple[str, int]
) -> None:
    with endpoint(loop, FakeAws(), tmp_path) as (server, client):
        server.faults.plan(kind)
        with pytest.raises(ClientError) as error:
            send(client)
        assert code(error) == expected
        assert not list(tmp_path.glob("*.eml"))
        send(client)
    assert len(list(tmp_path.glob("*.eml"))) == 1


@pytest.mark.parametrize("accepted", [True, False])
def test_a_cut_connection_tells_nothing(loop: Loop, tmp_path: Path, accepted: bool) -> None:
    with endpoint(loop, FakeAws(), tmp_path) as (server, client):
        server.faults.plan(FaultKind.CUT, accepted=accepted)
        with pytest.raises(ConnectionClosedError):
            send(client)
    assert len(list(tmp_path.glob("*.eml"))) == accepted


def test_a_request_that_hangs_times_out_though_the_mail_went_out(loop: Loop, tmp_path: Path) -> None:
    with endpoint(loop, FakeAws(), tmp_path, patience=1) as (server, client):
        server.faults.plan(FaultKind.HANG)
        with pytest.raises(ReadTimeoutError):
            send(client)
        wait_for(lambda: list(tmp_path.glob("*.eml")), "the mail in the sink")
    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_faults_are_planned_over_http(loop: Loop, tmp_path: Path) -> None:
    with endpoint(loop, FakeAws(), tmp_path) as (server, client):
        address = f"{client.meta.endpoint_url}/_klantmail/storingen"
        with httpx.Client(trust_env=False) as http:
            assert http.post(address, json={"soort": "te_druk", "aantal": 2}).status_code == 204
            assert http.post(address, json={"soort": "onzin"}).status_code == 400
            assert http.get(address).json() == ["te_druk", "te_druk"]
            assert http.delete(address).status_code == 204
        assert server.faults.waiting == ()


def test_events_go_to_the_targets_of_the_rules_that_want_them(loop: Loop, tmp_path: Path) -> None:
    aws = FakeAws(
        destinations=[
            {
                "Enabled": True,
                "EventBridgeDestination": {"EventBusArn": "x"},
                "MatchingEventTypes": ["SEND", "DELIVERY", "BOUNCE"],
            }
        ],
        rules={
            "bezorgd": (json.dumps({"detail-type": ["Email Delivered", "Email Sent"]}), ["arn:een", "arn:twee"]),
            "geweigerd": (json.dumps({"detail-type": ["Email Bounced"]}), ["arn:drie"]),
        },
    )
    with endpoint(loop, aws, tmp_path) as (_, client):
        send(client)
        wait_for(lambda: len(aws.invocations) == 4, "the events")
    assert [(target, event["detail"]["eventType"]) for target, event in aws.invocations] == [
        ("arn:een", "Send"),
        ("arn:twee", "Send"),
        ("arn:een", "Delivery"),
        ("arn:twee", "Delivery"),
    ]
    assert all(event["detail"]["mail"]["tags"]["verzending"] == ["0f8a"] for _, event in aws.invocations)


def test_kinds_that_the_event_destination_leaves_out_are_not_told(loop: Loop, tmp_path: Path) -> None:
    aws = FakeAws(
        destinations=[{"Enabled": True, "EventBridgeDestination": {"EventBusArn": "x"}, "MatchingEventTypes": ["DELIVERY"]}],
        rules={"alles": (json.dumps({"detail-type": ["Email Delivered", "Email Sent"]}), ["arn:een"])},
    )
    with endpoint(loop, aws, tmp_path) as (_, client):
        send(client)
        wait_for(lambda: aws.invocations, "the event")
    assert [event["detail"]["eventType"] for _, event in aws.invocations] == ["Delivery"]


def test_a_mail_that_the_disk_has_no_room_for_was_certainly_not_sent_and_may_be_tried_again(loop: Loop, tmp_path: Path) -> None:
    with endpoint(loop, FakeAws(), tmp_path, full=True) as (_, client), pytest.raises(ClientError) as error:
        send(client)
    assert error.value.response["Error"]["Code"] == "TooManyRequestsException"
    assert list(tmp_path.iterdir()) == []
