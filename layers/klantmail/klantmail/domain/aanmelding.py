"""A login for which Cognito makes tokens, and the roles that the municipality's own login gives it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote_plus

from klantmail.domain.medewerker import Rol


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
    waarden = [waarde.strip(" \"'") for waarde in re.sub(r"^\s*\[|\]\s*$", "", rolclaim).split(",")]
    genoemd = {rolclaim.strip(), *waarden, *map(unquote_plus, waarden)}
    return frozenset(rol for waarde, rol in rolwaarden.items() if waarde in genoemd)
