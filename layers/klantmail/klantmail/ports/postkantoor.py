"""SES, and the three answers that it can give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from klantmail.domain.verzending import Verzending


@dataclass(frozen=True, slots=True)
class Verzonden:
    """The mail was accepted under this Message-ID (with angle brackets)."""

    bericht_id: str


@dataclass(frozen=True, slots=True)
class NietVerzonden:
    """A definite refusal: a parsed 4xx answer, or a connection that was never made."""

    reden: str
    tijdelijk: bool
    """The same mail may be accepted later (throttling, a connection that was not made, a right that we lack)."""


@dataclass(frozen=True, slots=True)
class MisschienVerzonden:
    """Nobody can know whether the mail was sent: a read time-out, a reset, a 5xx."""

    reden: str


class Postkantoor(Protocol):
    """The sending of mail by SES."""

    def verstuur(self, verzending: Verzending, mail: bytes) -> Verzonden | NietVerzonden | MisschienVerzonden:
        """Make one attempt to send the mail, which is never repeated by itself (decision 9)."""
