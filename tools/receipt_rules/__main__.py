"""`make receipt-rules STACK=… PROFILE=…`: make the receipt rules that the mailboxes of a stack need.

SES takes one call a second that changes rules, and CloudFormation has no way to wait in a loop: of fifty rules made at
once, most are refused. This program makes them one after another, changes what differs, and removes last. It may be run
as often as one likes.

https://docs.aws.amazon.com/ses/latest/dg/quotas.html
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from botocore.exceptions import ClientError

from tools.deployed import Deployed, clients
from tools.receipt_rules.rules import Change, UnusableMailboxes, changes, wanted

_PAUSE: Final = 1.1
"""Seconds between two calls."""


class Refused(Exception):
    """An activation that would take mail away from somebody, or tell nobody when it fails."""


def there(ses: Any, rule_set: str) -> list[dict[str, Any]] | None:
    """The rules of a set; None when there is no such set."""
    try:
        rules: list[dict[str, Any]] = ses.describe_receipt_rule_set(RuleSetName=rule_set).get("Rules", [])
    except ClientError as error:
        if error.response["Error"]["Code"] == "RuleSetDoesNotExist":
            return None
        raise
    return rules


def apply(ses: Any, stack: Deployed, pause: Callable[[float], None] = time.sleep) -> list[Change]:
    """Make, change and remove rules until they are those that the stack needs.

    Returns: what was done. Raises: UnusableMailboxes; ClientError.
    """
    rules = wanted(stack.parameters, stack.outputs["IntakeNaam"], stack.outputs["OntvangenArn"])
    present = there(ses, stack.name)
    if present is None:
        ses.create_receipt_rule_set(RuleSetName=stack.name)
        pause(_PAUSE)
    done = list(changes(rules, present or []))
    for change in done:
        match change.kind:
            case "make":
                ses.create_receipt_rule(RuleSetName=stack.name, Rule=change.rule)
            case "change":
                ses.update_receipt_rule(RuleSetName=stack.name, Rule=change.rule)
            case "remove":
                ses.delete_receipt_rule(RuleSetName=stack.name, RuleName=change.rule["Name"])
        pause(_PAUSE)
    return done


def activate(ses: Any, stack: Deployed) -> None:
    """Let SES go by the rules of this stack: one set is active in an account and region.

    Raises: Refused (another set is active, or the alarms of the stack are mailed to nobody).
    """
    active = ses.describe_active_receipt_rule_set().get("Metadata", {}).get("Name", stack.name)
    if active != stack.name:
        raise Refused(f"the rule set {active} is active, and would stop taking mail; deactivate it first")
    if not stack.parameters["Alarmadres"]:
        raise Refused("the stack has no Alarmadres: nobody would hear that mail is not taken in")
    ses.set_active_receipt_rule_set(RuleSetName=stack.name)


def remove(ses: Any, stack: Deployed, pause: Callable[[float], None] = time.sleep) -> None:
    """Take the rules away, before the stack is deleted. From here on SES refuses mail to its addresses."""
    if ses.describe_active_receipt_rule_set().get("Metadata", {}).get("Name") == stack.name:
        ses.set_active_receipt_rule_set()
        pause(_PAUSE)
    if there(ses, stack.name) is not None:
        ses.delete_receipt_rule_set(RuleSetName=stack.name)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make receipt-rules", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("stack")
    parser.add_argument("--profile")
    parser.add_argument("--region")
    parser.add_argument("--do", choices=["apply", "activate", "remove"], default="apply")
    chosen = parser.parse_args(arguments)
    try:
        stack = Deployed.described(chosen.stack, clients(chosen.profile, chosen.region))
        ses = clients(chosen.profile, stack.region)("ses")
        if chosen.do == "remove":
            remove(ses, stack)
        else:
            for change in apply(ses, stack):
                sys.stdout.write(f"{change.kind:<7} {change.rule['Name']}\n")
        if chosen.do == "activate":
            activate(ses, stack)
        sys.stdout.write(f"{chosen.do}: done for {stack.name} in {stack.region}\n")
    except (UnusableMailboxes, Refused, ClientError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
