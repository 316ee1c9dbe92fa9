"""A login for which Cognito makes tokens, and the roles that the municipality's own login gives it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, unquote_plus

from klantmail.domain.medewerker import Rol

ALLE_POSTVAKKEN: Final = "*"
"""The value of the claim of the postvakken that means all of them."""


@dataclass(frozen=True, slots=True)
class Gebruiker:
    """A login. Args: pool: id of the user pool; naam: its name there."""

    pool: str
    naam: str


@dataclass(frozen=True, slots=True)
class Aanmelding:
    """A login for which tokens are made.

    Args:
        groepen: the groups of Cognito that it is in.
        is_van_gemeente: whether somebody came in now by the municipality's own login. It is false when tokens are
            renewed, and for logins that Cognito itself keeps.
        rolclaim: the roles that the municipality's own login gave just now; empty when it gave none.
    """

    gebruiker: Gebruiker
    groepen: tuple[str, ...]
    is_van_gemeente: bool
    rolclaim: str


def rollen_van(rolclaim: str, rolwaarden: Mapping[str, Rol]) -> frozenset[Rol]:
    """The roles that a claim names, in whichever form Cognito keeps it.

    Several values are a list in brackets, of which each is form-encoded by SAML and may be quoted by OpenID Connect.

    Args:
        rolwaarden: the role of each value of the municipality's own login.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
    """
    waarden = _waarden(rolclaim)
    genoemd = {rolclaim.strip(), *waarden, *map(unquote_plus, waarden)}
    return frozenset(rol for waarde, rol in rolwaarden.items() if waarde in genoemd)


def postvakken_van(claim: str) -> frozenset[str]:
    """The postvakken that a claim names, in lower case, in whichever form Cognito keeps it. Empty means all of them.

    A `*` among them means all too: Cognito keeps what it was given last when a login gives nothing any more, so that
    whoever should have all again is given this. A claim that names no postvak that there is gives the right to none.
    """
    genoemd = {unquote(waarde).lower() for waarde in _waarden(claim) if waarde}
    return frozenset() if ALLE_POSTVAKKEN in genoemd else frozenset(genoemd)


def _waarden(claim: str) -> list[str]:
    return [waarde.strip(" \"'") for waarde in re.sub(r"^\s*\[|\]\s*$", "", claim).split(",")]
