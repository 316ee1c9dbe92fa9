"""A template with `Kanarie`, as CloudFormation gets it from the locked translator of SAM."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from tests.support.canary import CANARY as VALUES
from tests.support.large_town import LARGE, PARAMETERS
from tests.support.sizes import LIMITS
from tests.support.template import PROJECT, functions, parsed_template, translated, vertaald
from tools.canary import ALIAS, AT_ONCE, GUARD, NONE, shifted, unsafe, with_canary

SLOW = VALUES["Kanarie"]
CHOICES = parsed_template()["Parameters"]["Kanarie"]["AllowedValues"]
SHIFTED = shifted(parsed_template())


@cache
def _made(**others: str) -> dict[str, Any]:
    """The resources of a stack with a canary and these values beside the defaults, for reading only."""
    resources: dict[str, Any] = translated(with_canary(parsed_template(), VALUES | others))["Resources"]
    return resources


def _of_kind(kind: str, resources: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: one["Properties"] for name, one in resources.items() if one["Type"] == kind}


def _parts(part: Any) -> Iterator[Any]:
    yield part
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _parts(one)


def _versions(resources: Mapping[str, Any]) -> set[str]:
    return {name for name, one in resources.items() if one["Type"] == "AWS::Lambda::Version"}


def test_what_answers_the_api_and_what_takes_in_mail_is_shifted_and_nothing_else() -> None:
    assert set(SHIFTED) == {"Ontvangen"} | {name for name, one in functions().items() if '"Api"' in json.dumps(one)}
    aliases = _of_kind("AWS::Lambda::Alias", _made())
    assert {one["FunctionName"]["Ref"] for one in aliases.values()} == set(SHIFTED)
    assert {one["Name"] for one in aliases.values()} == {ALIAS}


def test_without_it_the_template_has_neither_alias_nor_version() -> None:
    assert parsed_template()["Parameters"]["Kanarie"]["Default"] == NONE
    kinds = {one["Type"] for one in vertaald()["Resources"].values()}
    assert not kinds & {"AWS::Lambda::Alias", "AWS::Lambda::Version", "AWS::CodeDeploy::Application"}
    gone = {one for one in vertaald()["Resources"] if one not in _made() and not one.startswith("ApiDeployment")}
    assert gone == set(), "make scan and make check look at the template with it alone"


def test_every_way_to_a_shifted_function_goes_by_its_alias() -> None:
    """The gateway, its rights, SES, the vangnet, and what Lambda does with an event that failed."""
    ways = []
    for name, one in _made().items():
        if one["Type"] == "AWS::Lambda::Permission":
            goal = one["Properties"]["FunctionName"]
            if goal.get("Ref") in SHIFTED or str(goal.get("Fn::GetAtt")).split(".")[0] in SHIFTED:
                ways.append(name)
        elif one["Type"] in {
            "AWS::ApiGateway::RestApi",
            "AWS::Lambda::EventSourceMapping",
            "AWS::Events::Rule",
            "AWS::Scheduler::Schedule",
        }:
            ways += [f"{name} {function}" for function in SHIFTED if f"${{{function}.Arn}}" in json.dumps(one)]
    assert ways == ["SesRoeptOntvangen"], "it stays until make receipt-rules has run"
    body = json.dumps(_made()["Api"]["Properties"]["Body"])
    assert all(f"${{{function}Alias{ALIAS}}}/invocations" in body for function in SHIFTED if function != "Ontvangen")
    assert _made()["OntvangenEventInvokeConfig"]["Properties"]["Qualifier"] == ALIAS


def test_who_names_the_function_that_takes_in_mail_names_its_alias() -> None:
    alias = {"Ref": f"OntvangenAlias{ALIAS}"}
    made = _made()
    template = with_canary(parsed_template(), VALUES)
    assert template["Outputs"]["OntvangenArn"]["Value"] == {"Ref": "Ontvangen.Alias"}, "make receipt-rules takes it from here"
    for_ses = made["SesRoeptOntvangenLive"]["Properties"]
    assert for_ses == vertaald()["Resources"]["SesRoeptOntvangen"]["Properties"] | {"FunctionName": alias}
    assert made["Vangnet"]["Properties"]["Environment"]["Variables"]["ONTVANGEN"] == alias
    policies = made["VangnetRole"]["Properties"]["Policies"]
    rights = [one for policy in policies for one in policy["PolicyDocument"]["Statement"]]
    (calls,) = (one for one in rights if one["Action"] == "lambda:InvokeFunction")
    assert alias in calls["Resource"]
    assert {"Fn::GetAtt": "Ontvangen.Arn"} in calls["Resource"]


def test_nobody_else_names_a_shifted_function_but_to_measure_it() -> None:
    """Another reference would go past the alias: add it to tools/canary.py."""
    own = {"Fn::GetAtt": "Ontvangen.Arn"}
    resources, outputs = deepcopy(parsed_template()["Resources"]), parsed_template()["Outputs"]
    measured = [one for one in _parts(resources) if isinstance(one, dict) and one.get("Name") == "FunctionName"]
    for one in measured:
        one["Value"] = None
    named = [
        (name, part)
        for name, one in [*resources.items(), *outputs.items()]
        for part in _parts(one)
        if isinstance(part, dict)
        and len(part) == 1
        and (part.get("Ref") in SHIFTED or str(part.get("Fn::GetAtt")).split(".")[0] in SHIFTED)
    ]
    assert named == [("SesRoeptOntvangen", own), ("Vangnet", own), ("Vangnet", own), ("OntvangenArn", own)]
    in_texts = [
        part
        for part in _parts(resources)
        if isinstance(part, str) and any(f"${{{one}}}" in part or f"${{{one}." in part for one in SHIFTED)
    ]
    assert in_texts == []


def test_another_value_of_a_parameter_gives_every_shifted_function_another_version() -> None:
    """SAM alone would give none, and the old value would go on running."""
    was, other = _versions(_made()), _made(Generatie="2")
    now = _versions(other)
    assert len(was) == len(now) == len(SHIFTED)
    assert not was & now
    for function in SHIFTED:
        (version,) = (one for one in now if one.startswith(f"{function}Version"))
        assert other[f"{function}Alias{ALIAS}"]["Properties"]["FunctionVersion"] == {"Fn::GetAtt": [version, "Version"]}
        described = other[function]["Properties"]["Description"]
        assert described.endswith(version.removeprefix(f"{function}Version")), (
            "Lambda publishes no version of what did not change"
        )
        assert len(described) <= 256


def _published(template: Mapping[str, Any]) -> set[str]:
    return {template["Resources"][one]["Properties"]["AutoPublishCodeSha256"] for one in SHIFTED}


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_every_parameter_counts(name: str) -> None:
    was, now = (_published(with_canary(parsed_template(), values)) for values in (VALUES, VALUES | {name: "anders"}))
    assert len(was) == len(now) == 1
    assert was != now


def test_code_of_a_layer_counts_too() -> None:
    changed = deepcopy(parsed_template())
    changed["Resources"]["KlantmailLayer"]["Properties"]["ContentUri"] = "s3://packages/release-2/layer"
    assert _published(with_canary(parsed_template(), VALUES)) != _published(with_canary(changed, VALUES))


def test_what_is_the_same_keeps_its_versions() -> None:
    assert with_canary(parsed_template(), VALUES) == with_canary(deepcopy(parsed_template()), dict(reversed(VALUES.items())))


def test_the_alarms_of_a_function_take_its_new_version_back() -> None:
    alarms = _of_kind("AWS::CloudWatch::Alarm", parsed_template()["Resources"])
    groups = _of_kind("AWS::CodeDeploy::DeploymentGroup", _made())
    assert {name.removesuffix("DeploymentGroup") for name in groups} == set(SHIFTED)
    for name, one in groups.items():
        assert one["DeploymentConfigName"] == f"CodeDeployDefault.{SLOW}"
        assert one["AutoRollbackConfiguration"]["Enabled"] is True
        assert "DEPLOYMENT_STOP_ON_ALARM" in one["AutoRollbackConfiguration"]["Events"]
        named = {part["Ref"] for part in _parts(one["AlarmConfiguration"]) if isinstance(part, dict) and "Ref" in part}
        assert 0 < len(named) <= 10
        assert named <= alarms.keys(), "CodeDeploy takes no alarm that combines others"
        for alarm in named:
            assert alarms[alarm].get("Period", 300) * alarms[alarm]["EvaluationPeriods"] <= 900, (
                "it would ring when all went over"
            )
        policy = _made()[f"{name.removesuffix('DeploymentGroup')}Alias{ALIAS}"]["UpdatePolicy"]
        assert policy["CodeDeployLambdaAliasUpdate"]["DeploymentGroupName"] == {"Ref": name}


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_is_a_configuration_of_codedeploy_or_none(choice: str) -> None:
    """https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html"""
    own = {NONE, AT_ONCE}
    assert choice in own or re.fullmatch(
        r"LambdaCanary10Percent(5|10|15|30)Minutes|LambdaLinear10PercentEvery[123]Minutes?", choice
    )
    if choice not in own:
        preference = with_canary(parsed_template(), VALUES | {"Kanarie": choice})["Resources"]["Inzien"]["Properties"][
            "DeploymentPreference"
        ]
        assert preference["Type"] == f"CodeDeployDefault.{choice}"


def test_at_once_goes_past_codedeploy_and_its_alarms() -> None:
    """An alarm that rings already stops every deployment of CodeDeploy, that of what would silence it among them."""
    made = _made(Kanarie=AT_ONCE)
    assert not any(one["Type"].startswith("AWS::CodeDeploy") for one in made.values())
    assert len(_of_kind("AWS::Lambda::Alias", made)) == len(SHIFTED)
    assert not any("UpdatePolicy" in one for one in made.values())


# -- the values of the stack ------------------------------------------------------------------------------------------


def _true(condition: Any, values: Mapping[str, str]) -> bool:
    match condition:
        case {"Fn::Not": [one]}:
            return not _true(one, values)
        case {"Fn::And": list(all_of)}:
            assert 2 <= len(all_of) <= 10, "so many CloudFormation takes"
            return all(_true(one, values) for one in all_of)
        case {"Fn::Equals": [{"Ref": name}, str(text)]}:
            return values[name] == text
        case {"Fn::Equals": [{"Fn::Join": [",", {"Ref": name}]}, str(text)]}:
            return ",".join(one.strip() for one in values[name].split(",")) == text
    raise ValueError(condition)


def _refuses(values: Mapping[str, str], made_for: Mapping[str, str] = VALUES) -> bool:
    """Tell whether a stack of the template that was made for some values fails when it gets these."""
    template = with_canary(parsed_template(), made_for)
    guard = template["Resources"][GUARD]
    assert guard["Type"] == "AWS::CloudFormation::WaitCondition"
    assert guard["Properties"]["Count"] == 1, "nobody gives this signal"
    return _true(template["Conditions"][guard["Condition"]], values)


def test_a_stack_takes_the_values_that_its_template_was_made_for() -> None:
    assert not _refuses(VALUES)
    large = LARGE | {"Kanarie": SLOW, "Eenheden": "Burgerzaken, Belastingen"}
    assert not _refuses(large, large)
    assert not _refuses(large | {"Eenheden": "Burgerzaken,Belastingen"}, large)


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_a_value_that_is_changed_past_the_pipeline_is_refused(name: str) -> None:
    assert _refuses(VALUES | {name: f"{VALUES[name]},anders"})


def test_every_value_of_the_stack_can_be_seen_by_who_makes_its_template() -> None:
    for one in parsed_template()["Parameters"].values():
        assert "NoEcho" not in one, "CloudFormation would tell asterisks"
        assert not one["Type"].startswith("AWS::SSM"), "CloudFormation would tell the name, and take the value"


def test_the_template_itself_takes_no_canary() -> None:
    rule = parsed_template()["Rules"]["Kanarie"]
    assert _true(rule["RuleCondition"], VALUES)
    (demand,) = rule["Assertions"]
    assert not _true(demand["Assert"], VALUES)
    assert not _true(rule["RuleCondition"], PARAMETERS)
    assert "Kanarie" not in with_canary(parsed_template(), VALUES)["Rules"]


# -- two versions side by side ----------------------------------------------------------------------------------------


def _with_right(**right: Any) -> dict[str, Any]:
    """The template of a stack with a canary, where `inzien` has a right more, or another one."""
    template = with_canary(parsed_template(), VALUES)
    template["Resources"]["Inzien"]["Properties"]["Policies"][0]["Statement"].append({"Sid": "Meer", "Effect": "Allow"} | right)
    return template


def _right(template: Mapping[str, Any], sid: str) -> dict[str, Any]:
    statements = template["Resources"]["Inzien"]["Properties"]["Policies"][0]["Statement"]
    found: dict[str, Any] = next(one for one in statements if one["Sid"] == sid)
    return found


def test_a_right_that_the_running_version_has_and_the_next_has_not_is_no_change_for_a_canary() -> None:
    old = _with_right(Action=["s3:GetObject"], Resource="arn:aws:s3:::x/*")
    assert list(unsafe(old, VALUES, parsed_template(), VALUES)) == ["Inzien loses the right Meer"]
    assert list(unsafe(old, VALUES, parsed_template(), VALUES | {"Kanarie": AT_ONCE})) == []
    assert list(unsafe(old, VALUES, parsed_template(), PARAMETERS)) == []
    assert list(unsafe(parsed_template(), PARAMETERS, parsed_template(), VALUES)) == [], "the first time, no version runs"


def test_a_key_less_or_a_condition_more_is_a_right_less_and_the_other_way_round_it_is_not() -> None:
    keys = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["EMAILBERICHT#*", "ZAAK#*"]}}
    fewer = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["EMAILBERICHT#*"]}}
    rights: list[dict[str, Any]] = [
        {"Action": "dynamodb:GetItem", "Resource": "t"},
        {"Action": ["dynamodb:GetItem"], "Resource": ["t"], "Condition": keys},
        {"Action": "dynamodb:GetItem", "Resource": "t", "Condition": fewer},
    ]
    for wide in range(3):
        for narrow in range(wide, 3):
            had, gets = _with_right(**rights[narrow]), _with_right(**rights[wide])
            assert list(unsafe(had, VALUES, gets, VALUES)) == []
            assert bool(list(unsafe(gets, VALUES, had, VALUES))) is (wide != narrow)


def test_rights_that_are_divided_otherwise_are_the_same() -> None:
    together = _with_right(Action=["s3:GetObject", "s3:PutObject"], Resource=["a", "b"])
    apart = _with_right(Action="s3:GetObject", Resource=["b", "a"])
    apart["Resources"]["Inzien"]["Properties"]["Policies"][0]["Statement"].append(
        {"Sid": "Schrijven", "Effect": "Allow", "Action": "s3:PutObject", "Resource": ["a", "b"]}
    )
    assert list(unsafe(together, VALUES, apart, VALUES)) == []
    assert list(unsafe(apart, VALUES, together, VALUES)) == []


# -- who deploys it ---------------------------------------------------------------------------------------------------


def test_the_role_of_the_pipeline_may_make_what_the_canary_adds() -> None:
    """CloudFormation itself makes what waits."""
    rights = (PROJECT / "deploy" / "pipeline.yaml").read_text()
    of_pipeline, of_service = rights.partition("  ServiceRole:")[::2]
    assert '"cloudformation:GetTemplate"' in of_pipeline
    services = {one["Type"].split("::")[1].lower() for one in _made().values()} - {
        one["Type"].split("::")[1].lower() for one in vertaald()["Resources"].values()
    }
    assert services == {"codedeploy", "cloudformation"}
    assert '"codedeploy:*"' in of_service
    role = _made()["CodeDeployServiceRole"]["Properties"]
    (policy,) = role["ManagedPolicyArns"]
    assert f'iam::aws:policy/{policy.partition("policy/")[2]}"' in of_service
    assert role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": ["codedeploy.amazonaws.com"]}
    assert "codedeploy.amazonaws.com" in of_service.rpartition('"iam:PassedToService"')[2].partition("]")[0]
    assert "deploymentconfig:CodeDeployDefault.Lambda*" in of_service


def test_the_template_with_a_canary_stays_below_the_limits_of_cloudformation() -> None:
    assert len(_made()) <= LIMITS["resources"]
    assert len(json.dumps(with_canary(parsed_template(), LARGE | {"Kanarie": SLOW}))) <= LIMITS["template"]
