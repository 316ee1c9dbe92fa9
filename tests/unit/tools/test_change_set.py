"""A change of a stack, on a fake of CloudFormation and of S3."""

import json
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
import yaml
from botocore.exceptions import ClientError, WaiterError

from tests.support.large_town import PARAMETERS
from tests.support.template import PROJECT, parsed_template
from tools.canary import with_canary
from tools.change_set import Refused, dangerous, execute, pairs, parameters, prepare, settings

URL = "https://packages.s3.eu-west-1.amazonaws.com/release-1/packaged.yaml"
KEY = "release-1/packaged.yaml"
CANARY = {"stack_name": "klantmail", "parameter_overrides": "Kanarie=LambdaCanary10Percent10Minutes"}
ENVIRONMENT = {"stack_name": "klantmail", "parameter_overrides": 'MfaVerplicht=ja Organisatienaam="Gemeente X"', "tags": "a=b"}


class CloudFormation:
    """CloudFormation, as far as change sets go. Args: status: of the stack; empty when there is none."""

    def __init__(self, status: str = "UPDATE_COMPLETE", changes: tuple[dict[str, Any], ...] = (), reason: str = "") -> None:
        self.status = status
        self.changes = [{"ResourceChange": one} for one in changes]
        self.reason = reason
        self.asked: dict[str, Any] = {}
        self.deleted = False
        self.alarm = True
        self.executed = False
        self.objects: dict[str, bytes] = {}
        self.present = {"Maildomein": "gemeente.example", "MfaVerplicht": "nee", "Gone": "x"}
        self.of_stack: Any = {}

    def describe_stacks(self, **_: str) -> dict[str, Any]:
        if not self.status:
            raise ClientError({"Error": {"Code": "ValidationError", "Message": "does not exist"}}, "DescribeStacks")
        present = [{"ParameterKey": name, "ParameterValue": value} for name, value in self.present.items()]
        return {"Stacks": [{"StackStatus": self.status, "Parameters": present}]}

    def get_template_summary(self, **_: str) -> dict[str, Any]:
        if self.objects:
            return {"Parameters": [{"ParameterKey": name, "DefaultValue": value} for name, value in PARAMETERS.items()]}
        return {"Parameters": [{"ParameterKey": name} for name in ("Maildomein", "MfaVerplicht", "Organisatienaam", "New")]}

    def get_template(self, **_: str) -> dict[str, Any]:
        return {"TemplateBody": self.of_stack}

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803 - as S3 names them
        assert Bucket == "packages"
        return {"Body": BytesIO(self.objects[Key])}

    def put_object(self, Bucket: str, Key: str, Body: bytes) -> None:  # noqa: N803 - as S3 names them
        assert Bucket == "packages"
        self.objects[Key] = Body

    def create_change_set(self, **asked: Any) -> None:
        self.asked = asked

    def describe_change_set(self, **_: str) -> dict[str, Any]:
        return {"StatusReason": self.reason, "Changes": self.changes}

    def delete_change_set(self, **_: str) -> None:
        self.deleted = True

    def describe_stack_resource(self, **_: str) -> dict[str, Any]:
        if not self.alarm:
            raise ClientError({"Error": {"Code": "ValidationError", "Message": "no such resource"}}, "DescribeStackResource")
        stack = "arn:aws:cloudformation:eu-west-1:123456789012:stack/klantmail/1"
        return {"StackResourceDetail": {"PhysicalResourceId": "klantmail-Klantmailalarm-1", "StackId": stack}}

    def execute_change_set(self, **_: str) -> None:
        self.executed = True

    def get_paginator(self, _: str) -> "CloudFormation":
        return self

    def paginate(self, **_: str) -> list[dict[str, Any]]:
        return [{"Changes": self.changes}]

    def get_waiter(self, _: str) -> "CloudFormation":
        return self

    def wait(self, **_: Any) -> None:
        if self.reason:
            raise WaiterError("wait", self.reason, {})


