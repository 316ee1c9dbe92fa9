"""AWS as the local servers use it, remembered instead of done."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from botocore.exceptions import ClientError

from klantmail_local.aws import Aws
from klantmail_local.uitrol import Stack

ROL = "arn:aws:iam::000000000000:role/verzenden"
FUNCTIE = "arn:aws:lambda:eu-west-1:000000000000:function:verzenden"
STACK = Stack(
    api="http://127.0.0.1:1/v1",
    tabel="tabel",
    intake="intake",
    archief="archief",
    uploads="uploads",
    gebruikerspool="pool",
    client="client",
    ontvangen="arn:ontvangen",
    postvakken=("info@gemeente.example", "burgerzaken@gemeente.example"),
    aliassen=(("info@gemeente.example", ("postmaster@gemeente.example", "contact@gemeente.example")),),
)


@dataclass
class NepAws:
    """A stand-in for every client of `Aws` at once."""

    objecten: dict[str, bytes] = field(default_factory=dict)
    aanroepen: list[tuple[str, Any]] = field(default_factory=list)
    """Function and payload of each asynchronous invoke."""
    bestemmingen: list[dict[str, Any]] = field(default_factory=list)
    regels: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    """Name of an EventBridge rule → its pattern and its targets."""
    toegestaan: set[str] = field(default_factory=set)
    """ARNs on which the role may send."""
    toegestane_acties: set[str] = field(default_factory=lambda: {"ses:SendEmail", "ses:SendRawEmail"})
    s3_weigert: bool = False
    s3_plaats: int = 1000
    """Objects that S3 still takes; it refuses the next ones."""
    s3_houdt_vast: bool = False
    """S3 removes nothing."""
    neemt_in: bool = True
    """True when `ontvangen` does its work, so that the intake object is gone afterwards."""
    lambda_weigert: bool = False

    @property
    def aws(self) -> Aws:
        return cast(Aws, self)

    @property
    def s3(self) -> "NepAws":
        return self

    functies = gebeurtenissen = iam = ses = s3

    def delete_object(self, *, Bucket: str, Key: str) -> None:  # noqa: N803 - boto3's names
        if self.s3_houdt_vast:
            raise ClientError({"Error": {"Code": "SlowDown"}}, "DeleteObject")
        self.objecten.pop(f"{Bucket}/{Key}", None)

    def put_object(self, *, Bucket: str, Key: str, Body: bytes) -> None:  # noqa: N803 - boto3's names
        if self.s3_weigert or self.s3_plaats == 0:
            raise ClientError({"Error": {"Code": "SlowDown"}}, "PutObject")
        self.s3_plaats -= 1
        self.objecten[f"{Bucket}/{Key}"] = Body

    def list_objects_v2(self, *, Bucket: str, Prefix: str, MaxKeys: int) -> dict[str, int]:  # noqa: N803
        assert MaxKeys == 1
        return {"KeyCount": int(f"{Bucket}/{Prefix}" in self.objecten and not self.neemt_in)}

    def invoke(self, *, FunctionName: str, InvocationType: str, Payload: str) -> None:  # noqa: N803
        assert InvocationType == "Event"
        if self.lambda_weigert:
            raise ClientError({"Error": {"Code": "TooManyRequestsException"}}, "Invoke")
        self.aanroepen.append((FunctionName, json.loads(Payload)))

    def list_email_identities(self) -> dict[str, Any]:
        geverifieerd = {"IdentityName": "gemeente.example", "SendingEnabled": True, "VerificationStatus": "SUCCESS"}
        wachtend = {"IdentityName": "wacht.example", "SendingEnabled": False, "VerificationStatus": "PENDING"}
        return {"EmailIdentities": [geverifieerd, wachtend]}

    def list_configuration_sets(self) -> dict[str, Any]:
        return {"ConfigurationSets": ["set"]}

    def get_configuration_set_event_destinations(self, *, ConfigurationSetName: str) -> dict[str, Any]:  # noqa: N803
        return {"EventDestinations": self.bestemmingen} if self.bestemmingen and ConfigurationSetName == "set" else {}

    def list_rules(self) -> dict[str, Any]:
        return {
            "Rules": [{"Name": naam, "State": "ENABLED", "EventPattern": patroon} for naam, (patroon, _) in self.regels.items()]
        }

    def test_event_pattern(self, *, EventPattern: str, Event: str) -> dict[str, bool]:  # noqa: N803
        """Match the detail-types of a pattern, which is enough for a test."""
        return {"Result": json.loads(Event)["detail-type"] in json.loads(EventPattern)["detail-type"]}

    def list_targets_by_rule(self, *, Rule: str) -> dict[str, Any]:  # noqa: N803
        return {"Targets": [{"Id": doel, "Arn": doel} for doel in self.regels[Rule][1]]}

    def get_paginator(self, _: str) -> "NepAws":
        return self

    def paginate(self, *, Bucket: str = "") -> list[dict[str, Any]]:  # noqa: N803
        if Bucket and self.s3_weigert:
            raise ClientError({"Error": {"Code": "SlowDown"}}, "ListObjectsV2")
        if Bucket:
            keys = [key for key in self.objecten if key.startswith(f"{Bucket}/") and not self.neemt_in]
            return [{}, {"Contents": [{"Key": key.partition("/")[2]} for key in keys]}]
        return [{"Functions": [{"FunctionArn": FUNCTIE, "Role": ROL}]}]

    def simulate_principal_policy(
        self,
        *,
        PolicySourceArn: str,  # noqa: N803
        ActionNames: Sequence[str],  # noqa: N803
        ResourceArns: list[str],  # noqa: N803
    ) -> dict[str, Any]:
        assert PolicySourceArn == ROL
        mag = "allowed" if set(ResourceArns) <= self.toegestaan else "implicitDeny"
        return {
            "EvaluationResults": [
                {"EvalActionName": actie, "EvalDecision": mag if actie in self.toegestane_acties else "implicitDeny"}
                for actie in ActionNames
            ]
        }
