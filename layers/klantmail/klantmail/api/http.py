"""A request as API Gateway hands it over, and an answer as it takes it (Lambda proxy integration of a REST API).

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html

Own code instead of the resolver of Powertools: API Gateway has found the route already, and that resolver loads everything that
it can do besides, which took a seventh of a bare cold start (docs/benchmarks).
"""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class HttpVerzoek:
    """What the API reads of a request, under the names that API Gateway gives it."""

    def __init__(self, gebeurtenis: Mapping[str, Any]) -> None:
        context = gebeurtenis["requestContext"]
        self.http_method: str = gebeurtenis["httpMethod"]
        self.resource: str = gebeurtenis["resource"]
        """The path as template.yaml has it, with its parameters in braces."""
        self.path_parameters: Mapping[str, str] = gebeurtenis.get("pathParameters") or {}
        self.query_string_parameters: Mapping[str, str] = gebeurtenis.get("queryStringParameters") or {}
        self.headers = Koppen(gebeurtenis.get("headers") or {})
        self.claims: Mapping[str, Any] = (context.get("authorizer") or {}).get("claims") or {}
        """Of the ID token that API Gateway verified; empty where a route needs none."""
        self.source_ip: str = (context.get("identity") or {}).get("sourceIp") or ""
        self._body: str | None = gebeurtenis.get("body")
        self._is_base64: bool = bool(gebeurtenis.get("isBase64Encoded"))

    @property
    def decoded_body(self) -> str | None:
        """The body as text. What is no UTF-8 becomes no JSON either, and is refused as such."""
        if self._body and self._is_base64:
            return b64decode(self._body).decode(errors="replace")
        return self._body


class Koppen(dict[str, str]):
    """Headers of a request, whose names know no capitals (RFC 9110 section 5.1)."""

    def __init__(self, koppen: Mapping[str, str]) -> None:
        super().__init__((naam.lower(), waarde) for naam, waarde in koppen.items())

    def __getitem__(self, naam: str) -> str:
        return super().__getitem__(naam.lower())

    def __contains__(self, naam: object) -> bool:
        return super().__contains__(str(naam).lower())

    def get(self, naam: str, anders: Any = None) -> Any:
        return super().get(naam.lower(), anders)


@dataclass(slots=True)
class HttpAntwoord:
    """What goes back. A body without text is an empty one, not none: not every gateway reads `null` as no body."""

    status_code: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def als_uitvoer(self) -> dict[str, Any]:
        return {
            "statusCode": int(self.status_code),
            "body": self.body,
            "isBase64Encoded": False,
            "multiValueHeaders": {naam: [waarde] for naam, waarde in self.headers.items()},
        }
