"""The headers that every response of the API has, and the pages of other origins that may call it (CORS)."""

import re
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


_PORT: Final = re.compile(r"(?<=:)[0-9]{1,5}\Z")


class _AnyPort(CORSConfig):
    """The answers to pages of other origins, among them those of any port of this machine (`http://localhost:*`)."""

    def allowed_origin(self, extracted_origin: str) -> str | None:
        """Return the origin of a page that may call the API; None of one that may not."""
        known = (extracted_origin, _PORT.sub("*", extracted_origin or ""))  # a request may have no Origin
        return extracted_origin if any(super(_AnyPort, self).allowed_origin(one) for one in known) else None

    def to_dict(self, origin: str | None) -> dict[str, str]:
        """The headers for a page of this origin, which may call the API."""
        headers = super().to_dict(origin) or super().to_dict(_PORT.sub("*", origin or ""))
        return headers and headers | {"Access-Control-Allow-Origin": str(origin)}


def cors_config(origins: Sequence[str]) -> CORSConfig | None:
    """The pages that may call the API from a browser: those of these origins. Returns: None when there are none.

    Args:
        origins: each as a browser names it, or with `*` for any port.
    """
    if not origins:
        return None
    first, *others = origins
    return _AnyPort(
        allow_origin=first,
        extra_origins=others,
        allow_headers=["Idempotency-Key", "If-Match", "If-None-Match"],
        expose_headers=list(EXPOSED_HEADERS),
        max_age=_ONE_HOUR,
    )
