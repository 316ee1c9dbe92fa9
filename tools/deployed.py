"""A stack on AWS as CloudFormation describes it, for the programs that work on one after its deployment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import boto3


def clients(profile: str | None, region: str | None) -> Callable[[str], Any]:
    """Make what makes a client of a service of AWS, under a profile and in a region of the user's."""
    session: Any = boto3.Session(profile_name=profile or None, region_name=region or None)
    return lambda service: session.client(service)


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployed stack.

    Args:
        account: the number of its account, twelve digits.
    """

    name: str
    region: str
    account: str
    parameters: Mapping[str, str]
    outputs: Mapping[str, str]

    @classmethod
    def described(cls, name: str, client: Callable[[str], Any]) -> Self:
        """Ask CloudFormation.

        Args:
            client: makes a client of a service.

        Raises: ClientError (there is no such stack, or no right to see it).
        """
        (stack,) = client("cloudformation").describe_stacks(StackName=name)["Stacks"]
        _, _, _, region, account, _ = stack["StackId"].split(":", 5)
        return cls(
            name=name,
            region=region,
            account=account,
            parameters={one["ParameterKey"]: one["ParameterValue"] for one in stack.get("Parameters", [])},
            outputs={one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])},
        )
