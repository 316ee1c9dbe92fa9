"""The desk of the privacy officer: what is asked, read and fetched."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from klantmail.domain.fouten import Botsing, GeenToegang, NietGevonden, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.inzageverzoek import MAX_ADRESSEN, Inzageverzoek
from klantmail.domain.verzamelverzoek import BEWAARD, LINKDUUR, Bestand, Verzoekstatus
from klantmail.usecases.beheer.inzageverzoeken import Inzagebalie
from tests.support.builders import ARCHIVARIS, BEHEER, HANNA
from tests.support.fake_privacy import FakeVerzamelwachtrij, FakeVerzoekenkast
from tests.support.fakes import BEGIN, FakeArchief, FakeKlok

EVA = "eva@burger.example"


@dataclass
class Setup:
    kast: FakeVerzoekenkast[Inzageverzoek] = field(default_factory=FakeVerzoekenkast)
    wachtrij: FakeVerzamelwachtrij = field(default_factory=FakeVerzamelwachtrij)
    klok: FakeKlok = field(default_factory=FakeKlok)

    @property
    def balie(self) -> Inzagebalie:
        return Inzagebalie(kast=self.kast, archief=FakeArchief(), wachtrij=self.wachtrij, klok=self.klok, slaap=lambda _: None)


@pytest.fixture
def setup() -> Setup:
    return Setup()


def test_a_request_is_stored_with_the_addresses_and_offered_to_who_collects(setup: Setup) -> None:
    verzoek = setup.balie.vraag(HANNA, "k", ["Eva@Werk.example", EVA, EVA.upper()])
    assert verzoek.adressen == (EVA, "eva@werk.example")
    assert (verzoek.status, verzoek.vervalt_op) == (Verzoekstatus.WORDT_GEMAAKT, BEGIN + BEWAARD)
    assert setup.wachtrij.aangeboden == [verzoek.identificatie]


def test_the_same_key_gives_the_same_request_and_offers_it_again_until_it_is_done(setup: Setup) -> None:
    first = setup.balie.vraag(HANNA, "k", [EVA])
    setup.klok.advance(timedelta(minutes=1))
    assert setup.balie.vraag(HANNA, "k", [EVA.upper()]) == first
    assert setup.wachtrij.aangeboden == [first.identificatie] * 2
    with pytest.raises(SleutelHergebruikt):
        setup.balie.vraag(HANNA, "k", ["jan@burger.example"])
    assert setup.balie.vraag(HANNA, "k2", [EVA]).identificatie != first.identificatie
    setup.kast.bewaard[first.identificatie] = replace(first, status=Verzoekstatus.KLAAR)
    count = len(setup.wachtrij.aangeboden)
    assert setup.balie.vraag(HANNA, "k", [EVA]).status is Verzoekstatus.KLAAR
    assert len(setup.wachtrij.aangeboden) == count


def test_a_conflict_is_tried_again(setup: Setup) -> None:
    setup.kast.storingen = [Botsing("throttled")]
    assert setup.balie.vraag(HANNA, "k", [EVA]).identificatie in setup.kast.bewaard


@pytest.mark.parametrize(
    ("adressen", "errors"),
    [
        ([], [("adressen", "ontbreekt", "Noem ten minste één e-mailadres.")]),
        ([EVA] * (MAX_ADRESSEN + 1), [("adressen", "te-veel", "Noem er ten hoogste 20.")]),
        (
            [EVA, "eva", "@burger.example", "eva van dam@burger.example"],
            [(f"adressen.{number}", "ongeldig-adres", "Dit is geen e-mailadres.") for number in (1, 2, 3)],
        ),
    ],
)
def test_what_is_no_address_is_said_of_each(setup: Setup, adressen: list[str], errors: list[tuple[str, str, str]]) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        setup.balie.vraag(HANNA, "k", adressen)
    assert [(each.veld, each.code, each.reden) for each in error.value.fouten] == errors
    assert setup.kast.bewaard == {}


@pytest.mark.parametrize("medewerker", [ARCHIVARIS, BEHEER])
def test_only_a_privacy_officer_may(setup: Setup, medewerker: object) -> None:
    verzoek = setup.balie.vraag(HANNA, "k", [EVA])
    with pytest.raises(GeenToegang):
        setup.balie.vraag(medewerker, "k", [EVA])  # type: ignore[arg-type]
    with pytest.raises(GeenToegang):
        setup.balie.lees(verzoek.identificatie, medewerker)  # type: ignore[arg-type]
    with pytest.raises(GeenToegang):
        setup.balie.lijst(medewerker)  # type: ignore[arg-type]


def test_links_are_given_for_a_day_once_all_is_made(setup: Setup) -> None:
    verzoek = setup.balie.vraag(HANNA, "k", [EVA])
    file = Bestand(object_key="inzageverzoeken/1.zip", omvang=10, emailberichten=1)
    half = replace(verzoek, gevonden=2).met(file, 1, {"emailberichten": 1}, BEGIN)
    assert (half.status, setup.balie.links(half)) == (Verzoekstatus.WORDT_GEMAAKT, ())
    whole = half.met(file, 2, {"emailberichten": 1}, BEGIN)
    assert (whole.status, whole.aantallen, whole.klaar_op) == (Verzoekstatus.KLAAR, {"emailberichten": 2}, BEGIN)
    links = setup.balie.links(whole)
    assert [each.geldig_tot for each in links] == [BEGIN + LINKDUUR] * 2
    assert f"naam=inzageverzoek-{verzoek.identificatie}-2-van-2.zip" in links[1].adres


def test_a_request_is_not_there_after_a_week_also_while_dynamodb_has_it(setup: Setup) -> None:
    verzoek = setup.balie.vraag(HANNA, "k", [EVA])
    assert [each.identificatie for each in setup.balie.lijst(HANNA).resultaten] == [verzoek.identificatie]
    setup.klok.advance(BEWAARD)
    assert setup.balie.lijst(HANNA).resultaten == ()
    with pytest.raises(NietGevonden):
        setup.balie.lees(verzoek.identificatie, HANNA)
