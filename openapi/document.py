"""The whole OpenAPI 3.1 document, made from `OPERATIES`, the
types of the answers, the models of the requests and the errors.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from klantmail.api.headers import STANDARD_HEADERS
from klantmail.api.problemen import PROBLEEM_JSON, probleem_van, too_large, verkeerde_soort
from klantmail.api.reader import MAX_IDEMPOTENCY_KEY
from klantmail.api.responses.probleem import AndereVersie, Conflict, OngeldigVerzoek, Probleem
from klantmail.domain import fouten
from klantmail.domain.fouten import Invoerfout, KlantmailFout
from klantmail.domain.medewerker import Rol
from klantmail.runtime.version import VERSION
from openapi.operaties import OPERATIES, TAGS, Geslaagd, Operatie
from openapi.poort import NIET_AANGEMELD, STORING, TE_GROOT, TE_TRAAG, TE_VAAK, Poortantwoord
from openapi.schemas import PLACE, example, schemas

type Json = dict[str, Any]

VOORBEELDEN: Final = "#/components/examples/"
_REQUEST: Final = "Verzoek"
"""The end of the name of an example that is one of a request."""
_METHOD: Final = re.compile(r'"\w*(?:post|put|patch)\w*":')

PROJECT: Final = Path(__file__).parents[1]

ALWAYS: Final[tuple[KlantmailFout, ...]] = (
    fouten.OngeldigeInvoer(Invoerfout("inhoud", "missing", "Dit veld is verplicht.")),
    fouten.GeenToegang("Uw rol geeft hier geen toegang toe."),
    fouten.NietGevonden("E-mailbericht", "3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b"),
    fouten.NietBeschikbaar(),
    fouten.VoorwaardeOntbreekt("Stuur If-Match mee met de ETag die u hebt gelezen, of If-None-Match: * als er nog niets is."),
    fouten.ConceptGewijzigd(None),
)
"""One example of each error that is described once, for all operations that can be answered with it."""


def _content(error: KlantmailFout) -> Json:
    """The body with which the API answers this error, made by the code that answers."""
    content: Json = json.loads(probleem_van(error).body or "")
    return content


_EXAMPLE: Final = {type(error): _content(error) for error in ALWAYS}

_STANDARD_HEADERS: Final = {
    "API-Version": "De volledige versie van de API.",
    "Cache-Control": "Niets van de API mag worden bewaard.",
    "Content-Security-Policy": "Geen enkele pagina mag een antwoord in een frame tonen.",
    "Strict-Transport-Security": "Alleen via https.",
    "X-Content-Type-Options": "Een browser mag niet zelf raden wat voor antwoord het is.",
    "X-Frame-Options": "Geen enkele pagina mag een antwoord in een frame tonen.",
}

_PARAMETERS: Final = {
    "identificatie": "UUID van wat u zoekt.",
    "document": "UUID van het informatieobject.",
    "postvak": "Het adres van een postvak.",
}
_UUID: Final[Json] = {"schema": {"type": "string", "format": "uuid"}, "example": "3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b"}
_ADRES: Final[Json] = {"schema": {"type": "string"}, "example": "info@gemeente.example"}

_ETAG: Final = '"a591a6d40bf420404a011733cfb7b190d62c65bf0bcda32b57b277d9ad9f146e"'
_IF_NONE_MATCH: Final[Json] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "De `ETag` van het antwoord dat u al hebt. Is dat nog hetzelfde, dan krijgt u 304 en geen inhoud.",
    "schema": {"type": "string"},
    "example": _ETAG,
}

_IF_MATCH: Final[Json] = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "De `ETag` van de versie die u verandert. Is het een andere, dan krijgt u 412 met wat er nu is.",
    "schema": {"type": "string"},
    "example": _ETAG,
}
_IF_NONE: Final[Json] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "`*`: er is er nog geen. Geef deze header of `If-Match`.",
    "schema": {"type": "string", "pattern": r"^\*$"},
    "example": "*",
}

_FOR_MEDEWERKERS: Final = {"400": "OngeldigVerzoek", "401": "NietAangemeld", "403": "GeenToegang"}
"""The errors of every operation with a login. A query parameter that the operation does not know is a 400."""

_INTRODUCTION: Final = """\
De API van Klantmail, het mailsysteem van het klantcontactcentrum van een gemeente (use case C1199).

