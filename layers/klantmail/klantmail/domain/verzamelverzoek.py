"""The request to have mail collected and handed out, and how far it is.

wordt_gemaakt ──the mail was found──► wordt_gemaakt, one bestand after another ──the last one──► klaar

It is not looked for while mail lies in the intake that was there when it was asked: nobody can tell whose that is. A
bestand does not go past a mail with a file that the malware scanner is yet to judge.

A bestand is a zip that can be read by itself. Each has so much mail that it fits into the memory of who makes it, so
that there is no bound to how much mail there is. The request and its bestanden are gone by themselves after `BEWAARD`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final, Self
from uuid import UUID

BEWAARD: Final = timedelta(days=7)
"""The bucket removes the bestanden after as many days (template.yaml)."""
LINKDUUR: Final = timedelta(days=1)
GEDULD: Final = timedelta(hours=4)
"""The time that mail which was there when it was asked has to be taken in, and files have to be judged.

The vangnet takes mail in within a quarter of an hour. What it cannot take in rings an alarm (IntakeWachtendAlarm), and
who mends that has half a working day: the answer to a person has a month (AVG article 12.3).
"""


class Verzoeksoort(StrEnum):
    """The reasons to collect mail, as a message to who collects it names them."""

    INZAGE = "inzage"
    WOO = "woo"


class Verzoekstatus(StrEnum):
    WORDT_GEMAAKT = "wordt_gemaakt"
    KLAAR = "klaar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestand:
    """A zip with a part of what is handed out."""

    object_key: str
    omvang: int
    emailberichten: int
    """The mails of which something is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzamelverzoek:
    """A request, and how far it is. Each reason to collect has a class of its own, which says what is asked for."""

    SOORT: ClassVar[Verzoeksoort]
    NAAM: ClassVar[str]
    """The name by which an agent knows it."""
    MAP: ClassVar[str]
    """The beginning of the keys of what is made for these requests."""

    identificatie: UUID
    status: Verzoekstatus
    medewerker: UUID
    """The medewerker who asked."""
    naam: str
    gevraagd_op: datetime
    idempotency_key: str
    vingerafdruk: str
    niet_ingenomen: int = 0
    """The mails that were there when it was asked, and were not taken in when it was looked last.

    Once the mail was found these are not part of it.
    """
    gevonden_key: str = ""
    """Key of the object that names the mails that were found; empty until they are."""
    gevonden: int = 0
    """The number of these mails."""
    verwerkt: int = 0
    """The number of these, counted from the first one, that are in a bestand, or are left out there."""
    bestanden: tuple[Bestand, ...] = ()
    aantallen: Mapping[str, int] = field(default_factory=dict)
    """The number of records in all bestanden, by kind."""
    klaar_op: datetime | None = None
    versie: int = 0

    @property
    def vervalt_op(self) -> datetime:
        """The moment from which it is gone."""
        return self.gevraagd_op + BEWAARD

    @property
    def wacht_tot(self) -> datetime:
        """The moment from which it goes on without what it waited for."""
        return self.gevraagd_op + GEDULD

    def met(self, bestand: Bestand, verwerkt: int, aantallen: Mapping[str, int], moment: datetime) -> Self:
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
