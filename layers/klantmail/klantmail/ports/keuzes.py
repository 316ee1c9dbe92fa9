"""The lists of e-mailberichten that are asked for by a choice, and these choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from klantmail.ports.repositories import Emailberichtlezer, Pagina

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from klantmail.domain.afhandeling import Afhandelsoort
    from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
    from ontleden.ontleding import Klasse


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorraadkeuze:
    """The choice from the mails that wait, are being handled, or are kept apart."""

    postvakken: tuple[str, ...]
    status: Berichtstatus | None = None
    """None: what waits or is being handled."""
    klasse: Klasse | None = None
    behandelaar: UUID | None = None
    """The medewerker who has it."""
    met_bijlagen: bool = False
    """True: only mail to which somebody attached a file."""
    nieuwste_eerst: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Afhandelkeuze:
    """The choice from the mails that were handled on one day."""

    dag: date
    """The day in the Netherlands."""
    postvakken: tuple[str, ...] | None = None
    """None: all of them."""
    medewerker: UUID | None = None
    soort: Afhandelsoort | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserveringskeuze:
    """The choice from the open mails that are reserved for one medewerker."""

    medewerker: UUID
    postvak: str | None = None
    """None: any."""
    klasse: Klasse | None = None
    met_bijlagen: bool = False
    """True: only mail to which somebody attached a file."""
    nieuwste_eerst: bool = False


class Afgehandelden(Emailberichtlezer, Protocol):
    """The list of the mails that were handled."""

    def afgehandelden(self, keuze: Afhandelkeuze, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        """Mail that was handled on a day, newest first.

        A page may hold fewer than `aantal` and still have a next one.
        """


class Gereserveerden(Protocol):
    """The own lists of medewerkers."""

    def gereserveerd_voor(self, keuze: Reserveringskeuze, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:
        """Open mail that is reserved for this medewerker, oldest or newest first.

        A page may hold fewer than `aantal` and still have a next one.
        """
