"""The choice which of two forms of a text is read."""

from hypothesis import given
from hypothesis import strategies as st

from ontleden.text.alternatief import Oordeel, oordeel

VRAAG = "De container bij de Kade zit al drie weken vol, wanneer wordt hij geleegd? Er lopen inmiddels ratten rond."
ANDERS = (
    "Op onze hoek brandt sinds zondag geen enkele lantaarnpaal meer; kan iemand dat alsjeblieft snel laten nakijken, vandaag?"
)


def test_of_two_forms_that_say_the_same_the_plain_one_is_read() -> None:
    assert oordeel(VRAAG, [VRAAG]) is Oordeel.PLAT
    assert oordeel(f"{VRAAG}\n\nOp dinsdag schreef u: {ANDERS}", [VRAAG]) is Oordeel.PLAT
    assert oordeel("Kort.", ["<", "Kort", "."]) is Oordeel.PLAT


def test_a_plain_form_that_speaks_of_showing_html_gives_way_when_the_html_says_something_else() -> None:
    assert oordeel("Dit bericht is opgemaakt met HTML.", [VRAAG]) is Oordeel.HTML
    assert oordeel("Dit bericht is opgemaakt met HTML.", ["Dit bericht is opgemaakt met HTML."]) is Oordeel.PLAT


def test_a_plain_form_that_holds_only_the_beginning_gives_way() -> None:
    assert oordeel("De container bij de Kade", [VRAAG]) is Oordeel.HTML


def test_two_forms_that_say_different_things_are_in_doubt() -> None:
    assert oordeel("Nieuw bericht van de website.", [VRAAG]) is Oordeel.HTML_IN_TWIJFEL
    assert oordeel(ANDERS, [VRAAG]) is Oordeel.PLAT_IN_TWIJFEL


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_two_forms_have_a_judgement(flat: str, html: list[str]) -> None:
    assert isinstance(oordeel(flat, html), Oordeel)
    if flat.strip():
        assert oordeel(flat, [flat]) in (Oordeel.PLAT, Oordeel.HTML)
