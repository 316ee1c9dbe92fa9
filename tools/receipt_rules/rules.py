"""The receipt rules that the mailboxes of a stack need, and the changes that make them. Nothing here asks AWS."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Literal

_MOST_RULES: Final = 200
_MOST_RECIPIENTS: Final = 100
"""https://docs.aws.amazon.com/ses/latest/dg/quotas.html"""


_TLS_DEMANDED: Final = ("ontvangst", "beide")
"""The values of TlsVerplicht with which SES bounces mail that does not come over TLS.

https://docs.aws.amazon.com/ses/latest/APIReference/API_ReceiptRule.html
"""


class UnusableMailboxes(ValueError):
    """The parameters name mailboxes or aliases of which no rules can be made."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one rule. Args: rule: as SES takes it; of a rule that goes, its name is enough."""

    kind: Literal["make", "change", "remove"]
    rule: Mapping[str, Any]


def wanted(parameters: Mapping[str, str], intake: str, ontvangen: str) -> list[dict[str, Any]]:
    """Return the rules that a stack needs: one for each mailbox, with its aliases.

    SES takes an address with a `+label` by the rule of the address without. Each rule puts its mail under the prefix of
    its mailbox, which tells where a mail belongs whatever it was addressed to.

    Args:
        parameters: of the stack; Postvakken, Aliassen, MeerAliassen and TlsVerplicht are read.
        intake: name of the bucket.
        ontvangen: ARN of the function.

    Raises: UnusableMailboxes (an alias of a mailbox that is not there, an address that stands twice, more rules or
        recipients than SES takes).
    """
    recipients = {mailbox: [mailbox] for mailbox in _names(parameters["Postvakken"])}
    for entry in _names(f"{parameters['Aliassen']},{parameters['MeerAliassen']}"):
        mailbox, _, aliases = entry.partition("=")
        if mailbox not in recipients:
            raise UnusableMailboxes(f"{entry} is not mailbox=address/address with a mailbox of Postvakken")
        recipients[mailbox] += [alias for alias in aliases.split("/") if alias]
    _check(recipients)
    tls = "Require" if parameters["TlsVerplicht"] in _TLS_DEMANDED else "Optional"
    return [
        {
            "Name": _name(mailbox),
            "Enabled": True,
            "TlsPolicy": tls,
            "Recipients": sorted(addresses),
            "Actions": [
                {"S3Action": {"BucketName": intake, "ObjectKeyPrefix": f"{mailbox}/"}},
                {"LambdaAction": {"FunctionArn": ontvangen, "InvocationType": "Event"}},
            ],
            "ScanEnabled": True,
        }
        for mailbox, addresses in recipients.items()
    ]


def changes(rules: Sequence[Mapping[str, Any]], there: Sequence[Mapping[str, Any]]) -> Iterator[Change]:
    """Yield what makes these rules of those that are there.

    What is removed comes last: an address that moves to another mailbox is taken in twice for a moment, and not
    refused.
    """
    known = {rule["Name"]: rule for rule in there}
    for rule in rules:
        if rule["Name"] not in known:
            yield Change("make", rule)
        elif _comparable(rule) != _comparable(known[rule["Name"]]):
            yield Change("change", rule)
    names = {rule["Name"] for rule in rules}
    for rule in there:
        if rule["Name"] not in names:
            yield Change("remove", rule)


def _comparable(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {**rule, "Recipients": sorted(rule["Recipients"])}


def _names(text: str) -> list[str]:
    return [name for name in text.split(",") if name]


def _name(mailbox: str) -> str:
    """A name of at most 64 letters, digits, dots, dashes and underscores, which no other mailbox has.

    https://docs.aws.amazon.com/ses/latest/APIReference/API_ReceiptRule.html
    """
    readable = re.sub(r"[^a-z0-9]+", "-", mailbox).strip("-")
    return f"{readable[:50].rstrip('-')}-{sha256(mailbox.encode()).hexdigest()[:10]}"


def _check(recipients: Mapping[str, Sequence[str]]) -> None:
    addresses = [address for one in recipients.values() for address in one]
    double = sorted({address for address in addresses if addresses.count(address) > 1})
    if double:
        raise UnusableMailboxes(f"{', '.join(double)}: stands more than once, so its mail would be taken in as often")
    if len(recipients) > _MOST_RULES:
        raise UnusableMailboxes(f"{len(recipients)} mailboxes: SES has {_MOST_RULES} rules in a set at most")
    for mailbox, one in recipients.items():
        if len(one) > _MOST_RECIPIENTS:
            raise UnusableMailboxes(f"{mailbox} has {len(one)} addresses: SES takes {_MOST_RECIPIENTS} to a rule")
