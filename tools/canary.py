"""A template with `Kanarie`: a change reaches a part of the requests and mail first, and the alarms take it back.

The functions that answer the API and the one that takes in mail get an alias (`live`) that goes to a published version.
SAM publishes one when the text of a function or of its code changes, and not when a parameter has another value. So the
template is made for one set of values: their hash, with that of the template, is part of every version. A change of a
parameter past this program would leave the old values running; the stack itself refuses it.
"""

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

NONE: Final = "geen"
AT_ONCE: Final = "LambdaAllAtOnce"
ALIAS: Final = "live"
GUARD: Final = "WijzigDezeStackMetMakeChangeSet"
"""The resource that cannot be made when the stack has other values than the template was made for."""

_INTAKE: Final = "Ontvangen"
_SAFETY_NET: Final = "Vangnet"
_PERMISSION: Final = "SesRoeptOntvangen"
_DIFFERS: Final = "AndersDanDeKanarie"
_ALARMS: Final = {
    "api": {"Fn::If": ["MetAlarmadres", [{"Ref": "ApiStoringAlarm"}, {"Ref": "ApiFoutAlarm"}], [{"Ref": "ApiStoringAlarm"}]]},
    "intake": [{"Ref": "OntvangenMisluktAlarm"}, {"Ref": "IntakeWachtendAlarm"}],
}
"""The alarms that ring within minutes when a version is wrong.

Alarms over a quarter of an hour would ring after it. CodeDeploy takes ten, each of metrics: not the one that combines
all others, which is that of the change set.
https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-configure-advanced-options.html
"""
_AT_ONCE_ONLY: Final = ("Generatie",)
"""Parameters of which two values must not run side by side: answers of the old generation would not be sent."""
_MOST_IN_AND: Final = 10


def shifted(template: Mapping[str, Any]) -> Sequence[str]:
    """The functions that get an alias: those that answer the API, and the one that takes in mail."""
    functions = {name: one for name, one in template["Resources"].items() if one["Type"] == "AWS::Serverless::Function"}
    return [
        name
        for name, one in functions.items()
        if name == _INTAKE or any(event["Type"] == "Api" for event in one["Properties"].get("Events", {}).values())
    ]


def with_canary(template: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    """Return the template with an alias and a version of each function that is shifted, for these values.

    Args:
        template: as `sam package` writes it, or as it was read, with intrinsic functions in their long form.
        values: of each of its parameters, as text. `Kanarie` is a configuration of CodeDeploy, or AT_ONCE: then the
            aliases go to the new versions at once, whatever rings.

    Raises: KeyError (a parameter has no value).
    """
    made = copy.deepcopy(dict(template))
    version = _hash([made, {name: values[name] for name in made["Parameters"]}])
    resources, live = made["Resources"], {"Ref": f"{_INTAKE}.Alias"}
    for name in shifted(made):
        properties = resources[name]["Properties"]
        properties |= {"AutoPublishAlias": ALIAS, "AutoPublishCodeSha256": version}
        if values["Kanarie"] != AT_ONCE:
            alarms = _ALARMS["intake" if name == _INTAKE else "api"]
            properties["DeploymentPreference"] = {
                "Type": f"CodeDeployDefault.{values['Kanarie']}",
                "Alarms": copy.deepcopy(alarms),
            }

    # SES goes by the function until `make receipt-rules` has run, and by the alias from then on: both stay allowed.
    of_alias = copy.deepcopy(resources[_PERMISSION])
    of_alias["Properties"]["FunctionName"] = live
    resources[f"{_PERMISSION}Live"] = of_alias
    made["Outputs"][f"{_INTAKE}Arn"]["Value"] = live

    net = resources[_SAFETY_NET]["Properties"]
    net["Environment"]["Variables"]["ONTVANGEN"] = live
    (right,) = (one for policy in net["Policies"] for one in policy["Statement"] if one["Action"] == "lambda:InvokeFunction")
    right["Resource"] = [*right["Resource"], live]

    del made["Rules"]["Kanarie"]
    _guard(made, values)
    return made


def _hash(content: Any) -> str:
    """Ten hexadecimal digits: SAM takes no more of it for the name of a version."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:10]


def _guard(template: dict[str, Any], values: Mapping[str, str]) -> None:
    """Have the stack refuse other values than these.

    A rule cannot look into a list, and a condition can. What waits for a signal that nobody gives fails in a minute.
    """
    tests = [_equal(name, one, values[name]) for name, one in sorted(template["Parameters"].items())]
    while len(tests) > 1:
        groups = [tests[at : at + _MOST_IN_AND] for at in range(0, len(tests), _MOST_IN_AND)]
        tests = [group[0] if len(group) == 1 else {"Fn::And": group} for group in groups]
    template["Conditions"][_DIFFERS] = {"Fn::Not": tests}
    template["Resources"] |= {
        "Nooit": {"Type": "AWS::CloudFormation::WaitConditionHandle", "Condition": _DIFFERS},
        GUARD: {
            "Type": "AWS::CloudFormation::WaitCondition",
            "Condition": _DIFFERS,
            "Properties": {"Handle": {"Ref": "Nooit"}, "Timeout": "1", "Count": 1},
        },
    }


def _equal(name: str, parameter: Mapping[str, Any], value: str) -> dict[str, Any]:
    if parameter["Type"] != "CommaDelimitedList":
        return {"Fn::Equals": [{"Ref": name}, value]}
    trimmed = ",".join(part.strip() for part in value.split(","))  # as CloudFormation makes a list of it
    return {"Fn::Equals": [{"Fn::Join": [",", {"Ref": name}]}, trimmed]}


def unsafe(
    present: Mapping[str, Any], was: Mapping[str, str], new: Mapping[str, Any], values: Mapping[str, str]
) -> Iterator[str]:
    """Yield why the version that runs and the new one cannot both answer for a while; nothing when they can.

    Both have the role of the new template, so that a right that goes away is missed by the old version.

    Args:
        present: the template of the stack.
        was: the values of its parameters.
    """
    if values["Kanarie"] in {NONE, AT_ONCE}:
        return
    for name in _AT_ONCE_ONLY:
        if was.get(name, values[name]) != values[name]:
            yield f"{name} has another value"
    for name in shifted(new):
        old = present["Resources"].get(name, {}).get("Properties", {})
        if "AutoPublishAlias" in old:
            has = list(_rights(new["Resources"][name]["Properties"]))
            lost = [right for right in _rights(old) if not any(_covers(one, right) for one in has)]
            yield from sorted({f"{name} loses the right {right['Sid']}" for right in lost})


def _rights(properties: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield each action on each resource apart, since another release may divide its statements otherwise."""
    for statement in (one for policy in properties["Policies"] for one in policy["Statement"]):
        for action in _listed(statement["Action"]):
            for resource in _listed(statement["Resource"]):
                yield {**statement, "Action": action, "Resource": resource}


def _covers(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Tell whether a right is as wide as an older one: what it asks, that asked too, and it takes no value less."""
    asks, asked = new.get("Condition", {}), old.get("Condition", {})
    return (new["Action"], new["Resource"]) == (old["Action"], old["Resource"]) and all(
        all(one in _listed(value) for one in _listed(asked.get(operator, {}).get(key, [None])))
        for operator, keys in asks.items()
        for key, value in keys.items()
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
