"""`make change-set` and `make deploy`: a change of a stack is prepared, shown, approved by a person, and then made.

The stack's own alarms roll it back when they ring while it is made, or in the quarter of an hour after. A change that
would replace what holds data is refused before anything is done. With `Kanarie`, the template is first made into one by
which the change reaches a part of the requests and mail at first (tools/canary.py).
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml
from botocore.exceptions import ClientError

from tools.built import OtherProcessor, check
from tools.canary import NONE, unsafe, with_canary
from tools.deployed import clients
from tools.protect import POLICY

_ROOT: Final = Path(__file__).parents[1]
_BUILD: Final = _ROOT / ".aws-sam" / "build"
_WATCH_MINUTES: Final = 15
_OBJECT: Final = re.compile(r"https://(?P<bucket>[^/]+)\.s3\.[^/]+\.amazonaws\.com/(?P<key>.+)")
_NO_CHANGES: Final = re.compile(r"didn't contain changes|No updates are to be performed")


class Refused(Exception):
    """A change that must not be made."""


def settings(environment: str) -> dict[str, Any]:
    """The settings of an environment in samconfig.toml."""
    found: dict[str, Any] = tomllib.loads((_ROOT / "samconfig.toml").read_text())[environment]["deploy"]["parameters"]
    return found


def pairs(text: str) -> dict[str, str]:
    """Read `name=value name=value`, as samconfig.toml has it; a value with spaces stands between quotation marks."""
    return {name: value.strip('"') for name, value in re.findall(r'(\w+)=("[^"]*"|\S*)', text)}


def parameters(asked: Mapping[str, str], known: Sequence[str], present: Sequence[str]) -> list[dict[str, Any]]:
    """Return the parameters of a change: those that are asked for, and for the others what the stack has.

    Args:
        known: the names in the template.
        present: the names that the stack has a value of.

    Raises: Refused (one is asked for that the template does not have).
    """
    unknown = asked.keys() - set(known)
    if unknown:
        raise Refused(f"the template has no parameter {', '.join(sorted(unknown))}")
    chosen = [{"ParameterKey": name, "ParameterValue": value} for name, value in asked.items()]
    kept = [{"ParameterKey": name, "UsePreviousValue": True} for name in known if name in present and name not in asked]
    return chosen + kept


def guarded() -> frozenset[str]:
    """The resources that no change may replace or remove: those of the policy of the stack."""
    _, denied = json.loads(POLICY.read_text())["Statement"]
    return frozenset(name.removeprefix("LogicalResourceId/") for name in denied["Resource"])


def dangerous(changes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what a change would do to resources that hold data. A replacement that depends on a value counts as one."""
    for change in (one["ResourceChange"] for one in changes if "ResourceChange" in one):
        replaces = change.get("Replacement", "False") != "False"
        if change["LogicalResourceId"] in guarded() and (change["Action"] == "Remove" or replaces):
            yield f"{change['LogicalResourceId']} would be {'removed' if change['Action'] == 'Remove' else 'replaced'}"


