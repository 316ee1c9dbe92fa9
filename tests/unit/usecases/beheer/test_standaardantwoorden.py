import re
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from klantmail.domain.fouten import (
    Botsing,
    GeenToegang,
    KeuzeNietMogelijk,
    NietBeschikbaar,
    NietGevonden,
    OngeldigeInvoer,
    OpslagOnbekend,
    SleutelHergebruikt,
)
from klantmail.domain.standaardantwoord import Ingevuld, Standaardkeuze, vul_in
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.afhandeling.uitkomsten.doorzending import Doorzending
from klantmail.usecases.afhandeling.uitkomsten.splitsing import Deel, Splitsing
from klantmail.usecases.beheer.standaardantwoorden import Standaardtekst
from ontleden.ontleding import Adres
from tests.support.builders import ANDER_POSTVAK, ANNA, BEHEER, POSTVAK, Gemeente
from tests.support.fakes import Storing

TEKST = Standaardtekst(
    "Afspraak", "Beste {{ Afzender }}, u mailde op {{ontvangen}}.\nKom op {{dag}}.\n{{medewerker}}, {{gemeente}}"
)


# -- placeholders ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("Geen haken", ()),
        ("Eén { haak } is gewone tekst", ()),
        ("Op {{dag}} of {{dag}}", ("{{dag}}",)),
        ("Losse {{ haken", ("{{",)),
        ("Losse haken }}", ("}}",)),
        ("{{}} en {{ }}", ("{{}}", "{{ }}")),
        ("{{twee\nregels}}", ("{{", "}}")),
        ("{{{naam}}}", ("{{", "}}")),
    ],
)
def test_what_cannot_be_filled_in_is_named_once_and_left_as_it_was(text: str, over: tuple[str, ...]) -> None:
    assert vul_in(text, {"naam": "Jan"}) == Ingevuld(text, over)


def test_an_empty_value_fills_nothing_in() -> None:
    assert vul_in("Beste {{afzender}}", {"afzender": ""}).open == ("{{afzender}}",)


HAKEN = st.text(alphabet="{}ab ", max_size=30)


@given(HAKEN, st.text(alphabet="{}ab ", min_size=1, max_size=10), st.text(alphabet="{}ab ", min_size=1, max_size=10))
@example("{{{a}}", "x", "y")
@example("{{{{a}}}}", "{", "}")
def test_a_value_is_never_looked_into_and_nothing_open_goes_unnoticed(text: str, one: str, other: str) -> None:
    ingevuld = vul_in(text, {"a": one, "b": other})
    assert ingevuld.open == vul_in(text, {"a": "x", "b": "x"}).open
    assert ingevuld.open or not ("{{" in ingevuld.tekst or "}}" in ingevuld.tekst)
    assert ingevuld.tekst.replace(" ", "") == _letterlijk(text, {"a": one, "b": other}).replace(" ", "")


@given(HAKEN, HAKEN, HAKEN)
def test_filling_in_once_more_changes_nothing(text: str, one: str, other: str) -> None:
    values = {"a": one, "b": other}
    assert vul_in(vul_in(text, values).tekst, values) == vul_in(text, values)


def _letterlijk(text: str, values: dict[str, str]) -> str:
    """The text with each value where its placeholder stands, read from left to right: double braces open the first."""
    uit = ""
    while text:
        value, length = text[:2] if text[:2] in {"{{", "}}"} else text[0], 0
        for name, by_name in values.items():
            if found := re.match(rf"\{{\{{ *{name} *\}}\}}", text):
                value, length = by_name, found.end()
        uit, text = uit + value, text[length or len(value) :]
    return uit


def test_a_text_that_becomes_too_long_is_refused(gemeente: Gemeente) -> None:
    with pytest.raises(OngeldigeInvoer, match="te lang"):
        vul_in("{{a}}" * 100, {"a": "x" * 1001})
    assert len(vul_in("{{a}}" * 100, {"a": "x" * 1000}).tekst) == 100_000
    inzage, bericht = _geopend(gemeente, "x" * 1500)
    with pytest.raises(OngeldigeInvoer) as error:
        gemeente.beantwoord(bericht, inzage, ANNA, "k", Antwoord("{{onderwerp}}" * 100, None))
    assert [(each.veld, each.code) for each in error.value.fouten] == [("inhoud", "te-lang")]
    assert gemeente.repos.klantcontacten == {}


