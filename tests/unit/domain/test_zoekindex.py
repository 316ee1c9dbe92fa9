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
    one = bericht()
    return replace(one, envelop=replace(one.envelop, onderwerp=onderwerp, afzender=Adres(naam, adres)))


def question_of(afzender: str = "", words: str = "") -> Zoekvraag:
    names, adressen = lees_afzender(afzender) if afzender else ((), ())
    return Zoekvraag(woorden=lees_woorden(words) if words else (), namen=names, adressen=adressen)


def leidt_naar(vraag: Zoekvraag, one: Emailbericht) -> bool:
    """Tell whether every list of a search has this mail, with the terms that it is narrowed down by."""
    ingang = zoekingang(one)
    lijsten = set(vraag.lijsten) - {ALLES}
    on_everything = all(een_van & ingang.los for een_van in vraag.los)
    return lijsten <= ingang.lijsten and vraag.vast <= ingang.vast and on_everything


def vindt(vraag: Zoekvraag, one: Emailbericht) -> bool:
    """Tell whether a search finds this mail: its lists lead there, and the mail is what was asked for."""
    return leidt_naar(vraag, one) and vraag.past(one)


@pytest.mark.parametrize(
    ("onderwerp", "words"),
    [
        ("Vergunning voor een dakkapel", "dakkapel"),
        ("Vergunning voor een dakkapel", "DAKKAPEL de vergunning"),
        ("RE: FW: [EXTERN] Café-terras, 2e aanvraag", "cafe"),
        ("RE: FW: [EXTERN] Café-terras, 2e aanvraag", "aanvraag 2e"),
        ("Zaak 2026-0042", "0042 2026"),
        ("Groenvoorziening Straße", "strasse"),
    ],
)
def test_a_mail_is_found_by_words_of_its_subject(onderwerp: str, words: str) -> None:
    assert vindt(question_of(words=words), met(onderwerp))


@pytest.mark.parametrize("words", ["dak", "dakkapellen", "dakkapel schuur"])
def test_a_mail_is_not_found_by_a_word_that_its_subject_does_not_have(words: str) -> None:
    one = met("Vergunning voor een dakkapel")
    assert not vindt(question_of(words=words), one)
    assert not question_of(words=words).past(one)


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
    name, adres = "Willemijn van der Velde-Jansen (Zoe)", "w.vandervelde@groenrijk.example"
    assert vindt(question_of(afzender), met(naam=name, adres=adres))


@pytest.mark.parametrize("written", ["jan@müller.example", "jan@xn--mller-kva.example"])
@pytest.mark.parametrize("afzender", ["jan@müller.example", "Jan@MÜLLER", "jan@xn--mller", "jan@xn--mller-kva.example"])
def test_a_mail_is_found_however_the_domain_is_written(written: str, afzender: str) -> None:
    assert vindt(question_of(afzender), met(adres=written))
    assert not vindt(question_of(afzender), met(adres="jan@muller.example"))


@pytest.mark.parametrize("afzender", ["wil", "illemijn", "willemijntje", "velde@groen", "w.vandervelde@example", "bakker"])
def test_a_mail_is_not_found_by_another_name_or_address(afzender: str) -> None:
    one = met(naam="Willemijn van der Velde", adres="w.vandervelde@groenrijk.example")
    assert not vindt(question_of(afzender), one)
    assert not question_of(afzender).past(one)


def test_a_name_of_three_letters_or_fewer_is_looked_for_as_a_whole() -> None:
    assert vindt(question_of("jan"), met(naam="Jan Bos"))
    assert vindt(question_of("bos"), met(naam="Jan Bos"))
    assert not vindt(question_of("bos"), met(naam="Jan Bosma", adres="j@burger.example"))
    assert not vindt(question_of("jan"), met(naam="Jansen", adres="jansen@burger.example"))


def test_the_citizen_who_filled_in_a_form_is_found_and_the_form_is_not() -> None:
    one = met(naam="Formulier", adres="noreply@gemeente.example")
    ingediend = replace(one, envelop=replace(one.envelop, indiener=Adres("Jan Jansen", "jan@burger.example")))
    assert vindt(question_of("jansen"), ingediend)
    assert not vindt(question_of("formulier"), ingediend)


