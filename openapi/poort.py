"""The answers of API Gateway itself, before or behind a function.

A test compares them with `GatewayResponses` in template.yaml.

Source of the names and of their statuses: AWS, "Gateway response types for API Gateway".
"""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from klantmail.api.problemen import URN
from klantmail.api.responses.probleem import Probleem


@dataclass(frozen=True, slots=True)
class Poortantwoord:
    """One problem of the gateway. The function's own problem of the same `soort` has the same `titel`."""

    status: HTTPStatus
    soort: str
    titel: str
    detail: str
    opnieuw_na: int | None = None
    """Retry-After, in seconds."""

    def probleem(self) -> Probleem:
        return {"type": f"{URN}{self.soort}", "title": self.titel, "status": int(self.status), "detail": self.detail}


NIET_AANGEMELD: Final = Poortantwoord(
    HTTPStatus.UNAUTHORIZED, "niet-aangemeld", "Niet aangemeld", "Meld u aan en stuur een geldig ID-token mee."
)
GEEN_TOEGANG: Final = Poortantwoord(HTTPStatus.FORBIDDEN, "geen-toegang", "Geen toegang", "U hebt hier geen toegang toe.")
GEEN_PAD: Final = Poortantwoord(HTTPStatus.NOT_FOUND, "niet-gevonden", "Niet gevonden", "Dit adres bestaat niet.")
TE_GROOT: Final = Poortantwoord(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "te-groot", "Te groot", "Het verzoek is te groot.")
TE_VAAK: Final = Poortantwoord(
    HTTPStatus.TOO_MANY_REQUESTS, "te-vaak", "Te veel verzoeken", "Er zijn nu te veel verzoeken. Probeer het opnieuw.", 2
)
TE_TRAAG: Final = Poortantwoord(
    HTTPStatus.GATEWAY_TIMEOUT, "geen-antwoord", "Geen antwoord", "Er kwam niet op tijd een antwoord. Probeer het opnieuw.", 2
)
NIET_UITGEVOERD: Final = Poortantwoord(
    HTTPStatus.BAD_REQUEST, "niet-uitgevoerd", "Het verzoek is niet uitgevoerd", "Dit verzoek kan niet worden uitgevoerd."
)
VERKEERDE_SOORT: Final = replace(NIET_UITGEVOERD, status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
STORING: Final = Poortantwoord(
    HTTPStatus.INTERNAL_SERVER_ERROR, "storing", "Storing", "Er ging iets mis. Probeer het later opnieuw."
)

POORT: Final = {
    "UNAUTHORIZED": NIET_AANGEMELD,
    "EXPIRED_TOKEN": NIET_AANGEMELD,
    "ACCESS_DENIED": GEEN_TOEGANG,
    "WAF_FILTERED": GEEN_TOEGANG,
    "INVALID_API_KEY": GEEN_TOEGANG,
    # No route is open to requests signed for IAM: the gateway looks for a signature only where there is no route.
    "MISSING_AUTHENTICATION_TOKEN": GEEN_PAD,
    "INVALID_SIGNATURE": GEEN_PAD,
    "RESOURCE_NOT_FOUND": GEEN_PAD,
    "REQUEST_TOO_LARGE": TE_GROOT,
    "THROTTLED": TE_VAAK,
    "QUOTA_EXCEEDED": TE_VAAK,
    "INTEGRATION_TIMEOUT": TE_TRAAG,
    "INTEGRATION_FAILURE": TE_TRAAG,
    "BAD_REQUEST_BODY": NIET_UITGEVOERD,
    "BAD_REQUEST_PARAMETERS": NIET_UITGEVOERD,
    "UNSUPPORTED_MEDIA_TYPE": VERKEERDE_SOORT,
    "API_CONFIGURATION_ERROR": STORING,
    "AUTHORIZER_CONFIGURATION_ERROR": STORING,
    "AUTHORIZER_FAILURE": STORING,
    # The rest: requests whose signature is incomplete, and kinds that AWS adds.
    "DEFAULT_4XX": NIET_UITGEVOERD,
    "DEFAULT_5XX": STORING,
}
