"""The search of the logs finds what somebody wrote in whatever form, and nothing where nothing is."""

import base64
import html
import json
import quopri
from collections.abc import Callable
from email.header import Header
from email.message import EmailMessage
from typing import Final
from urllib.parse import quote, quote_plus
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.traces import bare, found, of_mail, of_request

SENTENCE: Final = 'Mijn buurman Jörg klaagt over café "De Hoek" & de rest'
WAYS: Final[dict[str, Callable[[str], str]]] = {
    "as it is": lambda text: text,
    "in capitals": str.upper,
    "as JSON": json.dumps,
    "as JSON in JSON": lambda text: json.dumps(json.dumps({"tekst": text})),
    "as HTML": lambda text: html.escape(text).encode("ascii", "xmlcharrefreplace").decode(),
    "in a path": quote,
    "in a query": quote_plus,
    "as a query in JSON": lambda text: json.dumps({"pad": f"/x?q={quote_plus(text)}"}),
    "as base64": lambda text: base64.b64encode(text.encode()).decode(),
    "as base64 for URLs": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "as base64 in the middle of more": lambda text: base64.b64encode(f"xy{text}z".encode()).decode(),
    "as base64 in lines": lambda text: base64.encodebytes((text * 3).encode()).decode(),
    "as base64 in lines in JSON": lambda text: json.dumps(base64.encodebytes((text * 3).encode()).decode()),
    "as base64 of JSON": lambda text: base64.b64encode(json.dumps({"a": text}).encode()).decode(),
    "as quoted-printable": lambda text: quopri.encodestring((text * 3).encode()).decode(),
    "as a header": lambda text: Header(text, "utf-8", maxlinelen=4000).encode(),
    "as bytes of Python": lambda text: repr(text.encode()),
    "over lines": lambda text: text.replace(" ", "\n  "),
}


def _log(words: str) -> str:
    """A line among others, as the functions and Lambda write them."""
    audit = {"level": "INFO", "message": "audit", "object": str(uuid4()), "actor": str(uuid4()), "resultaat": "gelukt"}
    return f"START RequestId: {uuid4()}\n{json.dumps(audit)}\nwhat went wrong: {words}\nREPORT RequestId: {uuid4()}\n"


@pytest.mark.parametrize("way", WAYS)
def test_a_sentence_is_found_however_it_is_written(way: str) -> None:
    assert found([SENTENCE], _log(WAYS[way](SENTENCE))) == {SENTENCE}


@given(
    st.text(min_size=12, max_size=60).filter(lambda text: len(bare(text)) >= 12),
    st.sampled_from(["as JSON", "as base64", "in a path"]),
)
def test_any_text_is_found(text: str, way: str) -> None:
    assert found([text], _log(WAYS[way](text))) == {text}


def test_an_address_is_found_in_base64_of_latin_1_too() -> None:
    assert found(["café De Hoek"], base64.b64encode("café De Hoek".encode("latin-1")).decode()) == {"café De Hoek"}


def test_what_is_not_there_is_not_found() -> None:
    assert (
        found([SENTENCE, "jan@burger.example", "Jan Jansen", "Grofvuil"], "".join(_log("nothing") for _ in range(500))) == set()
    )


def test_what_a_mail_and_a_request_say_is_looked_for() -> None:
    mail = EmailMessage()
    mail["From"] = "Jan Jansen <jan@burger.example>"
    mail["Subject"] = "Grofvuil in de straat"
    mail.set_content(f"{SENTENCE}\n\nGroet, Jan", cte="quoted-printable")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plattegrond.pdf")
    assert {"Jan Jansen", "jan@burger.example", "Grofvuil in de straat", SENTENCE, "plattegrond.pdf"} <= of_mail(bytes(mail))
    body = {
        "inzageId": str(uuid4()),
        "soort": "geen_actie_nodig",
        "uitkomsten": ["doorzending", "geen_klantcontact"],
        "reden": "Bedankje",
        "delen": [{"antwoord": {"inhoud": "Een\nTwee"}}],
    }
    assert of_request(json.dumps(body).encode()) == {"Bedankje", "Een", "Twee"}
