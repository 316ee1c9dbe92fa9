"""`python -m tests.support.roles`: the rights of each function's role, as `template.yaml` writes them out."""

import sys
from typing import Any

from tests.support.template import sjabloon


def rollen() -> dict[str, list[tuple[str, str]]]:
    """The actions and the resource of each statement of the role of each function."""
    bronnen = sjabloon()["Resources"]
    functies = {naam: bron["Properties"] for naam, bron in bronnen.items() if bron["Type"] == "AWS::Serverless::Function"}
    # Policies that stand under a condition, which SAM does not take inside a function.
    los = [bron["Properties"] for bron in bronnen.values() if bron["Type"] == "AWS::IAM::Policy"]
    return {
        naam: [
            (", ".join(_lijst(regel["Action"])), ", ".join(_bron(een) for een in _lijst(regel["Resource"])) + _voorwaarde(regel))
            for beleid in [
                *eigenschappen["Policies"],
                *(een["PolicyDocument"] for een in los if {"Ref": f"{naam}Role"} in een["Roles"]),
            ]
            for regel in beleid["Statement"]
        ]
        for naam, eigenschappen in functies.items()
    }


def _lijst(waarde: Any) -> list[Any]:
    return waarde if isinstance(waarde, list) else [waarde]


def _bron(waarde: Any) -> str:
    return str(next(iter(waarde.values()))) if isinstance(waarde, dict) else str(waarde)


def _voorwaarde(regel: dict[str, Any]) -> str:
    keys = [waarde for toets in regel.get("Condition", {}).values() for een in toets.values() for waarde in _lijst(een)]
    return f"  [{', '.join(map(str, keys))}]" if keys else ""


if __name__ == "__main__":
    for functie, regels in rollen().items():
        sys.stdout.write(f"{functie}\n" + "".join(f"  {acties}\n      {waarop}\n" for acties, waarop in regels))
