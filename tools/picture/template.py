"""The functions of `template.yaml`, with what starts each of them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, cast

import yaml

_FUNCTION: Final = "AWS::Serverless::Function"


class Trigger(StrEnum):
    """The source that starts a function, by the type of its events in SAM."""

    API = "Api"
    STREAM = "DynamoDB"
    BUS = "EventBridgeRule"
    QUEUE = "SQS"
    SCHEDULE = "ScheduleV2"
    DIRECT = ""
    """No event of its own: SES, the vangnet or a person invokes it."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the stack.

    Args:
        name: that of the directory with its code, as people call it.
        purpose: its `Description`.
    """

    name: str
    purpose: str
    trigger: Trigger


class _Loader(yaml.CSafeLoader):
    """A loader that reads CloudFormation's short forms (`!Ref`, `!Sub`, …) as what they hold."""


def _content(loader: yaml.CSafeLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(cast(yaml.ScalarNode, node))


_Loader.add_multi_constructor("!", _content)


def functions_of(template: Path) -> list[Function]:
    """Every function of the template, in its order there.

    Raises:
        ValueError: a function is started by something that the picture does not know.
    """
    resources = yaml.load(template.read_text(encoding="utf-8"), Loader=_Loader)["Resources"]  # noqa: S506  # a SafeLoader
    return [
        Function(
            Path(resource["Properties"]["CodeUri"]).name, resource["Properties"]["Description"], _trigger(resource["Properties"])
        )
        for resource in resources.values()
        if isinstance(resource, dict) and resource["Type"] == _FUNCTION  # a loop (`Fn::ForEach`) is a list
    ]


def _trigger(properties: dict[str, Any]) -> Trigger:
    kinds = [event["Type"] for event in properties.get("Events", {}).values()]
    return Trigger(kinds[0] if kinds else "")
