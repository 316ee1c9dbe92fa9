"""The headers that every response of the API has, and the pages of other origins that may call it (CORS)."""

from collections.abc import Sequence
from typing import Final

from aws_lambda_powertools.event_handler import CORSConfig

from klantmail.runtime.version import VERSION

STANDARD_HEADERS: Final = {
    "API-Version": VERSION,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Headers of all that the API answers, the gateway itself too: NLGov API Design Rules, transport security module."""
RESPONSE_HEADERS: Final = {**STANDARD_HEADERS, "Vary": "Origin"}
"""Headers of a function's responses, which depend on the origin of the page.

See the Fetch standard, "CORS protocol and HTTP caches".
"""
EXPOSED_HEADERS: Final = ("API-Version", "ETag", "Retry-After")
"""Headers of a response that a page may read."""
METHODS: Final = "DELETE,GET,PATCH,POST,PUT"
"""Methods of the API that a page may call."""
_ONE_HOUR: Final = 3600


def cors_config(origins: Sequence[str]) -> CORSConfig | None:
    """The pages that may call the API from a browser: those of these origins. Returns: None when there are none."""
    if not origins:
        return None
    first, *others = origins
    return CORSConfig(
        allow_origin=first,
        extra_origins=others,
        allow_headers=["Idempotency-Key", "If-Match", "If-None-Match"],
        expose_headers=list(EXPOSED_HEADERS),
        max_age=_ONE_HOUR,
    )
