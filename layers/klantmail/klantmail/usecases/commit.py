"""The commit of all that was composed. Composing stores nothing: it returns records and the objects that they name.

compose ──► Samenstelling ──► archive its objects ──► one guarded write of its records

The order matters. A request that is refused halfway has archived nothing, and no stored record names an object that is
not there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer, UploadGebruikt
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.verzending import Verzending
from klantmail.ports.objecten import Archief, Stroom
from klantmail.ports.repositories import Record
from klantmail.usecases.guarded_write import Slaap, leg_vast
from klantmail.usecases.parallel import alle


@dataclass(frozen=True, slots=True)
class Archiefobject:
    """An object that is to be archived."""

    object_key: str
    inhoud: bytes | Stroom
    formaat: str
    """MIME type."""

    @property
    def omvang(self) -> int:
        """Bytes of the object."""
        return len(self.inhoud) if isinstance(self.inhoud, bytes) else self.inhoud.omvang


@dataclass(frozen=True, slots=True)
class Samenstelling:
    """Records that are stored together, and the objects that they name."""

    records: tuple[Record, ...] = ()
    objecten: tuple[Archiefobject, ...] = ()
    uploads: tuple[tuple[UUID, str], ...] = ()
    """Each upload that goes along, with the field of the request that names it."""

    def __add__(self, ander: "Samenstelling") -> "Samenstelling":
        return Samenstelling(self.records + ander.records, self.objecten + ander.objecten, self.uploads + ander.uploads)

    @property
    def omvang(self) -> int:
        """Bytes to be archived."""
        return sum(een.omvang for een in self.objecten)

    @property
    def klantcontacten(self) -> tuple[UUID, ...]:
        return tuple(een.identificatie for een in self.records if isinstance(een, Klantcontact))

    @property
    def verzendingen(self) -> tuple[UUID, ...]:
        return tuple(een.identificatie for een in self.records if isinstance(een, Verzending))


def archive(archief: Archief, samenstelling: Samenstelling) -> None:
    """Archive all objects, some at the same time."""
    alle(lambda een: archief.bewaar(een.object_key, een.inhoud, een.formaat), samenstelling.objecten)


def commit[T](
    archief: Archief, samenstelling: Samenstelling, schrijf: Callable[[], T], lees_terug: Callable[[], T | None], slaap: Slaap
) -> T:
    """Archive the objects, then write until it is certain. Return the stored result.

    Args:
        schrijf: writes the records in one transaction.
        lees_terug: the same as for `leg_vast`.

    Raises: as `leg_vast`; OngeldigeInvoer (an upload went along with a mail before).
    """
    archive(archief, samenstelling)
    with _eenmalig(samenstelling):
        return leg_vast(schrijf, lees_terug, slaap)


@contextmanager
def _eenmalig(samenstelling: Samenstelling) -> Iterator[None]:
    """Name the fields of the request whose uploads were used before."""
    try:
        yield
    except UploadGebruikt as fout:
        raise OngeldigeInvoer(
            *(
                Invoerfout(veld, "al-gebruikt", "Deze upload is al met een e-mail meegestuurd.")
                for upload, veld in samenstelling.uploads
                if upload in fout.uploads
            )
        ) from fout
