"""Faults on demand: a plan of the next answers of the SES endpoint, so that tests see what SES can do to a sender.

Over HTTP, `POST /_klantmail/faults` takes `{"kind": "te_druk", "count": 2, "to": "jan@burger.example"}`,
`DELETE` forgets them, and `GET` lists what is left.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class FaultKind(StrEnum):
    REJECTED = "geweigerd"
    """The answer is 400 MessageRejected; the mail is not sent."""
    TOO_BUSY = "te_druk"
    """The answer is 429 TooManyRequestsException; the mail is not sent."""
    ERROR = "fout"
    """The answer is 500 InternalServiceErrorException; `accepted` says whether the mail is sent."""
    CUT = "verbreken"
    """The connection is cut instead of an answer."""
    HANG = "hangen"
    """The answer never comes."""
    DELAY = "vertragen"
    """The usual answer comes `seconds` later."""


_ACCEPTS: Final = frozenset({FaultKind.CUT, FaultKind.HANG, FaultKind.DELAY})
_NEVER: Final = frozenset({FaultKind.REJECTED, FaultKind.TOO_BUSY})


@dataclass(frozen=True, slots=True)
class Fault:
    kind: FaultKind
    accepted: bool
    """True when the mail goes out all the same, so that the sender cannot know the outcome."""
    seconds: float = 0
    to: str = ""
    """The recipient whose mail it is for; empty: whichever mail comes next."""

    @classmethod
    def parse(cls, details: Mapping[str, Any]) -> "Fault":
        """Read a fault. Raises: ValueError (an unknown kind, or one that contradicts itself)."""
        kind = FaultKind(details["soort"])
        accepted = bool(details.get("aangenomen", kind in _ACCEPTS))
        if accepted and kind in _NEVER:
            raise ValueError(f"{kind} means that nothing was sent")
        if not accepted and kind is FaultKind.DELAY:
            raise ValueError("a late answer is still the answer to a mail that was taken")
        return cls(kind, accepted, float(details.get("seconden", 0)), str(details.get("aan", "")))


class Faults:
    """The faults that are still to come, the next one first."""

    def __init__(self) -> None:
        self._waiting: deque[Fault] = deque()

    def plan(
        self, kind: FaultKind | str, *, count: int = 1, seconds: float = 0, accepted: bool | None = None, to: str = ""
    ) -> None:
        """Let the next `count` requests fail like that: those to this recipient, or to anybody. Raises: ValueError."""
        details = {"soort": kind, "seconden": seconds, "aan": to} | ({} if accepted is None else {"aangenomen": accepted})
        self._waiting.extend([Fault.parse(details)] * count)

    def take_next(self, request: bytes) -> Fault | None:
        """Take the next fault that is for this request; None when there is none.

        Args:
            request: body of the request, in which the recipients stand.
        """
        fault = next((each for each in self._waiting if each.to.encode() in request), None)
        if fault is not None:
            self._waiting.remove(fault)
        return fault

    def forget(self) -> None:
        self._waiting.clear()

    @property
    def waiting(self) -> tuple[Fault, ...]:
        return tuple(self._waiting)
