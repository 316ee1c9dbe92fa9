from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.formeel import Formaliteiten
from klantmail.domain.fouten import GeenToegang, OngeldigeInvoer
from klantmail.domain.kenmerk import kenmerken_in
from klantmail.domain.zoekingang import zoekingang
from klantmail.usecases.afhandeling.verplaatsen import Verplaatsopdracht
from klantmail.usecases.beheer.zoeken import Mailzoekopdracht, Zoeker
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK, Gemeente, bericht, verzending
from tests.support.fake_zoekindex import FakeZoekindex
from tests.support.fakes import BEGIN, FakeKlok, FakeRepositories

KENMERK = "KM-7F3K9-Q2XAB"
BEPERKT = replace(ANNA, postvakken=frozenset((ANDER_POSTVAK,)))


def zoeker(*berichten: Emailbericht) -> Zoeker:
    store = FakeRepositories(berichten={each.identificatie: each for each in berichten})
    index = FakeZoekindex(lambda: store.berichten)
    for each in berichten:
        index.bewaar(zoekingang(each))
    return Zoeker(lijsten=index, emailberichten=store, verzonden=store, postvakken=(POSTVAK, ANDER_POSTVAK), klok=FakeKlok())


def opdracht(**fields: Any) -> Mailzoekopdracht:
    return Mailzoekopdracht(**{"aantal": 20} | fields)


def ids(zoeker: Zoeker, who: Any = ANNA, **fields: Any) -> list[int]:
    return [each.identificatie.int - 0xE0000 for each in zoeker.zoek(opdracht(**fields), who).resultaten]


def test_everything_that_is_filled_in_must_be_so() -> None:
    everything = zoeker(bericht(10), bericht(11), bericht(20, postvak=ANDER_POSTVAK))
    assert ids(everything) == [20, 11, 10]
    assert ids(everything, woorden="vraag 11") == [11]
    assert ids(everything, woorden="Vraag", postvak=ANDER_POSTVAK) == [20]
    assert ids(everything, afzender="jans jan@bur", woorden="10") == [10]
    assert ids(everything, afzender="jans", van=BEGIN + timedelta(seconds=11), tot=BEGIN + timedelta(seconds=20)) == [11]
    assert ids(everything, afzender="pietersen") == []


def test_who_has_a_right_to_some_postvakken_finds_no_mail_of_another() -> None:
    everything = zoeker(bericht(10), bericht(20, postvak=ANDER_POSTVAK))
    for fields in ({}, {"woorden": "vraag"}, {"afzender": "jansen"}, {"postvak": ANDER_POSTVAK}):
        assert ids(everything, BEPERKT, **fields) == [20]
    with pytest.raises(GeenToegang):
        everything.zoek(opdracht(postvak=POSTVAK), BEPERKT)


def met_verzending(**fields: Any) -> Zoeker:
    zoekt = zoeker(bericht(10))
    store: Any = zoekt.verzonden
    ging_uit = replace(verzending(), emailbericht=bericht(10).identificatie, **fields)
    store.verzendingen[ging_uit.identificatie] = ging_uit
    store.berichtids[KENMERK] = (ging_uit.identificatie, "<x@eu-west-1.amazonses.com>")
    return zoekt


def test_a_kenmerk_leads_to_the_mail_that_our_mail_was_about_if_it_is_what_else_was_asked_for() -> None:
    zoekt = met_verzending()
    assert ids(zoekt, kenmerk=f"Uw kenmerk: {KENMERK.lower()}") == [10]
    assert ids(zoekt, kenmerk="KM-AAAAA-AAAAA") == []
    assert ids(zoekt, kenmerk=KENMERK, woorden="iets anders") == []
    assert ids(zoekt, kenmerk=KENMERK, van=BEGIN + timedelta(days=1)) == []
    assert ids(zoekt, kenmerk=KENMERK, tot=BEGIN) == []
    assert ids(zoekt, BEPERKT, kenmerk=KENMERK) == []


def test_a_kenmerk_of_a_mail_that_was_destroyed_leads_nowhere() -> None:
    assert ids(met_verzending(), kenmerk=KENMERK, status=None) == [10]
    gone = met_verzending()
    store: Any = gone.emailberichten
    store.berichten.clear()
    assert ids(gone, kenmerk=KENMERK) == []


def test_the_kenmerk_of_a_receipt_and_of_the_message_about_a_move_leads_to_the_mail() -> None:
    gemeente = Gemeente(formeel=Formaliteiten(postvakken=(POSTVAK,)))
    repos = gemeente.repos
    zoekt = replace(zoeker(), emailberichten=repos, verzonden=repos)
    identificatie = gemeente.ontvang()

    def found_after_sending() -> list[Any]:
        """Send the last mail, and search for the kenmerk that a citizen reads in it."""
        uit = list(repos.verzendingen.values())[-1]
        gemeente.verzender.verzend(uit)
        (kenmerk,) = kenmerken_in(gemeente.tekst_van(uit.identificatie))
        return [each.identificatie for each in zoekt.zoek(opdracht(kenmerk=kenmerk), ANNA).resultaten]

    assert found_after_sending() == [identificatie]
    gemeente.verplaatser.verplaats(identificatie, ANNA, Verplaatsopdracht(ANDER_POSTVAK))
    assert found_after_sending() == [identificatie]


def test_all_that_is_wrong_is_said_at_once() -> None:
    fields = {"woorden": "de", "afzender": "x", "kenmerk": "onzin", "zaak": "Z-1", "postvak": "geen@gemeente.example"}
    with pytest.raises(OngeldigeInvoer) as error:
        zoeker().zoek(opdracht(**fields, van=BEGIN, tot=BEGIN), ANNA)
    assert {(each.veld, each.code) for each in error.value.fouten} == {
        ("woorden", "te-algemeen"),
        ("afzender", "te-kort"),
        ("kenmerk", "ongeldig"),
        ("zaak", "niet-samen"),
        ("postvak", "onbekend"),
        ("tot", "volgorde"),
    }
