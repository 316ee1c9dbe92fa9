"""`python -m tests.support.roles`: the rights of each function's role, as `template.yaml` writes them out."""

import sys
from typing import Any

from tests.support.template import functions, of_kind


def rollen() -> dict[str, list[tuple[str, str]]]:
    """The actions and the resource of each statement of the role of each function."""
    # Policies that stand under a condition, which SAM does not take inside a function.
    loose = of_kind("AWS::IAM::Policy").values()
    return {
        name: [
            (
                ", ".join(_as_list(statement["Action"])),
                ", ".join(_resource(each) for each in _as_list(statement["Resource"])) + _condition(statement),
            )
            for policies in [
                *properties["Policies"],
                *(each["PolicyDocument"] for each in loose if {"Ref": f"{name}Role"} in each["Roles"]),
            ]
            for statement in policies["Statement"]
        ]
        for name, properties in functions().items()
    }


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _resource(value: Any) -> str:
    return str(next(iter(value.values()))) if isinstance(value, dict) else str(value)


def _condition(statement: dict[str, Any]) -> str:
    keys = [value for toets in statement.get("Condition", {}).values() for each in toets.values() for value in _as_list(each)]
    return f"  [{', '.join(map(str, keys))}]" if keys else ""


if __name__ == "__main__":
    for function, statements in rollen().items():
        sys.stdout.write(f"{function}\n" + "".join(f"  {actions}\n      {target}\n" for actions, target in statements))
