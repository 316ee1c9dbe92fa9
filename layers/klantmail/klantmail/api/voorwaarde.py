"""Conditional changes (RFC 9110 sections 13.1.1 and 13.1.2): a client says which state it expects to change.

The answer to what was changed or read has the tag of its state, so that the client can go on from it.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from aws_lambda_powertools.event_handler import Response

from klantmail.domain.concept import Voorwaarde
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer, VoorwaardeOntbreekt

_STERK: Final = r'(?<!W/)"([^"]*)"'
"""A strong tag. If-Match compares strongly: a weak tag matches nothing."""


def in_versie(status: HTTPStatus, inhoud: Mapping[str, object], versie: str) -> Response[Any]:
    """Make a response in JSON with the tag of the version that it holds."""
    return Response(status, "application/json", inhoud, {"ETag": f'"{versie}"'})


def voorwaarde_van(headers: Mapping[str, str]) -> Voorwaarde | None:
    """Read which state the sender of a change expects; None when they do not say.

    Raises: OngeldigeInvoer (both headers at once, or an If-None-Match that is not `*`: only a GET compares tags so).
    """
    match headers.get("If-Match"), headers.get("If-None-Match"):
        case None, None:
            return None
        case str(tags), None:
            genoemd = frozenset(re.findall(_STERK, tags))
            return Voorwaarde(bestaat=True, versies=None if tags.strip() == "*" else genoemd)
        case None, str(tags) if tags.strip() == "*":
            return Voorwaarde(bestaat=False)
        case None, _:
            raise OngeldigeInvoer(Invoerfout("If-None-Match", "ongeldig", "Gebruik hier alleen *."))
        case _:
            raise OngeldigeInvoer(Invoerfout("If-Match", "tegenstrijdig", "Gebruik If-Match of If-None-Match, niet allebei."))


def vereiste_voorwaarde(headers: Mapping[str, str]) -> Voorwaarde:
    """Read it as `voorwaarde_van` does. Raises: VoorwaardeOntbreekt; OngeldigeInvoer."""
    voorwaarde = voorwaarde_van(headers)
    if voorwaarde is None:
        raise VoorwaardeOntbreekt("Stuur If-Match mee met de ETag die u hebt gelezen, of If-None-Match: * als er nog niets is.")
    return voorwaarde
