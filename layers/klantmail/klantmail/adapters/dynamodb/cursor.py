"""Opaque cursors: the sort key of the last row of a page, so that changes of the list do not disturb it."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition

from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.tijd import uit_tekst

_SORT_KEY: Final = r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""`<time>#<id>`, or `<id>` in a list that has no time."""


def maak_cursor(sort_key: str) -> str:
    return urlsafe_b64encode(sort_key.encode()).decode("ascii").rstrip("=")


def lees_cursor(cursor: str, hoogste: str = "") -> str:
    """Return the sort key in a cursor.

    Args:
        hoogste: the place where a list that goes down begins. A cursor of another list may lie far above it, with days
            without end to look through.

    Raises: OngeldigeInvoer (not one of ours, or not of this list).
    """
    try:
        sort_key = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        tijd, scheiding, _ = sort_key.partition("#")
        if scheiding:
            uit_tekst(tijd)
    except ValueError:
        sort_key = ""
    if not re.fullmatch(_SORT_KEY, sort_key, re.ASCII) or (hoogste and sort_key > hoogste):
        raise OngeldigeInvoer(Invoerfout("cursor", "ongeldig", "Deze cursor is niet geldig."))
    return sort_key


def na_cursor(plek: UnicodeAttribute, cursor: str | None, *, neer: bool) -> Condition | None:
    """The rows after a cursor, up or down the list. Raises: OngeldigeInvoer.

    Args:
        plek: the sort key of the list.
        cursor: None for all rows.
    """
    if cursor is None:
        return None
    grens = lees_cursor(cursor)
    return plek < grens if neer else plek > grens
