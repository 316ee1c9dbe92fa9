"""The faults that one call of AWS (or of the Zaken API) can meet, and what its caller then hears."""

import json
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from tests.proofs.faults.process import NoResponse, Response


class Effect(Enum):
    """The consequence for the caller."""

    REFUSAL = auto()
    """The service gives a definite no (4xx)."""
    THROTTLING = auto()
    """The call is throttled."""
    CONFLICT = auto()
    """409 of a conditional write in S3: another write of the same key is under way."""
    ERROR = auto()
    """The service answers with a 5xx."""
    SILENCE = auto()
    """The connection breaks before an answer came."""
    NO_CONNECTION = auto()
    DEATH = auto()
    """The process is killed by SIGKILL."""
    AWS_DEATH = auto()
    """AWS itself is killed by SIGKILL, with every process that it runs."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault."""

    name: str
    effect: Effect
    takes_effect: bool
    """True when the call takes effect all the same."""
    always: bool = True
    """True when every attempt that the SDK makes of this call meets it.

    Otherwise only the first one does, and the SDK may mend it.
    """
    stays: bool = False
    """True when it happens at each later call of this name in the same invocation
    too, so that trying again does not help.
    """
    only: str = ""
    """The only call that it can happen to; empty: any."""


FAULTS: Final = (
    Fault("refused", Effect.REFUSAL, takes_effect=False),
    Fault("no connection", Effect.NO_CONNECTION, takes_effect=False),
    Fault("error before, once", Effect.ERROR, takes_effect=False, always=False),
    Fault("error before", Effect.ERROR, takes_effect=False),
    Fault("throttled", Effect.THROTTLING, takes_effect=False),
    Fault("conflict, once", Effect.CONFLICT, takes_effect=False, only="s3.PutObject"),
    Fault("conflict", Effect.CONFLICT, takes_effect=False, stays=True, only="s3.PutObject"),
    Fault("error after, once", Effect.ERROR, takes_effect=True, always=False),
    Fault("error after", Effect.ERROR, takes_effect=True),
    Fault("answer lost, once", Effect.SILENCE, takes_effect=True, always=False),
    Fault("answer lost", Effect.SILENCE, takes_effect=True),
    Fault("killed before", Effect.DEATH, takes_effect=False),
    Fault("killed after", Effect.DEATH, takes_effect=True),
)

_CODES: Final = {
    Effect.REFUSAL: {"": (400, "AccessDeniedException"), "s3": (403, "AccessDenied"), "sesv2": (400, "MessageRejected")},
    Effect.THROTTLING: {
        "": (400, "ThrottlingException"),
        "s3": (503, "SlowDown"),
        "sesv2": (429, "TooManyRequestsException"),
        "lambda": (429, "TooManyRequestsException"),
        "zgw": (429, "throttled"),
    },
    Effect.CONFLICT: {"s3": (409, "ConditionalRequestConflict")},
    Effect.ERROR: {"": (500, "InternalServerError"), "s3": (500, "InternalError")},
}


def heard(effect: Effect, service: str) -> Response | NoResponse:
    """Return what the caller of this service hears. A dead caller (`DEATH`) hears nothing."""
    if effect in {Effect.SILENCE, Effect.NO_CONNECTION}:
        return NoResponse(connected=effect is Effect.SILENCE)
    codes = _CODES[effect]
    status, code = codes[service] if service in codes else codes[""]
    if service == "s3":
        content = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>as asked</Message></Error>"
        return Response(status, {"Content-Type": "application/xml"}, content.encode())
    content = json.dumps({"__type": code, "message": "as asked"})
    return Response(status, {"Content-Type": "application/x-amz-json-1.0", "x-amzn-ErrorType": code}, content.encode())
