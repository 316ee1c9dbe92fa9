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
from tests.support.fake_privacy import NepVerzamelwachtrij, NepVerzoekenkast
from tests.support.fakes import BEGIN, NepArchief, NepKlok

TODAY = dag_hier(BEGIN)
JANUARY = TODAY - timedelta(days=300)


@dataclass
class Opzet:
    kast: NepVerzoekenkast[Wooverzoek] = field(default_factory=NepVerzoekenkast)
    wachtrij: NepVerzamelwachtrij = field(default_factory=NepVerzamelwachtrij)
    klok: NepKlok = field(default_factory=NepKlok)

    @property
    def balie(self) -> Woobalie:
        return Woobalie(
            kast=self.kast,
            archief=NepArchief(),
            wachtrij=self.wachtrij,
            klok=self.klok,
            slaap=lambda _: None,
            postvakken=(POSTVAK,),
        )

    def vraag(self, woorden: str = "Windmolens", *, key: str = "k", van: date = JANUARY, tot: date = TODAY) -> Wooverzoek:
        return self.balie.vraag(ARCHIVARIS, key, van, tot, woorden, [POSTVAK])


@pytest.fixture
def opzet() -> Opzet:
    return Opzet()


def test_a_request_is_stored_with_what_is_asked_and_offered_to_who_collects(opzet: Opzet) -> None:
    verzoek = opzet.vraag("De Wíndmolens van het dorp")
    assert (verzoek.woorden, verzoek.postvakken, verzoek.van, verzoek.tot) == (("windmolens", "dorp"), (POSTVAK,), JANUARY, TODAY)
    assert (verzoek.status, verzoek.vervalt_op) == (Verzoekstatus.WORDT_GEMAAKT, BEGIN + BEWAARD)
    assert opzet.wachtrij.aangeboden == [verzoek.identificatie]


def test_the_same_key_gives_the_same_request_and_another_question_by_it_is_refused(opzet: Opzet) -> None:
    eerste = opzet.vraag()
    opzet.klok.vooruit(timedelta(minutes=1))
    assert opzet.vraag("windmolens") == eerste
    for anders in ({"woorden": "zonnepanelen"}, {"van": JANUARY + timedelta(days=1)}, {"tot": JANUARY}):
        with pytest.raises(SleutelHergebruikt):
            opzet.vraag(**anders)
    with pytest.raises(SleutelHergebruikt):
        opzet.balie.vraag(ARCHIVARIS, "k", JANUARY, TODAY, "windmolens", [])
    assert opzet.vraag(key="k2").identificatie != eerste.identificatie


def test_all_that_is_wrong_is_said_at_once(opzet: Opzet) -> None:
    morgen = TODAY + timedelta(days=1)
    with pytest.raises(OngeldigeInvoer) as fout:
        opzet.balie.vraag(
            ARCHIVARIS, "k", morgen - timedelta(days=MAX_DAGEN), morgen, "de het een", [POSTVAK, "x@gemeente.example"]
        )
    assert [(een.veld, een.code) for een in fout.value.fouten] == [
        ("woorden", "te-algemeen"),
        ("tot", "te-lang"),
        ("tot", "in-de-toekomst"),
        ("postvakken.1", "onbekend"),
    ]
    with pytest.raises(OngeldigeInvoer) as fout:
        opzet.vraag(van=TODAY, tot=JANUARY)
    assert [(een.veld, een.code) for een in fout.value.fouten] == [("tot", "voor-begin")]
    assert opzet.kast.bewaard == {}
    assert opzet.vraag(van=TODAY - timedelta(days=MAX_DAGEN - 1)).woorden == ("windmolens",)


@pytest.mark.parametrize("medewerker", [HANNA, BEHEER])
def test_only_an_archivaris_may(opzet: Opzet, medewerker: object) -> None:
    verzoek = opzet.vraag()
    with pytest.raises(GeenToegang):
        opzet.balie.vraag(medewerker, "k", JANUARY, TODAY, "windmolens", [])  # type: ignore[arg-type]
    with pytest.raises(GeenToegang):
        opzet.balie.lees(verzoek.identificatie, medewerker)  # type: ignore[arg-type]
    with pytest.raises(GeenToegang):
        opzet.balie.lijst(medewerker)  # type: ignore[arg-type]


def test_a_request_is_fetched_for_a_week(opzet: Opzet) -> None:
    verzoek = opzet.vraag()
    bestand = Bestand(object_key="wooverzoeken/1.zip", omvang=10, emailberichten=1)
    klaar = replace(verzoek, gevonden=1).met(bestand, 1, {"emailberichten": 1}, BEGIN)
    (link,) = opzet.balie.links(klaar)
    assert f"naam=woo-verzoek-{verzoek.identificatie}-1-van-1.zip" in link.adres
    assert opzet.balie.lees(verzoek.identificatie, ARCHIVARIS) == verzoek
    opzet.klok.vooruit(BEWAARD)
    assert opzet.balie.lijst(ARCHIVARIS).resultaten == ()
    with pytest.raises(NietGevonden):
        opzet.balie.lees(verzoek.identificatie, ARCHIVARIS)