- Meld u aan bij de gemeente en stuur het ID-token mee als `Authorization: Bearer <token>`. Daarin staat wie u bent en wat u mag.
- Velden zijn in het Nederlands en in camelCase. Datums en tijden zijn in UTC.
- Een fout is `application/problem+json` (RFC 9457), met alles wat er mis is in één keer. Wat geweigerd is, heeft niets veranderd.
- Na 503 of 429 kunt u hetzelfde verzoek opnieuw sturen; `Retry-After` zegt na hoeveel seconden.
- Een verzoek is ten hoogste 5 MB, een antwoord ten hoogste 1 MB. Wat groter is, staat achter een kort geldige link.
- Wat u leest, heeft een `ETag`, behalve als er een kort geldige link in staat. Stuur die later mee als `If-None-Match`.
- Een onbekend veld of een onbekende queryparameter wordt geweigerd.
"""


def document() -> Json:
    """The whole document; the same code gives the same document."""
    operaties = [OPERATIES[route] for route in sorted(OPERATIES, key=_order)]
    problems = (Probleem, OngeldigVerzoek, Conflict, AndereVersie)
    kinds = [*problems]
    for operation in operaties:
        kinds += [kind for kind in (operation.verzoek, operation.vraag) if kind]
        kinds += [success.vorm for success in operation.geslaagd if success.vorm is not None]
    made, named = schemas(kinds)
    by_kind = dict(zip(map(str, kinds), made, strict=True))
    query_models = {operation.vraag.__name__ for operation in operaties if operation.vraag}
    paths: dict[str, Json] = {}
    for operation in operaties:
        method, path = operation.route.split(" ")
        paths.setdefault(path, {})[method.lower()] = _operation(operation, path, by_kind, named)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Klantmail",
            "version": VERSION,
            "description": _INTRODUCTION,
            "contact": {
                "name": "Functioneel beheer Klantmail",
                "email": "klantmail@gemeente.example",
                "url": "https://www.gemeente.example/klantmail",
            },
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [
            {
                "url": "https://{adres}/v1",
                "description": "De API van de gemeente.",
                "variables": {
                    "adres": {
                        "default": "klantmail.gemeente.example",
                        "description": "Het adres dat de gemeente de API gaf: uitvoer `ApiUrl` van de stack.",
                    }
                },
            }
        ],
        "tags": [{"name": name, "description": explanation} for name, explanation in TAGS.items()],
        "security": [{"medewerker": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "medewerker": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "Het ID-token van de aanmelding (Cognito). Een access-token wordt geweigerd.",
                }
            },
            "headers": _headers(),
            "responses": _responses(),
            "examples": {
                operation.naam: {"value": example(by_kind[str(een.vorm)], named, operation.voorbeeld)}
                for operation in operaties
                for een in operation.geslaagd
                if "x-voorbeeld" in _success(operation, een, by_kind, named)
            }
            | {
                f"{operation.naam}{_REQUEST}": {"value": example_request(operation.route)}
                for operation in operaties
                if operation.verzoek and "x-voorbeeld" in _request(operation, by_kind, named)
            },
            "schemas": {name: schema for name, schema in named.items() if name not in query_models},
        },
    }


def als_tekst(content: Json) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _order(route: str) -> tuple[str, int]:
    method, path = route.split(" ")
    return path, ("GET", "POST", "PUT", "PATCH", "DELETE").index(method)


def _operation(operation: Operatie, path: str, by_kind: Mapping[str, Json], named: Mapping[str, Json]) -> Json:
    rollen = [rol.value for rol in Rol if rol in operation.rollen]
    content: Json = {
        "operationId": operation.naam,
        "tags": [operation.tag],
        "summary": operation.samenvatting,
        "description": _description(operation) + (f"\n\nRollen: {', '.join(f'`{rol}`' for rol in rollen)}." if rollen else ""),
        "x-rollen": rollen,
    }
    if not rollen:
        content["security"] = []
    etag = _etag(operation, by_kind, named)
    if parameters := [
        *_path_parameters(path),
        *_query_parameters(operation, named),
        *_idempotency_key(operation),
        *_condition(operation),
        *([_IF_NONE_MATCH] if etag else []),
    ]:
        content["parameters"] = parameters
    if operation.verzoek:
        content["requestBody"] = _request(operation, by_kind, named)
    content["responses"] = {str(een.status.value): _success(operation, een, by_kind, named) for een in operation.geslaagd}
    if etag:
        content["responses"]["200"]["headers"] |= _header_reference("ETag", etag)
        content["responses"]["304"] = _reference("NietGewijzigd")
    if operation.voorwaarde:
        for een in operation.geslaagd:
            content["responses"][str(een.status.value)]["headers"] |= _header_reference("ETag", "ETag")
    content["responses"] |= _errors(operation, path)
    return content


def _description(operation: Operatie) -> str:
    return f"{operation.beschrijving} {operation.nog_een_keer}".rstrip()


def _etag(operation: Operatie, by_kind: Mapping[str, Json], named: Mapping[str, Json]) -> str | None:
    """Return the header that describes the ETag of what is read,
    as `api.etag` judges each answer; None when it has none.
    """
    (shape, *_) = (een.vorm for een in operation.geslaagd)
    if not operation.route.startswith("GET ") or not operation.rollen:
        return None
    fields = _fields(by_kind[str(shape)], named)
    if "inhoudUrl" in fields:  # the text of most mails is no link, and some have no HTML that would be one
        return "ETagZonderLink"
    return None if "geldigTot" in fields else "ETag"


def _schema(schema: Json, named: Mapping[str, Json]) -> Json:
    """Follow a reference to its schema."""
    return named[schema["$ref"].removeprefix(PLACE)] if "$ref" in schema else schema


def _fields(schema: Json, named: Mapping[str, Json]) -> set[str]:
    """The names of all fields, however deep."""
    schema = _schema(schema, named)
    fields: set[str] = set(schema.get("properties", ()))
    for part in [
        *schema.get("properties", {}).values(),
        *schema.get("anyOf", ()),
        *([schema["items"]] if "items" in schema else []),
    ]:
        fields |= _fields(part, named)
    return fields


def example_request(route: str) -> Any:
    """The body of the first payload in `events/` that calls this route: the very payloads that the tests send."""
    for file in sorted((PROJECT / "events").glob("api-*.json")):
        event = json.loads(file.read_text())
        if route == f"{event['httpMethod']} {event['resource']}":
            return json.loads(event["body"])
    raise LookupError(f"no payload in events/ calls {route}")


def _path_parameters(path: str) -> list[Json]:
    return [
        {
            "name": part[1:-1],
            "in": "path",
            "required": True,
            "description": _PARAMETERS[part[1:-1]],
            **(_ADRES if part == "{postvak}" else _UUID),
        }
        for part in path.split("/")
        if part.startswith("{")
    ]


def _query_parameters(operation: Operatie, named: Mapping[str, Json]) -> list[Json]:
    if operation.vraag is None:
        return []
    schema = named[operation.vraag.__name__]
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "description": property_["description"],
            "schema": _without_empty(property_),
        }
        for name, property_ in schema["properties"].items()
    ]


def _without_empty(property_: Json) -> Json:
    """Drop `null` from the type: a query parameter is left out instead."""
    (kind,) = [keuze for keuze in property_.get("anyOf", [property_]) if keuze.get("type") != "null"]
    return {name: value for name, value in kind.items() if name != "description"}


def _idempotency_key(operation: Operatie) -> list[Json]:
    if operation.idempotency_key is None:
        return []
    return [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": operation.idempotency_key,
            "description": "Kies voor elk nieuw verzoek een eigen waarde, en dezelfde als u een verzoek opnieuw stuurt.",
            "schema": {"type": "string", "minLength": 1, "maxLength": MAX_IDEMPOTENCY_KEY, "pattern": "^[ -~]+$"},
            "example": "5a8f7e6d-werkplek-1",
        }
    ]


def _condition(operation: Operatie) -> list[Json]:
    if operation.voorwaarde is None:
        return []
    return [_IF_MATCH, _IF_NONE] if operation.voorwaarde else [_IF_MATCH]


def _success(operation: Operatie, een: Geslaagd, by_kind: Mapping[str, Json], named: Mapping[str, Json]) -> Json:
    response: Json = {"description": een.beschrijving, "headers": _header_references(openbaar=not operation.rollen)}
    if een.vorm is not None:
        schema = by_kind[str(een.vorm)]
        content = example(schema, named, operation.voorbeeld)
        response["content"] = {"application/json": {"schema": schema}}
        if een.csv:
            response["content"]["text/csv; charset=utf-8"] = {
                "schema": {"type": "string"},
                "example": "van,tot,ontvangen\r\n2026-11-24,2026-11-30,120\r\n",
            }
        if _stands_apart(content):
            response["x-voorbeeld"] = f"{VOORBEELDEN}{operation.naam}"
        else:
            response["content"]["application/json"]["example"] = content
    return response


def _request(operation: Operatie, by_kind: Mapping[str, Json], named: Mapping[str, Json]) -> Json:
    schema = by_kind[str(operation.verzoek)]
    content: Json = {"schema": schema}
    request: Json = {"required": bool(_schema(schema, named).get("required")), "content": {"application/json": content}}
    if _stands_apart(example := example_request(operation.route)):
        request["x-voorbeeld"] = f"{VOORBEELDEN}{operation.naam}{_REQUEST}"
    else:
        content["example"] = example
    return request


def _stands_apart(example: Any) -> bool:
    """Tell whether the official ruleset would take a name in the example for an operation.

    It does so with any name that has "post", "put" or "patch" in it, such as `postvak`.
    """
    return _METHOD.search(json.dumps(example)) is not None


def _errors(operation: Operatie, path: str) -> Json:
    errors: Json = {}
    if operation.rollen:
        errors |= {kind: _reference(name) for kind, name in _FOR_MEDEWERKERS.items()}
    if "{" in path:
        errors["404"] = _reference("NietGevonden")
    if operation.conflicten:
        errors["409"] = _conflict(operation)
    if operation.voorwaarde is not None:
        errors["412"] = _reference("AndereVersie")
    if operation.verzoek:
        errors |= {"413": _reference("TeGroot"), "415": _reference("VerkeerdeSoort")}
    if operation.voorwaarde:
        errors["428"] = _reference("VoorwaardeOntbreekt")
    return errors | {
        "429": _reference("TeVaak"),
        "500": _reference("Storing"),
        "502": _reference("Storing"),
        "503": _reference("NietBeschikbaar"),
        "504": _reference("GeenAntwoord"),
    }


def _conflict(operation: Operatie) -> Json:
    return _problem(
        "Dit kan niet bij de toestand van nu. Er is niets veranderd.",
        "Conflict",
        *map(_content, operation.conflicten),
    )


def _responses() -> Json:
    def van_poort(beschrijving: str, response: Poortantwoord) -> Json:
        return _problem(beschrijving, "Probleem", response.probleem(), opnieuw=response.opnieuw_na is not None)

    def van_fout(beschrijving: str, kind: type[KlantmailFout], shape: str = "Probleem", **more: bool) -> Json:
        return _problem(beschrijving, shape, _EXAMPLE[kind], **more)

    return {
        "NietGewijzigd": {
            "description": "Wat u al hebt, is nog hetzelfde. Dit antwoord heeft geen inhoud.",
            "headers": _header_references() | _header_reference("ETag", "ETag"),
        },
        "OngeldigVerzoek": van_fout(
            "Het verzoek is niet geldig. `invalidParams` noemt alles wat er mis is.", fouten.OngeldigeInvoer, "OngeldigVerzoek"
        ),
        "NietAangemeld": van_poort("Er is geen geldig ID-token meegestuurd.", NIET_AANGEMELD),
        "GeenToegang": van_fout("Uw rol mag dit niet.", fouten.GeenToegang),
        "NietGevonden": van_fout("Dit bestaat niet.", fouten.NietGevonden),
        "AndereVersie": _andere_versie(),
        "VoorwaardeOntbreekt": van_fout(
            "Het verzoek zegt niet welke toestand u verandert: stuur `If-Match` of `If-None-Match: *` mee.",
            fouten.VoorwaardeOntbreekt,
        ),
        "TeGroot": van_poort("Het verzoek is te groot.", TE_GROOT),
        "VerkeerdeSoort": _problem(
            "Het verzoek is niet als JSON gestuurd.", "Probleem", json.loads(verkeerde_soort().body or "")
        ),
        "TeVaak": van_poort("Er zijn te veel verzoeken tegelijk.", TE_VAAK),
        "Storing": _problem("Er ging bij ons iets mis.", "Probleem", STORING.probleem(), json.loads(too_large().body or "")),
        "NietBeschikbaar": van_fout(
            "Dit lukt nu even niet, of niemand weet nog of het is gelukt. Stuur hetzelfde verzoek opnieuw.",
            fouten.NietBeschikbaar,
            opnieuw=True,
        ),
        "GeenAntwoord": van_poort("Er kwam niet op tijd een antwoord.", TE_TRAAG),
    }


def _andere_versie() -> Json:
    beschrijving = "Het is niet de versie die u noemt. Er is niets veranderd."
    problem = _problem(beschrijving, "AndereVersie", _EXAMPLE[fouten.ConceptGewijzigd])
    problem["headers"] |= _header_reference("ETag", "ETagVanNu")
    return problem


def _problem(beschrijving: str, shape: str, *examples: Mapping[str, Any], opnieuw: bool = False) -> Json:
    """Describe a problem. Its `examples` name every `type` that the problem can have."""
    return {
        "description": beschrijving,
        "headers": _header_references(opnieuw=opnieuw),
        "content": {
            PROBLEEM_JSON: {
                "schema": {"$ref": f"#/components/schemas/{shape}"},
                "examples": {een["type"].rpartition(":")[2]: {"summary": een["title"], "value": een} for een in examples},
            }
        },
    }


def _headers() -> Json:
    fixed = {
        name: {"description": _STANDARD_HEADERS[name], "required": True, "schema": {"type": "string"}, "example": value}
        for name, value in STANDARD_HEADERS.items()
    }
    etag = {"schema": {"type": "string", "pattern": '^"[0-9a-f]{64}"$'}, "example": _ETAG}
    return fixed | {
        "ETag": {"description": "Kenmerk van precies dit antwoord, voor `If-None-Match`.", "required": True, **etag},
        "ETagZonderLink": {
            "description": "Kenmerk van precies dit antwoord. Niet bij een antwoord met een kort geldige link.",
            "required": False,
            **etag,
        },
        "ETagVanNu": {"description": "Kenmerk van de versie die er nu is. Niet als er geen is.", "required": False, **etag},
        "Retry-After": {
            "description": "Na hoeveel seconden u het opnieuw kunt proberen.",
            "required": True,
            "schema": {"type": "integer", "minimum": 1},
            "example": 2,
        },
        "Access-Control-Allow-Origin": {
            "description": "Elke webpagina mag dit lezen.",
            "required": True,
            "schema": {"const": "*"},
            "example": "*",
        },
    }


def _header_references(*, opnieuw: bool = False, openbaar: bool = False) -> Json:
    names = [*STANDARD_HEADERS, *(["Retry-After"] if opnieuw else []), *(["Access-Control-Allow-Origin"] if openbaar else [])]
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _header_reference(name: str, beschrijving: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{beschrijving}"}}


def _reference(response: str) -> Json:
    return {"$ref": f"#/components/responses/{response}"}
