"""The table, as the use cases need it for the outages of postvakken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from klantmail.domain.postvakstoring import Postvakstoring
    from klantmail.ports.repositories import Pagina


class Postvakstoringlezer(Protocol):
    """The outages of postvakken."""

    def postvakstoringen(self) -> Sequence[Postvakstoring]:
        """All that there are, in no order, read consistently."""


class Postvakstoringen(Postvakstoringlezer, Protocol):
    """The outages of postvakken, kept."""

    def postvakstoringenlijst(self, *, aantal: int, na: str | None) -> Pagina[Postvakstoring]:
        """A page of them by when they began, the last first. Raises: OngeldigeInvoer (no cursor of this list)."""

    def postvakstoring(self, identificatie: UUID) -> Postvakstoring:
        """Read one consistently. Raises: NietGevonden."""

    def bewaar_postvakstoring(self, storing: Postvakstoring) -> None:
        """Store version 1 if there is none, or a later one over the version before it.

        Raises: Geweigerd, Botsing, OpslagOnbekend.
        """