def prepare(
    client: Callable[[str], Any], template: str, environment: Mapping[str, Any], name: str, role: str
) -> list[dict[str, Any]]:
    """Make the change set and return its changes; none when the stack is like that already.

    Args:
        client: makes a client of a service.
        template: URL of the packaged template in S3.
        name: of the change set.
        role: ARN of the role that CloudFormation works under; empty for that of the caller.

    Raises: Refused; ClientError.
    """
    cloudformation, stack = client("cloudformation"), environment["stack_name"]
    try:
        (present,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    except ClientError:
        present = None
    is_new = present is None or present["StackStatus"] == "REVIEW_IN_PROGRESS"
    described = cloudformation.get_template_summary(TemplateURL=template)["Parameters"]
    known = [one["ParameterKey"] for one in described]
    had = [] if present is None or is_new else present.get("Parameters", [])
    was = {one["ParameterKey"]: one["ParameterValue"] for one in had}
    asked = pairs(environment.get("parameter_overrides", ""))
    values = {one["ParameterKey"]: one.get("DefaultValue", "") for one in described} | was | asked
    if values.get("Kanarie", NONE) != NONE:
        of_stack = cloudformation.get_template(StackName=stack)["TemplateBody"] if was else {"Resources": {}}
        template = _with_canary(client("s3"), template, values, of_stack, was)
    cloudformation.create_change_set(
        StackName=stack,
        ChangeSetName=name,
        ChangeSetType="CREATE" if is_new else "UPDATE",
        TemplateURL=template,
        Parameters=parameters(asked, known, list(was)),
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        Tags=[{"Key": key, "Value": value} for key, value in pairs(environment.get("tags", "")).items()],
        **({"RoleARN": role} if role else {}),
        **({} if is_new else {"RollbackConfiguration": watch(cloudformation, stack)}),
    )
    try:
        cloudformation.get_waiter("change_set_create_complete").wait(StackName=stack, ChangeSetName=name)
    except Exception:
        found = cloudformation.describe_change_set(StackName=stack, ChangeSetName=name)
        if _NO_CHANGES.search(found.get("StatusReason", "")):
            cloudformation.delete_change_set(StackName=stack, ChangeSetName=name)
            return []
        raise Refused(found.get("StatusReason", "the change set was not made")) from None
    pages = cloudformation.get_paginator("describe_change_set").paginate(StackName=stack, ChangeSetName=name)
    changes = [one for page in pages for one in page["Changes"]]
    if found := list(dangerous(changes)):
        cloudformation.delete_change_set(StackName=stack, ChangeSetName=name)
        raise Refused("; ".join(found))
    return changes


def _with_canary(s3: Any, url: str, values: Mapping[str, str], of_stack: Any, was: Mapping[str, str]) -> str:
    """Make the template of the canary of a packaged one, put it beside that, and return its URL. Raises: Refused."""
    if (place := _OBJECT.fullmatch(url)) is None:
        raise Refused(f"{url} is no object in S3")
    packaged = _read(s3.get_object(Bucket=place["bucket"], Key=place["key"])["Body"].read())
    present = _read(of_stack) if isinstance(of_stack, str) else of_stack  # boto3 reads it where it is JSON
    if found := list(unsafe(present, was, packaged, values)):
        raise Refused(f"{'; '.join(found)}: two versions cannot run side by side, so deploy with Kanarie=LambdaAllAtOnce")
    made = json.dumps(with_canary(packaged, values)).encode()
    s3.put_object(Bucket=place["bucket"], Key=f"{place['key']}.kanarie.json", Body=made)
    return f"{url}.kanarie.json"


def _read(template: str | bytes) -> Any:
    return yaml.load(template, Loader=yaml.CSafeLoader)  # a SafeLoader, and a fast one


def watch(cloudformation: Any, stack: str) -> dict[str, Any]:
    """The alarm that rolls a change back: the one that combines all others."""
    try:
        found = cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId="Klantmailalarm")
    except ClientError:
        return {}
    name = found["StackResourceDetail"]["PhysicalResourceId"]
    _, _, _, region, account, _ = found["StackResourceDetail"]["StackId"].split(":", 5)
    arn = f"arn:aws:cloudwatch:{region}:{account}:alarm:{name}"
    trigger = {"Arn": arn, "Type": "AWS::CloudWatch::CompositeAlarm"}
    return {"RollbackTriggers": [trigger], "MonitoringTimeInMinutes": _WATCH_MINUTES}


def execute(cloudformation: Any, stack: str, name: str) -> str:
    """Make the change, and wait for it. Returns: the status of the stack. Raises: Refused (it was rolled back)."""
    status = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
    cloudformation.execute_change_set(StackName=stack, ChangeSetName=name)
    waiter = "stack_create_complete" if status == "REVIEW_IN_PROGRESS" else "stack_update_complete"
    try:
        cloudformation.get_waiter(waiter).wait(StackName=stack, WaiterConfig={"Delay": 15, "MaxAttempts": 240})
    except Exception as error:
        raise Refused(f"the stack did not come to its end: {error}") from None
    return str(cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make change-set")
    parser.add_argument("do", choices=["prepare", "execute"])
    parser.add_argument("--environment", choices=["test", "production"], default="test")
    parser.add_argument("--template", help="URL of what `sam package` put in S3")
    parser.add_argument("--name", required=True, help="of the change set, such as the commit")
    parser.add_argument("--role", default="")
    parser.add_argument("--profile")
    chosen = parser.parse_args(arguments)
    environment = settings(chosen.environment)
    client = clients(chosen.profile, environment["region"])
    try:
        if chosen.do == "execute":
            sys.stdout.write(f"{execute(client('cloudformation'), environment['stack_name'], chosen.name)}\n")
            return 0
        asked = pairs(environment.get("parameter_overrides", ""))
        check(_BUILD, asked.get("Processor", _default("Processor")))
        for change in prepare(client, chosen.template, environment, chosen.name, chosen.role):
            one = change["ResourceChange"]
            sys.stdout.write(f"{one['Action']:<8} {one.get('Replacement', ''):<12} {one['LogicalResourceId']}\n")
    except (Refused, OtherProcessor, ClientError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _default(parameter: str) -> str:
    built = yaml.load((_BUILD / "template.yaml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506  # it makes text only
    return str(built["Parameters"][parameter]["Default"])


if __name__ == "__main__":
    sys.exit(main())
