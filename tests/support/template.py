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


def waarde_van(deel: Any, waarden: Mapping[str, str]) -> Any:
    """A part of the template with its intrinsic functions worked out.

    Args:
        waarden: of parameters, and of resources as `Ref` (`Tabel`) and `Fn::GetAtt` (`Tabel.Arn`) give them. A list is
            text with commas, as it is given to CloudFormation. What is not there stays its own name.
    """
    match deel:
        case {"Ref": naam}:
            return waarden.get(naam, naam)
        case {"Fn::GetAtt": bron}:
            naam = ".".join(bron) if isinstance(bron, list) else bron  # SAM's translator writes the long form
            return waarden.get(naam, naam)
        case {"Fn::Sub": str(tekst)}:
            return re.sub(r"\$\{([\w.:]+)\}", lambda gevonden: waarden.get(gevonden[1], gevonden[1]), tekst)
        case {"Fn::Join": [scheiding, delen]}:
            lijst = waarde_van(delen, waarden)
            return scheiding.join(lijst.split(",") if isinstance(lijst, str) else lijst)
        case {"Fn::Split": [scheiding, tekst]}:
            return waarde_van(tekst, waarden).split(scheiding)
        case {"Fn::Select": [nummer, lijst]}:
            return waarde_van(lijst, waarden)[nummer]
        case {"Fn::If": [_, dan, _]}:
            return waarde_van(dan, waarden)
        case dict():
            return {naam: waarde_van(een, waarden) for naam, een in deel.items()}
        case list():
            return [waarde_van(een, waarden) for een in deel]
    return deel


@cache
def vertaald() -> dict[str, Any]:
    """The template as CloudFormation gets it from the locked translator of SAM, for reading only."""
    opdracht = [PROJECT / ".tools/sam/bin/python", PROJECT / "tests/scan/translate.py"]
    uit: dict[str, Any] = json.loads(subprocess.run(opdracht, capture_output=True, check=True).stdout)  # noqa: S603 - our own
    return uit


@dataclass(frozen=True, slots=True)
class Route:
    """One method on one path of the API."""

    methode: str
    pad: str
    functie: str
    """Directory of the function that answers."""
    is_open: bool
    """True when it needs no login."""

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


def variabelen_van(functie: str) -> frozenset[str]:
    """Return the names of the environment variables that the template gives a function, by its directory."""
    (eigenschappen,) = (een for een in _functies() if een["CodeUri"] == f"functions/{functie}")
    return frozenset(_voor_alle() | _eigen(eigenschappen))


def alle_variabelen() -> frozenset[str]:
    """Return the names of the environment variables that the template gives any function."""
    return frozenset(_voor_alle().union(*map(_eigen, _functies())))


def _eigen(eigenschappen: dict[str, Any]) -> set[str]:
    """The variables of one function, and those that it finds in Parameter Store by its LIJSTEN."""
    variabelen: dict[str, Any] = eigenschappen.get("Environment", {}).get("Variables", {})
    lijsten = variabelen.get("LIJSTEN", {"Fn::Sub": ""})["Fn::Sub"]
    return {*variabelen, *re.findall(r"(\w+)=", lijsten)}


def _voor_alle() -> set[str]:
    return set(sjabloon()["Globals"]["Function"]["Environment"]["Variables"])


def _functies() -> list[dict[str, Any]]:
    return [bron["Properties"] for bron in sjabloon()["Resources"].values() if bron["Type"] == "AWS::Serverless::Function"]


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
