"""The content of an S/MIME message that is signed with its text."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.formats.smime import pak_uit, soort
from tests.support import pkcs7

MAIL = b"Content-Type: text/plain; charset=utf-8\r\n\r\nGeachte gemeente, " + "één vraag. ".encode() * 300


@pytest.mark.parametrize(
    "source",
    [
        pkcs7.ondertekend(MAIL),
        pkcs7.ondertekend_ber(MAIL),
        pkcs7.ondertekend_ber(MAIL, piece=7),
        b"-----BEGIN PKCS7-----\n" + base64.encodebytes(pkcs7.ondertekend(MAIL)) + b"-----END PKCS7-----\n",
    ],
    ids=["der", "ber", "kleine stukken", "pem"],
)
def test_the_content_of_a_signed_message_comes_out(source: bytes) -> None:
    assert pak_uit(source) == MAIL
    assert soort(source) == "ondertekend"


def test_pieces_in_pieces_are_joined() -> None:
    pieces = pkcs7.ber(0x24, pkcs7.der(0x04, b"een ") + pkcs7.der(0x24, pkcs7.der(0x04, b"twee ")) + pkcs7.der(0x04, b"drie"))
    binnen = pkcs7.ber(0x30, pkcs7.DATA + pkcs7.ber(0xA0, pieces))
    source = pkcs7.ber(
        0x30, pkcs7.SIGNED + pkcs7.ber(0xA0, pkcs7.ber(0x30, pkcs7.der(0x02, b"\1") + pkcs7.der(0x31, b"") + binnen))
    )
    assert pak_uit(source) == b"een twee drie"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (pkcs7.los_ondertekend(), "ondertekend"),
        (pkcs7.versleuteld(), "versleuteld"),
        (b"", "onbekend"),
        (b"0\x03\x02\x01\x05", "onbekend"),
        (b"-----BEGIN PKCS7-----\nA", "onbekend"),
        (b"gewone tekst", "onbekend"),
    ],
)
def test_without_content_inside_there_is_nothing_to_unpack(source: bytes, expected: str) -> None:
    assert pak_uit(source) is None
    assert soort(source) == expected


def test_a_message_cut_off_gives_what_is_there() -> None:
    source = pkcs7.ondertekend(MAIL)
    uit = pak_uit(source[: len(source) // 2])
    assert uit is not None
    assert MAIL.startswith(uit)
    assert uit


@given(
    st.sampled_from([pkcs7.ondertekend(b"x" * 40), pkcs7.ondertekend_ber(b"x" * 40, 9)]),
    st.integers(0, 130),
    st.binary(max_size=6),
)
def test_damage_never_raises(source: bytes, place: int, ruis: bytes) -> None:
    kapot = source[:place] + ruis + source[place + len(ruis) :]
    uit = pak_uit(kapot)
    assert uit is None or len(uit) <= len(kapot)
    assert soort(kapot) in {"ondertekend", "versleuteld", "onbekend"}


@given(st.binary(max_size=200))
def test_anything_after_a_good_start_never_raises(ruis: bytes) -> None:
    uit = pak_uit(pkcs7.ondertekend_ber(b"")[:40] + ruis)
    assert uit is None or len(uit) <= len(ruis) + 40