@pytest.mark.parametrize("onderwerp", ["Wat is {{x}}?", "{{medewerker}}", "}}{{medewerker}}{{", "Losse {{ haken"])
def test_what_the_preview_calls_complete_is_what_is_sent_whatever_the_citizen_wrote(gemeente: Gemeente, onderwerp: str) -> None:
    inzage, bericht = _geopend(gemeente, onderwerp)
    parsed_template = Standaardtekst("Vraag", "U vroeg: {{onderwerp}}{{onderwerp}}}. Groet, {{medewerker}}")
    text = gemeente.standaardantwoorden.maak(BEHEER, "k", parsed_template)
    seen = gemeente.standaardantwoorden.vul_in(text.identificatie, bericht, ANNA)
    assert seen.open == ()
    assert seen.tekst.count(ANNA.naam) == 1
    antwoord = gemeente.beantwoord(bericht, inzage, ANNA, "k", Antwoord(seen.tekst, None)).antwoord
    assert antwoord.inhoud.waarde == seen.tekst


def _geopend(gemeente: Gemeente, onderwerp: str) -> tuple[UUID, UUID]:
    """Return the inzage and the identificatie of a mail with this subject."""
    bericht = gemeente.ontvang()
    old = gemeente.repos.berichten[bericht]
    gemeente.repos.berichten[bericht] = replace(old, envelop=replace(old.envelop, onderwerp=onderwerp))
    return gemeente.inziener.open(bericht, ANNA).inzage.identificatie, bericht


# -- picked and sent ---------------------------------------------------------------------------------------------------


def test_an_agent_gets_the_text_for_one_mail_with_what_is_left_to_fill_in(gemeente: Gemeente) -> None:
    bericht = gemeente.ontvang()
    text = gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST)
    assert gemeente.standaardantwoorden.vul_in(text.identificatie, bericht, ANNA) == Ingevuld(
        "Beste Jan Jansen, u mailde op dinsdag 24 november 2026.\nKom op {{dag}}.\nAnna de Boer, Gemeente Voorbeeld",
        ("{{dag}}",),
    )


def test_an_answer_with_an_open_placeholder_is_refused_and_nothing_is_stored(gemeente: Gemeente) -> None:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    archief = dict(gemeente.archief.objecten)
    with pytest.raises(OngeldigeInvoer) as error:
        gemeente.beantwoord(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "k", Antwoord(TEKST.inhoud, None))
    assert [(each.veld, each.code) for each in error.value.fouten] == [("inhoud", "niet-ingevuld")]
    assert "{{dag}}" in error.value.fouten[0].reden
    assert (gemeente.archief.objecten, gemeente.repos.klantcontacten) == (archief, {})


def test_an_answer_to_a_sender_without_a_name_cannot_greet_them_by_it(gemeente: Gemeente) -> None:
    identificatie = gemeente.ontvang()
    bericht = gemeente.repos.berichten[identificatie]
    nameless = replace(bericht.envelop, afzender=Adres("", bericht.envelop.afzender.adres))
    gemeente.repos.berichten[identificatie] = replace(bericht, envelop=nameless)
    inzage = gemeente.inziener.open(identificatie, ANNA).inzage.identificatie
    with pytest.raises(OngeldigeInvoer):
        gemeente.beantwoord(identificatie, inzage, ANNA, "k", Antwoord("Beste {{afzender}},", None))


def test_what_is_filled_in_is_what_is_stored_and_sent(gemeente: Gemeente) -> None:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    text = TEKST.inhoud.replace("{{dag}}", "maandag")
    stuur = Antwoord(text, None)
    antwoord = gemeente.beantwoord(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "k", stuur).antwoord
    assert antwoord.inhoud.waarde is not None
    assert antwoord.inhoud.waarde.startswith("Beste Jan Jansen, u mailde op dinsdag 24 november 2026.\nKom op maandag.")
    (verzending,) = gemeente.repos.verzendingen.values()
    assert b"Beste Jan Jansen, u mailde op dinsdag 24 november 2026." in gemeente.archief.lees(verzending.object_key)