def _change(name: str, action: str = "Modify", replacement: str = "False") -> dict[str, Any]:
    return {"LogicalResourceId": name, "Action": action, "Replacement": replacement}


def _prepare(aws: CloudFormation) -> list[dict[str, Any]]:
    return prepare(lambda _: aws, URL, ENVIRONMENT, "release-1", "arn:role")


def test_a_change_keeps_what_the_stack_has_and_is_rolled_back_by_its_alarm() -> None:
    aws = CloudFormation(changes=(_change("Vangnet"),))
    assert len(_prepare(aws)) == 1
    assert aws.asked["ChangeSetType"] == "UPDATE"
    assert aws.asked["Parameters"] == [
        {"ParameterKey": "MfaVerplicht", "ParameterValue": "ja"},
        {"ParameterKey": "Organisatienaam", "ParameterValue": "Gemeente X"},
        {"ParameterKey": "Maildomein", "UsePreviousValue": True},
    ]
    assert aws.asked["RollbackConfiguration"] == {
        "RollbackTriggers": [
            {
                "Arn": "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:klantmail-Klantmailalarm-1",
                "Type": "AWS::CloudWatch::CompositeAlarm",
            }
        ],
        "MonitoringTimeInMinutes": 15,
    }
    assert (aws.asked["RoleARN"], aws.asked["Tags"]) == ("arn:role", [{"Key": "a", "Value": "b"}])


@pytest.mark.parametrize("status", ["", "REVIEW_IN_PROGRESS"])
def test_a_first_deployment_has_no_alarm_and_nothing_to_keep(status: str) -> None:
    aws = CloudFormation(status)
    _prepare(aws)
    assert aws.asked["ChangeSetType"] == "CREATE"
    assert "RollbackConfiguration" not in aws.asked
    assert not any("UsePreviousValue" in one for one in aws.asked["Parameters"])


@pytest.mark.parametrize(
    "change",
    [
        _change("Tabel", replacement="True"),
        _change("Archief", replacement="Conditional"),
        _change("Gebruikerspool", action="Remove"),
        _change("Sleutel", action="Remove", replacement=""),
    ],
)
def test_a_change_that_would_lose_data_is_refused_before_anything_is_done(change: Mapping[str, Any]) -> None:
    aws = CloudFormation(changes=(dict(change),))
    with pytest.raises(Refused, match=change["LogicalResourceId"]):
        _prepare(aws)
    assert aws.deleted


def test_what_holds_no_data_may_be_replaced() -> None:
    changes = [_change("Vangnet", replacement="True"), _change("Tabel"), _change("Apidomeinnaam", action="Remove")]
    assert list(dangerous([{"ResourceChange": one} for one in changes])) == []


def test_a_stack_that_is_like_that_already_has_no_changes() -> None:
    aws = CloudFormation(reason="The submitted information didn't contain changes.")
    assert _prepare(aws) == []
    assert aws.deleted


def test_a_change_set_that_cannot_be_made_says_why() -> None:
    with pytest.raises(Refused, match="ZakenApi needs ZgwGeheim"):
        _prepare(CloudFormation(reason="ZakenApi needs ZgwGeheim."))


def test_a_parameter_that_the_template_does_not_have_is_refused() -> None:
    with pytest.raises(Refused, match="MetOntvangst"):
        parameters({"MetOntvangst": "ja"}, ["Maildomein"], [])


def test_a_change_that_was_rolled_back_is_told() -> None:
    aws = CloudFormation()
    assert execute(aws, "klantmail", "release-1") == "UPDATE_COMPLETE"
    assert aws.executed
    with pytest.raises(Refused, match="rolled back"):
        execute(CloudFormation(reason="rolled back"), "klantmail", "release-1")


@pytest.mark.parametrize("environment", ["test", "production"])
def test_the_settings_of_an_environment_are_read_as_sam_writes_them(environment: str) -> None:
    found = settings(environment)
    assert "MetPoortlogrol" in pairs(found["parameter_overrides"])
    assert pairs(found["tags"])["omgeving"] == environment


# -- a canary ---------------------------------------------------------------------------------------------------------


