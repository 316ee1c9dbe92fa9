"""The restriction of processing (AVG article 18): a mail is kept with all that came of it, and nothing else is done.

It holds for the whole of a mail, by whichever of its klantcontacten it was asked. As long as it stands, the mail is on
no list and in no search result, only a privacy officer and an archivaris read its klantcontacten, nothing more comes
of it, and it is not destroyed. A person who asks for what is held about them gets it all the same (article 15).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import GeenToegang
from klantmail.domain.medewerker import Medewerker, Rol

MAX_BEPERKINGEN: Final = 10
"""The restrictions of one mail: none is ever dropped from its history."""
_LEZERS: Final = frozenset({Rol.PRIVACYFUNCTIONARIS, Rol.ARCHIVARIS})
"""The roles that read a klantcontact while it is restricted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opheffing:
    """A restriction was lifted."""

    medewerker: UUID
    naam: str
    tijdstip: datetime
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beperking:
    """A mail was restricted."""

    medewerker: UUID
    naam: str
    tijdstip: datetime
    reden: str
    opheffing: Opheffing | None = None
    """None while it stands."""

    def opgeheven(self, opheffing: Opheffing) -> "Beperking":
        return replace(self, opheffing=opheffing)


def leest_beperkt(medewerker: Medewerker) -> bool:
    """Tell whether this medewerker may read a klantcontact while it is restricted."""
    return not medewerker.rollen.isdisjoint(_LEZERS)


def vereis_leesbaar(medewerker: Medewerker, *, beperkt: bool) -> None:
    """Hold a klantcontact to who may read it: while it is restricted these two roles, else all others.

    Raises: GeenToegang.
    """
    if not leest_beperkt(medewerker):
        vereis_onbeperkt(beperkt=beperkt)
    elif not beperkt and medewerker.rollen <= _LEZERS:
        raise GeenToegang("U leest een klantcontact alleen zolang de verwerking ervan is beperkt.")


def vereis_onbeperkt(*, beperkt: bool) -> None:
    """Raises: GeenToegang (the processing is restricted)."""
    if beperkt:
        raise GeenToegang("De verwerking hiervan is beperkt (AVG artikel 18). Vraag het de privacyfunctionaris.")