def test_the_field_with_the_open_placeholder_is_named(gemeente: Gemeente) -> None:
    mail = gemeente.inziener.open(gemeente.ontvang(), ANNA)
    doorzending = Doorzending("post@provincie.example", "", "Wij mailden {{wie}}")
    with pytest.raises(OngeldigeInvoer) as error:
        gemeente.handel_af(mail.bericht.identificatie, mail.inzage.identificatie, ANNA, "k", doorzending)
    assert [each.veld for each in error.value.fouten] == ["berichtAanKlant"]


# -- kept --------------------------------------------------------------------------------------------------------------


def test_a_beheerder_keeps_them_and_an_agent_does_not(gemeente: Gemeente) -> None:
    text = gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST)
    with pytest.raises(GeenToegang):
        gemeente.standaardantwoorden.maak(ANNA, "k", TEKST)
    with pytest.raises(GeenToegang):
        gemeente.standaardantwoorden.wijzig(text.identificatie, ANNA, 1, TEKST)
    assert gemeente.standaardantwoorden.lijst(aantal=10, na=None).resultaten == ((text, 0),)


def test_the_same_request_makes_one_and_another_with_its_key_is_refused(gemeente: Gemeente) -> None:
    assert gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST) == gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST)
    with pytest.raises(SleutelHergebruikt):
        gemeente.standaardantwoorden.maak(BEHEER, "k", replace(TEKST, naam="Anders"))
    gemeente.standaardantwoorden.maak(BEHEER, "k2", TEKST)
    assert len(gemeente.repos.teksten) == 2


def test_of_two_changes_of_one_version_one_is_stored(gemeente: Gemeente) -> None:
    text = gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST)
    new = gemeente.standaardantwoorden.wijzig(text.identificatie, BEHEER, 1, replace(TEKST, naam="Nieuw"))
    assert gemeente.standaardantwoorden.wijzig(text.identificatie, BEHEER, 1, replace(TEKST, naam="Nieuw")) == new
    with pytest.raises(KeuzeNietMogelijk, match="versie 2"):
        gemeente.standaardantwoorden.wijzig(text.identificatie, BEHEER, 1, replace(TEKST, naam="Anders"))
    with pytest.raises(KeuzeNietMogelijk):
        gemeente.standaardantwoorden.wijzig(text.identificatie, BEHEER, 7, TEKST)
    assert gemeente.standaardantwoorden.lees(text.identificatie) == new


def test_what_is_vervallen_can_be_read_and_not_picked(gemeente: Gemeente) -> None:
    text = gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST)
    gemeente.standaardantwoorden.wijzig(text.identificatie, BEHEER, 1, replace(TEKST, vervallen=True))
    assert gemeente.standaardantwoorden.lijst(aantal=10, na=None).resultaten == ()
    assert gemeente.standaardantwoorden.lees(text.identificatie).vervallen


def test_an_unknown_text_or_mail_is_not_found(gemeente: Gemeente) -> None:
    with pytest.raises(NietGevonden):
        gemeente.standaardantwoorden.wijzig(UUID(int=404), BEHEER, 1, TEKST)
    text = gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST)
    with pytest.raises(NietGevonden):
        gemeente.standaardantwoorden.vul_in(text.identificatie, UUID(int=404), ANNA)


def test_a_lost_answer_of_the_storage_is_looked_up(gemeente: Gemeente) -> None:
    gemeente.repos.storingen = [Storing(OpslagOnbekend("x"), opgeslagen=True)]
    assert gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST).naam == TEKST.naam
    gemeente.repos.storingen = [Storing(OpslagOnbekend("x")), Storing(Botsing("x"))]
    assert gemeente.standaardantwoorden.maak(BEHEER, "anders", TEKST).versie == 1
    gemeente.repos.storingen = [Storing(Botsing("x"))] * 9
    with pytest.raises(NietBeschikbaar):
        gemeente.standaardantwoorden.maak(BEHEER, "nog anders", TEKST)
    assert len(gemeente.repos.teksten) == 2


# -- found and counted -------------------------------------------------------------------------------------------------


