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

_STUKJES = st.sampled_from(
    b"""\r|\n|\r\n\r\n|--g|--g--|--h\n|Content-Type: multipart/mixed; boundary=g\r\n
    |Content-Type: multipart/related; boundary=h\r\n|Content-Type: text/html\r\n
    |Content-Type: text/plain; charset=utf-7\r\n|+2AA-|\0|\xe9| |hallo|Content-Type: message/rfc822\r\n
    |Content-Type: application/ms-tnef\r\n|Content-Transfer-Encoding: base64\r\n
    |Content-Transfer-Encoding: quoted-printable\r\n|=C3=A9|w6k=|\xc3\xa9|Subject:|From:|To:|References:|=?utf-8?Q?
    |?=|<a@b.example>|,|"|(|)|\\|begin 644 a\n|#86)C\n|end\n|Content-Disposition: attachment; filename
    |*0*=utf-8''%C3|*1*=%A9""".split(b"|")
)
_MAILS = st.lists(_STUKJES | st.binary(max_size=8), max_size=60).map(b"".join)
_KOPREGELS = st.sampled_from(
    [b"Subject: a\r\n", b"X-A : b\n", b"To:\n", b" verder\r\n", b"\tverder\n", b"A\rB: c\n", b"-a: 1\n", b"--g: 1\n"]
) | st.sampled_from(
    [b"--g\r\n", b" \r\n", b" \x0b\n", b"\r\n", b"\r", b"From a@b.example\r\n", b"rommel\n", b": leeg\n", b"\xe9: x\n"]
)
_SCHONE_TEKENS = "ab \t\r\n\x00\x0b\x1b$B\x7f\x85é€ÿ\u2028\ufeff\U0001f600"
_CHARSETS = st.sampled_from(
    ["", "utf-8", "utf-7", "utf-16", "utf-32", "iso-2022-jp", "hz-gb-2312", "iso-8859-1", "gb2312", "big5", "x"]
)


@settings(max_examples=400)
@given(st.binary(max_size=400) | _MAILS)
def test_any_bytes_give_an_ontleding_that_holds(bron: bytes) -> None:
    ontleding = ontleed(bron)

    assert defects(bron, ontleding) == []
    json.dumps(als_json("mail.eml", ontleding), ensure_ascii=False).encode()


@given(_MAILS)
def test_reading_twice_gives_the_same(bron: bytes) -> None:
    assert ontleed(bron) == ontleed(bron)


@given(st.lists(_KOPREGELS | st.binary(max_size=6), max_size=8).map(b"".join), st.booleans())
def test_headers_as_they_should_be_are_what_the_general_way_gives(koppen: bytes, hoofd: bool) -> None:
    uit = []
    for lege_regel in (b"\r\n", b"\r\r\n"):  # the second one is nothing that should be
        bron, meldingen = koppen + b"A: b\r\n" + lege_regel + b"hallo", Meldingen()
        gevonden, plek = lees_koppen(bron, 0, len(bron), {b"--g": 1}, meldingen, hoofd=hoofd)
        uit.append((gevonden.velden, bron[plek:].replace(b"\r\r\n", b"\r\n"), meldingen.alle()))

    assert uit[0] == uit[1]


@given(st.text('aé @.<>()\\,;:"=?\t\x00') | st.from_regex(r"[a é]{0,3}<=\?utf-8\?q\?[a=C3 ]{0,4}\?=[a@(]{0,3}>", fullmatch=True))
def test_one_address_is_what_the_general_way_gives(tekst: str) -> None:
    een, met_lege = Meldingen(), Meldingen()

    assert lees_adressen(tekst, een) == lees_adressen(f",{tekst}", met_lege)
    assert een.alle() == met_lege.alle()


@given(st.binary(), _CHARSETS)
def test_any_bytes_are_text_without_surrogates(inhoud: bytes, charset: str) -> None:
    tekst = schone_tekst(lees_tekst(inhoud, charset, Meldingen()))

    tekst.encode()
    assert "\0" not in tekst
    assert "\r" not in tekst


@given(st.binary() | st.text(_SCHONE_TEKENS).map(str.encode), _CHARSETS)
def test_a_clean_text_is_what_the_general_way_gives(inhoud: bytes, charset: str) -> None:
    snel, algemeen = Meldingen(), Meldingen()

    assert lees_schone_tekst(inhoud, charset, snel) == schone_tekst(lees_tekst(inhoud, charset, algemeen))
    assert snel.alle() == algemeen.alle()


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.sampled_from(["", "utf-8", "us-ascii", "x-unknown", "iso-8859-1"]),
)
def test_utf8_is_read_as_it_is_whatever_a_western_mail_calls_it(tekst: str, charset: str) -> None:
    if tekst.startswith("\ufeff") or "\x1b" in tekst:
        return
    assert lees_tekst(tekst.encode(), charset, Meldingen()) == tekst


@given(st.text())
def test_a_line_is_a_line(tekst: str) -> None:
    assert is_clean_line(op_een_regel(tekst))
    assert is_clean_line(decodeer_woorden(tekst, Meldingen()))


@given(st.binary())
def test_parameters_are_lines(waarde: bytes) -> None:
    formaat, parameters = lees_parameters(waarde, Meldingen())

    assert is_clean_line(formaat)
    assert all(map(is_clean_line, parameters.values()))


@given(st.binary(), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "x-yenc", "7bit", "binary"]))
def test_decoding_never_fails(bron: bytes, codering: str) -> None:
    assert isinstance(b"".join(decodeer(bron, 0, len(bron), codering)), bytes)
    assert 0 <= base64_einde(bron, 0, len(bron)) <= len(bron)


_BASE64: Final = (b"A", b"z+/", b"Zm9v", b"Zm9v" * 19, b"\r\n", b"\n", b" ", b"-", b"_", b"\0", b"\xe9")


@given(st.lists(st.sampled_from(_BASE64), max_size=40), st.sampled_from([b"", b"=", b"==", b"=\r\n", b"==\r\n\r\n"]))
def test_base64_says_what_the_standard_library_says(stukken: list[bytes], opvulling: bytes) -> None:
    bron = b"".join(stukken) + opvulling
    assume(not re.search(rb"[A-Za-z]{2} [A-Za-z]{2}|\xe9", bron))  # words: a footer that someone put behind it
    try:
        verwacht = a2b_base64(bron)
    except Error:
        assume(False)

    assert b"".join(decodeer(bron, 0, len(bron), "base64")) == verwacht
