"""The middleware around every route: the audit line, headers, ETags, the check of
the login, and of parameters and body.

https://docs.aws.amazon.com/powertools/python/latest/core/event_handler/api_gateway/#middleware
"""

import json
from collections.abc import Callable, Mapping, Set
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from klantmail.api.etag import etag_van, komt_overeen
from klantmail.api.headers import RESPONSE_HEADERS
from klantmail.api.identiteit import medewerker_van
from klantmail.api.problemen import verkeerde_soort
from klantmail.domain.fouten import GeenToegang, Invoerfout, OngeldigeInvoer
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.runtime.audit import audit, id_of_niets, logger

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

_JSON: Final = "application/json"

type Middleware = Callable[[APIGatewayRestResolver, NextMiddleware], Response[Any]]


def audit_line(app: APIGatewayRestResolver, next_middleware: "NextMiddleware") -> Response[Any]:
    """Write the audit line: the route, the identificatie in its path or of what it made, the address, the medewerker.

    A route that makes something whose identificatie is not in its path names that in the context, as `made`. The line
    names the records that the answer shows too, in one text: CloudWatch makes a field of each item of a list, and takes
    two hundred fields.
    """
    event = app.current_event
    context = event.request_context
    logger.append_keys(correlatie=context.request_id)
    parameters = event.path_parameters
    with audit(
        f"{event.http_method} {event.resource}",
        context.identity.source_ip,
        id_of_niets(context.authorizer.claims.get("custom:medewerker")),
        id_of_niets(parameters.get("document") or parameters.get("identificatie")),
    ) as line:
        response = next_middleware(app)
        line.waarop = str(app.context.get("made") or line.waarop)
        if shown := app.context.get("shown"):
            line.bijzonderheden["getoond"] = shown
        return response


def standard_headers(app: APIGatewayRestResolver, next_middleware: "NextMiddleware") -> Response[Any]:
    """Add the headers of every response. `problemen.probleem` adds them to problems."""
    response = next_middleware(app)
    response.headers |= RESPONSE_HEADERS
    return response


def conditional_reading(app: APIGatewayRestResolver, next_middleware: "NextMiddleware") -> Response[Any]:
    """Give a 200 to a GET an ETag, and a client that has that very response already 304 without a body.

    A route that knows the version of what it answers gives the ETag itself.
    """
    response = next_middleware(app)
    if app.current_event.http_method != "GET" or response.status_code != HTTPStatus.OK:
        return response
    if response.is_json():
        response.body = to_json(response.body)
    elif not response.body:
        return response
    etag = str(response.headers.get("ETag", "")) or etag_van(response.body)
    if etag is None:
        return response
    if komt_overeen(app.current_event.headers.get("If-None-Match", ""), etag):
        response = no_content(HTTPStatus.NOT_MODIFIED)
    response.headers["ETag"] = etag
    return response


def login_of(roles: Set[Rol], also_for: Mapping[str, Set[Rol]], noted: Callable[[Medewerker], None] | None = None) -> Middleware:
    """Make a middleware that lets through a medewerker with one of these roles, who
    stands in the context as `medewerker`.

    It raises: GeenToegang.

    Args:
        also_for: further roles that may use a path, as the template has it.
        noted: is told who they are, when their request was answered: what is refused changes nothing.
    """

    def login(app: APIGatewayRestResolver, next_middleware: "NextMiddleware") -> Response[Any]:
        medewerker = medewerker_van(app.current_event.request_context.authorizer.claims)
        if medewerker.rollen.isdisjoint(roles | also_for.get(app.current_event.resource, frozenset())):
            raise GeenToegang("Uw rol geeft hier geen toegang toe.")
        app.context["medewerker"] = medewerker
        response = next_middleware(app)
        if noted is not None and response.status_code < HTTPStatus.BAD_REQUEST:
            noted(medewerker)
        return response

    return login


def only_parameters_of(paths: Set[str]) -> Middleware:
    """Make a middleware that refuses query parameters elsewhere: one that nothing reads
    would be a wish that is passed over.

    It raises: OngeldigeInvoer.

    Args:
        paths: as the template has them; their GET reads the query parameters itself.
    """

    def only_known_parameters(app: APIGatewayRestResolver, next_middleware: "NextMiddleware") -> Response[Any]:
        event = app.current_event
        reads = event.http_method == "GET" and event.resource in paths
        if not reads and (names := event.query_string_parameters):
            raise OngeldigeInvoer(*(Invoerfout(name, "extra-forbidden", "Deze parameter bestaat niet.") for name in names))
        return next_middleware(app)

    return only_known_parameters


def readable_body(app: APIGatewayRestResolver, next_middleware: "NextMiddleware") -> Response[Any]:
    """Refuse a body that is sent as something else than JSON, or is no UTF-8 as all JSON is (RFC 8259 section 8.1).

    A body without a Content-Type is looked into, as RFC 9110 section 8.3 allows. Raises: OngeldigeInvoer.
    """
    event = app.current_event
    soort = event.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if event.body and soort not in ("", _JSON):
        return verkeerde_soort()
    try:
        _ = event.decoded_body
    except UnicodeDecodeError:
        raise OngeldigeInvoer(Invoerfout("", "json-invalid", "Dit is geen geldige JSON.")) from None
    return next_middleware(app)


def to_json(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def no_content(status: HTTPStatus = HTTPStatus.NO_CONTENT) -> Response[str]:
    """Make a response without a body. That is an empty text, since not every gateway reads `null` as no body."""
    return Response(status, body="")
