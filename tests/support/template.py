"""`template.yaml` as the tests read it: the table and the buckets are described there, and only there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PROJECT = Path(__file__).parents[2]


class _Lezer(yaml.SafeLoader):
    """A loader of CloudFormation's short forms.

    It reads `!Ref X` as `{"Ref": "X"}`, and `!GetAtt A.B` as `{"Fn::GetAtt": "A.B"}`.
    """


def _verkort(lezer: _Lezer, naam: str, knoop: yaml.Node) -> dict[str, Any]:
    if isinstance(knoop, yaml.ScalarNode):
        waarde: Any = lezer.construct_scalar(knoop)
    elif isinstance(knoop, yaml.SequenceNode):
        waarde = lezer.construct_sequence(knoop, deep=True)
    else:
        waarde = lezer.construct_mapping(knoop, deep=True)  # type: ignore[arg-type]  # the third kind of node
    return {naam if naam in {"Ref", "Condition"} else f"Fn::{naam}": waarde}


_Lezer.add_multi_constructor("!", _verkort)


@cache
def sjabloon() -> dict[str, Any]:
    """The whole of it, for reading only: it is parsed once, and everybody gets the same."""
    inhoud: dict[str, Any] = yaml.load((PROJECT / "template.yaml").read_text(), Loader=_Lezer)  # noqa: S506  # a SafeLoader
    return inhoud


@dataclass(frozen=True, slots=True)
class Route:
    """One method on one path of the API."""

    methode: str
    pad: str
    functie: str
    """Directory of the function that answers."""
    is_open: bool
    """It needs no login."""

    @property
    def naam(self) -> str:
        return f"{self.methode} {self.pad}"


def routes() -> Iterator[Route]:
    """All that the API answers, what a browser asks beforehand (OPTIONS) among them."""
    for bron in sjabloon()["Resources"].values():
        if bron["Type"] == "AWS::Serverless::Function":
            for gebeurtenis in bron["Properties"].get("Events", {}).values():
                if gebeurtenis["Type"] == "Api":
                    route = gebeurtenis["Properties"]
                    functie = bron["Properties"]["CodeUri"].rpartition("/")[2]
                    yield Route(route["Method"], route["Path"], functie, route.get("Auth") == {"Authorizer": "NONE"})


def maak_tabel(client: "DynamoDBClient", naam: str, *, met_stroom: bool = True) -> None:
    """Make the table of the template under another name, without its stream where nobody reads that."""
    eigenschappen = sjabloon()["Resources"]["Tabel"]["Properties"]
    client.create_table(
        TableName=naam,
        BillingMode=eigenschappen["BillingMode"],
        AttributeDefinitions=eigenschappen["AttributeDefinitions"],
        KeySchema=eigenschappen["KeySchema"],
        GlobalSecondaryIndexes=eigenschappen["GlobalSecondaryIndexes"],
        StreamSpecification={
            "StreamEnabled": True,
            "StreamViewType": eigenschappen["StreamSpecification"]["StreamViewType"],
        }
        if met_stroom
        else {"StreamEnabled": False},
    )
