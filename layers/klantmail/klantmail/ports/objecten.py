"""The buckets, as the use cases need them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from klantmail.domain.document import Upload
    from klantmail.domain.keuring import Keuroordeel


LINKDUUR: Final = timedelta(minutes=5)
"""The time that a download link is valid: long enough to follow it, too short to pass it on."""


class Stroom(Protocol):
    """Bytes that are too many to be in memory at once.

    They come in pieces, and from the beginning whenever they are asked.
    """

    @property
    def omvang(self) -> int: ...

    @property
    def sha256(self) -> str: ...

    def __iter__(self) -> Iterator[bytes]: ...


class Objectlezer(Protocol):
    """The bytes of an object."""

    def lees(self, object_key: str) -> bytes:
        """Raises: NietGevonden."""


class Archief(Objectlezer, Protocol):
    """Immutable objects."""

    def bewaar(self, object_key: str, inhoud: bytes | Stroom, formaat: str) -> None:
        """Store the object, unless there is one of that key already (which then is the same)."""

    def link(
        self, object_key: str, *, bestandsnaam: str, formaat: str, als_download: bool = True, duur: timedelta = LINKDUUR
    ) -> tuple[str, datetime]:
        """A short-lived address of the object, and until when it is valid.

        AWS ends it sooner when the credentials that signed it end, which may be some hours later.
        """


class Keuringlezer(Protocol):
    """The judgements of the malware scanner."""

    def oordeel(self, object_key: str) -> Keuroordeel:
        """Raises: NietGevonden."""


@dataclass(frozen=True, slots=True)
class Uploadformulier:
    """A form (multipart/form-data) that puts one file in its place; the file is its last field, `file`."""

    url: str
    velden: Mapping[str, str]
    geldig_tot: datetime


class Uploads(Protocol):
    """Files that medewerkers put ready. Each medewerker reaches the own ones only."""

    def formulier(self, upload: Upload, medewerker: UUID) -> Uploadformulier:
        """A form that takes this very upload: its name, kind and size, and nothing else."""

    def zoek(self, upload: UUID, medewerker: UUID) -> Upload | None:
        """Return the upload that this medewerker put there; None when there is none, or when it has expired."""

    def oordeel(self, upload: UUID, medewerker: UUID) -> Keuroordeel:
        """Return what the malware scanner says of the upload. Raises: NietGevonden."""

    def lees(self, upload: UUID, medewerker: UUID) -> bytes:
        """Raises: NietGevonden."""


@dataclass(frozen=True, slots=True)
class Opslagobject:
    """An object in a bucket."""

    object_key: str
    sinds: datetime


class Objectlijst(Protocol):
    """The objects of a bucket."""

    def onder(self, voorvoegsel: str) -> Iterable[Opslagobject]:
        """All objects whose key begins with `voorvoegsel`."""


class Wachtlijst(Protocol):
    """The mails in the intake bucket."""

    def wachtend(self) -> Sequence[Opslagobject]:
        """All objects, oldest first."""


class Intake(Objectlezer, Protocol):
    """The bucket in which SES leaves the mail."""

    def heeft(self, object_key: str) -> bool:
        """Tell whether the object is there."""

    def verwijder(self, object_key: str) -> None:
        """Remove the object. It is no error when there is none."""


class Voorraadintake(Wachtlijst, Protocol):
    """The intake bucket, for the round that looks at what was left lying."""

    def begin(self, object_key: str) -> bytes:
        """Return the first 64 KB. Raises: NietGevonden (taken in meanwhile)."""


class Veegarchief(Objectlijst, Protocol):
    """The archive, for the round that sweeps it."""

    def verwijder(self, object_key: str) -> None:
        """Remove the object. Its versions stay as long as the bucket keeps them."""


class HerlijstArchief(Objectlijst, Objectlezer, Protocol):
    """The archive, for the search for mails that the table does not know of."""

    def heeft(self, object_key: str) -> bool:
        """Tell whether the object is there."""


class Neerlegplek(Protocol):
    """The intake bucket, for the search that puts mail back in it."""

    def leg_neer(self, object_key: str, inhoud: bytes) -> None:
        """Put a mail in the intake bucket, as SES would."""
