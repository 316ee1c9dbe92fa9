"""Faults on demand: what the next answers of the SES endpoint will be, so that tests see what SES can do to a sender.

Over HTTP, `POST /_klantmail/storingen` with `{"soort": "te_druk", "aantal": 2}`; `DELETE` forgets them, `GET` lists what is left.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Soort(StrEnum):
    GEWEIGERD = "geweigerd"
    """400 MessageRejected; not sent."""
    TE_DRUK = "te_druk"
    """429 TooManyRequestsException; not sent."""
    FOUT = "fout"
    """500 InternalServiceErrorException; sent or not as `aangenomen` says."""
    VERBREKEN = "verbreken"
    """The connection is cut instead of an answer."""
    HANGEN = "hangen"
    """No answer ever."""
    VERTRAGEN = "vertragen"
    """The usual answer, `seconden` later."""


_NEEMT_AAN: Final = frozenset({Soort.VERBREKEN, Soort.HANGEN, Soort.VERTRAGEN})
_NOOIT: Final = frozenset({Soort.GEWEIGERD, Soort.TE_DRUK})


@dataclass(frozen=True, slots=True)
class Storing:
    soort: Soort
    aangenomen: bool
    """Whether the mail goes out all the same: what makes the outcome doubtful for who asked."""
    seconden: float = 0

    @classmethod
    def uit(cls, gegevens: Mapping[str, Any]) -> "Storing":
        """Raises: ValueError (an unknown kind, or one that contradicts itself)."""
        soort = Soort(gegevens["soort"])
        aangenomen = bool(gegevens.get("aangenomen", soort in _NEEMT_AAN))
        if aangenomen and soort in _NOOIT:
            raise ValueError(f"{soort} means that nothing was sent")
        if not aangenomen and soort is Soort.VERTRAGEN:
            raise ValueError("a late answer is still the answer to a mail that was taken")
        return cls(soort, aangenomen, float(gegevens.get("seconden", 0)))


class Storingen:
    """What is still to go wrong, first things first."""

    def __init__(self) -> None:
        self._wachtend: deque[Storing] = deque()

    def plan(self, soort: Soort | str, *, aantal: int = 1, seconden: float = 0, aangenomen: bool | None = None) -> None:
        """Let the next `aantal` requests go like that. Raises: ValueError."""
        gegevens = {"soort": soort, "seconden": seconden} | ({} if aangenomen is None else {"aangenomen": aangenomen})
        self._wachtend.extend([Storing.uit(gegevens)] * aantal)

    def volgende(self) -> Storing | None:
        return self._wachtend.popleft() if self._wachtend else None

    def vergeet(self) -> None:
        self._wachtend.clear()

    @property
    def wachtend(self) -> tuple[Storing, ...]:
        return tuple(self._wachtend)
