"""The agent, as the login says, and what the login's group allows."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from klantmail.domain.fouten import GeenToegang


class Rol(StrEnum):
    """What a login may do, by its group."""

    KCC_MEDEWERKER = "kcc-medewerker"
    BEHANDELAAR = "behandelaar"
    """Of a department: the interne taken of the own eenheid, and what belongs to them."""
    BEHEERDER = "beheerder"


@dataclass(frozen=True, slots=True)
class Medewerker:
    """The agent, as the login says; never from a request."""

    identificatie: UUID
    naam: str
    organisatorische_eenheid: str
    rollen: frozenset[Rol] = frozenset()


def vereis_beheerder(medewerker: Medewerker) -> None:
    """Raises: GeenToegang."""
    if Rol.BEHEERDER not in medewerker.rollen:
        raise GeenToegang("Alleen een beheerder kan dit.")