def _gevonden(gemeente: Gemeente, **choice: str) -> list[str]:
    rows = gemeente.standaardantwoorden.lijst(aantal=10, na=None, keuze=Standaardkeuze(**choice)).resultaten
    return sorted(text.naam for text, _ in rows)


def test_a_text_is_found_by_beginnings_of_words_by_category_and_by_postvak(gemeente: Gemeente) -> None:
    texts = (
        Standaardtekst("Paspoort", "Maak een afspraak in één van onze wijken.", postvakken=(POSTVAK,), categorie="Burgerzaken"),
        Standaardtekst("Parkeren", "Vraag een vergunning aan.", categorie="Verkeer"),
        Standaardtekst("Huwelijk", "Meld het bij ons.", postvakken=(ANDER_POSTVAK,), categorie="burgerzaken"),
    )
    for number, text in enumerate(texts):
        gemeente.standaardantwoorden.maak(BEHEER, f"k-{number}", text)
    assert _gevonden(gemeente) == ["Huwelijk", "Parkeren", "Paspoort"]
    assert _gevonden(gemeente, zoek="EEN wijk") == ["Paspoort"]
    assert _gevonden(gemeente, zoek="pa") == ["Parkeren", "Paspoort"]
    assert _gevonden(gemeente, zoek="aspoort") == []
    assert _gevonden(gemeente, zoek="verk") == ["Parkeren"]
    assert _gevonden(gemeente, zoek=" ! ") == ["Huwelijk", "Parkeren", "Paspoort"]
    assert _gevonden(gemeente, categorie="Burgerzaken") == ["Huwelijk", "Paspoort"]
    assert _gevonden(gemeente, postvak=POSTVAK) == ["Parkeren", "Paspoort"]
    assert _gevonden(gemeente, postvak=ANDER_POSTVAK, categorie="Burgerzaken", zoek="meld") == ["Huwelijk"]


@pytest.mark.parametrize("postvakken", [("weg@gemeente.example",), (POSTVAK,) * 11])
def test_a_text_is_for_postvakken_that_there_are(gemeente: Gemeente, postvakken: tuple[str, ...]) -> None:
    with pytest.raises(OngeldigeInvoer):
        gemeente.standaardantwoorden.maak(BEHEER, "k", replace(TEKST, postvakken=postvakken))


def test_an_answer_counts_each_text_that_it_names_once_however_often_it_is_asked(gemeente: Gemeente) -> None:
    one = gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST)
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    antwoord = Antwoord("Dat kan.", standaardantwoorden=(one.identificatie,))
    gemeente.repos.storingen = [Storing(OpslagOnbekend("x"), opgeslagen=True)]
    for _ in range(2):
        gemeente.handel_af(bericht, inzage, ANNA, "k", antwoord)
    assert gemeente.standaardantwoorden.lijst(aantal=10, na=None).resultaten == ((one, 1),)
    with pytest.raises(SleutelHergebruikt):
        gemeente.handel_af(bericht, inzage, ANNA, "k", Antwoord("Dat kan."))


def test_a_split_mail_counts_a_text_for_each_question(gemeente: Gemeente) -> None:
    one = gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST)
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    antwoord = Antwoord("Dat kan.", standaardantwoorden=(one.identificatie,))
    gemeente.handel_af(bericht, inzage, ANNA, "k", Splitsing(tuple(Deel(f"Vraag {n}", antwoord, "antwoord") for n in range(2))))
    assert gemeente.repos.times == {one.identificatie: 2}


def test_a_text_that_there_is_not_is_refused_by_its_place(gemeente: Gemeente) -> None:
    one = gemeente.standaardantwoorden.maak(BEHEER, "k", TEKST).identificatie
    bericht = gemeente.ontvang()
    inzage = gemeente.inziener.open(bericht, ANNA).inzage.identificatie
    for genoemd, field in (((one, UUID(int=4)), "standaardantwoorden.1"), ((one, one), "standaardantwoorden")):
        with pytest.raises(OngeldigeInvoer) as error:
            gemeente.handel_af(bericht, inzage, ANNA, "k", Antwoord("Ja.", standaardantwoorden=genoemd))
        assert error.value.fouten[0].veld == field
