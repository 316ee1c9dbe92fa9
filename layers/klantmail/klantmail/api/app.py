"""The HTTP edge that all API functions share. A function makes one app, and gives it its routes.

A route returns what `api.render` makes, and the resolver writes that as JSON. Whatever route raises an error of the
domain: it becomes a problem (`api.problemen`).
https://docs.aws.amazon.com/powertools/python/latest/core/event_handler/api_gateway/
"""

import json
from collections.abc import Callable, Mapping, Sequence, Set
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError

from klantmail.api import middleware
from klantmail.api.headers import cors_config
from klantmail.api.postvakrechten import rights_by_postvak
from klantmail.api.problemen import PROBLEEM_JSON, probleem, probleem_van, too_large
from klantmail.api.shown import note_shown
from klantmail.domain.fouten import KlantmailFout, NietGevonden
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.runtime.audit import logger
from klantmail.runtime.version import VERSION
from klantmail.usecases.postvakrecht import Postvakwacht

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

KCC: Final = frozenset({Rol.KCC_MEDEWERKER, Rol.BEHEERDER})
DESK: Final = frozenset({Rol.BEHANDELAAR})
LEIDING: Final = frozenset({Rol.TEAMLEIDER})
ARCHIEF: Final = frozenset({Rol.ARCHIVARIS})
PRIVACY: Final = frozenset({Rol.PRIVACYFUNCTIONARIS})
MAX_RESPONSE: Final = 6 * 1024 * 1024
"""Bytes of a response that Lambda passes on. An answer is far smaller, by what is cut or goes by link (decision 7).

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""
_BASE_PATH: Final = f"/v{VERSION.partition('.')[0]}"
"""The base path of a domain of the municipality's own: API Gateway leaves it in the path, where it takes the stage out.

https://docs.aws.amazon.com/powertools/python/latest/core/event_handler/api_gateway/#custom-domain-api-mappings
"""


class _Resolver(APIGatewayRestResolver):
    """The resolver, which holds every answer to what Lambda passes on, whatever made the answer.

    A middleware would see no problem that a route raised, and the longest names in a request stand in those.
    """

    def resolve(self, event: Mapping[str, Any], context: "LambdaContext") -> dict[str, Any]:
        response = super().resolve(event, context)
        if _is_small(response):
            return response
        logger.error("answer too large", bytes=_bytes(response))
        instead = too_large()
        headers = {name: values for name, values in response["multiValueHeaders"].items() if name not in ("ETag", "Retry-After")}
        headers["Content-Type"] = [PROBLEEM_JSON]
        return {**response, "statusCode": instead.status_code, "body": instead.body, "multiValueHeaders": headers}


def _is_small(response: Mapping[str, Any]) -> bool:
    """Tell whether Lambda passes the response on.

    Most need not be written for that: a character takes 6 bytes at most.
    """
    return 6 * len(response["body"] or "") <= MAX_RESPONSE // 2 or _bytes(response) <= MAX_RESPONSE


def _bytes(response: Mapping[str, Any]) -> int:
    """Return the bytes that Lambda counts: the response as JSON, in which the body is a text once more."""
    return len(json.dumps(response, ensure_ascii=False).encode())


def api_app(
    origins: Sequence[str],
    roles: Set[Rol] = KCC,
    *,
    guard: Postvakwacht,
    with_parameters: Set[str] = frozenset(),
    also_for: Mapping[str, Set[Rol]] = MappingProxyType({}),
    noted: Callable[[Medewerker], None] | None = None,
) -> APIGatewayRestResolver:
    """Make the app of a function whose callers have logged in.

    Its routes find the medewerker in `app.context["medewerker"]`.

    Args:
        origins: origins whose pages may call the API from a browser.
        roles: the roles that may use the routes of this function; one of them is enough.
        guard: holds a login to the postvakken that it has a right to.
        with_parameters: paths, as the template has them, whose GET reads the query parameters itself. Elsewhere any
            query parameter is refused.
        also_for: further roles that may use a path, as the template has it.
        noted: is told whose request was answered.
    """
    app = open_app(origins)
    app.use(
        middlewares=[
            middleware.conditional_reading,
            middleware.login_of(roles, also_for, noted),
            middleware.only_parameters_of(with_parameters),
            middleware.readable_body,
            note_shown,
            rights_by_postvak(guard),
        ]
    )
    return app


def open_app(origins: Sequence[str]) -> APIGatewayRestResolver:
    """Make the app of a function that everybody may call."""
    app = _Resolver(cors=cors_config(origins), debug=False, serializer=middleware.to_json, strip_prefixes=[_BASE_PATH])
    app.use(middlewares=[middleware.audit_line, middleware.standard_headers])
    app.exception_handler(KlantmailFout)(probleem_van)
    app.not_found(_unknown_address)
    return app


def identificatie_in_pad(tekst: str, soort: str) -> UUID:
    """Read the UUID of a path. Raises: NietGevonden: a text that is no UUID names nothing."""
    try:
        return UUID(tekst)
    except ValueError:
        raise NietGevonden(soort, tekst) from None


def _unknown_address(_: NotFoundError) -> Response[Any]:
    return probleem(HTTPStatus.NOT_FOUND, "niet-gevonden", "Niet gevonden", "Dit adres bestaat niet.")
