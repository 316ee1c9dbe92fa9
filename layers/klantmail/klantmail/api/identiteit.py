"""The asker: only the verified ID token names them, never anything of the request."""

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from klantmail.domain.aanmelding import postvakken_van
from klantmail.domain.fouten import GeenToegang
from klantmail.domain.medewerker import Medewerker, Rol
from ontleden.ontleding import ingekort

_MAX_NAAM: Final = 200
"""Characters of a name. Cognito takes 2,048, and a mail keeps the name of each of a hundred inzagen."""


def medewerker_van(claims: Mapping[str, Any]) -> Medewerker:
    """The medewerker of the claims that API Gateway's Cognito authorizer verified.

    Raises: GeenToegang (no ID token, no medewerker id or eenheid, or no group that may use the API).
    """
    if claims.get("token_use") != "id":
        raise GeenToegang("Gebruik het ID-token van de aanmelding.")
    try:
        identificatie = UUID(str(claims.get("custom:medewerker", "")))
    except ValueError:
        raise GeenToegang("Deze aanmelding hoort niet bij een medewerker.") from None
    eenheid = str(claims.get("custom:eenheid", ""))
    rollen = _rollen(str(claims.get("cognito:groups", "")))
    if not eenheid or not rollen:
        raise GeenToegang("Deze aanmelding heeft geen rol in Klantmail.")
    naam = ingekort(str(claims.get("name") or claims.get("email") or ""), _MAX_NAAM)
    return Medewerker(identificatie, naam, eenheid, rollen, postvakken_van(str(claims.get("custom:postvakken", ""))))


def _rollen(groepen: str) -> frozenset[Rol]:
    """Read a list, which API Gateway hands over as text: `a,b` on AWS, `[a, b]` or `[a b]` elsewhere."""
    genoemd = set(re.split(r"[\[\], ]+", groepen))
    return frozenset(rol for rol in Rol if rol.value in genoemd)
