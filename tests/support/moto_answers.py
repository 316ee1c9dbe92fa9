"""Moto's answers at the price of what they hold.

Moto keeps an item of DynamoDB as it goes over the wire. It writes an answer by asking each value for each of the ten
types that a value can have, under each name that its own models might know that type by. Nine tenths of what the tests
on AWS in memory cost went there. A value has one type, and it is written as that here. The answer is the same:
`tests/integration/adapters/dynamodb/test_moto_answers.py`.

For each request it also looks through all that its class of answers has, to know the names of its methods. They are
looked up once for each class here.
"""

import base64
from collections.abc import Callable
from functools import cache
from typing import Any

from moto.core import responses
from moto.core.model import StructureShape
from moto.core.serialize import BaseJSONSerializer, Serialized
from moto.core.utils import method_names_from_class


def _wire(value: dict[str, Any]) -> dict[str, Any]:
    ((kind, content),) = value.items()
    return {kind: _CONTENT[kind](content) if kind in _CONTENT else content}


def _blob(content: bytes) -> str:
    return base64.b64encode(content).decode()


_CONTENT: dict[str, Callable[[Any], Any]] = {
    "M": lambda content: {name: _wire(value) for name, value in content.items()},
    "L": lambda content: [_wire(value) for value in content],
    "B": _blob,
    "BS": lambda content: [_blob(each) for each in content],
}


@cache
def cheap_answers() -> None:
    """Have moto write each value of DynamoDB as the one type that it has, from now on."""
    whole = BaseJSONSerializer._serialize_type_structure

    def serialize(serializer: BaseJSONSerializer, serialized: Serialized, value: Any, shape: StructureShape, key: str) -> None:
        if shape.name == "AttributeValue":
            serialized[key] = _wire(value)
        else:
            whole(serializer, serialized, value, shape, key)

    vars(responses)["method_names_from_class"] = cache(method_names_from_class)
    BaseJSONSerializer._serialize_type_structure = serialize  # type: ignore[method-assign, assignment]
