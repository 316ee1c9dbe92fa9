"""Rectifications, as the use cases need them from the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from klantmail.domain.rectificatie import Rectificatie


class Rectificatielezer(Protocol):
    """The rectifications, for who reads them."""

    def rectificaties(self, klantcontact: UUID) -> Sequence[Rectificatie]:
        """Read those of a klantcontact, oldest first; consistent read."""


class Rectificaties(Rectificatielezer, Protocol):
    """The rectifications, which are written once."""

    def schrijf_rectificatie(self, rectificatie: Rectificatie, emailbericht: UUID) -> None:
        """Store a new one.

        Args:
            emailbericht: the mail that its klantcontact is about.

        Raises: Geweigerd (it is there, or the mail is being destroyed), Botsing, OpslagOnbekend.
        """
