"""Other functions, and the queues of what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from klantmail.domain.emailbericht import Melding


class Uitvoering(Protocol):
    """Other functions, started and not waited for: one bad mail cannot take the vangnet with it."""

    def neem_in(self, melding: Melding) -> None:
        """Have this mail taken in, as SES's own event would."""

    def verzend(self, verzending: UUID) -> None:
        """Have this verzending offered to the same claim as the stream offers it to."""

    def registreer(self, zaak: UUID) -> None:
        """Have this zaak offered to the same claim as the stream offers it to."""


class Wachtrijen(Protocol):
    """The queues of what failed for good."""

    def aantallen(self) -> Mapping[str, int]:
        """Messages in each queue, by the name of its source."""
