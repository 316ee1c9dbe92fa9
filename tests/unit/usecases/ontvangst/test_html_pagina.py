"""The page of a mail: it differs from the safe HTML in the images of parts, whatever a sender writes."""

import importlib
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.usecases.ontvangst.html_pagina import maak_weergave
from ontleden.lezen import ontleed
from ontleden.ontleding import Deelrol
from tests.unit.ontleden.html.inspector import bezwaren

PNG: Final = b"\x89PNG\r\n\x1a\n" + b"beeld"
_HTML5LIB: Final = importlib.import_module("bleach._vendor.html5lib")


def mail(html: str, *, formaat: str = "image/png", beeld: bytes = PNG) -> bytes:
    """A mail with this HTML as part 1, and an image that it can show as part 2 (`cid:logo`)."""
    return (
        b"From: jan@burger.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=g\r\n\r\n--g\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + html.encode()
        + f'\r\n--g\r\nContent-Type: {formaat}; name="a&b.png"\r\nContent-ID: <logo>\r\n\r\n'.encode()
        + beeld
        + b"\r\n--g--\r\n"
    )


def pagina(source: bytes) -> str:
    return maak_weergave(ontleed(source), source).decode().partition("<body>")[2].removesuffix("</body></html>")


def boom(html: str) -> list[tuple[Any, ...]]:
    """The elements, attributes and texts, as a browser builds them."""
    read = _HTML5LIB.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [(each.tag, sorted(each.attrib.items()), each.text, each.tail) for each in read.iter()]


def test_an_image_of_the_mail_is_shown_from_the_page_itself() -> None:
    assert pagina(mail('<img alt="ons logo" src="cid:logo">')) == (
        '<img alt="ons logo" src="data:image/png;base64,iVBORw0KGgpiZWVsZA==">'
    )


def test_what_is_no_image_is_named_in_its_place() -> None:
    assert pagina(mail('<img alt="x" width="10" src="cid:logo">', beeld=b"<svg onload=alert(1)>")) == (
        '<img alt="[afbeelding: a&amp;b.png]" width="10">'
    )


@pytest.mark.parametrize(
    "html",
    [
        '<p>Zet er src="deel:2" in</p>',
        '<p>&lt;img src="deel:2"&gt;</p>',
        "<p title='<img src=&quot;deel:2&quot;>'>x</p>",
        """<p title='&lt;img src="deel:2"&gt;'>x</p>""",
        '<a href="https://x.example/?src=&quot;deel:2&quot;">x</a>',
        '<img alt=\'src="deel:2"\' src="cid:elders">',
        '<pre>src="deel:2"onerror="alert(1)</pre>',
        '<img src="deel:2">',
        "<p>deel:2</p>",
    ],
)
def test_words_that_look_like_one_of_our_images_stay_words(html: str) -> None:
    source = mail(html)
    ontleding = ontleed(source)
    assert pagina(source) == ontleding.html
    assert ontleding.delen[1].rol is Deelrol.BIJLAGE


BROKEN: Final = st.sampled_from(
    [
        "<p>", "</p>", "<b>", "<table><tr><td>", "</table>", '<img src="cid:logo">', "<img src=cid:logo alt='", "'>", '">',
        'src="deel:2"', '"', "'", "<", ">", "&lt;", "&quot;", "&amp;", "<!--", "-->", '<p title="', "deel:2", "<svg>", "é ", "x",
        '<a href="https://x.example/">', "</a>", "<style>", "</style>", "\u00a0",
    ]
)  # fmt: skip


@given(st.lists(BROKEN, max_size=25).map("".join))
def test_the_page_is_the_safe_html_with_other_sources_of_images_and_as_safe(html: str) -> None:
    source = mail(html)
    veilig, weergave = ontleed(source).html, pagina(source)
    source_of = {"deel:2": "data:image/png;base64,iVBORw0KGgpiZWVsZA=="}
    expected = [
        (tag, sorted((name, source_of.get(value, value) if name == "src" else value) for name, value in kenmerken), *rest)
        for tag, kenmerken, *rest in boom(veilig)
    ]
    assert boom(weergave) == expected
    assert bezwaren(weergave) == []
