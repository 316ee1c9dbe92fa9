"""The faults that one call of AWS (or of the Zaken API) can meet, and what its caller then hears."""

import json
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from tests.proofs.faults.process import Antwoord, GeenAntwoord


class Gevolg(Enum):
    """The consequence for the caller."""

    WEIGERING = auto()
    """The service gives a definite no (4xx)."""
    DRUK = auto()
    """The call is throttled."""
    BOTSING = auto()
    """409 of a conditional write in S3: another write of the same key is under way."""
    FOUT = auto()
    """The service answers with a 5xx."""
    STILTE = auto()
    """The connection breaks before an answer came."""
    GEEN_VERBINDING = auto()
    DOOD = auto()
    """The process is killed by SIGKILL."""


@dataclass(frozen=True, slots=True)
class Onheil:
    """One kind of fault."""

    naam: str
    gevolg: Gevolg
    werkt: bool
    """True when the call takes effect all the same."""
    altijd: bool = True
    """True when every attempt that the SDK makes of this call meets it.

    Otherwise only the first one does, and the SDK may mend it.
    """
    blijft: bool = False
    """True when it happens at each later call of this name in the same invocation
    too, so that trying again does not help.
    """
    alleen: str = ""
    """The only call that it can happen to; empty: any."""


ONHEILEN: Final = (
    Onheil("refused", Gevolg.WEIGERING, werkt=False),
    Onheil("no connection", Gevolg.GEEN_VERBINDING, werkt=False),
    Onheil("error before, once", Gevolg.FOUT, werkt=False, altijd=False),
    Onheil("error before", Gevolg.FOUT, werkt=False),
    Onheil("throttled", Gevolg.DRUK, werkt=False),
    Onheil("conflict, once", Gevolg.BOTSING, werkt=False, alleen="s3.PutObject"),
    Onheil("conflict", Gevolg.BOTSING, werkt=False, blijft=True, alleen="s3.PutObject"),
    Onheil("error after, once", Gevolg.FOUT, werkt=True, altijd=False),
    Onheil("error after", Gevolg.FOUT, werkt=True),
    Onheil("answer lost, once", Gevolg.STILTE, werkt=True, altijd=False),
    Onheil("answer lost", Gevolg.STILTE, werkt=True),
    Onheil("killed before", Gevolg.DOOD, werkt=False),
    Onheil("killed after", Gevolg.DOOD, werkt=True),
)

_CODES: Final = {
    Gevolg.WEIGERING: {"": (400, "AccessDeniedException"), "s3": (403, "AccessDenied"), "sesv2": (400, "MessageRejected")},
    Gevolg.DRUK: {
        "": (400, "ThrottlingException"),
        "s3": (503, "SlowDown"),
        "sesv2": (429, "TooManyRequestsException"),
        "lambda": (429, "TooManyRequestsException"),
        "zgw": (429, "throttled"),
    },
    Gevolg.BOTSING: {"s3": (409, "ConditionalRequestConflict")},
    Gevolg.FOUT: {"": (500, "InternalServerError"), "s3": (500, "InternalError")},
}


def hoort(gevolg: Gevolg, dienst: str) -> Antwoord | GeenAntwoord:
    """Return what the caller of this service hears. A dead caller (`DOOD`) hears nothing."""
    if gevolg in {Gevolg.STILTE, Gevolg.GEEN_VERBINDING}:
        return GeenAntwoord(verbonden=gevolg is Gevolg.STILTE)
    codes = _CODES[gevolg]
    status, code = codes[dienst] if dienst in codes else codes[""]
    if dienst == "s3":
        inhoud = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>as asked</Message></Error>"
        return Antwoord(status, {"Content-Type": "application/xml"}, inhoud.encode())
    inhoud = json.dumps({"__type": code, "message": "as asked"})
    return Antwoord(status, {"Content-Type": "application/x-amz-json-1.0", "x-amzn-ErrorType": code}, inhoud.encode())
