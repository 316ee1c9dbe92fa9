"""The sizes of the stack of a large municipality, beside the limits of AWS: `make sizes` prints them."""

import json
import sys
from typing import Any, Final

from tests.support.large_town import LARGE
from tests.support.template import PROJECT, functions, of_kind, parsed_template, value_of, vertaald

LIMITS: Final = {
    "environment of a function": 4_096,
    "inline policies of a role": 10_240,
    "policy of a function": 20_480,
    "policy of a bucket": 20_480,
    "policy of a queue": 20_480,
    "policy of a topic": 30_720,
    "policy of a key": 32_768,
    "resources": 500,
    "parameters": 200,
    "outputs": 200,
    "template": 1_000_000,
}
"""The limits are in characters, or a number of things.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""
_POLICIES: Final = {
    "AWS::S3::BucketPolicy": ("policy of a bucket", "PolicyDocument"),
    "AWS::SQS::QueuePolicy": ("policy of a queue", "PolicyDocument"),
    "AWS::SNS::TopicPolicy": ("policy of a topic", "PolicyDocument"),
    "AWS::KMS::Key": ("policy of a key", "KeyPolicy"),
}


def _values() -> dict[str, str]:
    """The values of the parameters, and names and ARNs as long as AWS makes them."""
    made = {name: f"klantmail-{name.lower()}-1a2b3c4d5e6f" for name in vertaald()["Resources"]}
    arns = {f"{name}.Arn": f"arn:aws:lambda:eu-west-1:123456789012:function:{own}" for name, own in made.items()}
    queues = {name: f"https://sqs.eu-west-1.amazonaws.com/123456789012/{made[name]}" for name in of_kind("AWS::SQS::Queue")}
    pseudo = {
        "AWS::Partition": "aws",
        "AWS::Region": "eu-west-1",
        "AWS::AccountId": "123456789012",
        "AWS::StackName": "klantmail",
    }
    return made | arns | queues | pseudo | LARGE


def environments() -> dict[str, int]:
    """The environment of each function, as JSON."""
    shared: dict[str, Any] = parsed_template()["Globals"]["Function"]["Environment"]["Variables"]
    own = {name: one.get("Environment", {}).get("Variables", {}) for name, one in functions().items()}
    return {name: len(json.dumps(value_of(shared | variables, _values()))) for name, variables in own.items()}


def measured() -> dict[str, tuple[str, int]]:
    """The largest of each kind that has a limit: its name and its size."""
    values, largest = _values(), {"environment of a function": max(environments().items(), key=lambda one: one[1])}
    largest["policy of a function"] = max(_callers(values).items(), key=lambda one: one[1])
    for name, one in vertaald()["Resources"].items():
        sizes: dict[str, int] = {}
        if one["Type"] == "AWS::IAM::Role":
            policies = one["Properties"].get("Policies", [])
            sizes["inline policies of a role"] = sum(_size(policy["PolicyDocument"], values) for policy in policies)
        elif one["Type"] in _POLICIES:
            kind, where = _POLICIES[one["Type"]]
            sizes[kind] = _size(one["Properties"][where], values)
        for kind, size in sizes.items():
            largest[kind] = max(largest.get(kind, ("", 0)), (name, size), key=lambda found: found[1])
    for kind, section in (("resources", "Resources"), ("parameters", "Parameters"), ("outputs", "Outputs")):
        largest[kind] = ("all", len(vertaald()[section]))
    largest["template"] = ("as CloudFormation gets it", len(json.dumps(vertaald())))
    return largest


def _callers(values: dict[str, str]) -> dict[str, int]:
    """The policy of each function that others may call: a statement for each of them, as Lambda writes it."""
    found: dict[str, int] = {}
    for name, one in vertaald()["Resources"].items():
        if one["Type"] == "AWS::Lambda::Permission":
            asked = one["Properties"]
            function = value_of(asked["FunctionName"], {}).partition(".")[0]
            statement = {
                "Sid": values[name],
                "Effect": "Allow",
                "Principal": {"Service": asked["Principal"]},
                "Action": asked["Action"],
                "Resource": f"{values[f'{function}.Arn']}:live",
                "Condition": {
                    "StringEquals": {"AWS:SourceAccount": asked.get("SourceAccount", "")},
                    "ArnLike": {"AWS:SourceArn": asked.get("SourceArn", "")},
                },
            }
            found[function] = found.get(function, 0) + _size(statement, values)
    return found


def _size(document: Any, values: dict[str, str]) -> int:
    return len(json.dumps(value_of(document, values), separators=(",", ":")))


def main() -> None:
    for name, size in sorted(environments().items(), key=lambda one: -one[1]):
        sys.stdout.write(f"{size:>7,}  environment of {name}\n")
    for kind, (name, size) in measured().items():
        sys.stdout.write(f"{size:>7,} of {LIMITS[kind]:>9,}  {kind}: {name}\n")
    alarms = of_kind("AWS::CloudWatch::Alarm").values()
    lines = (PROJECT / "template.yaml").read_text().count("\n")
    sys.stdout.write(f"{len(alarms)} alarms, {lines:,} lines of template.yaml\n")


if __name__ == "__main__":
    main()
