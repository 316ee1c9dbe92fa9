"""JSON Schema (2020-12), as much of it as the API's description uses. A word that is not known here is an error."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

_SOORTEN: Final[dict[str, tuple[type, ...]]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
_FORMATEN: Final[dict[str, Callable[[str], bool]]] = {
    "uuid": lambda tekst: str(UUID(tekst)) == tekst,
    "date-time": lambda tekst: datetime.fromisoformat(tekst).tzinfo is not None,
    "date": lambda tekst: date.fromisoformat(tekst).isoformat() == tekst,
    "email": lambda tekst: 0 < tekst.find("@") < len(tekst) - 1,
    "uri": lambda tekst: bool(urlsplit(tekst).scheme and urlsplit(tekst).netloc),
}
_GRENZEN: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "minimum": lambda waarde, grens: waarde >= grens,
    "maximum": lambda waarde, grens: waarde <= grens,
    "minLength": lambda waarde, grens: len(waarde) >= grens,
    "maxLength": lambda waarde, grens: len(waarde) <= grens,
    "minItems": lambda waarde, grens: len(waarde) >= grens,
    "maxItems": lambda waarde, grens: len(waarde) <= grens,
    "minProperties": lambda waarde, grens: len(waarde) >= grens,
    "maxProperties": lambda waarde, grens: len(waarde) <= grens,
    "pattern": lambda waarde, patroon: re.search(patroon, waarde) is not None,
    "uniqueItems": lambda waarde, enkel: not enkel or len({repr(een) for een in waarde}) == len(waarde),
    "enum": lambda waarde, keuzes: waarde in keuzes,
    "const": lambda waarde, vast: waarde == vast,
}
_ZONDER_OORDEEL: Final = {"description", "examples", "default"}


def fouten(
    schema: Mapping[str, Any], waarde: Any, document: Mapping[str, Any], *, gesloten: bool, plek: str = ""
) -> Iterator[str]:
    """Yield what is wrong with `waarde`.

    Args:
        document: the document that `$ref` points into.
        gesloten: true when a property that the schema does not name is wrong, even where the schema leaves room for
            more.
    """
    if "type" in schema and not _is_soort(waarde, schema["type"]):
        yield f"{plek}: {waarde!r} is not of type {schema['type']}"
        return
    for woord, inhoud in schema.items():
        match woord:
            case "$ref":
                yield from fouten(gevolgd(inhoud, document), waarde, document, gesloten=gesloten, plek=plek)
            case "anyOf":
                keuzes = [list(fouten(een, waarde, document, gesloten=gesloten, plek=plek)) for een in inhoud]
                if all(keuzes):
                    yield from min(keuzes, key=len)
            case "properties":
                for naam in inhoud.keys() & waarde.keys():
                    yield from fouten(inhoud[naam], waarde[naam], document, gesloten=gesloten, plek=f"{plek}.{naam}")
                if gesloten and "additionalProperties" not in schema:
                    yield from (f"{plek}.{naam}: not described" for naam in waarde.keys() - inhoud.keys())
            case "additionalProperties":
                for naam in waarde.keys() - schema.get("properties", {}).keys():
                    if inhoud is False:
                        yield f"{plek}.{naam}: not described"
                    elif inhoud is not True:
                        yield from fouten(inhoud, waarde[naam], document, gesloten=gesloten, plek=f"{plek}.{naam}")
            case "required":
                yield from (f"{plek}.{naam}: missing" for naam in inhoud if naam not in waarde)
            case "items":
                for nummer, een in enumerate(waarde):
                    yield from fouten(inhoud, een, document, gesloten=gesloten, plek=f"{plek}[{nummer}]")
            case "format":
                if not _heeft_formaat(waarde, inhoud):
                    yield f"{plek}: {waarde!r} is no {inhoud}"
            case _ if woord in _GRENZEN:
                if not _GRENZEN[woord](waarde, inhoud):
                    yield f"{plek}: {waarde!r} breaks {woord} {inhoud!r}"
            case _ if woord not in _ZONDER_OORDEEL | {"type"}:
                raise NotImplementedError(f"the word {woord} of a schema")


def gevolgd(verwijzing: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
    gevonden: Any = document
    for deel in verwijzing.removeprefix("#/").split("/"):
        gevonden = gevonden[deel]
    assert isinstance(gevonden, Mapping)
    return gevonden


def _is_soort(waarde: Any, soort: str) -> bool:
    return isinstance(waarde, _SOORTEN[soort]) and not (isinstance(waarde, bool) and soort == "integer")


def _heeft_formaat(waarde: str, formaat: str) -> bool:
    try:
        return _FORMATEN[formaat](waarde)
    except ValueError:
        return False
