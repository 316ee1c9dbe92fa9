"""The restrictions of processing, as the use cases need them from the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klantmail.domain.beperking import Beperking
    from klantmail.domain.bewaren import Mailstand
    from klantmail.domain.emailbericht import Emailbericht
    from klantmail.ports.repositories import Pagina


class Beperkingslezer(Protocol):
    """The restrictions, for who hands out a document."""

    def is_beperkt(self, object_key: str) -> bool:
        """Tell whether the mail that an archived object belongs to is restricted; consistent read."""


class Beperkingen(Protocol):
    """The restrictions, which are stored on the mail and marked on all that came of it."""

    def leg_beperking_vast(self, mail: Mailstand, beperkingen: Sequence[Beperking]) -> None:
        """Store the history of a mail in place of the one that was read, and mark the mail and all that came of it as
        restricted or not, in one transaction.

        Args:
            mail: as it was judged.
            beperkingen: the whole history, of which one was added or lifted.

        Raises: Geweigerd (the mail is not as it was judged), Botsing, OpslagOnbekend; OngeldigeInvoer (more came of the
            mail than one transaction holds).
        """

    def beperkte_mail(self, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        """Read the mails whose processing is restricted, longest ago first. Raises: OngeldigeInvoer (the cursor)."""
