"""`template.yaml` as the tests read it: the table and the buckets are described there, and only there."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PROJECT = Path(__file__).parents[2]


class _Loader(yaml.CSafeLoader):
    """A loader of CloudFormation's short forms.

    It reads `!Ref X` as `{"Ref": "X"}`, and `!GetAtt A.B` as `{"Fn::GetAtt": "A.B"}`.
    """


def _shortened(loader: _Loader, name: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]  # the third kind of node
    return {name if name in {"Ref", "Condition"} else f"Fn::{name}": value}


_Loader.add_multi_constructor("!", _shortened)


@cache
def parsed_template() -> dict[str, Any]:
    """The whole of it, for reading only: it is parsed once, and everybody gets the same."""
    return read_template(PROJECT / "template.yaml")


def read_template(path: Path) -> dict[str, Any]:
    """A template of CloudFormation, with its intrinsic functions in their long form."""
    content: dict[str, Any] = yaml.load(path.read_text(), Loader=_Loader)  # noqa: S506  # a SafeLoader
    return content


def value_of(part: Any, values: Mapping[str, str]) -> Any:
    """A part of the template with its intrinsic functions worked out.

    Args:
        values: of parameters, and of resources as `Ref` (`Tabel`) and `Fn::GetAtt` (`Tabel.Arn`) give them. A list is
            text with commas, as it is given to CloudFormation. What is not there stays its own name.
    """
    match part:
        case {"Ref": name}:
            return values.get(name, name)
        case {"Fn::GetAtt": resource}:
            name = ".".join(resource) if isinstance(resource, list) else resource  # SAM writes the long form
            return values.get(name, name)
        case {"Fn::Sub": str(text)}:
            return re.sub(r"\$\{([\w.:]+)\}", lambda found: values.get(found[1], found[1]), text)
        case {"Fn::Sub": [text, own]}:
            return value_of({"Fn::Sub": text}, {**values, **value_of(own, values)})
        case {"Fn::Join": [scheiding, parts]}:
            listed = value_of(parts, values)
            return scheiding.join(listed.split(",") if isinstance(listed, str) else listed)
        case {"Fn::Split": [scheiding, text]}:
            return value_of(text, values).split(scheiding)
        case {"Fn::Select": [number, listed]}:
            return value_of(listed, values)[number]
        case {"Fn::If": [_, dan, _]}:
            return value_of(dan, values)
        case dict():
            return {name: value_of(each, values) for name, each in part.items()}
        case list():
            return [value_of(each, values) for each in part]
    return part


@cache
def vertaald() -> dict[str, Any]:
    """The template as CloudFormation gets it from the locked translator of SAM, for reading only."""
    return _translated()


def translated(template: Mapping[str, Any]) -> dict[str, Any]:
    """Another template as CloudFormation gets it."""
    return _translated("-", template=json.dumps(template))


def _translated(*arguments: str, template: str = "") -> dict[str, Any]:
    command = [str(PROJECT / ".tools/sam/bin/python"), str(PROJECT / "tests/proofs/scan/translate.py"), *arguments]
    ran = subprocess.run(command, input=template.encode(), capture_output=True, check=True)  # noqa: S603 - our own
    out: dict[str, Any] = json.loads(ran.stdout)
    return out


@dataclass(frozen=True, slots=True)
class Route:
    """One method on one path of the API."""

    method: str
    path: str
    function: str
    """Directory of the function that answers."""
    is_open: bool
    """True when it needs no login."""

    @property
    def naam(self) -> str:
        return f"{self.method} {self.path}"


def routes() -> Iterator[Route]:
    """All that the API answers, what a browser asks beforehand (OPTIONS) among them."""
    for resource in parsed_template()["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            for event in resource["Properties"].get("Events", {}).values():
                if event["Type"] == "Api":
                    route = event["Properties"]
                    function = resource["Properties"]["CodeUri"].rpartition("/")[2]
                    yield Route(route["Method"], route["Path"], function, route.get("Auth") == {"Authorizer": "NONE"})


def variables_of(function: str) -> frozenset[str]:
    """Return the names of the environment variables that the template gives a function, by its directory."""
    return frozenset(_for_all() | _own(function_in(function)))


def all_variables() -> frozenset[str]:
    """Return the names of the environment variables that the template gives any function."""
    return frozenset(_for_all().union(*map(_own, functions().values())))


def lists_of(function: str) -> dict[str, str]:
    """Return the parameter of each list that a function, named by its directory, reads when it starts."""
    return _lists(_variables(function_in(function)))


def _own(properties: dict[str, Any]) -> set[str]:
    """The variables of one function, and those that it finds in Parameter Store by its LISTS."""
    variables = _variables(properties)
    return {*variables, *_lists(variables)}


def _lists(variables: dict[str, Any]) -> dict[str, str]:
    return dict(re.findall(r"(\w+)=\$\{(\w+)\}", variables.get("LIJSTEN", {"Fn::Sub": ""})["Fn::Sub"]))


def _variables(properties: dict[str, Any]) -> dict[str, Any]:
    variables: dict[str, Any] = properties.get("Environment", {}).get("Variables", {})
    return variables


def _for_all() -> set[str]:
    return set(parsed_template()["Globals"]["Function"]["Environment"]["Variables"])


def function_in(directory: str) -> dict[str, Any]:
    """The properties of the function whose code is in this directory of `functions`."""
    (properties,) = (each for each in functions().values() if each["CodeUri"] == f"functions/{directory}")
    return properties


def functions() -> dict[str, dict[str, Any]]:
    """The properties of each function of the template, by its logical id."""
    return of_kind("AWS::Serverless::Function")


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    """The properties of each resource of this kind in the template, by its logical id."""
    return {name: one["Properties"] for name, one in parsed_template()["Resources"].items() if one["Type"] == kind}


def make_table(client: "DynamoDBClient", name: str, *, with_stream: bool = True) -> None:
    """Make the table of the template under another name, without its stream where nobody reads that."""
    properties = parsed_template()["Resources"]["Tabel"]["Properties"]
    client.create_table(
        TableName=name,
        BillingMode=properties["BillingMode"],
        AttributeDefinitions=properties["AttributeDefinitions"],
        KeySchema=properties["KeySchema"],
        GlobalSecondaryIndexes=properties["GlobalSecondaryIndexes"],
        StreamSpecification={
            "StreamEnabled": True,
            "StreamViewType": properties["StreamSpecification"]["StreamViewType"],
        }
        if with_stream
        else {"StreamEnabled": False},
    )
