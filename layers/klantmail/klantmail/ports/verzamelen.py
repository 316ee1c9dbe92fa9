"""Requests to have mail collected, as the use cases need them from the table and the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from klantmail.domain.verzamelverzoek import Verzamelverzoek
from klantmail.ports.vernietiging import Bewaarbron

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from klantmail.domain.bewaren import Mailstand
    from klantmail.domain.concept import Concept
    from klantmail.domain.document import Informatieobject
    from klantmail.domain.notitie import Notitie
    from klantmail.domain.rectificatie import Rectificatie


class Verzoekenkast[V: Verzamelverzoek](Protocol):
    """The requests of one kind."""

    def verzoeken(self) -> Sequence[V]:
        """Read all of them, newest first. They are gone after a week."""

    def verzoek(self, identificatie: UUID) -> V:
        """Read it consistently. Raises: NietGevonden."""

    def bewaar(self, verzoek: V) -> None:
        """Store it in place of the version before; version 1 is new. Raises: Geweigerd (that is not the one that is
        there), Botsing, OpslagOnbekend.
        """


class Maildossiers(Bewaarbron, Protocol):
    """All that is held about mail."""

    def documenten(self, mail: Mailstand, *, geheel: bool) -> Sequence[Informatieobject]:
        """Read the documents of a mail and of what was sent about it, as far as they are there.

        Args:
            geheel: False leaves out the mail itself.
        """

    def vernietigd(self, emailberichten: Sequence[UUID]) -> frozenset[UUID]:
        """Return those of these that have a tombstone; consistent read."""

    def notities(self, mail: Mailstand) -> Sequence[Notitie]:
        """Read the notes on a mail and on its tasks."""

    def rectificaties(self, mail: Mailstand) -> Sequence[Rectificatie]:
        """Read what was put right in the klantcontacten of a mail."""

    def concepten(self, mail: Mailstand) -> Sequence[Concept]:
        """Read the drafts for a mail."""


class Verzamelwachtrij(Protocol):
    """The queue of what who collects has to do."""

    def bied_aan(self, verzoek: Verzamelverzoek, *, over: int = 0) -> None:
        """Have this request gone on with.

        Args:
            over: seconds to wait before, at most 900.
        """
