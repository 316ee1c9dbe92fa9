"""The desk of the privacy officer: what is asked, read and fetched."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from klantmail.domain.fouten import Botsing, GeenToegang, NietGevonden, OngeldigeInvoer, SleutelHergebruikt
from klantmail.domain.inzageverzoek import MAX_ADRESSEN, Inzageverzoek
from klantmail.domain.verzamelverzoek import BEWAARD, LINKDUUR, Bestand, Verzoekstatus
from klantmail.usecases.beheer.inzageverzoeken import Inzagebalie
from tests.support.builders import ARCHIVARIS, BEHEER, HANNA
from tests.support.fake_privacy import NepVerzamelwachtrij, NepVerzoekenkast
from tests.support.fakes import BEGIN, NepArchief, NepKlok

EVA = "eva@burger.example"


@dataclass
class Opzet:
    kast: NepVerzoekenkast[Inzageverzoek] = field(default_factory=NepVerzoekenkast)
    wachtrij: NepVerzamelwachtrij = field(default_factory=NepVerzamelwachtrij)
    klok: NepKlok = field(default_factory=NepKlok)

    @property
    def balie(self) -> Inzagebalie:
        return Inzagebalie(kast=self.kast, archief=NepArchief(), wachtrij=self.wachtrij, klok=self.klok, slaap=lambda _: None)


@pytest.fixture
def opzet() -> Opzet:
    return Opzet()


def test_a_request_is_stored_with_the_addresses_and_offered_to_who_collects(opzet: Opzet) -> None:
    verzoek = opzet.balie.vraag(HANNA, "k", ["Eva@Werk.example", EVA, EVA.upper()])
    assert verzoek.adressen == (EVA, "eva@werk.example")
    assert (verzoek.status, verzoek.vervalt_op) == (Verzoekstatus.WORDT_GEMAAKT, BEGIN + BEWAARD)
    assert opzet.wachtrij.aangeboden == [verzoek.identificatie]


def test_the_same_key_gives_the_same_request_and_offers_it_again_until_it_is_done(opzet: Opzet) -> None:
    eerste = opzet.balie.vraag(HANNA, "k", [EVA])
    opzet.klok.vooruit(timedelta(minutes=1))
    assert opzet.balie.vraag(HANNA, "k", [EVA.upper()]) == eerste
    assert opzet.wachtrij.aangeboden == [eerste.identificatie] * 2
    with pytest.raises(SleutelHergebruikt):
        opzet.balie.vraag(HANNA, "k", ["jan@burger.example"])
    assert opzet.balie.vraag(HANNA, "k2", [EVA]).identificatie != eerste.identificatie
    opzet.kast.bewaard[eerste.identificatie] = replace(eerste, status=Verzoekstatus.KLAAR)
    aantal = len(opzet.wachtrij.aangeboden)
    assert opzet.balie.vraag(HANNA, "k", [EVA]).status is Verzoekstatus.KLAAR
    assert len(opzet.wachtrij.aangeboden) == aantal


def test_a_conflict_is_tried_again(opzet: Opzet) -> None:
    opzet.kast.storingen = [Botsing("throttled")]
    assert opzet.balie.vraag(HANNA, "k", [EVA]).identificatie in opzet.kast.bewaard


@pytest.mark.parametrize(
    ("adressen", "fouten"),
    [
        ([], [("adressen", "ontbreekt", "Noem ten minste één e-mailadres.")]),
        ([EVA] * (MAX_ADRESSEN + 1), [("adressen", "te-veel", "Noem er ten hoogste 20.")]),
        (
            [EVA, "eva", "@burger.example", "eva van dam@burger.example"],
            [(f"adressen.{nummer}", "ongeldig-adres", "Dit is geen e-mailadres.") for nummer in (1, 2, 3)],
        ),
    ],
)
def test_what_is_no_address_is_said_of_each(opzet: Opzet, adressen: list[str], fouten: list[tuple[str, str, str]]) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        opzet.balie.vraag(HANNA, "k", adressen)
    assert [(een.veld, een.code, een.reden) for een in fout.value.fouten] == fouten
    assert opzet.kast.bewaard == {}


@pytest.mark.parametrize("medewerker", [ARCHIVARIS, BEHEER])
def test_only_a_privacy_officer_may(opzet: Opzet, medewerker: object) -> None:
    verzoek = opzet.balie.vraag(HANNA, "k", [EVA])
    with pytest.raises(GeenToegang):
        opzet.balie.vraag(medewerker, "k", [EVA])  # type: ignore[arg-type]
    with pytest.raises(GeenToegang):
        opzet.balie.lees(verzoek.identificatie, medewerker)  # type: ignore[arg-type]
    with pytest.raises(GeenToegang):
        opzet.balie.lijst(medewerker)  # type: ignore[arg-type]


def test_links_are_given_for_a_day_once_all_is_made(opzet: Opzet) -> None:
    verzoek = opzet.balie.vraag(HANNA, "k", [EVA])
    bestand = Bestand(object_key="inzageverzoeken/1.zip", omvang=10, emailberichten=1)
    half = replace(verzoek, gevonden=2).met(bestand, 1, {"emailberichten": 1}, BEGIN)
    assert (half.status, opzet.balie.links(half)) == (Verzoekstatus.WORDT_GEMAAKT, ())
    heel = half.met(bestand, 2, {"emailberichten": 1}, BEGIN)
    assert (heel.status, heel.aantallen, heel.klaar_op) == (Verzoekstatus.KLAAR, {"emailberichten": 2}, BEGIN)
    links = opzet.balie.links(heel)
    assert [een.geldig_tot for een in links] == [BEGIN + LINKDUUR] * 2
    assert f"naam=inzageverzoek-{verzoek.identificatie}-2-van-2.zip" in links[1].adres


def test_a_request_is_not_there_after_a_week_also_while_dynamodb_has_it(opzet: Opzet) -> None:
    verzoek = opzet.balie.vraag(HANNA, "k", [EVA])
    assert [een.identificatie for een in opzet.balie.lijst(HANNA).resultaten] == [verzoek.identificatie]
    opzet.klok.vooruit(BEWAARD)
    assert opzet.balie.lijst(HANNA).resultaten == ()
    with pytest.raises(NietGevonden):
        opzet.balie.lees(verzoek.identificatie, HANNA)
