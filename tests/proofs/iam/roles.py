"""The roles as they were deployed, and a way to take one right out of one of them."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

type Document = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Recht:
    """One action on one resource."""

    actie: str
    waarop: str


@dataclass(frozen=True, slots=True)
class Rol:
    """The execution role of a function.

    Args:
        beleid: the role's own policies, by name: those of template.yaml, and those that SAM adds to them.
        beheerd: names of the policies of AWS that SAM attaches.
    """

    naam: str
    beleid: Mapping[str, Document]
    beheerd: tuple[str, ...]

    @property
    def rechten(self) -> list[Recht]:
        return sorted(
            {recht for document in self.beleid.values() for regel in document["Statement"] for recht in _rechten(regel)}
        )


def lees_rol(iam: "IAMClient", naam: str) -> Rol:
    eigen = iam.list_role_policies(RoleName=naam)["PolicyNames"]
    beheerd = iam.list_attached_role_policies(RoleName=naam)["AttachedPolicies"]
    documenten = {een: iam.get_role_policy(RoleName=naam, PolicyName=een)["PolicyDocument"] for een in eigen}
    return Rol(naam, cast(Mapping[str, Document], documenten), tuple(sorted(een["PolicyName"] for een in beheerd)))


@contextmanager
def zonder(iam: "IAMClient", rol: Rol, recht: Recht) -> Iterator[None]:
    """Take this right out of the role, whichever statements give it.

    All else stays, and afterwards the role is as it was.
    """
    geraakt = {naam: document for naam, document in rol.beleid.items() if zonder_recht(document, recht) != document}
    try:
        for naam, document in geraakt.items():
            _schrijf(iam, rol.naam, naam, zonder_recht(document, recht))
        yield
    finally:
        for naam, document in geraakt.items():
            _schrijf(iam, rol.naam, naam, document)


def lijst(waarde: Any) -> list[Any]:
    return waarde if isinstance(waarde, list) else [waarde]


def _rechten(regel: Mapping[str, Any]) -> Iterator[Recht]:
    return (Recht(actie, waarop) for actie in lijst(regel["Action"]) for waarop in lijst(regel["Resource"]))


def zonder_recht(document: Document, recht: Recht) -> Document:
    """A policy without this right, and with every other one."""
    return document | {"Statement": [deel for regel in document["Statement"] for deel in _delen(regel, recht)]}


def _delen(regel: Document, recht: Recht) -> Iterator[Document]:
    """Yield the rest of a statement: its other actions as they were, and the action on its other resources."""
    if recht not in _rechten(regel):
        yield regel
        return
    if acties := [een for een in lijst(regel["Action"]) if een != recht.actie]:
        yield regel | {"Action": acties}
    if bronnen := [een for een in lijst(regel["Resource"]) if een != recht.waarop]:
        yield regel | {"Sid": f"{regel.get('Sid', 'Regel')}Rest", "Action": recht.actie, "Resource": bronnen}


def _schrijf(iam: "IAMClient", rol: str, naam: str, document: Document) -> None:
    if document["Statement"]:
        iam.put_role_policy(RoleName=rol, PolicyName=naam, PolicyDocument=json.dumps(document))
    else:  # IAM takes no policy without statements
        iam.delete_role_policy(RoleName=rol, PolicyName=naam)
