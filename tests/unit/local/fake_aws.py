"""AWS as the local servers use it, remembered instead of done."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from botocore.exceptions import ClientError

from klantmail_local.aws import Aws
from klantmail_local.rollout import Stack

ROLE = "arn:aws:iam::000000000000:role/verzenden"
FUNCTION = "arn:aws:lambda:eu-west-1:000000000000:function:verzenden"
STACK = Stack(
    api="http://127.0.0.1:1/v1",
    table="tabel",
    intake="intake",
    archief="archief",
    uploads="uploads",
    user_pool="pool",
    client="client",
    ontvangen="arn:ontvangen",
    postvakken=("info@gemeente.example", "burgerzaken@gemeente.example"),
    aliases=(("info@gemeente.example", ("postmaster@gemeente.example", "contact@gemeente.example")),),
)


@dataclass
class FakeAws:
    """A stand-in for every client of `Aws` at once."""

    objects: dict[str, bytes] = field(default_factory=dict)
    invocations: list[tuple[str, Any]] = field(default_factory=list)
    """Function and payload of each asynchronous invoke."""
    destinations: list[dict[str, Any]] = field(default_factory=list)
    rules: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    """Name of an EventBridge rule → its pattern and its targets."""
    allowed: set[str] = field(default_factory=set)
    """ARNs on which the role may send."""
    allowed_actions: set[str] = field(default_factory=lambda: {"ses:SendEmail", "ses:SendRawEmail"})
    s3_refuses: bool = False
    s3_room: int = 1000
    """Objects that S3 still takes; it refuses the next ones."""
    s3_keeps: bool = False
    """S3 removes nothing."""
    takes_in: bool = True
    """True when `ontvangen` does its work, so that the intake object is gone afterwards."""
    lambda_refuses: bool = False

    @property
    def aws(self) -> Aws:
        return cast(Aws, self)

    @property
    def s3(self) -> "FakeAws":
        return self

    functions = events = iam = ses = s3

    def delete_object(self, *, Bucket: str, Key: str) -> None:  # noqa: N803 - boto3's names
        if self.s3_keeps:
            raise ClientError({"Error": {"Code": "SlowDown"}}, "DeleteObject")
        self.objects.pop(f"{Bucket}/{Key}", None)

    def put_object(self, *, Bucket: str, Key: str, Body: bytes) -> None:  # noqa: N803 - boto3's names
        if self.s3_refuses or self.s3_room == 0:
            raise ClientError({"Error": {"Code": "SlowDown"}}, "PutObject")
        self.s3_room -= 1
        self.objects[f"{Bucket}/{Key}"] = Body

    def list_objects_v2(self, *, Bucket: str, Prefix: str, MaxKeys: int) -> dict[str, int]:  # noqa: N803
        assert MaxKeys == 1
        return {"KeyCount": int(f"{Bucket}/{Prefix}" in self.objects and not self.takes_in)}

    def invoke(self, *, FunctionName: str, InvocationType: str, Payload: str) -> None:  # noqa: N803
        assert InvocationType == "Event"
        if self.lambda_refuses:
            raise ClientError({"Error": {"Code": "TooManyRequestsException"}}, "Invoke")
        self.invocations.append((FunctionName, json.loads(Payload)))

    def list_email_identities(self) -> dict[str, Any]:
        verified = {"IdentityName": "gemeente.example", "SendingEnabled": True, "VerificationStatus": "SUCCESS"}
        pending = {"IdentityName": "wacht.example", "SendingEnabled": False, "VerificationStatus": "PENDING"}
        return {"EmailIdentities": [verified, pending]}

    def list_configuration_sets(self) -> dict[str, Any]:
        return {"ConfigurationSets": ["set"]}

    def get_configuration_set_event_destinations(self, *, ConfigurationSetName: str) -> dict[str, Any]:  # noqa: N803
        return {"EventDestinations": self.destinations} if self.destinations and ConfigurationSetName == "set" else {}

    def list_rules(self) -> dict[str, Any]:
        return {
            "Rules": [{"Name": name, "State": "ENABLED", "EventPattern": pattern} for name, (pattern, _) in self.rules.items()]
        }

    def test_event_pattern(self, *, EventPattern: str, Event: str) -> dict[str, bool]:  # noqa: N803
        """Match the detail-types of a pattern, which is enough for a test."""
        return {"Result": json.loads(Event)["detail-type"] in json.loads(EventPattern)["detail-type"]}

    def list_targets_by_rule(self, *, Rule: str) -> dict[str, Any]:  # noqa: N803
        return {"Targets": [{"Id": target, "Arn": target} for target in self.rules[Rule][1]]}

    def get_paginator(self, _: str) -> "FakeAws":
        return self

    def paginate(self, *, Bucket: str = "") -> list[dict[str, Any]]:  # noqa: N803
        if Bucket and self.s3_refuses:
            raise ClientError({"Error": {"Code": "SlowDown"}}, "ListObjectsV2")
        if Bucket:
            keys = [key for key in self.objects if key.startswith(f"{Bucket}/") and not self.takes_in]
            return [{}, {"Contents": [{"Key": key.partition("/")[2]} for key in keys]}]
        return [{"Functions": [{"FunctionArn": FUNCTION, "Role": ROLE}]}]

    def simulate_principal_policy(
        self,
        *,
        PolicySourceArn: str,  # noqa: N803
        ActionNames: Sequence[str],  # noqa: N803
        ResourceArns: list[str],  # noqa: N803
    ) -> dict[str, Any]:
        assert PolicySourceArn == ROLE
        decision = "allowed" if set(ResourceArns) <= self.allowed else "implicitDeny"
        return {
            "EvaluationResults": [
                {"EvalActionName": action, "EvalDecision": decision if action in self.allowed_actions else "implicitDeny"}
                for action in ActionNames
            ]
        }
