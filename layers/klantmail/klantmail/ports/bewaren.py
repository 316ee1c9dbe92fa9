"""The table of terms, as the use cases need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from klantmail.domain.bewaartermijn import Bewaartermijnen


class Termijnentabel(Protocol):
    """The table of terms."""

    def bewaartermijnen(self) -> Bewaartermijnen:
        """Read it consistently. It is the one that we give until the municipality makes its own."""

    def bewaar_bewaartermijnen(self, termijnen: Bewaartermijnen) -> None:
        """Store it in place of the version before.

        Raises: Geweigerd (that is not the one that is there), Botsing, OpslagOnbekend.
        """
