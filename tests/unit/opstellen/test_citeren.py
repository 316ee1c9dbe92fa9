"""The question below the answer: who wrote it and when, in Dutch, and its lines behind `> `."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.opstellen.citeren import MAX_CITAAT, WEGGELATEN, aanhef, antwoord_met_citaat, geciteerd, platte_tekst
from ontleden.ontleding import Adres
from ontleden.text.citaat import nieuwe_tekst

MOMENT = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
ANS = Adres("Ans Bakker", "ans@post.example")


@pytest.mark.parametrize(
    ("afzender", "moment", "expected"),
    [
        (ANS, MOMENT, "Op dinsdag 24 november 2026 om 10:15 schreef Ans Bakker <ans@post.example>:"),
        (
            ANS,
            datetime(2026, 6, 30, 22, 5, tzinfo=UTC),
            "Op woensdag 1 juli 2026 om 00:05 schreef Ans Bakker <ans@post.example>:",
        ),
        (ANS, None, "Ans Bakker <ans@post.example> schreef:"),
        (ANS, datetime.max.replace(tzinfo=UTC), "Ans Bakker <ans@post.example> schreef:"),
        (Adres("", "ans@post.example"), MOMENT, "Op dinsdag 24 november 2026 om 10:15 schreef ans@post.example:"),
        (Adres("Ans", ""), MOMENT, "Op dinsdag 24 november 2026 om 10:15 schreef Ans:"),
        (Adres("", ""), MOMENT, "Op dinsdag 24 november 2026 om 10:15 schreef u:"),
        (Adres("", ""), None, "U schreef:"),
        (Adres("Ans\r\n\tBakker\x07", "ans@post.example"), None, "Ans Bakker <ans@post.example> schreef:"),
    ],
)
def test_the_line_above_the_question_says_who_and_when(afzender: Adres, moment: datetime | None, expected: str) -> None:
    assert aanhef(afzender, moment) == expected


def test_a_very_long_name_does_not_fill_the_mail() -> None:
    assert len(aanhef(Adres("A" * 1_000_000, "b" * 1_000_000), MOMENT)) < 500


@pytest.mark.parametrize(
    ("vraag", "expected"),
    [
        ("Wanneer?", "> Wanneer?"),
        ("Een\n\nTwee  \n", "> Een\n>\n> Twee"),
        ("\n\n> eerder\n>> nog eerder\nnieuw\n\n", ">> eerder\n>>> nog eerder\n> nieuw"),
        ("a\r\nb\rc", "> a\n> b\n> c"),
        ("  ingesprongen", ">   ingesprongen"),
        ("", ""),
        (" \n\t\n", ""),
    ],
)
def test_every_line_of_the_question_is_marked(vraag: str, expected: str) -> None:
    assert geciteerd(vraag) == expected


def test_a_question_without_text_gets_no_line_above_it() -> None:
    assert antwoord_met_citaat("Morgen.\n", " \n", ANS, MOMENT) == "Morgen."


def test_a_long_question_is_cut_off_between_lines_and_says_so() -> None:
    lines = geciteerd("Dit is een regel.\n" * 10_000).split("\n")
    assert lines[-1] == WEGGELATEN
    assert set(lines[:-1]) == {"> Dit is een regel."}
    assert MAX_CITAAT - 100 < sum(len(line) - 1 for line in lines[:-1]) <= MAX_CITAAT


def test_a_question_of_one_endless_line_is_cut_off_too() -> None:
    assert geciteerd("x" * 1_000_000) == f"> {'x' * MAX_CITAAT}\n{WEGGELATEN}"
    assert geciteerd("x" * MAX_CITAAT) == f"> {'x' * MAX_CITAAT}"


@given(st.text(min_size=1).filter(str.strip))
def test_our_own_reader_finds_the_answer_above_the_question(vraag: str) -> None:
    assert nieuwe_tekst(antwoord_met_citaat("Beste Ans,\n\nMorgen.", vraag, ANS, MOMENT)) == "Beste Ans,\n\nMorgen."


@given(st.text(st.characters() | st.sampled_from("\r\n\t\v\f\0\x7f\x80\x85\xa0\u2028\u2029\ud800€")))
def test_a_plain_text_has_one_kind_of_line_break_and_no_control_characters(text: str) -> None:
    breaks = re.sub("\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    zonder = "".join(
        "\ufffd" if "\ud800" <= character <= "\udfff" else character
        for character in breaks
        if character in "\t\n" or character >= " "
    )
    assert platte_tekst(text) == re.sub("[\x7f-\x9f]", "", zonder)
