"""The receipt rules of a stack, on a fake of SES that takes one change a second, as SES does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.validate import ParamValidator
from hypothesis import given
from hypothesis import strategies as st

from tests.support.large_town import FIFTY, LARGE, PARAMETERS
from tools.deployed import Deployed
from tools.receipt_rules.__main__ import Refused, activate, apply, remove
from tools.receipt_rules.rules import UnusableMailboxes, changes, wanted

INTAKE, ONTVANGEN = "klantmail-intake-1", "arn:aws:lambda:eu-west-1:123456789012:function:klantmail-Ontvangen-1"


def _refusal(operation: str, code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": code}}, operation)


@dataclass
class Ses:
    """SES, as far as receipt rules go.

    https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateReceiptRule.html
    """

    sets: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    active: str = ""
    now: float = 0.0
    last_change: float = -10.0
    order: list[tuple[str, str]] = field(default_factory=list)

    def pause(self, seconds: float) -> None:
        self.now += seconds

    def _change(self, operation: str, **request: Any) -> None:
        shape = boto3.client("ses", region_name="eu-west-1").meta.service_model.operation_model(operation).input_shape
        report = ParamValidator().validate(request, shape)
        assert not report.has_errors(), report.generate_report()
        if self.now - self.last_change < 1:
            raise _refusal(operation, "Throttling")
        self.last_change = self.now
        self.order.append((operation, request.get("Rule", {}).get("Name", request.get("RuleName", ""))))

    def describe_receipt_rule_set(self, *, RuleSetName: str) -> dict[str, Any]:  # noqa: N803 - as boto3 names it
        if RuleSetName not in self.sets:
            raise _refusal("DescribeReceiptRuleSet", "RuleSetDoesNotExist")
        return {"Metadata": {"Name": RuleSetName}, "Rules": list(self.sets[RuleSetName].values())}

    def describe_active_receipt_rule_set(self) -> dict[str, Any]:
        return {"Metadata": {"Name": self.active}} if self.active else {}

    def create_receipt_rule_set(self, **request: Any) -> None:
        self._change("CreateReceiptRuleSet", **request)
        self.sets[request["RuleSetName"]] = {}

    def create_receipt_rule(self, **request: Any) -> None:
        self._change("CreateReceiptRule", **request)
        rules = self.sets[request["RuleSetName"]]
        if request["Rule"]["Name"] in rules:
            raise _refusal("CreateReceiptRule", "AlreadyExists")
        rules[request["Rule"]["Name"]] = request["Rule"]

    def update_receipt_rule(self, **request: Any) -> None:
        self._change("UpdateReceiptRule", **request)
        rules = self.sets[request["RuleSetName"]]
        if request["Rule"]["Name"] not in rules:
            raise _refusal("UpdateReceiptRule", "RuleDoesNotExist")
        rules[request["Rule"]["Name"]] = request["Rule"]

    def delete_receipt_rule(self, **request: Any) -> None:
        self._change("DeleteReceiptRule", **request)
        self.sets[request["RuleSetName"]].pop(request["RuleName"], None)

    def delete_receipt_rule_set(self, **request: Any) -> None:
        self._change("DeleteReceiptRuleSet", **request)
        if request["RuleSetName"] == self.active:
            raise _refusal("DeleteReceiptRuleSet", "CannotDelete")
        self.sets.pop(request["RuleSetName"])

    def set_active_receipt_rule_set(self, **request: Any) -> None:
        self._change("SetActiveReceiptRuleSet", **request)
        self.active = request.get("RuleSetName", "")

    def prefix_of(self, rule_set: str) -> dict[str, str]:
        """Return the prefix that mail to each address gets. It fails when two rules take an address."""
        found: dict[str, str] = {}
        for rule in self.sets[rule_set].values():
            for address in rule["Recipients"]:
                assert address not in found
                found[address] = rule["Actions"][0]["S3Action"]["ObjectKeyPrefix"]
        return found


@pytest.mark.parametrize(
    ("demanded", "policy"),
    [("nee", "Optional"), ("verzending", "Optional"), ("ontvangst", "Require"), ("beide", "Require")],
)
def test_mail_without_tls_is_refused_only_where_that_is_demanded(demanded: str, policy: str) -> None:
    rules = wanted(PARAMETERS | {"TlsVerplicht": demanded}, INTAKE, ONTVANGEN)
    assert {rule["TlsPolicy"] for rule in rules} == {policy}


def _stack(**parameters: str) -> Deployed:
    return Deployed(
        "klantmail",
        "eu-west-1",
        "123456789012",
        PARAMETERS | parameters,
        {"IntakeNaam": INTAKE, "OntvangenArn": ONTVANGEN},
    )


def test_fifty_mailboxes_with_aliases_each_put_their_mail_under_their_own_prefix() -> None:
    ses = Ses()
    apply(ses, _stack(**LARGE), ses.pause)
    prefixes = ses.prefix_of("klantmail")
    assert len(prefixes) == 50 + 100 + 3
    assert {address: prefixes[address] for address in FIFTY} == {address: f"{address}/" for address in FIFTY}
    for number, mailbox in enumerate(FIFTY):
        assert {prefixes[f"{number:02}-{letter}@gemeente.example"] for letter in "ab"} == {f"{mailbox}/"}
    assert prefixes["abuse@gemeente.example"] == f"{FIFTY[0]}/"
    assert len(ses.sets["klantmail"]) == 50
    assert all(len(value) <= 4096 for value in LARGE.values()), "the most that CloudFormation takes of a parameter"


def test_postmaster_and_abuse_are_taken_in_unless_the_parameters_say_otherwise() -> None:
    """RFC 5321 section 4.5.1, RFC 2142."""
    ses = Ses()
    apply(ses, _stack(), ses.pause)
    assert {f"{name}@{PARAMETERS['Maildomein']}" for name in ("postmaster", "abuse")} <= ses.prefix_of("klantmail").keys()


def test_the_intake_takes_mail_of_the_rules_of_this_stack_and_of_no_other() -> None:
    """The policies of bucket and function name the set, so the program must name it the same."""
    ses = Ses()
    apply(ses, _stack(), ses.pause)
    assert list(ses.sets) == ["klantmail"]
    for rule in ses.sets["klantmail"].values():
        stored, invoked = rule["Actions"]
        assert stored["S3Action"]["BucketName"] == INTAKE
        assert invoked["LambdaAction"] == {"FunctionArn": ONTVANGEN, "InvocationType": "Event"}
        assert rule["ScanEnabled"] is True, "without it SES gives no verdicts, and all mail would be in quarantine"


def test_a_second_run_does_nothing() -> None:
    ses = Ses()
    assert [change.kind for change in apply(ses, _stack(), ses.pause)] == ["make", "make"]
    assert apply(ses, _stack(), ses.pause) == []


def test_an_address_that_moves_is_never_refused_meanwhile() -> None:
    ses = Ses()
    apply(ses, _stack(Postvakken="info@a.example,oud@a.example", Aliassen=""), ses.pause)
    ses.order.clear()
    apply(ses, _stack(Postvakken="info@a.example,nieuw@a.example", Aliassen="info@a.example=oud@a.example"), ses.pause)
    assert [operation for operation, _ in ses.order] == ["UpdateReceiptRule", "CreateReceiptRule", "DeleteReceiptRule"]
    assert ses.prefix_of("klantmail")["oud@a.example"] == "info@a.example/"


@pytest.mark.parametrize(
    ("mailboxes", "aliases"),
    [
        ("info@a.example", "elders@a.example=x@a.example"),
        ("info@a.example", "info@a.example=x@a.example/x@a.example"),
        ("info@a.example,burger@a.example", "info@a.example=burger@a.example"),
        ("info@a.example,info@a.example", "info@a.example=info@a.example"),
        (",".join(f"{number}@a.example" for number in range(201)), ""),
        ("info@a.example", "info@a.example=" + "/".join(f"{number}@a.example" for number in range(100))),
    ],
)
def test_what_would_lose_mail_or_take_it_twice_is_refused_before_anything_is_changed(mailboxes: str, aliases: str) -> None:
    ses = Ses()
    with pytest.raises(UnusableMailboxes):
        apply(ses, _stack(Postvakken=mailboxes, Aliassen=aliases), ses.pause)
    assert ses.order == []


@given(
    st.lists(st.from_regex(r"[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,20}\.example", fullmatch=True), min_size=1, max_size=8, unique=True)
)
def test_every_mailbox_has_a_rule_of_a_name_of_its_own_that_ses_takes(mailboxes: Sequence[str]) -> None:
    """`jan.bakker@` and `janbakker@` too. https://docs.aws.amazon.com/ses/latest/APIReference/API_ReceiptRule.html"""
    rules = wanted(PARAMETERS | {"Postvakken": ",".join(mailboxes), "Aliassen": ""}, INTAKE, ONTVANGEN)
    names = {rule["Name"] for rule in rules}
    assert len(names) == len(mailboxes)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9]", name) for name in names)
    assert list(changes(rules, rules)) == []


def test_rules_are_active_only_where_somebody_is_told_and_no_other_set_is() -> None:
    ses = Ses()
    apply(ses, _stack(), ses.pause)
    with pytest.raises(Refused, match="Alarmadres"):
        activate(ses, _stack())
    ses.active = "een-ander"
    with pytest.raises(Refused, match="een-ander"):
        activate(ses, _stack(Alarmadres="wacht@elders.example"))
    ses.active = ""
    activate(ses, _stack(Alarmadres="wacht@elders.example"))
    assert ses.active == "klantmail"


@pytest.mark.parametrize("active", ["klantmail", "een-ander", ""])
def test_removing_deactivates_our_own_set_first_and_no_other(active: str) -> None:
    ses = Ses()
    apply(ses, _stack(), ses.pause)
    ses.active = active
    remove(ses, _stack(), ses.pause)
    assert ses.sets == {}
    assert ses.active == ("" if active == "klantmail" else active)
    remove(ses, _stack(), ses.pause)
