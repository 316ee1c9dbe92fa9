"""Fakes of what the use cases of the privacy officer need."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from klantmail.domain.beperking import Beperking
from klantmail.domain.bewaartermijn import STANDAARD, Bewaartermijnen
from klantmail.domain.bewaren import Gespreksstand, Mailstand
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.fouten import Geweigerd, NietGevonden, OpslagFout
from klantmail.domain.inzagen import MAX_VERMELDINGEN, Auditvermelding
from klantmail.domain.inzageverzoek import Inzageverzoek
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import dag_hier
from klantmail.domain.verzamelverzoek import Verzamelverzoek, Verzoekstatus
from klantmail.domain.wooverzoek import Wooverzoek
from klantmail.ports.repositories import Pagina
from tests.support.builders import ANNA, ARCHIVARIS, HANNA
from tests.support.fakes import BEGIN, FakeRepositories


def inzageverzoek(*adressen: str, nummer: int = 1) -> Inzageverzoek:
    """A new request of whoever has these addresses."""
    return Inzageverzoek(**_nieuw(nummer, HANNA), adressen=adressen)


def wooverzoek(
    *words: str, van: date | None = None, tot: date | None = None, postvakken: tuple[str, ...] = (), nummer: int = 2
) -> Wooverzoek:
    """A new request for the mail with these words; without a period for that of the day of `BEGIN`."""
    day = dag_hier(BEGIN)
    return Wooverzoek(**_nieuw(nummer, ARCHIVARIS), van=van or day, tot=tot or day, woorden=words, postvakken=postvakken)


def _nieuw(number: int, who: Medewerker) -> dict[str, Any]:
    return {
        "identificatie": UUID(int=number),
        "status": Verzoekstatus.WORDT_GEMAAKT,
        "medewerker": who.identificatie,
        "naam": who.naam,
        "gevraagd_op": BEGIN,
        "idempotency_key": "k",
        "vingerafdruk": "v",
        "versie": 1,
    }


@dataclass
class FakeVerzoekenkast[V: Verzamelverzoek]:
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
class FakeBeperkingen:
    """The restrictions, on the records of the fakes."""

    repos: FakeRepositories
    storingen: list[OpslagFout] = field(default_factory=list)

    def gesprek(self, gesprek: UUID) -> Gespreksstand:
        mails = (each for each in self.repos.berichten.values() if each.gesprek == gesprek)
        return Gespreksstand(tuple(map(self._stand, mails)))

    def _stand(self, bericht: Emailbericht) -> Mailstand:
        deze, van = bericht.identificatie, self.repos
        return Mailstand(
            bericht=bericht,
            klantcontacten=tuple(each for each in van.klantcontacten.values() if each.emailbericht == deze),
            taken=tuple(each for each in van.taken.values() if each.emailbericht == deze),
            verzendingen=tuple(each for each in van.verzendingen.values() if each.emailbericht == deze),
            zaken=tuple(each for each in van.zaken.values() if each.emailbericht == deze),
        )

    def leg_beperking_vast(self, mail: Mailstand, beperkingen: Sequence[Beperking]) -> None:
        if self.storingen:
            raise self.storingen.pop()
        van, state = self.repos, beperkingen[-1].opheffing is None
        if van.berichten[mail.bericht.identificatie] != mail.bericht:
            raise Geweigerd
        van.berichten[mail.bericht.identificatie] = replace(mail.bericht, beperkingen=tuple(beperkingen))
        # A mark is all that changes of a record, whatever became of the rest of it since it was read.
        for contact in (each.identificatie for each in mail.klantcontacten):
            van.klantcontacten[contact] = replace(van.klantcontacten[contact], beperkt=state)
        for taak in (each.identificatie for each in mail.taken):
            van.taken[taak] = replace(van.taken[taak], beperkt=state)
        for verzending in (each.identificatie for each in mail.verzendingen):
            van.verzendingen[verzending] = replace(van.verzendingen[verzending], beperkt=state)
        for zaak in (each.identificatie for each in mail.zaken):
            van.zaken[zaak] = replace(van.zaken[zaak], beperkt=state)

    def beperkte_mail(self, *, aantal: int, na: str | None) -> Pagina[Emailbericht]:  # noqa: ARG002  # it has one page
        beperkt = [each for each in self.repos.berichten.values() if each.beperking is not None]
        return Pagina(tuple(beperkt[:aantal]), None)


@dataclass
class FakeVerzamelwachtrij:
    aangeboden: list[UUID] = field(default_factory=list)
    over: list[int] = field(default_factory=list)
    """The seconds after which each came."""

    def bied_aan(self, verzoek: Verzamelverzoek, *, over: int = 0) -> None:
        self.aangeboden.append(verzoek.identificatie)
        self.over.append(over)


@dataclass
class FullLog:
    """An audit log that gives the last thousand lines of a search, as CloudWatch does."""

    regels: list[Auditvermelding]
    gevraagd: list[int] = field(default_factory=list)

    def vermeldingen(self, records: Collection[str], van: datetime, tot: datetime) -> Sequence[Auditvermelding]:  # noqa: ARG002
        self.gevraagd.append(len(records))
        found = [each for each in self.regels if not each.records.isdisjoint(records)]
        return sorted(found, key=lambda each: each.tijdstip, reverse=True)[:MAX_VERMELDINGEN]


def audit_line(number: int, *records: str, resultaat: str = "gelukt") -> Auditvermelding:
    """A reading by Anna, so many seconds after the beginning."""
    return Auditvermelding(
        tijdstip=BEGIN + timedelta(seconds=number),
        medewerker=ANNA.identificatie,
        actie="GET /emailberichten/{identificatie}",
        resultaat=resultaat,
        oorsprong="192.0.2.44",
        records=frozenset(records),
    )
