"""The rights by postvak at the edge: every request and every answer of a login with limits passes here.

What a request names (in its path, its query or its body) must be of a postvak that the login has a right to, or it is
403. A row of an answer that comes from another postvak is left out; a page may so hold fewer rows than was asked for.

A login with limits is refused whatever is not known here: a new collection is closed until somebody thought of it.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Set
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote
from uuid import UUID

from klantmail.domain.fouten import GeenToegang
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.recordnaam import Recordnaam, Recordsoort
from klantmail.usecases.postvakrecht import GEEN_RECHT

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
    from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

    from klantmail.usecases.postvakrecht import Postvakwacht

_VAN_MAIL: Final = frozenset(soort.value for soort in Recordsoort)
_ZONDER_MAIL: Final = frozenset(
    {
        "bewaartermijnen",
        "cijfers",
        "ik",
        "medewerkers",
        "organisatorische-eenheden",
        "postvakken",
        "stand",
        "standaardantwoorden",
        "storingen",
        "uploads",
        "vernietigingslijsten",
        "werkvoorraad",
        "zaaktypen",
    }
)
"""The collections whose paths name nothing that comes from a mail.

`inzageverzoeken` and `woo-verzoeken` are not among them: what is held about a person, or asked about a matter, is in
all postvakken, and is handed out whole.
"""
_OVER_MAIL: Final = frozenset({"beperkingen", "quarantaine", "zoekopdrachten"})
"""The collections whose body or answer names mail."""
_IN_BODY: Final = {"emailbericht": Recordsoort.EMAILBERICHT, "emailberichten": Recordsoort.EMAILBERICHT}
"""The fields of a body that name records; each is one identificatie or a list of them."""


def rights_by_postvak(guard: "Postvakwacht") -> "Callable[[APIGatewayRestResolver, NextMiddleware], Response[Any]]":
    """Make the middleware that holds a login to its postvakken. It raises: GeenToegang."""

    def by_postvak(app: "APIGatewayRestResolver", next_middleware: "NextMiddleware") -> "Response[Any]":
        medewerker: Medewerker = app.context["medewerker"]
        if not medewerker.is_beperkt:
            return next_middleware(app)
        event = app.current_event
        collection = event.resource.split("/")[1]
        if collection not in _VAN_MAIL | _ZONDER_MAIL | _OVER_MAIL:
            raise GeenToegang(GEEN_RECHT)
        named = (event.query_string_parameters.get("postvak"), unquote((event.path_parameters or {}).get("postvak", "")))
        if not all(medewerker.mag(postvak) for postvak in named if postvak):
            raise GeenToegang(GEEN_RECHT)
        own = guard.vereis(medewerker, list(_named(collection, event.path_parameters, event.decoded_body)))
        response = next_middleware(app)
        if collection not in _ZONDER_MAIL:
            response.body = _without_others(response.body, medewerker, own, guard)
        return response

    return by_postvak


def _named(collection: str, path: Mapping[str, str], body: str | None) -> Iterator[Recordnaam]:
    """Yield what a request names. What is no identificatie names nothing; the use case refuses it."""
    if collection in _VAN_MAIL:
        yield from _records(Recordsoort(collection), path.get("identificatie"))
    fields = _fields(body)
    for name, soort in _IN_BODY.items():
        named = fields.get(name)
        for one in named if isinstance(named, list) else [named]:
            yield from _records(soort, one)


def _records(soort: Recordsoort, identificatie: object) -> Iterator[Recordnaam]:
    try:
        yield Recordnaam(soort, UUID(str(identificatie)))
    except ValueError:
        return


def _fields(body: str | None) -> Mapping[str, Any]:
    """Read the fields of a body; none of one that is no JSON, which the route refuses."""
    try:
        fields = json.loads(body or "{}")
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _without_others(body: Any, medewerker: Medewerker, own: Set[UUID], guard: "Postvakwacht") -> Any:
    """Leave out the rows of lists that come from a postvak that the login has no right to.

    A row tells its postvak itself, or names its e-mailbericht.
    """
    named = {UUID(row["emailbericht"]) for row in _rows(body) if _names_mail(row)}
    visible = own | guard.zichtbaar(medewerker, named - own)

    def may(row: object) -> bool:
        if not isinstance(row, dict):
            return True
        if isinstance(row.get("postvak"), str):
            return medewerker.mag(row["postvak"])
        return not _names_mail(row) or UUID(row["emailbericht"]) in visible

    def kept(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: kept(one) for name, one in value.items()}
        return [kept(one) for one in value if may(one)] if isinstance(value, list) else value

    return kept(body)


def _names_mail(row: Mapping[str, Any]) -> bool:
    return isinstance(row.get("emailbericht"), str)


def _rows(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield every object that stands in a list, however deep."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _rows(one)
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                yield one
            yield from _rows(one)
