"""The whole OpenAPI 3.1 document, made from `OPERATIES`, the
types of the answers, the models of the requests and the errors.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from klantmail.api.headers import STANDARD_HEADERS
from klantmail.api.problemen import PROBLEEM_JSON, probleem_van, te_groot_antwoord, verkeerde_soort
from klantmail.api.reader import MAX_IDEMPOTENCY_KEY
from klantmail.api.responses.probleem import Conflict, OngeldigVerzoek, Probleem
from klantmail.domain import fouten
from klantmail.domain.fouten import Invoerfout, KlantmailFout
from klantmail.domain.medewerker import Rol
from klantmail.runtime.version import VERSION
from openapi.operaties import OPERATIES, TAGS, Geslaagd, Operatie
from openapi.poort import NIET_AANGEMELD, STORING, TE_GROOT, TE_TRAAG, TE_VAAK, Poortantwoord
from openapi.schemas import PLEK, schemas, voorbeeld

type Json = dict[str, Any]

VOORBEELDEN: Final = "#/components/examples/"
_METHODE: Final = re.compile(r'"\w*(?:post|put|patch)\w*":')

PROJECT: Final = Path(__file__).parents[1]

ALTIJD: Final[tuple[KlantmailFout, ...]] = (
    fouten.OngeldigeInvoer(Invoerfout("inhoud", "missing", "Dit veld is verplicht.")),
    fouten.GeenToegang("Uw rol geeft hier geen toegang toe."),
    fouten.NietGevonden("E-mailbericht", "3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b"),
    fouten.NietBeschikbaar(),
)
"""One example of each error that any operation can be answered with."""


def _inhoud(fout: KlantmailFout) -> Json:
    """The body with which the API answers this error, made by the code that answers."""
    inhoud: Json = json.loads(probleem_van(fout).body or "")
    return inhoud


_VOORBEELD: Final = {type(fout): _inhoud(fout) for fout in ALTIJD}

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
}

_ETAG: Final = '"a591a6d40bf420404a011733cfb7b190d62c65bf0bcda32b57b277d9ad9f146e"'
_ALS_ANDERS: Final[Json] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "De `ETag` van het antwoord dat u al hebt. Is dat nog hetzelfde, dan krijgt u 304 en geen inhoud.",
    "schema": {"type": "string"},
    "example": _ETAG,
}

_VOOR_MEDEWERKERS: Final = {"400": "OngeldigVerzoek", "401": "NietAangemeld", "403": "GeenToegang"}
"""The errors of every operation with a login. A query parameter that the operation does not know is a 400."""

_INLEIDING: Final = """\
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
    operaties = [OPERATIES[route] for route in sorted(OPERATIES, key=_volgorde)]
    problemen = (Probleem, OngeldigVerzoek, Conflict)
    soorten = [*problemen]
    for operatie in operaties:
        soorten += [soort for soort in (operatie.verzoek, operatie.vraag) if soort]
        soorten += [geslaagd.vorm for geslaagd in operatie.geslaagd if geslaagd.vorm is not None]
    gemaakt, genoemd = schemas(soorten)
    per_soort = dict(zip(map(str, soorten), gemaakt, strict=True))
    vragen = {operatie.vraag.__name__ for operatie in operaties if operatie.vraag}
    paden: dict[str, Json] = {}
    for operatie in operaties:
        methode, pad = operatie.route.split(" ")
        paden.setdefault(pad, {})[methode.lower()] = _operatie(operatie, pad, per_soort, genoemd)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Klantmail",
            "version": VERSION,
            "description": _INLEIDING,
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
        "tags": [{"name": naam, "description": uitleg} for naam, uitleg in TAGS.items()],
        "security": [{"medewerker": []}],
        "paths": paden,
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
            "responses": _antwoorden(),
            "examples": {
                operatie.naam: {"value": voorbeeld(per_soort[str(een.vorm)], genoemd, operatie.voorbeeld)}
                for operatie in operaties
                for een in operatie.geslaagd
                if "x-voorbeeld" in _geslaagd(operatie, een, per_soort, genoemd)
            },
            "schemas": {naam: schema for naam, schema in genoemd.items() if naam not in vragen},
        },
    }


