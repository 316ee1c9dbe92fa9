"""The interne taken in the table, as the use cases need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from klantmail.domain.interne_taak import InterneTaak, Taakstatus, Toewijzing
    from klantmail.domain.taakgesprek import Taakgesprek
    from klantmail.ports.repositories import Pagina, Record


class Taaklezer(Protocol):
    """One interne taak."""

    def interne_taak(self, identificatie: UUID) -> InterneTaak:
        """Read it consistently. Raises: NietGevonden."""


class Taken(Taaklezer, Protocol):
    """Interne taken, and the records that ending one stores."""

    def taken_van(
        self, aan: Toewijzing, status: Taakstatus, *, aantal: int, na: str | None, nieuwste_eerst: bool = False
    ) -> Pagina[InterneTaak]:
        """The tasks of one assignee, by the moment at which they became theirs."""

    def taken_bij(
        self, medewerker: UUID, status: Taakstatus, *, aantal: int, na: str | None, nieuwste_eerst: bool = False
    ) -> Pagina[InterneTaak]:
        """The tasks that are for this medewerker alone, and those that they took, by the moment of their assignment."""

    def taken_te_laat(
        self, moment: datetime, *, aantal: int, na: str | None, nieuwste_eerst: bool = False
    ) -> Pagina[InterneTaak]:
        """The open tasks whose term is over at `moment`, by the end of it."""

    def pak_taak_op(self, taak: InterneTaak, vorige: UUID | None) -> None:
        """Give the task to its behandelaar, or to nobody, if it is te_verwerken and still with `vorige`.

        Raises: Geweigerd.
        """

    def verwerk_taak(self, taak: InterneTaak, records: Sequence[Record]) -> None:
        """Make the task verwerkt and store what it led to, all of it or nothing.

        Raises: Geweigerd, Botsing, OpslagOnbekend.
        """


class Taakreacties(Protocol):
    """The replies of citizens to what a department asked."""

    def meld_reactie(self, op: UUID, emailbericht: UUID, moment: datetime) -> None:
        """Keep that this mail, received at `moment`, answers a question about the tasks on the klantcontact `op`.

        Doing so twice is doing so once. Raises: Botsing, OpslagOnbekend.
        """


class Taakgesprekken(Taakreacties, Protocol):
    """The conversations of departments with citizens about open tasks."""

    def gesprekken(self, klantcontacten: Sequence[UUID]) -> Mapping[UUID, Taakgesprek]:
        """Read what was asked and said about the tasks on these klantcontacten, at most 100; consistent read."""

    def leg_vraag_vast(self, taak: InterneTaak, klantcontact: UUID, moment: datetime, records: Sequence[Record]) -> None:
        """Store a question with all its records, all or none, while the task is te_verwerken and no record is there.

        Args:
            klantcontact: that of the question.

        Raises: Geweigerd, Botsing, OpslagOnbekend.
        """


class Taakachterstand(Protocol):
    """Interne taken that were not handled in time."""

    def tel_te_laat(self, moment: datetime) -> tuple[int, datetime | None]:
        """Count the open tasks whose term is over at `moment`, and tell when the first of them had to be handled.

        Beyond some number it counts no further.
        """
