"""`make protect STACK=… PROFILE=…`: keep a stack from being deleted, and its data from being replaced by an update.

A deployment can do neither by itself: a policy and the protection are set on a stack that is there.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import boto3

POLICY: Final = Path(__file__).parents[1] / "deploy" / "stack-policy.json"


def protect(cloudformation: Any, stack: str) -> None:
    """Raises: ClientError."""
    cloudformation.set_stack_policy(StackName=stack, StackPolicyBody=POLICY.read_text())
    cloudformation.update_termination_protection(StackName=stack, EnableTerminationProtection=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make protect")
    parser.add_argument("stack")
    parser.add_argument("--profile")
    parser.add_argument("--region")
    chosen = parser.parse_args(arguments)
    session = boto3.Session(profile_name=chosen.profile or None, region_name=chosen.region or None)
    protect(session.client("cloudformation"), chosen.stack)
    sys.stdout.write(f"{chosen.stack} cannot be deleted, and its data cannot be replaced by an update\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