def als_tekst(inhoud: Json) -> str:
    return json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n"


def _volgorde(route: str) -> tuple[str, int]:
    methode, pad = route.split(" ")
    return pad, ("GET", "POST", "PUT", "PATCH", "DELETE").index(methode)


def _operatie(operatie: Operatie, pad: str, per_soort: Mapping[str, Json], genoemd: Mapping[str, Json]) -> Json:
    rollen = [rol.value for rol in Rol if rol in operatie.rollen]
    inhoud: Json = {
        "operationId": operatie.naam,
        "tags": [operatie.tag],
        "summary": operatie.samenvatting,
        "description": _beschrijving(operatie) + (f"\n\nRollen: {', '.join(f'`{rol}`' for rol in rollen)}." if rollen else ""),
        "x-rollen": rollen,
    }
    if not rollen:
        inhoud["security"] = []
    etag = _etag(operatie, per_soort, genoemd)
    if parameters := [*_pad(pad), *_vraag(operatie, genoemd), *_idempotency_key(operatie), *([_ALS_ANDERS] if etag else [])]:
        inhoud["parameters"] = parameters
    if operatie.verzoek:
        inhoud["requestBody"] = {
            "required": bool(_schema(per_soort[str(operatie.verzoek)], genoemd).get("required")),
            "content": {
                "application/json": {
                    "schema": per_soort[str(operatie.verzoek)],
                    "example": voorbeeldverzoek(operatie.route),
                }
            },
        }
    inhoud["responses"] = {str(een.status.value): _geslaagd(operatie, een, per_soort, genoemd) for een in operatie.geslaagd}
    if etag:
        inhoud["responses"]["200"]["headers"] |= _verwijs_kop("ETag", etag)
        inhoud["responses"]["304"] = _verwijs("NietGewijzigd")
    inhoud["responses"] |= _fouten(operatie, pad)
    return inhoud


def _beschrijving(operatie: Operatie) -> str:
    return f"{operatie.beschrijving} {operatie.nog_een_keer}".rstrip()


def _etag(operatie: Operatie, per_soort: Mapping[str, Json], genoemd: Mapping[str, Json]) -> str | None:
    """Return the header that describes the ETag of what is read,
    as `api.etag` judges each answer; None when it has none.
    """
    (vorm, *_) = (een.vorm for een in operatie.geslaagd)
    if not operatie.route.startswith("GET ") or not operatie.rollen:
        return None
    velden = _velden(per_soort[str(vorm)], genoemd)
    if "inhoudUrl" in velden:  # the text of most mails is no link, and some have no HTML that would be one
        return "ETagZonderLink"
    return None if "geldigTot" in velden else "ETag"


def _schema(schema: Json, genoemd: Mapping[str, Json]) -> Json:
    """Follow a reference to its schema."""
    return genoemd[schema["$ref"].removeprefix(PLEK)] if "$ref" in schema else schema


def _velden(schema: Json, genoemd: Mapping[str, Json]) -> set[str]:
    """The names of all fields, however deep."""
    schema = _schema(schema, genoemd)
    velden: set[str] = set(schema.get("properties", ()))
    for deel in [
        *schema.get("properties", {}).values(),
        *schema.get("anyOf", ()),
        *([schema["items"]] if "items" in schema else []),
    ]:
        velden |= _velden(deel, genoemd)
    return velden


def voorbeeldverzoek(route: str) -> Any:
    """The body of the first payload in `events/` that calls this route: the very payloads that the tests send."""
    for bestand in sorted((PROJECT / "events").glob("api-*.json")):
        gebeurtenis = json.loads(bestand.read_text())
        if route == f"{gebeurtenis['httpMethod']} {gebeurtenis['resource']}":
            return json.loads(gebeurtenis["body"])
    raise LookupError(f"no payload in events/ calls {route}")


