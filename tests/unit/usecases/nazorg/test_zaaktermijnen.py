"""The reading of the terms of zaken: each once, and a Zaken API that fails keeps all that it did not tell."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from klantmail.domain.zaaktermijn import Archiefnominatie, Zaakreden, Zaaktermijn
from klantmail.ports.zaaksysteem import NietGelezen
from klantmail.usecases.nazorg.zaaktermijnen import MAX_MISLUKT_OP_RIJ, Zaaktermijnlezer
from tests.support.fakes import BEGIN

DAG = date(2030, 3, 1)
VOORBIJ = Zaaktermijn(Archiefnominatie.VERNIETIGEN, date(2030, 1, 1))
NOT_NOW = NietGelezen("HTTP 503", tijdelijk=True)
NIET_VOOR_ONS = NietGelezen("HTTP 403", tijdelijk=False)
LATER = BEGIN + timedelta(hours=1)
VEEL = frozenset(f"https://zaken.example/{number}" for number in range(100))


@dataclass
class FakeZaken:
    """A Zaken API that says the same of each zaak, in some time, unless it is told otherwise."""

    antwoord: Zaaktermijn | NietGelezen | None = VOORBIJ
    eerst: list[Zaaktermijn | NietGelezen | None] = field(default_factory=list)
    duur: timedelta = timedelta()
    moment: datetime = BEGIN
    gevraagd: list[str] = field(default_factory=list)

    def zaaktermijn(self, url: str) -> Zaaktermijn | NietGelezen | None:
        self.gevraagd.append(url)
        self.moment += self.duur
        return self.eerst.pop(0) if self.eerst else self.antwoord

    @property
    def lezer(self) -> Zaaktermijnlezer:
        return Zaaktermijnlezer(self, lambda: self.moment)


def test_each_zaak_is_asked_for_once_and_its_term_is_told() -> None:
    zaken = FakeZaken()
    assert zaken.lezer.lees(VEEL, DAG, LATER) == dict.fromkeys(VEEL, VOORBIJ)
    assert sorted(zaken.gevraagd) == sorted(VEEL)


def test_a_zaak_that_is_not_there_and_one_that_is_refused_to_us_are_reasons_and_no_failures() -> None:
    zaken = FakeZaken(antwoord=None, eerst=[NIET_VOOR_ONS] * 20)
    read = list(zaken.lezer.lees(VEEL, DAG, LATER).values())
    assert (read.count(Zaakreden.NIET_GELEZEN), read.count(Zaakreden.NIET_GEVONDEN)) == (20, 80)


def test_a_zaken_api_that_fails_is_asked_some_times_and_not_for_every_zaak() -> None:
    zaken = FakeZaken(antwoord=NOT_NOW)
    assert zaken.lezer.lees(VEEL, DAG, LATER) == dict.fromkeys(VEEL, Zaakreden.NIET_GELEZEN)
    assert len(zaken.gevraagd) == MAX_MISLUKT_OP_RIJ


def test_a_failure_now_and_then_keeps_those_zaken_and_no_others() -> None:
    zaken = FakeZaken(eerst=[*[NOT_NOW] * (MAX_MISLUKT_OP_RIJ - 1), VOORBIJ] * 3)
    read = list(zaken.lezer.lees(VEEL, DAG, LATER).values())
    assert read.count(Zaakreden.NIET_GELEZEN) == 3 * (MAX_MISLUKT_OP_RIJ - 1)
    assert len(zaken.gevraagd) == len(VEEL)


def test_a_slow_zaken_api_is_asked_until_the_time_is_over() -> None:
    zaken = FakeZaken(duur=timedelta(minutes=10))
    read = list(zaken.lezer.lees(VEEL, DAG, LATER).values())
    assert (read.count(VOORBIJ), read.count(Zaakreden.NIET_GELEZEN)) == (6, 94)
    assert len(zaken.gevraagd) == 6


def test_what_was_not_reached_for_one_list_is_reached_for_another() -> None:
    gevraagd: set[str] = set()
    for month in range(1, 13):
        zaken = FakeZaken(duur=timedelta(minutes=1))
        zaken.lezer.lees(VEEL, DAG.replace(month=month), LATER)
        gevraagd |= set(zaken.gevraagd)
    assert gevraagd == VEEL


def test_without_a_zaken_api_that_is_the_reason() -> None:
    reader = Zaaktermijnlezer(None, lambda: BEGIN)
    assert reader.lees({"", "https://zaken.example/1"}, DAG, LATER) == {
        "": Zaakreden.GEEN_ZAKEN_API,
        "https://zaken.example/1": Zaakreden.GEEN_ZAKEN_API,
    }
