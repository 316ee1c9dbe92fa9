"""The weight of what is written. DynamoDB refuses what is too heavy, at every repetition too, so it is weighed before.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
"""

from collections.abc import Mapping
from typing import Any, Final

from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer

MAX_ITEM: Final = 400 * 1024
"""Bytes of an item, with the names of its attributes."""
MAX_TRANSACTION: Final = 4 * 1024 * 1024
"""Bytes of all items of a transaction."""
MAX_ACTIONS: Final = 100
"""Actions of a transaction."""
_CONTAINER: Final = 3
"""Bytes of a list or a map itself."""
_NUMBER: Final = 21
"""Bytes of a number at most: 38 digits, two in a byte, and one more."""

type Attributes = Mapping[str, Mapping[str, Any]]
"""Attributes as DynamoDB's JSON has them: each value with its type."""


def weight(attributes: Attributes) -> int:
    """Return the bytes of an item as DynamoDB counts them, or a few more."""
    return sum(len(name.encode()) + _of_value(value) for name, value in attributes.items())


def check_item(attributes: Attributes) -> None:
    """Raises: OngeldigeInvoer (the item is too heavy to be stored)."""
    _check(weight(attributes), MAX_ITEM)


def check_transaction(items: int, actions: int) -> None:
    """Check a transaction.

    Args:
        items: bytes of all items that it writes.

    Raises: OngeldigeInvoer (it is too heavy, or has too many actions).
    """
    _check(items, MAX_TRANSACTION)
    _check(actions, MAX_ACTIONS)


def too_heavy() -> OngeldigeInvoer:
    """Make the error of what can never be stored: it is no 503, since asking again helps nobody."""
    return OngeldigeInvoer(Invoerfout("", "te-groot", "Dit is samen te groot om op te slaan. Maak het korter, of splits het op."))


def _check(amount: int, most: int) -> None:
    if amount > most:
        raise too_heavy()


def _of_value(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "B":
            return len(content)
        case "L":
            return _CONTAINER + sum(1 + _of_value(one) for one in content)
        case "M":
            return _CONTAINER + sum(1 + len(name.encode()) + _of_value(one) for name, one in content.items())
        case "N":
            return min(len(content) // 2 + 2, _NUMBER)
        case _:
            return 1  # a truth value, or nothing