def _pad(pad: str) -> list[Json]:
    return [
        {
            "name": deel[1:-1],
            "in": "path",
            "required": True,
            "description": _PARAMETERS[deel[1:-1]],
            "schema": {"type": "string", "format": "uuid"},
            "example": "3b7d8a50-2d7c-5f6e-9a1b-8c0d1e2f3a4b",
        }
        for deel in pad.split("/")
        if deel.startswith("{")
    ]


def _vraag(operatie: Operatie, genoemd: Mapping[str, Json]) -> list[Json]:
    if operatie.vraag is None:
        return []
    schema = genoemd[operatie.vraag.__name__]
    return [
        {
            "name": naam,
            "in": "query",
            "required": naam in schema.get("required", ()),
            "description": veld["description"],
            "schema": _zonder_leeg(veld),
        }
        for naam, veld in schema["properties"].items()
    ]


def _zonder_leeg(veld: Json) -> Json:
    """Drop `null` from the type: a query parameter is left out instead."""
    (soort,) = [keuze for keuze in veld.get("anyOf", [veld]) if keuze.get("type") != "null"]
    return {name: waarde for name, waarde in soort.items() if name != "description"}


def _idempotency_key(operatie: Operatie) -> list[Json]:
    if operatie.idempotency_key is None:
        return []
    return [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": operatie.idempotency_key,
            "description": "Kies voor elk nieuw verzoek een eigen waarde, en dezelfde als u een verzoek opnieuw stuurt.",
            "schema": {"type": "string", "minLength": 1, "maxLength": MAX_IDEMPOTENCY_KEY, "pattern": "^[ -~]+$"},
            "example": "5a8f7e6d-werkplek-1",
        }
    ]


def _geslaagd(operatie: Operatie, een: Geslaagd, per_soort: Mapping[str, Json], genoemd: Mapping[str, Json]) -> Json:
    antwoord: Json = {"description": een.beschrijving, "headers": _verwijs_koppen(openbaar=not operatie.rollen)}
    if een.vorm is not None:
        schema = per_soort[str(een.vorm)]
        inhoud = voorbeeld(schema, genoemd, operatie.voorbeeld)
        antwoord["content"] = {"application/json": {"schema": schema}}
        # The official ruleset takes any name with "post", "put" or "patch" in it for an operation, such as `postvak`.
        if _METHODE.search(json.dumps(inhoud)):
            antwoord["x-voorbeeld"] = f"{VOORBEELDEN}{operatie.naam}"
        else:
            antwoord["content"]["application/json"]["example"] = inhoud
    return antwoord


def _fouten(operatie: Operatie, pad: str) -> Json:
    fouten_: Json = {}
    if operatie.rollen:
        fouten_ |= {soort: _verwijs(naam) for soort, naam in _VOOR_MEDEWERKERS.items()}
    if "{" in pad:
        fouten_["404"] = _verwijs("NietGevonden")
    if operatie.conflicten:
        fouten_["409"] = _conflict(operatie)
    if operatie.verzoek:
        fouten_ |= {"413": _verwijs("TeGroot"), "415": _verwijs("VerkeerdeSoort")}
    return fouten_ | {
        "429": _verwijs("TeVaak"),
        "500": _verwijs("Storing"),
        "502": _verwijs("Storing"),
        "503": _verwijs("NietBeschikbaar"),
        "504": _verwijs("GeenAntwoord"),
    }


def _conflict(operatie: Operatie) -> Json:
    return _probleem(
        "Dit kan niet bij de toestand van nu. Er is niets veranderd.",
        "Conflict",
        *map(_inhoud, operatie.conflicten),
    )


