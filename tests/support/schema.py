"""Hold values to the schemas of the API's description, with the jsonschema library (JSON Schema 2020-12)."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

_FORMATS = FormatChecker(("date", "date-time", "email", "uri", "uuid"))


class Schemas:
    """The schemas of one description. A property that a schema does not name is wrong, even where it leaves room for
    more.

    Args:
        document: the document that `$ref` points into.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._components = _closed(document["components"])

    def errors(self, schema: Mapping[str, Any], value: Any, place: str = "") -> Iterator[str]:
        """Yield what is wrong with `value`, after the place where it stands."""
        validator = Draft202012Validator({**_closed(schema), "components": self._components}, format_checker=_FORMATS)
        for error in validator.iter_errors(value):
            yield f"{place}{error.json_path.removeprefix('$')}: {error.message}"

    def followed(self, reference: str) -> Mapping[str, Any]:
        """Return what a `$ref` of the description points at."""
        found: Any = self._document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        assert isinstance(found, Mapping)
        return found


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    closed = {name: _closed(value) for name, value in schema.items()}
    return {"additionalProperties": False, **closed} if "properties" in schema else closed
