"""The In-Reply-To and References of a reply, by RFC 5322 section 3.6.4, whole and in order."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes

import pytest

from klantmail.opstellen.bericht import Antwoordbrief, Vraag
from ontleden.ontleding import Adres

MOMENT = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
AAN = Adres("Ans Bakker", "ans@post.example")
VRAAG = Vraag("<vraag@post.example>", (), (), AAN, MOMENT, "Wanneer?")


def source_of(vraag: Vraag) -> bytes:
    brief = Antwoordbrief(
        van=Adres("Gemeente", "info@gemeente.example"),
        aan=(AAN,),
        onderwerp="Re: Afval",
        inhoud="Morgen.",
        vraag=vraag,
        message_id="<antwoord@gemeente.example>",
        datum=MOMENT,
    )
    return brief.schrijf()


def draad(vraag: Vraag) -> tuple[list[str], list[str]]:
    """Read the In-Reply-To and References of the reply, as they stand there."""
    read = message_from_bytes(source_of(vraag))
    return str(read.get("In-Reply-To", "")).split(), str(read.get("References", "")).split()


def ids(count: int) -> tuple[str, ...]:
    return tuple(f"<{number}@post.example>" for number in range(count))


@pytest.mark.parametrize(
    ("vraag", "in_reply_to", "references"),
    [
        (VRAAG, ["<vraag@post.example>"], ["<vraag@post.example>"]),
        (replace(VRAAG, references=ids(2)), ["<vraag@post.example>"], [*ids(2), "<vraag@post.example>"]),
        (replace(VRAAG, in_reply_to=ids(1)), ["<vraag@post.example>"], [*ids(1), "<vraag@post.example>"]),
        (replace(VRAAG, in_reply_to=ids(2)), ["<vraag@post.example>"], ["<vraag@post.example>"]),
        (replace(VRAAG, in_reply_to=ids(1), references=("<a@b>",)), ["<vraag@post.example>"], ["<a@b>", "<vraag@post.example>"]),
        (replace(VRAAG, message_id="", references=ids(2)), [], [*ids(2)]),
        (replace(VRAAG, message_id="", in_reply_to=ids(1)), [], [*ids(1)]),
        (replace(VRAAG, message_id=""), [], []),
        (replace(VRAAG, message_id="<[vraag]>", references=("<[1]>",)), ["<[vraag]>"], ["<[1]>", "<[vraag]>"]),
        (
            replace(VRAAG, references=("<vraag@post.example>", "<a@b>", "<a@b>")),
            ["<vraag@post.example>"],
            ["<a@b>", "<vraag@post.example>"],
        ),
        (replace(VRAAG, references=("onzin", "<a b@c>", "<a@b>")), ["<vraag@post.example>"], ["<a@b>", "<vraag@post.example>"]),
        (replace(VRAAG, references=("onzin",), in_reply_to=ids(1)), ["<vraag@post.example>"], [*ids(1), "<vraag@post.example>"]),
    ],
)
def test_a_reply_names_its_parent_and_what_came_before(vraag: Vraag, in_reply_to: list[str], references: list[str]) -> None:
    assert draad(vraag) == (in_reply_to, references)


@pytest.mark.parametrize("count", [18, 19])
def test_a_chain_of_twenty_is_kept_whole(count: int) -> None:
    assert draad(replace(VRAAG, references=ids(count)))[1] == [*ids(count), "<vraag@post.example>"]


@pytest.mark.parametrize("count", [20, 21, 1000, 50_000])
def test_a_longer_chain_keeps_its_first_id_and_the_last_ones(count: int) -> None:
    _, references = draad(replace(VRAAG, references=ids(count)))
    assert references == ["<0@post.example>", *ids(count)[-18:], "<vraag@post.example>"]


@pytest.mark.parametrize("length", [60, 78, 200, 993])
def test_a_long_id_is_kept_whole_on_a_line_of_its_own(length: int) -> None:
    lang = f"<{'a' * length}@b>"
    vraag = replace(VRAAG, message_id=lang, references=(lang.replace("a", "c"), "<kort@post.example>"))
    source = source_of(vraag)
    assert draad(vraag) == ([lang], [lang.replace("a", "c"), "<kort@post.example>", lang])
    assert max(len(line) for line in source.split(b"\r\n")) <= 998
    assert b"=?" not in source


def test_an_id_that_fits_on_no_line_is_left_out() -> None:
    assert draad(replace(VRAAG, message_id=f"<{'a' * 996}@b>", references=("<a@b>",))) == ([], ["<a@b>"])
