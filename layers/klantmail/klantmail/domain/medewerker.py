"""The agent as the login names them, and the rights that the login's group gives."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from klantmail.domain.fouten import GeenToegang


class Rol(StrEnum):
    """The rights of a login, by its group."""

    KCC_MEDEWERKER = "kcc-medewerker"
    BEHANDELAAR = "behandelaar"
    """A medewerker of a department, who may see the interne taken of the own eenheid, and what belongs to them."""
    BEHEERDER = "beheerder"
    TEAMLEIDER = "teamleider"
    """The leader of a team of the contact centre, who may look along with a mail and take none."""
    ARCHIVARIS = "archivaris"
    """The keeper of the municipality's archive, who sets the terms of keeping and decides what is destroyed."""
    PRIVACYFUNCTIONARIS = "privacyfunctionaris"
    """The privacy officer, who sees who looked at what, and has collected what is held about a person who asks."""


@dataclass(frozen=True, slots=True)
class Medewerker:
    """The agent as the login names them, never as a request does."""

    identificatie: UUID
    naam: str
    organisatorische_eenheid: str
    rollen: frozenset[Rol] = frozenset()
    postvakken: frozenset[str] = frozenset()
    """The postvakken whose mail this medewerker may see, by their addresses in lower case. Empty means all of them."""

    @property
    def is_beperkt(self) -> bool:
        """True when this medewerker has a right to some postvakken only."""
        return bool(self.postvakken)

    def mag(self, postvak: str) -> bool:
        """Tell whether this medewerker has a right to the mail of a postvak, and to all that comes from it."""
        return not self.postvakken or postvak.lower() in self.postvakken

    @property
    def doet_taken(self) -> bool:
        """True when a task can be for this medewerker alone: it is on a list of theirs, and they can end it."""
        return not self.rollen.isdisjoint({Rol.BEHANDELAAR, Rol.KCC_MEDEWERKER})


@dataclass(frozen=True, slots=True)
class BekendeMedewerker:
    """A medewerker who has logged in, as their last login named them."""

    medewerker: Medewerker
    gezien: date | None
    """The month in which they last used Klantmail, by its first day; None when nobody noted it."""

    def is_actief(self, dag: date, maanden: int) -> bool:
        """Tell whether they used Klantmail in the month of `dag`, or in one of the `maanden` before it.

        Months are counted, not days: when somebody is at work is no business of their colleagues.
        """
        return self.gezien is not None and _telmaand(dag) - _telmaand(self.gezien) <= maanden


def _telmaand(dag: date) -> int:
    return dag.year * 12 + dag.month


def vereis_beheerder(medewerker: Medewerker) -> None:
    """Raises: GeenToegang."""
    if Rol.BEHEERDER not in medewerker.rollen:
        raise GeenToegang("Alleen een beheerder kan dit.")


def vereis_archivaris(medewerker: Medewerker) -> None:
    """Raises: GeenToegang."""
    if Rol.ARCHIVARIS not in medewerker.rollen:
        raise GeenToegang("Alleen een archivaris kan dit.")


def vereis_privacyfunctionaris(medewerker: Medewerker) -> None:
    """Raises: GeenToegang."""
    if Rol.PRIVACYFUNCTIONARIS not in medewerker.rollen:
        raise GeenToegang("Alleen een privacyfunctionaris kan dit.")
