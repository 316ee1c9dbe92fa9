"""The index by which mail is found, as the use cases need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from klantmail.domain.emailbericht import Emailbericht
    from klantmail.domain.zoekindex import Zoekvraag
    from klantmail.domain.zoekingang import Zoekingang


@dataclass(frozen=True, slots=True)
class Zoekpagina:
    """One page of what was found, newest first."""

    resultaten: tuple[Emailbericht, ...]
    vervolg: str | None
    """The cursor of the next page; None when all was looked through."""
    gezocht_tot: datetime | None
    """The moment of receipt down to which was looked; None when all was looked through."""


class Zoekindex(Protocol):
    """The places of mails in the index."""

    def bewaar(self, ingang: Zoekingang) -> bool:
        """Put a mail in its places, and take it out of those where it is no more.

        A repetition goes on where an earlier call ended. Return False when all was so already, or is of a later moment.

        Raises: NietBeschikbaar.
        """

    def verwijder_uit_index(self, ingang: Zoekingang) -> None:
        """Take a mail out of all its places, also out of those where an earlier state of it stands.

        It can be repeated, also after it ended halfway. Raises: NietBeschikbaar.
        """


class Zoeklijsten(Protocol):
    """The searching."""

    def zoek(self, vraag: Zoekvraag, *, moment: datetime, aantal: int, na: str | None) -> Zoekpagina:
        """Return mail that answers to `vraag` at `moment`, newest first, as it is now.

        It reads so much and no more: a page may hold fewer than `aantal`, or nothing, and still have a next one.

        Raises: OngeldigeInvoer (a cursor that is not one of ours).
        """