def _canaried(**present: str) -> CloudFormation:
    """A stack with a canary of this template and these values, and the package of the next release."""
    aws = CloudFormation(changes=(_change("Inzien"),))
    aws.present = PARAMETERS | {"Kanarie": "LambdaCanary10Percent10Minutes"} | present
    aws.of_stack = with_canary(parsed_template(), aws.present)
    aws.objects[KEY] = json.dumps(parsed_template()).encode()
    return aws


def _ask(aws: CloudFormation, environment: Mapping[str, Any] = CANARY) -> list[dict[str, Any]]:
    return prepare(lambda _: aws, URL, environment, "release-1", "arn:role")


def test_a_change_with_a_canary_goes_by_a_template_that_is_made_for_the_values_of_the_stack() -> None:
    aws = _canaried(Postvakken="info@gemeente.example, post@gemeente.example")
    assert len(_ask(aws)) == 1
    assert aws.asked["TemplateURL"] == f"{URL}.kanarie.json"
    assert json.loads(aws.objects[f"{KEY}.kanarie.json"]) == with_canary(parsed_template(), aws.present)


def test_the_canary_stays_where_nobody_asks_for_another_and_goes_when_somebody_says_so() -> None:
    aws = _canaried()
    _ask(aws, {"stack_name": "klantmail"})
    assert aws.asked["TemplateURL"] == f"{URL}.kanarie.json"
    _ask(aws, {"stack_name": "klantmail", "parameter_overrides": "Kanarie=geen"})
    assert aws.asked["TemplateURL"] == URL


def test_a_first_deployment_can_have_one() -> None:
    aws = _canaried()
    aws.status = ""
    _ask(aws)
    assert json.loads(aws.objects[f"{KEY}.kanarie.json"]) == with_canary(
        parsed_template(), PARAMETERS | pairs(CANARY["parameter_overrides"])
    )


def test_a_change_that_two_versions_cannot_both_serve_is_refused_and_can_be_made_at_once() -> None:
    aws = _canaried()
    restored = {"stack_name": "klantmail", "parameter_overrides": "Generatie=2"}
    with pytest.raises(Refused, match=r"Generatie has another value.*LambdaAllAtOnce"):
        _ask(aws, restored)
    assert aws.asked == {}
    _ask(aws, restored | {"parameter_overrides": "Generatie=2 Kanarie=LambdaAllAtOnce"})
    assert aws.asked["TemplateURL"] == f"{URL}.kanarie.json"


def test_what_is_no_object_in_s3_has_no_canary() -> None:
    with pytest.raises(Refused, match=r"packaged\.yaml is no object"):
        prepare(lambda _: _canaried(), "https://elsewhere/packaged.yaml", CANARY, "release-1", "")


# -- the pipelines ----------------------------------------------------------------------------------------------------


def _commands(text: str) -> list[str]:
    return re.findall(r"make ([a-z-]+)", text)


@pytest.mark.parametrize("path", [".github/workflows/environment.yml", ".gitlab-ci.yml"])
def test_a_pipeline_shows_a_change_before_it_makes_it(path: str) -> None:
    text = (PROJECT / path).read_text()
    yaml.safe_load(text)
    commands = _commands(text)
    assert commands.index("build") < commands.index("change-set") < commands.index("deploy") < commands.index("receipt-rules")
    targets = "".join(one.read_text() for one in [PROJECT / "Makefile", *(PROJECT / "make").glob("*.mk")])
    assert all(f"\n{command}:" in targets for command in commands)


def test_both_pipelines_go_to_production_after_test() -> None:
    github = yaml.safe_load((PROJECT / ".github/workflows/deploy.yml").read_text())["jobs"]
    assert (github["test"]["needs"], github["production"]["needs"]) == ("check", "test")
    gitlab = yaml.safe_load((PROJECT / ".gitlab-ci.yml").read_text())
    assert gitlab["prepare-production"]["needs"] == ["deploy-test"]
    assert gitlab[".aws"]["rules"][0]["when"] == "manual", "somebody approves each step"
