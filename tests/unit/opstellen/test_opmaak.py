"""The HTML of a mail says what its text says, and holds nothing that anybody could have slipped in."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail.opstellen.citeren import platte_tekst
from klantmail.opstellen.opmaak import html_van

TAGS = {"html", "head", "meta", "body", "p", "br", "ul", "ol", "li", "a", "blockquote"}


class Reading(HTMLParser):
    """A reader that keeps the tags, the links and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributen: set[str] = set()
        self.tekst = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributen |= {f"{tag}.{name}" for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.tekst += data


def lijf(text: str) -> str:
    return html_van(text).partition("<body>\n")[2].removesuffix("\n</body>\n</html>\n")


def test_paragraphs_lines_and_lists_stay_what_they_are() -> None:
    text = "Beste Jan,\n\nNeem mee:\n- uw paspoort\n- een foto\nen betaal.\n\n1. Bel\n2. Kom langs\n\n3) Klaar\n\nGroet,\nAnna"
    assert lijf(text) == (
        "<p>Beste Jan,</p>\n<p>Neem mee:</p>\n<ul>\n<li>uw paspoort</li>\n<li>een foto</li>\n</ul>\n<p>en betaal.</p>\n"
        '<ol>\n<li>Bel</li>\n<li>Kom langs</li>\n</ol>\n<ol start="3">\n<li>Klaar</li>\n</ol>\n<p>Groet,<br>\nAnna</p>'
    )


def test_what_is_quoted_is_a_quote_in_which_nothing_is_a_link() -> None:
    text = "Zie https://gemeente.example/a.\n\nOp dinsdag schreef Jan:\n> Klopt https://nep.example/?\n>> Ouder\n>\n> Jan"
    lezing = Reading(html_van(text))
    assert lezing.links == ["https://gemeente.example/a"]
    assert lezing.tags.count("blockquote") == 2
    assert "https://nep.example/?" in lezing.tekst


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Kijk op https://gemeente.example/paspoort.", ["https://gemeente.example/paspoort"]),
        ("(zie http://a.example/b_(c)) en", ["http://a.example/b_(c)"]),
        ("Mail mailto:info@gemeente.example!", ["mailto:info@gemeente.example"]),
        ('https://a.example/?a=1&b="2', ["https://a.example/?a=1&b="]),
        ("javascript:alert(1) data:text/html,x ftp://a.example file:///etc vbscript:x", []),
        ("https:// mailto: http://.", []),
        ("HTTPS://A.EXAMPLE/X", ["HTTPS://A.EXAMPLE/X"]),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_become_links(text: str, links: list[str]) -> None:
    assert Reading(html_van(text)).links == links


@given(st.text(st.sampled_from("<>&\"' >-*1.)\n\thttps:/mailto@a"), max_size=200) | st.text(max_size=200))
def test_no_text_becomes_markup_and_none_gets_lost(text: str) -> None:
    text = platte_tekst(text)
    html = html_van(text)
    lezing = Reading(html)
    assert set(lezing.tags) <= TAGS
    assert lezing.attributen <= {"html.lang", "meta.charset", "a.href", "blockquote.style", "ol.start"}
    assert all(re.match(r"(?:https?://|mailto:).", link, re.IGNORECASE) for link in lezing.links)
    assert html_van(text) == html
    over = re.sub(r"[\s>*\u2022\-\d.)]", "", lezing.tekst)
    assert over == re.sub(r"[\s>*\u2022\-\d.)]", "", text)


def test_quotes_within_quotes_end_somewhere() -> None:
    assert html_van(">" * 50_000 + " diep").count("<blockquote") == 5
