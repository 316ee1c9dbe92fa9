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

PLACE: Final = "#/components/schemas/"
_LIST: Final = re.compile(r"Lijst_(\w+)_")
_NONE: Final = object()


class _Schemas(GenerateJsonSchema):
    """A generator without titles, which say nothing that the name of a field does not."""

    def field_title_should_be_set(self, _: Any) -> bool:
        return False


def schemas(kinds: Iterable[Any]) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The schema of each of these types, and all that they refer to under `PLACE`, sorted by name."""
    kinds = list(kinds)
    by_kind, rest = TypeAdapter.json_schemas(
        [(place, "validation", TypeAdapter(kind)) for place, kind in enumerate(kinds)],
        by_alias=True,
        ref_template=f"{PLACE}{{model}}",
        schema_generator=_Schemas,
    )
    named = {name: _described(name, _clean(schema)) for name, schema in rest.get("$defs", {}).items()}
    return (
        [_clean(by_kind[place, "validation"]) for place in range(len(kinds))],
        {_name(name): schema for name, schema in sorted(named.items(), key=lambda paar: _name(paar[0]))},
    )


def example(schema: Mapping[str, Any], alle: Mapping[str, Mapping[str, Any]], anders: Any = _NONE) -> Any:
    """A value that `schema` allows, made from the examples of
    its fields; `anders` says which fields differ from those.
    """
    if not isinstance(anders, (Mapping, list)) and anders is not _NONE:
        return anders
    if anders is _NONE and "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return example(alle[schema["$ref"].removeprefix(PLACE)], alle, anders)
    if "anyOf" in schema:
        return example(next(keuze for keuze in schema["anyOf"] if keuze.get("type") != "null"), alle, anders)
    if isinstance(anders, list):
        return [example(schema["items"], alle, een) for een in anders]
    for fixed in ("const", "enum"):
        if fixed in schema:
            return schema[fixed] if fixed == "const" else schema[fixed][0]
    match schema["type"]:
        case "object":
            difference = anders if isinstance(anders, Mapping) else {}
            fields = schema.get("properties", {})
            names = dict.fromkeys([*schema.get("required", ()), *difference])
            return {name: example(fields.get(name, {}), alle, difference.get(name, _NONE)) for name in names}
        case "array":
            return [example(schema["items"], alle)]
        case "boolean":
            return False
        case "null":
            return None
        case kind:
            raise ValueError(f"no example for a field of type {kind}")


def _name(name: str) -> str:
    return _LIST.sub(r"\1Lijst", name)


def _clean(schema: Any) -> Any:
    """Remove the titles, and give the references names that suit a document."""
    if isinstance(schema, dict):
        return {
            name: PLACE + _name(value.removeprefix(PLACE)) if name == "$ref" else _clean(value)
            for name, value in schema.items()
            if not (name == "title" and isinstance(value, str))
        }
    return [_clean(een) for een in schema] if isinstance(schema, list) else schema


def _modules(package: ModuleType) -> list[ModuleType]:
    return [import_module(f"{package.__name__}.{one.name}") for one in iter_modules(package.__path__)]


_EXPLANATIONS: Final[dict[str, Toelichting]] = toelichtingen(
    *_modules(responses),
    parameters,
    basis,  # before those that extend its classes
    *_modules(verzoeken),
)


def _described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    toelichting = _EXPLANATIONS.get("Lijst" if _LIST.fullmatch(name) else name)
    if toelichting is None:
        return {name: value for name, value in schema.items() if name != "description"}
    by_field = {to_camel(property_): text for property_, text in toelichting.fields.items()}
    fields = schema.get("properties", {})
    return {
        "description": toelichting.text,
        **{name: value for name, value in schema.items() if name != "description"},
        "properties": {
            property_: {**content, "description": by_field.get(property_, "")} for property_, content in fields.items()
        },
    }
