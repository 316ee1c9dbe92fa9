"""The size of a record in an answer, by which pages end before an answer exceeds 1 MB (decision 7)."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Final
from uuid import UUID

_VAST: Final = 38
"""The size of a UUID, or of a moment, with its quotes."""


def omvang(waarde: object) -> int:
    """The approximate number of bytes that this takes in JSON.

    Texts are counted exactly, with what is escaped in them, and other values by their kind.
    """
    match waarde:
        case str():
            return len(json.dumps(waarde, ensure_ascii=False).encode())
        case UUID() | date():
            return _VAST
        case tuple():
            return 2 + sum(omvang(een) + 1 for een in waarde)
        case _ if is_dataclass(waarde):
            return 2 + sum(len(veld.name) + 4 + omvang(getattr(waarde, veld.name)) for veld in fields(waarde))
        case _:
            return len(str(waarde)) + 1
