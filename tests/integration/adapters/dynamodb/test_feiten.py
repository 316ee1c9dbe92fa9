"""The lists that mails stand on find what happened lately, and what was not counted is told again."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import boto3
import pytest

from klantmail.adapters.dynamodb.cijfers import Cijfers
from klantmail.adapters.dynamodb.emailbericht_mapping import bericht_item
from klantmail.adapters.dynamodb.feiten import Feiten
from klantmail.adapters.dynamodb.interne_taak_mapping import taak_item
from klantmail.domain.afhandeling import Afhandelsoort, Vervolgstap
from klantmail.domain.cijfers import Norm
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.feit import Feit, feiten_van_bericht, feiten_van_taak
from klantmail.domain.interne_taak import DOORGEZET, InterneTaak, Toewijzing
from klantmail.domain.werktijd import Werktijden
from klantmail.domain.zaak import Zaak
from klantmail.usecases.nazorg.navertellen import Naverteller
from klantmail.usecases.nazorg.tellen import Teller
from klantmail.usecases.nazorg.vertellen import Verteller
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK, afhandeling, bericht, inzage, klantcontact, taak, zaak
from tests.support.fakes import BEGIN, FakeKlok
from tests.support.feiten import alle_feiten
from tests.support.repositories import AllRepositories
from tests.unit.usecases.nazorg.test_vertellen import FakeBus
from tools.recount import recount
from tools.restore import items

NA, BACK = timedelta(minutes=15), timedelta(hours=3)
POSTVAKKEN = (POSTVAK, ANDER_POSTVAK)


@dataclass
class Place:
    """A table with a mail that waits, one in quarantine, and one that became a task."""

    dynamodb: AllRepositories
    bus: FakeBus = field(default_factory=FakeBus)
    klok: FakeKlok = field(default_factory=lambda: FakeKlok(BEGIN + timedelta(hours=1)))

    def __post_init__(self) -> None:
        bericht_item(bericht(1)).save()
        bericht_item(bericht(2, postvak=ANDER_POSTVAK, status=Berichtstatus.QUARANTAINE)).save()
        bericht_item(bericht(3)).save()
        seen = inzage(3, na=timedelta(minutes=5))
        self.dynamodb.claim(bericht(3).identificatie, seen, BEGIN + timedelta(minutes=20))
        small_taak = taak(3)
        uitkomst = afhandeling(3)
        klaar = type(uitkomst)(
            soort=Afhandelsoort.INTERNE_TAAK,
            klantcontacten=(),
            interne_taak=small_taak.identificatie,
            idempotency_key="s",
            vingerafdruk="v",
            tijdstip=BEGIN + timedelta(minutes=10),
            medewerker=uitkomst.medewerker,
        )
        self.dynamodb.handel_af(bericht(3).identificatie, seen.identificatie, klaar, [small_taak])

    @property
    def naverteller(self) -> Naverteller:
        return Naverteller(
            bron=Feiten(self.dynamodb._table),
            telwerk=Cijfers(self.dynamodb._table),
            verteller=Verteller(self.bus),
            klok=self.klok,
            postvakken=POSTVAKKEN,
            na=NA,
            terug=BACK,
        )

    def alles(self) -> list[Feit]:
        berichten = [self.dynamodb.emailbericht(bericht(number).identificatie) for number in (1, 2, 3)]
        return [*(feit for each in berichten for feit in feiten_van_bericht(each)), *feiten_van_taak(taak(3))]


@pytest.fixture
def plek(dynamodb: AllRepositories) -> Place:
    return Place(dynamodb)


def test_what_was_not_counted_is_told_again_and_what_was_is_not(plek: Place) -> None:
    everything = plek.alles()
    assert len(everything) == 5
    teller = Teller(telwerk=Cijfers(plek.dynamodb._table), norm=Norm(Werktijden(), 3), slaap=lambda _: None)
    teller.tel(everything[0])
    assert plek.naverteller.ronde() == (4, 4)
    assert {feit.identificatie for feit in plek.bus.verteld} == {feit.identificatie for feit in everything[1:]}
    for feit in plek.bus.verteld:
        teller.tel(feit)
    assert plek.naverteller.ronde() == (0, 0)


def test_what_may_still_be_on_its_way_is_left_alone(plek: Place) -> None:
    plek.klok.moment = BEGIN + timedelta(minutes=8)
    assert plek.naverteller.ronde() == (0, 0)


def test_what_is_older_than_it_looks_back_is_not_looked_at(plek: Place) -> None:
    plek.klok.moment = BEGIN + NA + BACK + timedelta(hours=1)
    assert plek.naverteller.ronde() == (0, 0)


def test_the_bus_that_takes_nothing_is_asked_again_in_the_next_round(plek: Place) -> None:
    plek.bus.refuses = frozenset(feit.identificatie for feit in plek.alles())
    assert plek.naverteller.ronde() == (5, 0)
    plek.bus.refuses = frozenset()
    assert plek.naverteller.ronde() == (5, 5)


def _step(made: InterneTaak | Zaak) -> Vervolgstap:
    of_taak = isinstance(made, InterneTaak)
    return Vervolgstap(
        soort=Afhandelsoort.INTERNE_TAAK if of_taak else Afhandelsoort.ZAAK,
        klantcontacten=(),
        interne_taak=made.identificatie if of_taak else None,
        zaak=None if of_taak else made.identificatie,
        op=klantcontact(4).identificatie,
        idempotency_key="s",
        vingerafdruk="v",
        tijdstip=BEGIN + timedelta(minutes=12),
        medewerker=ANNA.identificatie,
    )


def test_all_that_came_of_a_mail_is_told_again_though_no_figure_counts_it(plek: Place) -> None:
    """A mail became a task that was passed on twice, and a zaak; a zaak and a task of one medewerker followed."""
    first, second = (
        taak(nr).verwerkt(
            BEGIN + timedelta(minutes=10 + nr),
            resultaat=DOORGEZET,
            vervolg=taak(nr + 1).identificatie,
            idempotency_key="s",
            vingerafdruk="v",
        )
        for nr in (4, 5)
    )
    own = taak(7, aan=Toewijzing(medewerker=ANNA.identificatie))
    bericht_item(bericht(4)).save()
    for item in map(taak_item, (second, taak(6))):
        item.save()
    seen, store, wat = inzage(4, na=timedelta(minutes=5)), plek.dynamodb, bericht(4).identificatie
    store.claim(wat, seen, BEGIN + timedelta(minutes=20))
    outcome = replace(afhandeling(4), interne_taak=first.identificatie, zaak=zaak(4).identificatie)
    store.handel_af(wat, seen.identificatie, outcome, [klantcontact(4), first, zaak(4)])
    for made in (zaak(5), own):
        store.leg_stap_vast(wat, _step(made), [made])
    gedaan, taken, zaken = store.emailbericht(wat), [first, second, taak(6), own], [zaak(4), zaak(5)]
    expected = {feit.identificatie for feit in alle_feiten([gedaan], taken, zaken)}
    teller = Teller(telwerk=Cijfers(plek.dynamodb._table), norm=Norm(Werktijden(), 3), slaap=lambda _: None)
    for feit in plek.alles():
        teller.tel(feit)
    assert plek.naverteller.ronde() == (len(expected), len(expected))
    assert {feit.identificatie for feit in plek.bus.verteld} == expected
    for feit in plek.bus.verteld:
        teller.tel(feit)
    assert plek.naverteller.ronde() == (0, 0)
    stored = recount(items(boto3.client("dynamodb", region_name=REGION), ENVIRONMENT["TABEL"]), Norm(Werktijden(), 3))
    assert (stored.differences, stored.uncounted) == ((), ())
