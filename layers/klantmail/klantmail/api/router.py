"""What every API function shares: routing, errors, headers, the audit line. A function adds its routes and use cases."""

import json
import re
from collections.abc import Callable, Sequence, Set
from contextlib import AbstractContextManager
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from aws_lambda_powertools.utilities.typing import LambdaContext

from klantmail.api.etag import etag_van, komt_overeen
from klantmail.api.herkomst import cors_koppen
from klantmail.api.http import HttpAntwoord, HttpVerzoek
from klantmail.api.identiteit import medewerker_van
from klantmail.api.problemen import probleem, probleem_van
from klantmail.domain.fouten import GeenToegang, Invoerfout, KlantmailFout, NietGevonden, OngeldigeInvoer
from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.runtime.audit import Auditregel, audit, discreet, id_of_niets, logger
from klantmail.runtime.version import VERSION

KOPPEN: Final = {
    "API-Version": VERSION,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""NLGov API Design Rules, transport security module."""

_IN_PAD: Final = re.compile(r"\{(\w+)\}")
KCC: Final = frozenset({Rol.KCC_MEDEWERKER, Rol.BEHEERDER})
DESK: Final = frozenset({Rol.BEHANDELAAR})


type Route = Callable[..., HttpAntwoord]


class Api:
    """Knows the routes of a function and its callers, answers errors as problems, sets the headers and writes an audit line."""

    current_event: HttpVerzoek
    """The request that is being answered: a function answers one at a time."""

    def __init__(self, herkomsten: Sequence[str], rollen: Set[Rol] = KCC, *, met_parameters: Set[str] = frozenset()) -> None:
        """
        Args:
            herkomsten: origins whose pages may call the API from a browser.
            rollen: who may use the routes of this function; one of them is enough.
            met_parameters: paths, as the template has them, whose GET reads the query parameters itself. Elsewhere any query
                parameter is refused.
        """
        self.herkomsten = herkomsten
        self.rollen = rollen
        self.met_parameters = met_parameters
        self.routes: dict[str, Route] = {}
        """By method and path, as the template has them."""
        self._gemaakt = ""

    def get[R: Route](self, pad: str) -> Callable[[R], R]:
        return self._route("GET", pad)

    def post[R: Route](self, pad: str) -> Callable[[R], R]:
        return self._route("POST", pad)

    def put[R: Route](self, pad: str) -> Callable[[R], R]:
        return self._route("PUT", pad)

    def patch[R: Route](self, pad: str) -> Callable[[R], R]:
        return self._route("PATCH", pad)

    def delete[R: Route](self, pad: str) -> Callable[[R], R]:
        return self._route("DELETE", pad)

    def _route[R: Route](self, methode: str, pad: str) -> Callable[[R], R]:
        """What is decorated answers this route; it is given the parameters of the path by name."""

        def zet(doe: R) -> R:
            self.routes[f"{methode} {pad}"] = doe
            return doe

        return zet

    @property
    def medewerker(self) -> Medewerker:
        """Who is asking. Raises: GeenToegang."""
        medewerker = medewerker_van(self.current_event.claims)
        if medewerker.rollen.isdisjoint(self.rollen):
            raise GeenToegang("Uw rol geeft hier geen toegang toe.")
        return medewerker

    def noem_gemaakt(self, identificatie: UUID) -> None:
        """For the audit line: what this request made, where its path does not say it."""
        self._gemaakt = str(identificatie)

    def handler(self) -> Callable[[dict[str, Any], LambdaContext], dict[str, Any]]:
        """The Lambda handler."""

        @discreet
        def behandel(gebeurtenis: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
            logger.append_keys(correlatie=gebeurtenis["requestContext"].get("requestId"))
            self.current_event = verzoek = HttpVerzoek(gebeurtenis)
            try:
                uitkomst = self._met_auditregel(verzoek)
            except KlantmailFout as fout:
                uitkomst = _met_koppen(probleem_van(fout))
            uitkomst.headers |= cors_koppen(self.herkomsten, verzoek.headers.get("Origin", ""))
            return uitkomst.als_uitvoer()

        return behandel

    def _met_auditregel(self, verzoek: HttpVerzoek) -> HttpAntwoord:
        with audit_van(verzoek) as regel:
            self._gemaakt = ""
            uitkomst = self._antwoord(verzoek)
            regel.waarop = self._gemaakt or regel.waarop
            return uitkomst

    def _antwoord(self, verzoek: HttpVerzoek) -> HttpAntwoord:
        _ = self.medewerker  # no route is reached without a login of a medewerker
        self._weiger_onbekende_parameters(verzoek)
        doe = self.routes.get(f"{verzoek.http_method} {verzoek.resource}")
        if doe is None:
            return _met_koppen(probleem(HTTPStatus.NOT_FOUND, "niet-gevonden", "Niet gevonden", "Dit adres bestaat niet."))
        namen = _IN_PAD.findall(verzoek.resource)
        return _alleen_wat_nieuw_is(verzoek, doe(**{naam: verzoek.path_parameters[naam] for naam in namen}))

    def _weiger_onbekende_parameters(self, verzoek: HttpVerzoek) -> None:
        """A query parameter that nothing reads would be a wish that is passed over. Raises: OngeldigeInvoer."""
        leest = verzoek.http_method == "GET" and verzoek.resource in self.met_parameters
        if not leest and (namen := verzoek.query_string_parameters):
            raise OngeldigeInvoer(*(Invoerfout(naam, "extra-forbidden", "Deze parameter bestaat niet.") for naam in namen))


def antwoord(inhoud: Any, status: HTTPStatus = HTTPStatus.OK) -> HttpAntwoord:
    """`inhoud` as JSON."""
    body = json.dumps(inhoud, ensure_ascii=False, separators=(",", ":"))
    return HttpAntwoord(status, body, {**KOPPEN, "Content-Type": "application/json"})


def leeg_antwoord(status: HTTPStatus = HTTPStatus.NO_CONTENT) -> HttpAntwoord:
    return HttpAntwoord(status, headers=dict(KOPPEN))


def identificatie_in_pad(tekst: str, soort: str) -> UUID:
    """The UUID of a path. Raises: NietGevonden: what is no UUID names nothing."""
    try:
        return UUID(tekst)
    except ValueError:
        raise NietGevonden(soort, tekst) from None


def _met_koppen(problem: HttpAntwoord) -> HttpAntwoord:
    problem.headers |= KOPPEN
    return problem


def _alleen_wat_nieuw_is(verzoek: HttpVerzoek, uitkomst: HttpAntwoord) -> HttpAntwoord:
    """What is read gets an ETag; who has that very answer already gets 304 and no body."""
    etag = etag_van(uitkomst.body) if verzoek.http_method == "GET" else None
    if etag is None:
        return uitkomst
    if komt_overeen(verzoek.headers.get("If-None-Match", ""), etag):
        uitkomst = leeg_antwoord(HTTPStatus.NOT_MODIFIED)
    uitkomst.headers["ETag"] = etag
    return uitkomst


def audit_van(verzoek: HttpVerzoek) -> AbstractContextManager[Auditregel]:
    """The audit line of a request: its route, the identificatie in its path, its address, and the medewerker of its login."""
    pad = verzoek.path_parameters
    return audit(
        f"{verzoek.http_method} {verzoek.resource}",
        verzoek.source_ip,
        id_of_niets(verzoek.claims.get("custom:medewerker")),
        id_of_niets(pad.get("document") or pad.get("identificatie")),
    )