def _antwoorden() -> Json:
    def van_poort(beschrijving: str, antwoord: Poortantwoord) -> Json:
        return _probleem(beschrijving, "Probleem", antwoord.probleem(), opnieuw=antwoord.opnieuw_na is not None)

    def van_fout(beschrijving: str, soort: type[KlantmailFout], vorm: str = "Probleem", **meer: bool) -> Json:
        return _probleem(beschrijving, vorm, _VOORBEELD[soort], **meer)

    return {
        "NietGewijzigd": {
            "description": "Wat u al hebt, is nog hetzelfde. Dit antwoord heeft geen inhoud.",
            "headers": _verwijs_koppen() | _verwijs_kop("ETag", "ETag"),
        },
        "OngeldigVerzoek": van_fout(
            "Het verzoek is niet geldig. `invalidParams` noemt alles wat er mis is.", fouten.OngeldigeInvoer, "OngeldigVerzoek"
        ),
        "NietAangemeld": van_poort("Er is geen geldig ID-token meegestuurd.", NIET_AANGEMELD),
        "GeenToegang": van_fout("Uw rol mag dit niet.", fouten.GeenToegang),
        "NietGevonden": van_fout("Dit bestaat niet.", fouten.NietGevonden),
        "TeGroot": van_poort("Het verzoek is te groot.", TE_GROOT),
        "VerkeerdeSoort": _probleem(
            "Het verzoek is niet als JSON gestuurd.", "Probleem", json.loads(verkeerde_soort().body or "")
        ),
        "TeVaak": van_poort("Er zijn te veel verzoeken tegelijk.", TE_VAAK),
        "Storing": _probleem(
            "Er ging bij ons iets mis.", "Probleem", STORING.probleem(), json.loads(te_groot_antwoord().body or "")
        ),
        "NietBeschikbaar": van_fout(
            "Dit lukt nu even niet, of niemand weet nog of het is gelukt. Stuur hetzelfde verzoek opnieuw.",
            fouten.NietBeschikbaar,
            opnieuw=True,
        ),
        "GeenAntwoord": van_poort("Er kwam niet op tijd een antwoord.", TE_TRAAG),
    }


def _probleem(beschrijving: str, vorm: str, *voorbeelden: Mapping[str, Any], opnieuw: bool = False) -> Json:
    """Describe a problem. Its `examples` name every `type` that the problem can have."""
    return {
        "description": beschrijving,
        "headers": _verwijs_koppen(opnieuw=opnieuw),
        "content": {
            PROBLEEM_JSON: {
                "schema": {"$ref": f"#/components/schemas/{vorm}"},
                "examples": {een["type"].rpartition(":")[2]: {"summary": een["title"], "value": een} for een in voorbeelden},
            }
        },
    }


def _headers() -> Json:
    vast = {
        naam: {"description": _STANDARD_HEADERS[naam], "required": True, "schema": {"type": "string"}, "example": waarde}
        for naam, waarde in STANDARD_HEADERS.items()
    }
    etag = {"schema": {"type": "string", "pattern": '^"[0-9a-f]{64}"$'}, "example": _ETAG}
    return vast | {
        "ETag": {"description": "Kenmerk van precies dit antwoord, voor `If-None-Match`.", "required": True, **etag},
        "ETagZonderLink": {
            "description": "Kenmerk van precies dit antwoord. Niet bij een antwoord met een kort geldige link.",
            "required": False,
            **etag,
        },
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


def _verwijs_koppen(*, opnieuw: bool = False, openbaar: bool = False) -> Json:
    namen = [*STANDARD_HEADERS, *(["Retry-After"] if opnieuw else []), *(["Access-Control-Allow-Origin"] if openbaar else [])]
    return {naam: {"$ref": f"#/components/headers/{naam}"} for naam in namen}


def _verwijs_kop(naam: str, beschrijving: str) -> Json:
    return {naam: {"$ref": f"#/components/headers/{beschrijving}"}}


def _verwijs(antwoord: str) -> Json:
    return {"$ref": f"#/components/responses/{antwoord}"}
