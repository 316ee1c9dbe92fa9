"""JSON Schemas (2020-12) of the API's requests and answers.

Pydantic makes them from their types, and the examples are made from them.
"""

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.alias_generators import to_camel
from pydantic.json_schema import GenerateJsonSchema

from klantmail.api import parameters, responses, verzoeken
from klantmail.api.verzoeken import basis
from openapi.toelichting import Toelichting, toelichtingen

PLEK: Final = "#/components/schemas/"
_LIJST: Final = re.compile(r"Lijst_(\w+)_")
_GEEN: Final = object()


class _Schemas(GenerateJsonSchema):
    """A generator without titles, which say nothing that the name of a field does not."""

    def field_title_should_be_set(self, _: Any) -> bool:
        return False


def schemas(soorten: Iterable[Any]) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The schema of each of these types, and all that they refer to under `PLEK`, sorted by name."""
    soorten = list(soorten)
    per_soort, rest = TypeAdapter.json_schemas(
        [(plaats, "validation", TypeAdapter(soort)) for plaats, soort in enumerate(soorten)],
        by_alias=True,
        ref_template=f"{PLEK}{{model}}",
        schema_generator=_Schemas,
    )
    genoemd = {naam: _beschreven(naam, _net(schema)) for naam, schema in rest.get("$defs", {}).items()}
    return (
        [_net(per_soort[plaats, "validation"]) for plaats in range(len(soorten))],
        {_naam(naam): schema for naam, schema in sorted(genoemd.items(), key=lambda paar: _naam(paar[0]))},
    )


def voorbeeld(schema: Mapping[str, Any], alle: Mapping[str, Mapping[str, Any]], anders: Any = _GEEN) -> Any:
    """A value that `schema` allows, made from the examples of
    its fields; `anders` says which fields differ from those.
    """
    if not isinstance(anders, (Mapping, list)) and anders is not _GEEN:
        return anders
    if anders is _GEEN and "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return voorbeeld(alle[schema["$ref"].removeprefix(PLEK)], alle, anders)
    if "anyOf" in schema:
        return voorbeeld(next(keuze for keuze in schema["anyOf"] if keuze.get("type") != "null"), alle, anders)
    if isinstance(anders, list):
        return [voorbeeld(schema["items"], alle, een) for een in anders]
    for vast in ("const", "enum"):
        if vast in schema:
            return schema[vast] if vast == "const" else schema[vast][0]
    match schema["type"]:
        case "object":
            verschil = anders if isinstance(anders, Mapping) else {}
            velden = schema.get("properties", {})
            namen = dict.fromkeys([*schema.get("required", ()), *verschil])
            return {naam: voorbeeld(velden.get(naam, {}), alle, verschil.get(naam, _GEEN)) for naam in namen}
        case "array":
            return [voorbeeld(schema["items"], alle)]
        case "boolean":
            return False
        case "null":
            return None
        case soort:
            raise ValueError(f"no example for a field of type {soort}")


def _naam(naam: str) -> str:
    return _LIJST.sub(r"\1Lijst", naam)


def _net(schema: Any) -> Any:
    """Remove the titles, and give the references names that suit a document."""
    if isinstance(schema, dict):
        return {
            name: PLEK + _naam(waarde.removeprefix(PLEK)) if name == "$ref" else _net(waarde)
            for name, waarde in schema.items()
            if not (name == "title" and isinstance(waarde, str))
        }
    return [_net(een) for een in schema] if isinstance(schema, list) else schema


def _modules(package: ModuleType) -> list[ModuleType]:
    return [import_module(f"{package.__name__}.{one.name}") for one in iter_modules(package.__path__)]


_TOELICHTINGEN: Final[dict[str, Toelichting]] = toelichtingen(
    *_modules(responses),
    parameters,
    basis,  # before those that extend its classes
    *_modules(verzoeken),
)


def _beschreven(naam: str, schema: dict[str, Any]) -> dict[str, Any]:
    toelichting = _TOELICHTINGEN.get("Lijst" if _LIJST.fullmatch(naam) else naam)
    if toelichting is None:
        return {name: waarde for name, waarde in schema.items() if name != "description"}
    per_veld = {to_camel(veld): tekst for veld, tekst in toelichting.velden.items()}
    velden = schema.get("properties", {})
    return {
        "description": toelichting.klasse,
        **{name: waarde for name, waarde in schema.items() if name != "description"},
        "properties": {veld: {**inhoud, "description": per_veld.get(veld, "")} for veld, inhoud in velden.items()},
    }
