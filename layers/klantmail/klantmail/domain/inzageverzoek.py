"""The request of a person to see all that is held about them (AVG article 15), and how far it is.

wordt_gemaakt ──all of their mail was found──► wordt_gemaakt, one bestand after another ──the last one──► klaar

A bestand is a zip that can be read by itself. Each has so much mail that it fits into the memory of who makes it, so
that there is no bound to what a person may have written. The request, with the addresses in it, and its bestanden are
gone by themselves after `BEWAARD`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

BEWAARD: Final = timedelta(days=7)
"""The bucket removes the bestanden after as many days (template.yaml)."""
LINKDUUR: Final = timedelta(days=1)
MAX_ADRESSEN: Final = 20
MAP: Final = "inzageverzoeken/"
"""The beginning of the keys of what is made for these requests."""


class Verzoekstatus(StrEnum):
    WORDT_GEMAAKT = "wordt_gemaakt"
    KLAAR = "klaar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestand:
    """A zip with a part of what is held."""

    object_key: str
    omvang: int
    emailberichten: int
    """The mails of which something is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzageverzoek:
    """A request, and how far it is."""

    identificatie: UUID
    status: Verzoekstatus
    adressen: tuple[str, ...]
    """The addresses of the person, in lower case."""
    medewerker: UUID
    """The privacy officer who asked."""
    naam: str
    gevraagd_op: datetime
    idempotency_key: str
    vingerafdruk: str
    gevonden_key: str = ""
    """Key of the object that names the mails that were found; empty until they are."""
    gevonden: int = 0
    """The number of these mails."""
    verwerkt: int = 0
    """The number of these, counted from the first one, that are in a bestand."""
    bestanden: tuple[Bestand, ...] = ()
    aantallen: Mapping[str, int] = field(default_factory=dict)
    """The number of records in all bestanden, by kind."""
    klaar_op: datetime | None = None
    versie: int = 0

    @property
    def vervalt_op(self) -> datetime:
        """The moment from which it is gone."""
        return self.gevraagd_op + BEWAARD

    def met(self, bestand: Bestand, verwerkt: int, aantallen: Mapping[str, int], moment: datetime) -> "Inzageverzoek":
        """Return it with a bestand more.

        Args:
            verwerkt: how many mails are done then.
        """
        is_klaar = verwerkt == self.gevonden
        return replace(
            self,
            status=Verzoekstatus.KLAAR if is_klaar else self.status,
            verwerkt=verwerkt,
            bestanden=(*self.bestanden, bestand),
            aantallen={soort: self.aantallen.get(soort, 0) + aantal for soort, aantal in aantallen.items()},
            klaar_op=moment if is_klaar else None,
            versie=self.versie + 1,
        )
