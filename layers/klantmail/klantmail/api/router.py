"""What every API function shares: routing, errors, headers, the audit line. A function adds its routes and use cases."""

import json
from collections.abc import Callable, Sequence, Set
from contextlib import AbstractContextManager
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.api.etag import etag_van, komt_overeen
from klantmail.api.herkomst import cors
from klantmail.api.identiteit import medewerker_van
from klantmail.api.problemen import probleem, probleem_van
from klantmail.audit import Auditregel, audit, discreet, id_of_niets, logger
from klantmail.domein import Medewerker, Rol
from klantmail.fouten import GeenToegang, Invoerfout, KlantmailFout, NietGevonden, OngeldigeInvoer

API_VERSIE: Final = "1.0.0"
KOPPEN: Final = {
    "API-Version": API_VERSIE,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""NLGov API Design Rules, transport security module."""

KCC: Final = frozenset({Rol.KCC_MEDEWERKER, Rol.BEHEERDER})
DESK: Final = frozenset({Rol.BEHANDELAAR})


class Api(APIGatewayRestResolver):
    """A resolver that knows its callers, answers errors as problems, sets the headers and writes an audit line per request."""

    def __init__(self, herkomsten: Sequence[str], rollen: Set[Rol] = KCC, *, met_parameters: Set[str] = frozenset()) -> None:
        """
        Args:
            herkomsten: origins whose pages may call the API from a browser.
            rollen: who may use the routes of this function; one of them is enough.
            met_parameters: paths, as the template has them, whose GET reads the query parameters itself. Elsewhere any query
                parameter is refused.
        """
        super().__init__(cors=cors(herkomsten))
        self.rollen = rollen
        self.met_parameters = met_parameters
        self.use([_met_auditregel, _alleen_medewerkers, _alleen_bekende_parameters, _alleen_wat_nieuw_is])
        self.exception_handler(KlantmailFout)(_als_probleem)
        self.exception_handler(NotFoundError)(_geen_pad)

    @property
    def medewerker(self) -> Medewerker:
        """Who is asking. Raises: GeenToegang."""
        medewerker = medewerker_van(self.current_event.request_context.authorizer.claims or {})
        if medewerker.rollen.isdisjoint(self.rollen):
            raise GeenToegang("Uw rol geeft hier geen toegang toe.")
        return medewerker

    def noem_gemaakt(self, identificatie: UUID) -> None:
        """For the audit line: what this request made, where its path does not say it."""
        self.context["gemaakt"] = str(identificatie)

    def handler(self) -> Callable[[dict[str, Any], LambdaContext], dict[str, Any]]:
        """The Lambda handler."""

        @discreet
        def behandel(gebeurtenis: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
            logger.append_keys(correlatie=gebeurtenis["requestContext"].get("requestId"))
            return self.resolve(gebeurtenis, context)

        return behandel


def antwoord(inhoud: Any, status: HTTPStatus = HTTPStatus.OK) -> Response[str]:
    """`inhoud` as JSON."""
    return Response(
        status_code=int(status),
        content_type="application/json",
        body=json.dumps(inhoud, ensure_ascii=False, separators=(",", ":")),
        headers=dict(KOPPEN),
    )


def leeg_antwoord() -> Response[str]:
    """204. An empty text, not none: not every gateway reads `null` as no body."""
    return Response(status_code=int(HTTPStatus.NO_CONTENT), body="", headers=dict(KOPPEN))


def identificatie_in_pad(tekst: str, soort: str) -> UUID:
    """The UUID of a path. Raises: NietGevonden: what is no UUID names nothing."""
    try:
        return UUID(tekst)
    except ValueError:
        raise NietGevonden(soort, tekst) from None


def _met_koppen(problem: Response[str]) -> Response[str]:
    problem.headers.update(KOPPEN)
    return problem


def _als_probleem(fout: KlantmailFout) -> Response[str]:
    return _met_koppen(probleem_van(fout))


def _geen_pad(_: NotFoundError) -> Response[str]:
    return _met_koppen(probleem(HTTPStatus.NOT_FOUND, "niet-gevonden", "Niet gevonden", "Dit adres bestaat niet."))


def _alleen_medewerkers(app: Api, volgende: Callable[[Api], Response[Any]]) -> Response[Any]:
    """No route is reached without a login of a medewerker. Raises: GeenToegang."""
    _ = app.medewerker
    return volgende(app)


def _alleen_bekende_parameters(app: Api, volgende: Callable[[Api], Response[Any]]) -> Response[Any]:
    """A query parameter that nothing reads would be a wish that is passed over. Raises: OngeldigeInvoer."""
    gebeurtenis = app.current_event
    leest = gebeurtenis.http_method == "GET" and gebeurtenis.resource in app.met_parameters
    if not leest and (namen := gebeurtenis.query_string_parameters):
        raise OngeldigeInvoer(*(Invoerfout(naam, "extra-forbidden", "Deze parameter bestaat niet.") for naam in namen))
    return volgende(app)


def _alleen_wat_nieuw_is(app: Api, volgende: Callable[[Api], Response[Any]]) -> Response[Any]:
    """What is read gets an ETag; who has that very answer already gets 304 and no body."""
    uitkomst = volgende(app)
    # A path that no route matches is answered in here, not raised: `*` would make a 304 of that 404 (RFC 9110 section 13.2.1).
    if app.current_event.http_method != "GET" or uitkomst.status_code != HTTPStatus.OK:
        return uitkomst
    etag = etag_van(uitkomst.body or "")
    if etag is None:
        return uitkomst
    if komt_overeen(app.current_event.headers.get("If-None-Match", ""), etag):
        uitkomst = Response(status_code=int(HTTPStatus.NOT_MODIFIED), body="", headers=dict(KOPPEN))
    uitkomst.headers["ETag"] = etag
    return uitkomst


def audit_van(gebeurtenis: APIGatewayProxyEvent) -> AbstractContextManager[Auditregel]:
    """The audit line of a request: its route, the identificatie in its path, its address, and the medewerker of its login."""
    verzoek, pad = gebeurtenis.request_context, gebeurtenis.path_parameters
    return audit(
        f"{gebeurtenis.http_method} {gebeurtenis.resource}",
        verzoek.identity.source_ip,
        id_of_niets((verzoek.authorizer.claims or {}).get("custom:medewerker")),
        id_of_niets(pad.get("document") or pad.get("identificatie")),
    )


def _met_auditregel(app: Api, volgende: Callable[[Api], Response[Any]]) -> Response[Any]:
    with audit_van(app.current_event) as regel:
        uitkomst = volgende(app)
        regel.waarop = app.context.get("gemaakt", regel.waarop)
        return uitkomst
