"""All that is held about one mail of a person, as it is handed out to them (AVG article 15)."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from klantmail.domain.bewaren import Bewaring, Mailstand
from klantmail.domain.concept import Concept
from klantmail.domain.document import Informatieobject
from klantmail.domain.inzagen import Kijker
from klantmail.domain.klantcontact import Initiatiefnemer
from klantmail.domain.mailadres import vergelijkvorm
from klantmail.domain.notitie import Notitie
from klantmail.domain.rectificatie import Rectificatie

SOORTEN: Final = (
    "emailberichten",
    "klantcontacten",
    "rectificaties",
    "interneTaken",
    "verzendingen",
    "zaken",
    "documenten",
    "notities",
    "concepten",
    "inzagen",
)
"""The kinds of record that are handed out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meegegeven:
    """A file that is handed out."""

    pad: str
    """Its place."""
    naam: str
    """The name that it has for a reader."""
    identificatie: str
    """The identificatie of its document; the place of what is no document."""
    formaat: str
    """MIME type."""
    omvang: int
    sha256: str
    sinds: datetime
    """The moment at which it was stored, with this sha256."""
    van: UUID
    """The mail, the klantcontact or the verzending that it is a part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maildossier:
    """All that is held about one mail, or the part of it that is of this person."""

    mail: Mailstand
    geheel: bool
    """False when somebody else wrote the mail, and only what the municipality sent to this person is handed out."""
    tekst: str
    """The text of the mail; empty when it was not read, or is not handed out."""
    teksten: Mapping[UUID, str]
    """The whole text of each klantcontact."""
    rectificaties: tuple[Rectificatie, ...]
    documenten: tuple[Informatieobject, ...]
    notities: tuple[Notitie, ...]
    concepten: tuple[Concept, ...]
    bewaring: Bewaring | None
    """The judgement of how long it is kept; None while it waits for its outcome."""
    bestanden: tuple[Meegegeven, ...]
    niet_meegegeven: Mapping[str, str]
    """The names of files that are held and not handed out, with the reason in Dutch."""

    @property
    def records(self) -> frozenset[str]:
        """The identificaties by which the audit log names what is handed out."""
        return frozenset(map(str, self._records()))

    def _records(self) -> Iterator[UUID]:
        if self.geheel:
            yield self.mail.bericht.identificatie
        for records in (self.mail.klantcontacten, self.mail.taken, self.mail.verzendingen, self.mail.zaken, self.documenten):
            yield from (een.identificatie for een in records)


@dataclass(frozen=True, slots=True)
class Kijkregel:
    """A line of the audit log, with the records of this person that it names: it may name those of others too."""

    kijker: Kijker
    records: tuple[str, ...]


def deel_van(mail: Mailstand, adressen: Set[str]) -> tuple[Mailstand, bool]:
    """Return the part of a mail that is of whoever has one of these addresses, and whether that is all of it.

    A mail that somebody else wrote is theirs (AVG article 15.4). Of such a mail a person gets what the municipality
    sent to them, and no more.

    Args:
        adressen: as `vergelijkvorm` gives them.
    """
    if mail.bericht.is_van(adressen):
        return mail, True
    contacten = tuple(
        een
        for een in mail.klantcontacten
        if een.initiatiefnemer is Initiatiefnemer.GEMEENTE
        and not adressen.isdisjoint(vergelijkvorm(ontvanger.adres) for ontvanger in een.ontvangers)
    )
    verzendingen = tuple(een for een in mail.verzendingen if not adressen.isdisjoint(map(vergelijkvorm, een.naar)))
    return replace(mail, klantcontacten=contacten, verzendingen=verzendingen, taken=(), zaken=()), False
