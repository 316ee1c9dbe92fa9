"""The roles as they were deployed, and a way to take one right out of one of them."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

type Document = dict[str, Any]

_OF_THE_POLLER: Final = "AWSLambdaSQSQueueExecutionRole"
"""The policy with which Lambda itself reads a queue for a function: it may read and empty every queue."""


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """One action on one resource."""

    action: str
    resource: str


@dataclass(frozen=True, slots=True)
class Role:
    """The execution role of a function.

    Args:
        policies: the role's own policies, by name: those of template.yaml, and those that SAM adds to them.
        managed: names of the policies of AWS that SAM attaches.
    """

    name: str
    policies: Mapping[str, Document]
    managed: tuple[str, ...]

    @property
    def rights(self) -> list[Right]:
        return sorted(
            {right for document in self.policies.values() for statement in document["Statement"] for right in _rights(statement)}
        )


def read_role(iam: "IAMClient", name: str) -> Role:
    own = iam.list_role_policies(RoleName=name)["PolicyNames"]
    managed = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    documents = {each: iam.get_role_policy(RoleName=name, PolicyName=each)["PolicyDocument"] for each in own}
    return Role(name, cast(Mapping[str, Document], documents), tuple(sorted(each["PolicyName"] for each in managed)))


def leave_out_the_poller(iam: "IAMClient", role: str) -> None:
    """Take the policy of who reads queues for functions off a role.

    Nobody reads them while events come by hand, and it would give a function what its own policies have to give.
    """
    for each in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        if each["PolicyName"] == _OF_THE_POLLER:
            iam.detach_role_policy(RoleName=role, PolicyArn=each["PolicyArn"])


@contextmanager
def without(iam: "IAMClient", role: Role, right: Right) -> Iterator[None]:
    """Take this right out of the role, whichever statements give it.

    All else stays, and afterwards the role is as it was.
    """
    affected = {name: document for name, document in role.policies.items() if without_right(document, right) != document}
    try:
        for name, document in affected.items():
            _write(iam, role.name, name, without_right(document, right))
        yield
    finally:
        for name, document in affected.items():
            _write(iam, role.name, name, document)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _rights(statement: Mapping[str, Any]) -> Iterator[Right]:
    return (Right(action, resource) for action in as_list(statement["Action"]) for resource in as_list(statement["Resource"]))


def without_right(document: Document, right: Right) -> Document:
    """A policy without this right, and with every other one."""
    return document | {"Statement": [part for statement in document["Statement"] for part in _parts(statement, right)]}


def _parts(statement: Document, right: Right) -> Iterator[Document]:
    """Yield the rest of a statement: its other actions as they were, and the action on its other resources."""
    if right not in _rights(statement):
        yield statement
        return
    if actions := [each for each in as_list(statement["Action"]) if each != right.action]:
        yield statement | {"Action": actions}
    if resources := [each for each in as_list(statement["Resource"]) if each != right.resource]:
        yield statement | {"Sid": f"{statement.get('Sid', 'Regel')}Rest", "Action": right.action, "Resource": resources}


def _write(iam: "IAMClient", role: str, name: str, document: Document) -> None:
    if document["Statement"]:
        iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document))
    else:  # IAM takes no policy without statements
        iam.delete_role_policy(RoleName=role, PolicyName=name)
