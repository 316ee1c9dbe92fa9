"""A stack on AWS as CloudFormation describes it, for the programs that work on one after its deployment."""

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import boto3

from klantmail_local.client import Client
from klantmail_local.workdir import ROOT


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


@dataclass(frozen=True, slots=True)
class Asked:
    """The stack that a user named, or the local one, and what is to be done with it.

    Args:
        client: makes a client of a service.
    """

    do: str
    profile: str | None
    client: Callable[[str], Any]
    deployed: Deployed


def asked(program: str, choices: Sequence[str], arguments: Sequence[str] | None) -> Asked:
    """Read `[stack] --profile --region --do`.

    Args:
        choices: the values of `--do`; the first one is its default.

    Raises: SystemExit (an argument that is none), ClientError (there is no such stack, or no right to see it).
    """
    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument("stack", nargs="?")
    parser.add_argument("--profile")
    parser.add_argument("--region")
    parser.add_argument("--do", choices=choices, default=choices[0])
    given = parser.parse_args(arguments)
    stack = given.stack or _local_stack()
    client = clients(given.profile, given.region)
    return Asked(given.do, given.profile, client, Deployed.described(stack, client))


def _local_stack() -> str:
    """Have the clients of boto3 ask the local system, and return the name of its stack."""
    aws = Client.load(ROOT / ".local" / "omgeving.json").details["aws"]
    os.environ |= {
        "AWS_ENDPOINT_URL": aws["endpoint"],
        "AWS_DEFAULT_REGION": aws["region"],
        "AWS_ACCESS_KEY_ID": aws["accessKeyId"],
        "AWS_SECRET_ACCESS_KEY": aws["secretAccessKey"],
    }
    return str(aws["stack"])
