"""Keeping and destroying, as the use cases need it from the table, the buckets and the queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from klantmail.ports.objecten import Archief
from klantmail.ports.repositories import Emailberichten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from klantmail.domain.bewaren import Gespreksstand, Mailstand
    from klantmail.domain.emailbericht import Emailbericht
    from klantmail.domain.vernietiging import Grafsteen, Opruimwerk, Vernietigingslijst
    from klantmail.ports.objecten import Opslagobject


class Lijstenkast(Protocol):
    """The lists of what is to be destroyed."""

    def vernietigingslijsten(self) -> Sequence[Vernietigingslijst]:
        """Read all of them, newest first. There are some dozens in a year."""

    def vernietigingslijst(self, identificatie: UUID) -> Vernietigingslijst:
        """Read it consistently. Raises: NietGevonden."""

    def bewaar_vernietigingslijst(self, lijst: Vernietigingslijst) -> None:
        """Store it in place of the version before; version 1 is new. Raises: Geweigerd (that is not the one that is
        there), Botsing, OpslagOnbekend.
        """


class Dossiers(Protocol):
    """Conversations with all that came of them."""

    def gesprek(self, gesprek: UUID) -> Gespreksstand:
        """Read all its mails, and what came of each."""


class Mailvinder(Protocol):
    """The lists by which all mail of a person is found."""

    def afgehandeld_op(self, dag: date) -> Sequence[Emailbericht]:
        """The mails that were handled on this day, as their list has them: without their outcome."""

    def niet_afgehandeld(self, postvak: str) -> Sequence[Emailbericht]:
        """The mails of a postvak that wait, are in hand or in quarantine, as their lists have them."""

    def contacten_met(self, adres: str) -> Sequence[UUID]:
        """The e-mailberichten of all klantcontacten with a person at this address."""


class Bewaarbron(Dossiers, Mailvinder, Emailberichten, Protocol):
    """The mail that may be due."""


class Vernietigingen(Bewaarbron, Protocol):
    """The tombstones, and what they name."""

    def grafstenen(self, emailberichten: Sequence[UUID]) -> Mapping[UUID, Grafsteen]:
        """Read those of these that there are; consistent read."""

    def opruimwerk(self, mail: Mailstand, intake: Sequence[str], uploads: Mapping[UUID, str], *, wissen: bool) -> Opruimwerk:
        """Name all that belongs to a mail.

        Args:
            intake: keys of its object in the intake.
            uploads: keys of uploads by identificatie, of which some may have gone along with it.
            wissen: whether what is kept of the address itself goes too.
        """

    def begin(self, mail: Mailstand, steen: Grafsteen) -> None:
        """Store the tombstone of a mail, and mark the mail, which is on no list from then on.

        Raises: Geweigerd (there is one, or the mail is not as it was judged), Botsing, OpslagOnbekend.
        """

    def heeft_verzending(self, verzending: UUID) -> bool:
        """Tell whether the verzending is there; consistent read."""

    def plaats(self, steen: Grafsteen) -> None:
        """Store a tombstone in place of what is there. Raises: Botsing, OpslagOnbekend."""

    def verwijder(self, werk: Opruimwerk) -> None:
        """Remove all items of this. It may be done again. Raises: Botsing, OpslagOnbekend."""


class Vernietigarchief(Archief, Protocol):
    """The archive, for who destroys what is in it."""

    def begin(self, object_key: str) -> bytes:
        """Return the first 64 KB. Raises: NietGevonden."""

    def onder(self, voorvoegsel: str) -> Iterable[Opslagobject]:
        """All objects whose key begins with `voorvoegsel`."""

    def heeft(self, object_key: str) -> bool:
        """Tell whether the object is there."""

    def vernietig(self, voorvoegsel: str) -> int:
        """Remove every version of every object whose key begins with `voorvoegsel`, and return how many there were."""


class Uploadlijst(Protocol):
    """The uploads of medewerkers."""

    def van(self, medewerker: UUID) -> Mapping[UUID, str]:
        """The keys of what this medewerker put ready, by identificatie."""

    def verwijder(self, object_key: str) -> None:
        """Remove it. It is no error when there is none."""


@dataclass(frozen=True, slots=True)
class Mislukt:
    """An event of SES that could not be handled, and is kept for a person to look at. It holds addresses."""

    bewijs: tuple[str, str]
    """The queue, and the receipt by which it is removed there."""
    ontvangen: tuple[str, ...] = ()
    """SES's ids of the received mails that it tells of."""
    verzending: UUID | None = None
    """The verzending that it tells of."""


class Mislukten(Protocol):
    """The events of SES that could not be handled."""

    def lees(self) -> Iterable[Mislukt]:
        """Yield each of them. Nobody else can read one for two minutes after; it stays, and is read again later."""

    def verwijder(self, mislukt: Mislukt) -> None:
        """Remove one that was just read. It is no error when it is gone."""


class Vernietigwachtrij(Protocol):
    """The queue of what the destroyer has to do."""

    def bied_aan(self, lijst: UUID, *, vanaf: int = 0, over: int = 0) -> None:
        """Have the destroyer go on with a list.

        Args:
            vanaf: the line to go on from.
            over: seconds to wait before, at most 900.
        """
