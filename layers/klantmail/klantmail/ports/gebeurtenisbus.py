"""The bus on which feiten are told, as the use cases need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from klantmail.domain.feit import Feit


class Gebeurtenisbus(Protocol):
    """The bus."""

    def vertel(self, feiten: Sequence[Feit]) -> frozenset[UUID]:
        """Put feiten on the bus. Return those that it did not take, by identificatie; the others are on it.

        Raises: NietBeschikbaar (nobody knows which of them it took; telling them again does no harm).
        """
