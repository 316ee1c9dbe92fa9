"""A stack on AWS as CloudFormation describes it, for the programs that work on one after its deployment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import boto3


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
    def described(cls, name: str, session: boto3.Session) -> Self:
        """Ask CloudFormation. Raises: ClientError (there is no such stack, or no right to see it)."""
        (stack,) = session.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
        _, _, _, region, account, _ = stack["StackId"].split(":", 5)
        return cls(
            name=name,
            region=region,
            account=account,
            parameters={one["ParameterKey"]: one["ParameterValue"] for one in stack.get("Parameters", [])},
            outputs={one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])},
        )