@given(
    name=st.text(max_size=40),
    lokaal=st.text(st.sampled_from("abcdeéx.-_1"), min_size=1, max_size=12),
    onderwerp=st.text(max_size=60),
    details=st.data(),
)
def test_whatever_a_mail_says_its_own_words_and_their_beginnings_find_it(
    name: str, lokaal: str, onderwerp: str, details: st.DataObject
) -> None:
    one = met(onderwerp, name, f"{lokaal}@burger.example")
    ingang = zoekingang(one)
    for term in ingang.vast:
        kind, _, word = term.partition(":")
        if kind == "woord":
            assert vindt(Zoekvraag(woorden=(word,)), one)
        if kind == "naam":
            assert vindt(Zoekvraag(namen=(word,)), one)
    length = details.draw(st.integers(len(lokaal) + 4, len(f"{lokaal}@burger.example")))
    begin = one.envelop.betrokkene.adres.casefold()[:length]
    assert vindt(Zoekvraag(adressen=(begin,)), one)


def test_a_mail_has_a_place_for_each_word_and_beginning_and_no_more_than_a_subject_and_a_name_may_give() -> None:
    ingang = zoekingang(met("Dakkapel op de schuur", "Marieke Bos", "marieke@burger.example"))
    assert ingang.lijsten == {"woord:dakkapel", "woord:schuur", "naam:mari", "naam:marieke", "naam:bos", "adres:marieke@bur"}
    veel = zoekingang(met(" ".join(f"woord{nr}" for nr in range(99)), " ".join(f"naam{nr}" for nr in range(99))))
    assert len([each for each in veel.lijsten if each.startswith("woord:")]) == MAX_WOORDEN
    assert len([each for each in veel.vast if each.startswith("naam:naam") and each[9:]]) == MAX_NAMEN


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
    new = bericht(status=Berichtstatus.IN_BEHANDELING)
    gedaan = replace(new, afhandeling=replace(afhandeling(), tijdstip=BEGIN + timedelta(hours=1)))
    assert zoekingang(new).stand == new.envelop.ontvangen_op
    assert zoekingang(gedaan).stand == BEGIN + timedelta(hours=1)


@pytest.mark.parametrize(
    ("vraag", "found"),
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
def test_what_a_mail_is_now_decides_and_its_place_on_the_list_of_all_mail_says_the_same(vraag: Zoekvraag, found: bool) -> None:
    one = met_geschiedenis()
    assert (leidt_naar(vraag, one), vraag.past(one)) == (found, found)


def test_a_split_mail_is_found_by_the_outcome_of_each_of_its_questions() -> None:
    parts = tuple(
        Deelafhandeling(soort=kind, klantcontacten=(UUID(int=1),)) for kind in (Afhandelsoort.ZAAK, Afhandelsoort.ANTWOORD)
    )
    gesplitst = replace(afhandeling(), soort=Afhandelsoort.SPLITSING, delen=parts)
    one = replace(bericht(status=Berichtstatus.AFGEHANDELD), afhandeling=gesplitst)
    for kind in (Afhandelsoort.SPLITSING, Afhandelsoort.ZAAK, Afhandelsoort.ANTWOORD):
        assert vindt(Zoekvraag(uitkomst=kind), one)
    assert not vindt(Zoekvraag(uitkomst=Afhandelsoort.INTERNE_TAAK), one)


@pytest.mark.parametrize("text", ["de van het", "!?", "", "a"])
def test_words_that_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        lees_woorden(text)
    assert [(each.veld, each.code) for each in error.value.fouten] == [("woorden", "te-algemeen")]


@pytest.mark.parametrize("text", ["van", "x", "@", "j@bu", "jansen j@b", "@gemeente.nl", "jansen @gemeente.nl"])
def test_too_few_letters_of_a_name_or_address_are_refused(text: str) -> None:
    with pytest.raises(OngeldigeInvoer) as error:
        lees_afzender(text)
    assert [(each.veld, each.code) for each in error.value.fouten] == [("afzender", "te-kort")]


def test_more_words_than_one_search_takes_are_refused() -> None:
    veel = " ".join(f"woord{nr}" for nr in range(MAX_GEZOCHT + 1))
    for read_ in (lees_woorden, lees_afzender):
        with pytest.raises(OngeldigeInvoer) as error:
            read_(veel)
        assert [each.code for each in error.value.fouten] == ["te-veel"]
