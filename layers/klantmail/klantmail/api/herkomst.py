"""From which pages a browser may call the API (CORS): those of the origins that a parameter of the template names."""

from collections.abc import Mapping, Sequence
from typing import Final

ZICHTBAAR: Final = "API-Version, ETag, Retry-After"
"""Headers of an answer that a page may read."""
METHODEN: Final = "DELETE, GET, PATCH, POST, PUT"
_EEN_UUR: Final = "3600"


def cors_koppen(herkomsten: Sequence[str], herkomst: str) -> Mapping[str, str]:
    """The headers that let a page of this origin read the answer; none for a page of any other (Fetch standard, section 3.3)."""
    if herkomst not in herkomsten:
        return {}
    return {
        "Access-Control-Allow-Origin": herkomst,
        "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, If-None-Match",
        "Access-Control-Expose-Headers": ZICHTBAAR,
        "Access-Control-Max-Age": _EEN_UUR,
        "Vary": "Origin",
    }
