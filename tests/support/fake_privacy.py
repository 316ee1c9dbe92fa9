"""Fakes of what the use cases of the privacy officer need."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from klantmail.domain.bewaartermijn import STANDAARD, Bewaartermijnen
from klantmail.domain.fouten import Geweigerd, NietGevonden
from klantmail.domain.inzagen import MAX_VERMELDINGEN, Auditvermelding
from klantmail.domain.verzamelverzoek import Verzamelverzoek
from tests.support.builders import ANNA
from tests.support.fakes import BEGIN


@dataclass
class NepVerzoekenkast[V: Verzamelverzoek]:
    bewaard: dict[UUID, V] = field(default_factory=dict)
    storingen: list[Exception] = field(default_factory=list)

    def verzoeken(self) -> list[V]:
        return list(self.bewaard.values())

    def verzoek(self, identificatie: UUID) -> V:
        try:
            return self.bewaard[identificatie]
        except KeyError:
            raise NietGevonden("Verzoek", identificatie) from None

    def bewaar(self, verzoek: V) -> None:
        if self.storingen:
            raise self.storingen.pop()
        huidig = self.bewaard.get(verzoek.identificatie)
        if (huidig.versie if huidig else 0) != verzoek.versie - 1:
            raise Geweigerd("versie")
        self.bewaard[verzoek.identificatie] = verzoek


class VasteTermijnen:
    """The table of terms that we give."""

    def bewaartermijnen(self) -> Bewaartermijnen:
        return STANDAARD

    def bewaar_bewaartermijnen(self, termijnen: Bewaartermijnen) -> None:
        raise NotImplementedError


@dataclass
class NepVerzamelwachtrij:
    aangeboden: list[UUID] = field(default_factory=list)

    def bied_aan(self, verzoek: Verzamelverzoek) -> None:
        self.aangeboden.append(verzoek.identificatie)


@dataclass
class VolLog:
    """An audit log that gives the last thousand lines of a search, as CloudWatch does."""

    regels: list[Auditvermelding]
    gevraagd: list[int] = field(default_factory=list)

    def vermeldingen(self, records: Collection[str], van: datetime, tot: datetime) -> Sequence[Auditvermelding]:  # noqa: ARG002
        self.gevraagd.append(len(records))
        gevonden = [een for een in self.regels if not een.records.isdisjoint(records)]
        return sorted(gevonden, key=lambda een: een.tijdstip, reverse=True)[:MAX_VERMELDINGEN]


def audit_line(nummer: int, *records: str, resultaat: str = "gelukt") -> Auditvermelding:
    """A reading by Anna, so many seconds after the beginning."""
    return Auditvermelding(
        tijdstip=BEGIN + timedelta(seconds=nummer),
        medewerker=ANNA.identificatie,
        actie="GET /emailberichten/{identificatie}",
        resultaat=resultaat,
        oorsprong="192.0.2.44",
        records=frozenset(records),
    )
