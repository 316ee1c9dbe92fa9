"""The desk of the Woo: what is asked, read and fetched."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from klantmail.domain.fouten import GeenToegang, NietGevonden, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.tijd import dag_hier
from klantmail.domain.verzamelverzoek import BEWAARD, Bestand, Verzoekstatus
from klantmail.domain.wooverzoek import MAX_DAGEN, Wooverzoek
from klantmail.usecases.beheer.wooverzoeken import Woobalie
from tests.support.builders import ARCHIVARIS, BEHEER, HANNA, POSTVAK
from tests.support.fake_privacy import FakeVerzamelwachtrij, FakeVerzoekenkast
from tests.support.fakes import BEGIN, FakeArchief, FakeKlok

TODAY = dag_hier(BEGIN)
JANUARY = TODAY - timedelta(days=300)


@dataclass
class Setup:
    kast: FakeVerzoekenkast[Wooverzoek] = field(default_factory=FakeVerzoekenkast)
    wachtrij: FakeVerzamelwachtrij = field(default_factory=FakeVerzamelwachtrij)
    klok: FakeKlok = field(default_factory=FakeKlok)

    @property
    def balie(self) -> Woobalie:
        return Woobalie(
            kast=self.kast,
            archief=FakeArchief(),
            wachtrij=self.wachtrij,
            klok=self.klok,
            slaap=lambda _: None,
            postvakken=(POSTVAK,),
        )

    def vraag(self, woorden: str = "Windmolens", *, key: str = "k", van: date = JANUARY, tot: date = TODAY) -> Wooverzoek:
        return self.balie.vraag(ARCHIVARIS, key, van, tot, woorden, [POSTVAK])


@pytest.fixture
def setup() -> Setup:
    return Setup()


def test_a_request_is_stored_with_what_is_asked_and_offered_to_who_collects(setup: Setup) -> None:
    verzoek = setup.vraag("De Wíndmolens van het dorp")
    assert (verzoek.woorden, verzoek.postvakken, verzoek.van, verzoek.tot) == (("windmolens", "dorp"), (POSTVAK,), JANUARY, TODAY)
    assert (verzoek.status, verzoek.vervalt_op) == (Verzoekstatus.WORDT_GEMAAKT, BEGIN + BEWAARD)
    assert setup.wachtrij.aangeboden == [verzoek.identificatie]


def test_the_same_key_gives_the_same_request_and_another_question_by_it_is_refused(setup: Setup) -> None:
    first = setup.vraag()
    setup.klok.advance(timedelta(minutes=1))
    assert setup.vraag("windmolens") == first
    for anders in ({"woorden": "zonnepanelen"}, {"van": JANUARY + timedelta(days=1)}, {"tot": JANUARY}):
        with pytest.raises(SleutelHergebruikt):
            setup.vraag(**anders)
    with pytest.raises(SleutelHergebruikt):
        setup.balie.vraag(ARCHIVARIS, "k", JANUARY, TODAY, "windmolens", [])
    assert setup.vraag(key="k2").identificatie != first.identificatie


def test_all_that_is_wrong_is_said_at_once(setup: Setup) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(OngeldigeInvoer) as error:
        setup.balie.vraag(
            ARCHIVARIS, "k", tomorrow - timedelta(days=MAX_DAGEN), tomorrow, "de het een", [POSTVAK, "x@gemeente.example"]
        )
    assert [(each.veld, each.code) for each in error.value.fouten] == [
        ("woorden", "te-algemeen"),
        ("tot", "te-lang"),
        ("tot", "in-de-toekomst"),
        ("postvakken.1", "onbekend"),
    ]
    with pytest.raises(OngeldigeInvoer) as error:
        setup.vraag(van=TODAY, tot=JANUARY)
    assert [(each.veld, each.code) for each in error.value.fouten] == [("tot", "voor-begin")]
    assert setup.kast.bewaard == {}
    assert setup.vraag(van=TODAY - timedelta(days=MAX_DAGEN - 1)).woorden == ("windmolens",)


@pytest.mark.parametrize("medewerker", [HANNA, BEHEER])
def test_only_an_archivaris_may(setup: Setup, medewerker: object) -> None:
    verzoek = setup.vraag()
    with pytest.raises(GeenToegang):
        setup.balie.vraag(medewerker, "k", JANUARY, TODAY, "windmolens", [])  # type: ignore[arg-type]
    with pytest.raises(GeenToegang):
        setup.balie.lees(verzoek.identificatie, medewerker)  # type: ignore[arg-type]
    with pytest.raises(GeenToegang):
        setup.balie.lijst(medewerker)  # type: ignore[arg-type]


def test_a_request_is_fetched_for_a_week(setup: Setup) -> None:
    verzoek = setup.vraag()
    file = Bestand(object_key="wooverzoeken/1.zip", omvang=10, emailberichten=1)
    klaar = replace(verzoek, gevonden=1).met(file, 1, {"emailberichten": 1}, BEGIN)
    (link,) = setup.balie.links(klaar)
    assert f"naam=woo-verzoek-{verzoek.identificatie}-1-van-1.zip" in link.adres
    assert setup.balie.lees(verzoek.identificatie, ARCHIVARIS) == verzoek
    setup.klok.advance(BEWAARD)
    assert setup.balie.lijst(ARCHIVARIS).resultaten == ()
    with pytest.raises(NietGevonden):
        setup.balie.lees(verzoek.identificatie, ARCHIVARIS)
