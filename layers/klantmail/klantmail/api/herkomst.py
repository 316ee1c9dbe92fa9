"""From which pages a browser may call the API (CORS): those of the origins that a parameter of the template names."""

from collections.abc import Sequence
from typing import Final

from aws_lambda_powertools.event_handler import CORSConfig

METHODEN: Final = "DELETE, GET, PATCH, POST, PUT"
_EEN_UUR: Final = 3600


def cors(herkomsten: Sequence[str]) -> CORSConfig | None:
    """None: no page of another origin may."""
    if not herkomsten:
        return None
    eerste, *rest = herkomsten
    return CORSConfig(
        allow_origin=eerste,
        extra_origins=rest,
        allow_headers=["Idempotency-Key", "If-None-Match"],
        expose_headers=["API-Version", "ETag", "Retry-After"],
        max_age=_EEN_UUR,
    )
