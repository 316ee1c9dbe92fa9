"""Any bytes give an Ontleding, clean lines, and parts that their bytes confirm."""

import json
import re
from binascii import Error, a2b_base64
from typing import Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ontleden.__main__ import als_json
from ontleden.lezen import ontleed
from ontleden.meldingen import Meldingen
from ontleden.mime.adressen import lees_adressen
from ontleden.mime.coderingen import base64_einde, decodeer
from ontleden.mime.koppen import decodeer_woorden, lees_koppen, lees_parameters
from ontleden.text.tekens import lees_schone_tekst, lees_tekst, op_een_regel, schone_tekst
from tests.proofs.fuzz.fuzz_ontleden import defects, is_clean_line

_PIECES = st.sampled_from(
    b"""\r|\n|\r\n\r\n|--g|--g--|--h\n|Content-Type: multipart/mixed; boundary=g\r\n
    |Content-Type: multipart/related; boundary=h\r\n|Content-Type: text/html\r\n
    |Content-Type: text/plain; charset=utf-7\r\n|+2AA-|\0|\xe9| |hallo|Content-Type: message/rfc822\r\n
    |Content-Type: application/ms-tnef\r\n|Content-Transfer-Encoding: base64\r\n
    |Content-Transfer-Encoding: quoted-printable\r\n|=C3=A9|w6k=|\xc3\xa9|Subject:|From:|To:|References:|=?utf-8?Q?
    |?=|<a@b.example>|,|"|(|)|\\|begin 644 a\n|#86)C\n|end\n|Content-Disposition: attachment; filename
    |*0*=utf-8''%C3|*1*=%A9""".split(b"|")
)
_MAILS = st.lists(_PIECES | st.binary(max_size=8), max_size=60).map(b"".join)
_KOPREGELS = st.sampled_from(
    [b"Subject: a\r\n", b"X-A : b\n", b"To:\n", b" verder\r\n", b"\tverder\n", b"A\rB: c\n", b"-a: 1\n", b"--g: 1\n"]
) | st.sampled_from(
    [b"--g\r\n", b" \r\n", b" \x0b\n", b"\r\n", b"\r", b"From a@b.example\r\n", b"rommel\n", b": leeg\n", b"\xe9: x\n"]
)
_CLEAN_CHARACTERS = "ab \t\r\n\x00\x0b\x1b$B\x7f\x85é€ÿ\u2028\ufeff\U0001f600"
_CHARSETS = st.sampled_from(
    ["", "utf-8", "utf-7", "utf-16", "utf-32", "iso-2022-jp", "hz-gb-2312", "iso-8859-1", "gb2312", "big5", "x"]
)


@settings(max_examples=400)
@given(st.binary(max_size=400) | _MAILS)
def test_any_bytes_give_an_ontleding_that_holds(source: bytes) -> None:
    ontleding = ontleed(source)

    assert defects(source, ontleding) == []
    json.dumps(als_json("mail.eml", ontleding), ensure_ascii=False).encode()


@given(_MAILS)
def test_reading_twice_gives_the_same(source: bytes) -> None:
    assert ontleed(source) == ontleed(source)


@given(st.lists(_KOPREGELS | st.binary(max_size=6), max_size=8).map(b"".join), st.booleans())
def test_headers_as_they_should_be_are_what_the_general_way_gives(headers: bytes, hoofd: bool) -> None:
    uit = []
    for empty_line in (b"\r\n", b"\r\r\n"):  # the second one is nothing that should be
        source, meldingen = headers + b"A: b\r\n" + empty_line + b"hallo", Meldingen()
        found, place = lees_koppen(source, 0, len(source), {b"--g": 1}, meldingen, hoofd=hoofd)
        uit.append((found.velden, source[place:].replace(b"\r\r\n", b"\r\n"), meldingen.alle()))

    assert uit[0] == uit[1]


@given(st.text('aé @.<>()\\,;:"=?\t\x00') | st.from_regex(r"[a é]{0,3}<=\?utf-8\?q\?[a=C3 ]{0,4}\?=[a@(]{0,3}>", fullmatch=True))
def test_one_address_is_what_the_general_way_gives(text: str) -> None:
    one, with_empty = Meldingen(), Meldingen()

    assert lees_adressen(text, one) == lees_adressen(f",{text}", with_empty)
    assert one.alle() == with_empty.alle()


@given(st.binary(), _CHARSETS)
def test_any_bytes_are_text_without_surrogates(inhoud: bytes, charset: str) -> None:
    text = schone_tekst(lees_tekst(inhoud, charset, Meldingen()))

    text.encode()
    assert "\0" not in text
    assert "\r" not in text


@given(st.binary() | st.text(_CLEAN_CHARACTERS).map(str.encode), _CHARSETS)
def test_a_clean_text_is_what_the_general_way_gives(inhoud: bytes, charset: str) -> None:
    fast, algemeen = Meldingen(), Meldingen()

    assert lees_schone_tekst(inhoud, charset, fast) == schone_tekst(lees_tekst(inhoud, charset, algemeen))
    assert fast.alle() == algemeen.alle()


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.sampled_from(["", "utf-8", "us-ascii", "x-unknown", "iso-8859-1"]),
)
def test_utf8_is_read_as_it_is_whatever_a_western_mail_calls_it(text: str, charset: str) -> None:
    if text.startswith("\ufeff") or "\x1b" in text:
        return
    assert lees_tekst(text.encode(), charset, Meldingen()) == text


@given(st.text())
def test_a_line_is_a_line(text: str) -> None:
    assert is_clean_line(op_een_regel(text))
    assert is_clean_line(decodeer_woorden(text, Meldingen()))


@given(st.binary())
def test_parameters_are_lines(value: bytes) -> None:
    formaat, parameters = lees_parameters(value, Meldingen())

    assert is_clean_line(formaat)
    assert all(map(is_clean_line, parameters.values()))


@given(st.binary(), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "x-yenc", "7bit", "binary"]))
def test_decoding_never_fails(source: bytes, codering: str) -> None:
    assert isinstance(b"".join(decodeer(source, 0, len(source), codering)), bytes)
    assert 0 <= base64_einde(source, 0, len(source)) <= len(source)


_BASE64: Final = (b"A", b"z+/", b"Zm9v", b"Zm9v" * 19, b"\r\n", b"\n", b" ", b"-", b"_", b"\0", b"\xe9")


@given(st.lists(st.sampled_from(_BASE64), max_size=40), st.sampled_from([b"", b"=", b"==", b"=\r\n", b"==\r\n\r\n"]))
def test_base64_says_what_the_standard_library_says(pieces: list[bytes], opvulling: bytes) -> None:
    source = b"".join(pieces) + opvulling
    assume(not re.search(rb"[A-Za-z]{2} [A-Za-z]{2}|\xe9", source))  # words: a footer that someone put behind it
    try:
        expected = a2b_base64(source)
    except Error:
        assume(False)

    assert b"".join(decodeer(source, 0, len(source), "base64")) == expected
