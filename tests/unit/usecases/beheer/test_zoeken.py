from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.fouten import GeenToegang, OngeldigeInvoer
from klantmail.domain.zoekingang import zoekingang
from klantmail.usecases.beheer.zoeken import Mailzoekopdracht, Zoeker
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK, bericht, verzending
from tests.support.fake_zoekindex import NepZoekindex
from tests.support.fakes import BEGIN, NepKlok, NepRepositories

KENMERK = "KM-7F3K9-Q2XAB"
BEPERKT = replace(ANNA, postvakken=frozenset((ANDER_POSTVAK,)))


def zoeker(*berichten: Emailbericht) -> Zoeker:
    tabel = NepRepositories(berichten={een.identificatie: een for een in berichten})
    index = NepZoekindex(lambda: tabel.berichten)
    for een in berichten:
        index.bewaar(zoekingang(een))
    return Zoeker(lijsten=index, emailberichten=tabel, verzonden=tabel, postvakken=(POSTVAK, ANDER_POSTVAK), klok=NepKlok())


def opdracht(**velden: Any) -> Mailzoekopdracht:
    return Mailzoekopdracht(**{"aantal": 20} | velden)


def ids(zoeker: Zoeker, wie: Any = ANNA, **velden: Any) -> list[int]:
    return [een.identificatie.int - 0xE0000 for een in zoeker.zoek(opdracht(**velden), wie).resultaten]


def test_everything_that_is_filled_in_must_be_so() -> None:
    alle = zoeker(bericht(10), bericht(11), bericht(20, postvak=ANDER_POSTVAK))
    assert ids(alle) == [20, 11, 10]
    assert ids(alle, woorden="vraag 11") == [11]
    assert ids(alle, woorden="Vraag", postvak=ANDER_POSTVAK) == [20]
    assert ids(alle, afzender="jans jan@bur", woorden="10") == [10]
    assert ids(alle, afzender="jans", van=BEGIN + timedelta(seconds=11), tot=BEGIN + timedelta(seconds=20)) == [11]
    assert ids(alle, afzender="pietersen") == []


def test_who_has_a_right_to_some_postvakken_finds_no_mail_of_another() -> None:
    alle = zoeker(bericht(10), bericht(20, postvak=ANDER_POSTVAK))
    for velden in ({}, {"woorden": "vraag"}, {"afzender": "jansen"}, {"postvak": ANDER_POSTVAK}):
        assert ids(alle, BEPERKT, **velden) == [20]
    with pytest.raises(GeenToegang):
        alle.zoek(opdracht(postvak=POSTVAK), BEPERKT)


def met_verzending(**velden: Any) -> Zoeker:
    zoekt = zoeker(bericht(10))
    tabel: Any = zoekt.verzonden
    ging_uit = replace(verzending(), emailbericht=bericht(10).identificatie, **velden)
    tabel.verzendingen[ging_uit.identificatie] = ging_uit
    tabel.berichtids[KENMERK] = (ging_uit.identificatie, "<x@eu-west-1.amazonses.com>")
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
    weg = met_verzending()
    tabel: Any = weg.emailberichten
    tabel.berichten.clear()
    assert ids(weg, kenmerk=KENMERK) == []


def test_all_that_is_wrong_is_said_at_once() -> None:
    velden = {"woorden": "de", "afzender": "x", "kenmerk": "onzin", "zaak": "Z-1", "postvak": "geen@gemeente.example"}
    with pytest.raises(OngeldigeInvoer) as fout:
        zoeker().zoek(opdracht(**velden, van=BEGIN, tot=BEGIN), ANNA)
    assert {(een.veld, een.code) for een in fout.value.fouten} == {
        ("woorden", "te-algemeen"),
        ("afzender", "te-kort"),
        ("kenmerk", "ongeldig"),
        ("zaak", "niet-samen"),
        ("postvak", "onbekend"),
        ("tot", "volgorde"),
    }
