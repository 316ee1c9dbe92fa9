"""Faults on demand: a plan of the next answers of the SES endpoint, so that tests see what SES can do to a sender.

Over HTTP, `POST /_klantmail/storingen` takes `{"soort": "te_druk", "aantal": 2, "aan": "jan@burger.example"}`,
`DELETE` forgets them, and `GET` lists what is left.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Soort(StrEnum):
    GEWEIGERD = "geweigerd"
    """The answer is 400 MessageRejected; the mail is not sent."""
    TE_DRUK = "te_druk"
    """The answer is 429 TooManyRequestsException; the mail is not sent."""
    FOUT = "fout"
    """The answer is 500 InternalServiceErrorException; `aangenomen` says whether the mail is sent."""
    VERBREKEN = "verbreken"
    """The connection is cut instead of an answer."""
    HANGEN = "hangen"
    """The answer never comes."""
    VERTRAGEN = "vertragen"
    """The usual answer comes `seconden` later."""


_NEEMT_AAN: Final = frozenset({Soort.VERBREKEN, Soort.HANGEN, Soort.VERTRAGEN})
_NOOIT: Final = frozenset({Soort.GEWEIGERD, Soort.TE_DRUK})


@dataclass(frozen=True, slots=True)
class Storing:
    soort: Soort
    aangenomen: bool
    """True when the mail goes out all the same, so that the sender cannot know the outcome."""
    seconden: float = 0
    aan: str = ""
    """The recipient whose mail it is for; empty: whichever mail comes next."""

    @classmethod
    def uit(cls, gegevens: Mapping[str, Any]) -> "Storing":
        """Read a fault. Raises: ValueError (an unknown kind, or one that contradicts itself)."""
        soort = Soort(gegevens["soort"])
        aangenomen = bool(gegevens.get("aangenomen", soort in _NEEMT_AAN))
        if aangenomen and soort in _NOOIT:
            raise ValueError(f"{soort} means that nothing was sent")
        if not aangenomen and soort is Soort.VERTRAGEN:
            raise ValueError("a late answer is still the answer to a mail that was taken")
        return cls(soort, aangenomen, float(gegevens.get("seconden", 0)), str(gegevens.get("aan", "")))


class Storingen:
    """The faults that are still to come, the next one first."""

    def __init__(self) -> None:
        self._wachtend: deque[Storing] = deque()

    def plan(
        self, soort: Soort | str, *, aantal: int = 1, seconden: float = 0, aangenomen: bool | None = None, aan: str = ""
    ) -> None:
        """Let the next `aantal` requests fail like that: those to this recipient, or to anybody. Raises: ValueError."""
        gegevens = {"soort": soort, "seconden": seconden, "aan": aan} | ({} if aangenomen is None else {"aangenomen": aangenomen})
        self._wachtend.extend([Storing.uit(gegevens)] * aantal)

    def volgende(self, verzoek: bytes) -> Storing | None:
        """Take the next fault that is for this request; None when there is none.

        Args:
            verzoek: body of the request, in which the recipients stand.
        """
        storing = next((een for een in self._wachtend if een.aan.encode() in verzoek), None)
        if storing is not None:
            self._wachtend.remove(storing)
        return storing

    def vergeet(self) -> None:
        self._wachtend.clear()

    @property
    def wachtend(self) -> tuple[Storing, ...]:
        return tuple(self._wachtend)
