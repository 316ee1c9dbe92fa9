"""The sweep of archived objects that no record names, left by requests that were refused after their bytes were stored.

Only mail of the gemeente can be left so: its bytes are archived before the transaction that names them (decision 6).
Received mail is archived before it is listed, too, but the vangnet offers it again until it is listed. The archive is
versioned: what is swept can be brought back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from klantmail.domain.tijd import Klok
from klantmail.ports.objecten import Opslagobject, Veegarchief
from klantmail.ports.repositories import Archiefverwijzingen

RUST: Final = timedelta(days=2)
"""An object of this age belongs to no request that is still under way."""
VENSTER: Final = timedelta(days=9)
"""Older objects have been looked at on seven days already."""
_VOORVOEGSEL: Final = "klantcontacten/"


@dataclass(frozen=True, slots=True)
class Veegresultaat:
    """The number of objects that a round looked at, and that it removed."""

    bekeken: int
    verwijderd: int


@dataclass(frozen=True, slots=True)
class Veger:
    """The sweeper of one municipality's archive."""

    archief: Veegarchief
    verwijzingen: Archiefverwijzingen
    klok: Klok

    def veeg(self) -> Veegresultaat:
        """Remove the objects that no record names. It is safe at any time, and twice at once."""
        moment = self.klok()
        objecten = [een for een in self.archief.onder(_VOORVOEGSEL) if _aan_de_beurt(een, moment)]
        genoemd = self.verwijzingen.genoemde_object_keys(_eigenaren(objecten))
        over = [een.object_key for een in objecten if een.object_key not in genoemd]
        for object_key in over:
            self.archief.verwijder(object_key)
        return Veegresultaat(len(objecten), len(over))


def _aan_de_beurt(een: Opslagobject, moment: datetime) -> bool:
    return een.sinds + RUST <= moment < een.sinds + VENSTER


def _eigenaren(objecten: Iterable[Opslagobject]) -> Sequence[UUID]:
    """The klantcontact, or for a doorzending the verzending, that the keys `klantcontacten/<id>/…` are under."""
    return sorted({UUID(een.object_key.split("/")[1]) for een in objecten})
