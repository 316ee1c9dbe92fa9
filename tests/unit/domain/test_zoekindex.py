"""A mail is found by the words of its subject and by who asks, and judged by what it is now."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.domain.afhandeling import Afhandelsoort, Deelafhandeling
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.fouten import OngeldigeInvoer
from klantmail.domain.zoekindex import (
    ALLES,
    MAX_GEZOCHT,
    MAX_NAMEN,
    MAX_WOORDEN,
    Zoekstatus,
    Zoekvraag,
    lees_afzender,
    lees_woorden,
)
from klantmail.domain.zoekingang import zoekingang
from ontleden.ontleding import Adres
from tests.support.builders import ANDER_POSTVAK, ANNA, BRAM, POSTVAK, afhandeling, bericht
from tests.support.fakes import BEGIN
from tests.unit.domain.test_feit import met_geschiedenis


def met(onderwerp: str = "Parkeervergunning", naam: str = "Jan Jansen", adres: str = "jan@burger.example") -> Emailbericht:
    een = bericht()
    return replace(een, envelop=replace(een.envelop, onderwerp=onderwerp, afzender=Adres(naam, adres)))


def vraag_van(afzender: str = "", woorden: str = "") -> Zoekvraag:
    namen, adressen = lees_afzender(afzender) if afzender else ((), ())
    return Zoekvraag(woorden=lees_woorden(woorden) if woorden else (), namen=namen, adressen=adressen)


def leidt_naar(vraag: Zoekvraag, een: Emailbericht) -> bool:
    """Tell whether every list of a search has this mail, with the terms that it is narrowed down by."""
    ingang = zoekingang(een)
    lijsten = set(vraag.lijsten) - {ALLES}
    op_alles = all(een_van & ingang.los for een_van in vraag.los)
    return lijsten <= ingang.lijsten and vraag.vast <= ingang.vast and op_alles


def vindt(vraag: Zoekvraag, een: Emailbericht) -> bool:
    """Tell whether a search finds this mail: its lists lead there, and the mail is what was asked for."""
    return leidt_naar(vraag, een) and vraag.past(een)


@pytest.mark.parametrize(
    ("onderwerp", "woorden"),
    [
        ("Vergunning voor een dakkapel", "dakkapel"),
        ("Vergunning voor een dakkapel", "DAKKAPEL de vergunning"),
        ("RE: FW: [EXTERN] Café-terras, 2e aanvraag", "cafe"),
        ("RE: FW: [EXTERN] Café-terras, 2e aanvraag", "aanvraag 2e"),
        ("Zaak 2026-0042", "0042 2026"),
        ("Groenvoorziening Straße", "strasse"),
    ],
)
def test_a_mail_is_found_by_words_of_its_subject(onderwerp: str, woorden: str) -> None:
    assert vindt(vraag_van(woorden=woorden), met(onderwerp))


@pytest.mark.parametrize("woorden", ["dak", "dakkapellen", "dakkapel schuur"])
def test_a_mail_is_not_found_by_a_word_that_its_subject_does_not_have(woorden: str) -> None:
    een = met("Vergunning voor een dakkapel")
    assert not vindt(vraag_van(woorden=woorden), een)
    assert not vraag_van(woorden=woorden).past(een)


@pytest.mark.parametrize(
    "afzender",
    [
        "Willemijn",
        "will",
        "willemi",
        "willemijn van der velde",
        "veld",
        "velde jansen",
        "w.vandervelde@gro",
        "vandervelde",
        "Zoë",
    ],
)
def test_a_mail_is_found_by_the_beginnings_of_the_name_and_of_the_address_of_who_asks(afzender: str) -> None:
    naam, adres = "Willemijn van der Velde-Jansen (Zoe)", "w.vandervelde@groenrijk.example"
    assert vindt(vraag_van(afzender), met(naam=naam, adres=adres))


@pytest.mark.parametrize("afzender", ["wil", "illemijn", "willemijntje", "velde@groen", "w.vandervelde@example", "bakker"])
def test_a_mail_is_not_found_by_another_name_or_address(afzender: str) -> None:
    een = met(naam="Willemijn van der Velde", adres="w.vandervelde@groenrijk.example")
    assert not vindt(vraag_van(afzender), een)
    assert not vraag_van(afzender).past(een)


def test_a_name_of_three_letters_or_fewer_is_looked_for_as_a_whole() -> None:
    assert vindt(vraag_van("jan"), met(naam="Jan Bos"))
    assert vindt(vraag_van("bos"), met(naam="Jan Bos"))
    assert not vindt(vraag_van("bos"), met(naam="Jan Bosma", adres="j@burger.example"))
    assert not vindt(vraag_van("jan"), met(naam="Jansen", adres="jansen@burger.example"))


def test_the_citizen_who_filled_in_a_form_is_found_and_the_form_is_not() -> None:
    een = met(naam="Formulier", adres="noreply@gemeente.example")
    ingediend = replace(een, envelop=replace(een.envelop, indiener=Adres("Jan Jansen", "jan@burger.example")))
    assert vindt(vraag_van("jansen"), ingediend)
    assert not vindt(vraag_van("formulier"), ingediend)


@given(
    naam=st.text(max_size=40),
    lokaal=st.text(st.sampled_from("abcdeéx.-_1"), min_size=1, max_size=12),
    onderwerp=st.text(max_size=60),
    gegevens=st.data(),
)
def test_whatever_a_mail_says_its_own_words_and_their_beginnings_find_it(
    naam: str, lokaal: str, onderwerp: str, gegevens: st.DataObject
) -> None:
    een = met(onderwerp, naam, f"{lokaal}@burger.example")
    ingang = zoekingang(een)
    for term in ingang.vast:
        soort, _, woord = term.partition(":")
        if soort == "woord":
            assert vindt(Zoekvraag(woorden=(woord,)), een)
        if soort == "naam":
            assert vindt(Zoekvraag(namen=(woord,)), een)
    lengte = gegevens.draw(st.integers(len(lokaal) + 4, len(f"{lokaal}@burger.example")))
    begin = een.envelop.betrokkene.adres.casefold()[:lengte]
    assert vindt(Zoekvraag(adressen=(begin,)), een)


def test_a_mail_has_a_place_for_each_word_and_beginning_and_no_more_than_a_subject_and_a_name_may_give() -> None:
    ingang = zoekingang(met("Dakkapel op de schuur", "Marieke Bos", "marieke@burger.example"))
    assert ingang.lijsten == {"woord:dakkapel", "woord:schuur", "naam:mari", "naam:marieke", "naam:bos", "adres:marieke@bur"}
    veel = zoekingang(met(" ".join(f"woord{nr}" for nr in range(99)), " ".join(f"naam{nr}" for nr in range(99))))
    assert len([een for een in veel.lijsten if een.startswith("woord:")]) == MAX_WOORDEN
    assert len([een for een in veel.vast if een.startswith("naam:naam") and een[9:]]) == MAX_NAMEN


def test_the_text_of_a_mail_and_who_handled_it_by_name_are_in_no_term() -> None:
    ingang = zoekingang(met_geschiedenis())
    assert ingang.los == {
        f"postvak:{ANDER_POSTVAK}",
        "status:afgehandeld",
        f"medewerker:{ANNA.identificatie}",
        "uitkomst:antwoord",
    }
    assert {term.partition(":")[0] for term in ingang.lijsten | ingang.vast} <= {"woord", "naam", "adres"}


def test_a_zaak_leads_to_its_mails_in_whatever_case_it_is_typed() -> None:
    assert Zoekvraag(zaak=" zaak-2026-1 ", woorden=("vraag",)).lijsten == ("zaak:zaak-2026-1",)
    assert "zaak:zaak-2026-1" in zoekingang(bericht(), ["ZAAK-2026-1"]).lijsten


def test_what_happened_later_is_of_a_later_stand() -> None:
    nieuw = bericht(status=Berichtstatus.IN_BEHANDELING)
    gedaan = replace(nieuw, afhandeling=replace(afhandeling(), tijdstip=BEGIN + timedelta(hours=1)))
    assert zoekingang(nieuw).stand == nieuw.envelop.ontvangen_op
    assert zoekingang(gedaan).stand == BEGIN + timedelta(hours=1)


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        (Zoekvraag(), True),
        (Zoekvraag(status=Zoekstatus.AFGEHANDELD), True),
        (Zoekvraag(status=Zoekstatus.WACHTEND), False),
        (Zoekvraag(status=Zoekstatus.QUARANTAINE), False),
        (Zoekvraag(postvakken=frozenset((POSTVAK, ANDER_POSTVAK))), True),
        (Zoekvraag(postvakken=frozenset((POSTVAK,))), False),
        (Zoekvraag(medewerker=ANNA.identificatie), True),
        (Zoekvraag(medewerker=BRAM.identificatie), False),
        (Zoekvraag(uitkomst=Afhandelsoort.ANTWOORD), True),
        (Zoekvraag(uitkomst=Afhandelsoort.ZAAK), False),
    ],
)
def test_what_a_mail_is_now_decides_and_its_place_on_the_list_of_all_mail_says_the_same(vraag: Zoekvraag, gevonden: bool) -> None:
    een = met_geschiedenis()
    assert (leidt_naar(vraag, een), vraag.past(een)) == (gevonden, gevonden)


def test_a_split_mail_is_found_by_the_outcome_of_each_of_its_questions() -> None:
    delen = tuple(
        Deelafhandeling(soort=soort, klantcontacten=(UUID(int=1),)) for soort in (Afhandelsoort.ZAAK, Afhandelsoort.ANTWOORD)
    )
    gesplitst = replace(afhandeling(), soort=Afhandelsoort.SPLITSING, delen=delen)
    een = replace(bericht(status=Berichtstatus.AFGEHANDELD), afhandeling=gesplitst)
    for soort in (Afhandelsoort.SPLITSING, Afhandelsoort.ZAAK, Afhandelsoort.ANTWOORD):
        assert vindt(Zoekvraag(uitkomst=soort), een)
    assert not vindt(Zoekvraag(uitkomst=Afhandelsoort.INTERNE_TAAK), een)


@pytest.mark.parametrize("tekst", ["de van het", "!?", "", "a"])
def test_words_that_say_nothing_are_refused(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees_woorden(tekst)
    assert [(een.veld, een.code) for een in fout.value.fouten] == [("woorden", "te-algemeen")]


@pytest.mark.parametrize("tekst", ["van", "x", "@", "j@bu", "jansen j@b"])
def test_too_few_letters_of_a_name_or_address_are_refused(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees_afzender(tekst)
    assert [(een.veld, een.code) for een in fout.value.fouten] == [("afzender", "te-kort")]


def test_more_words_than_one_search_takes_are_refused() -> None:
    veel = " ".join(f"woord{nr}" for nr in range(MAX_GEZOCHT + 1))
    for lees in (lees_woorden, lees_afzender):
        with pytest.raises(OngeldigeInvoer) as fout:
            lees(veel)
        assert [een.code for een in fout.value.fouten] == ["te-veel"]
