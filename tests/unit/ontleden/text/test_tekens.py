"""Character sets and transfer encodings."""

import binascii

import pytest

from ontleden.lezen import deel_inhoud, ontleed
from ontleden.meldingen import Meldingen
from ontleden.mime.coderingen import codering_van, decodeer
from ontleden.text.tekens import lees_html_bron, lees_tekst, schone_tekst
from ontleden.text.tekensets import codec_van
from tests.unit.ontleden.hostile import mail

_TEKST = "Één café, ïets à € 25 \u2013 “mooi”, zei \u2019t kind"


def _lees(inhoud: bytes, charset: str) -> str:
    return lees_tekst(inhoud, charset, Meldingen())


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"])
def test_a_declared_character_set_is_followed(codec: str) -> None:
    assert _lees(_TEKST.encode(codec), codec) == _TEKST


@pytest.mark.parametrize(
    "charset", ["", "us-ascii", "x-unknown", "unknown-8bit", "iso-8859-1", "windows-1252", "ISO_8859-1", '"latin1"']
)
@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_dutch_text_is_exact_unlabelled_and_mislabelled(codec: str, charset: str) -> None:
    assert _lees(_TEKST.encode(codec), charset) == _TEKST


def test_cp1252_labelled_utf8_is_read() -> None:
    meldingen = Meldingen()

    assert lees_tekst(_TEKST.encode("cp1252"), "utf-8", meldingen) == _TEKST
    assert "UTF-8" in meldingen.alle()[0]


def test_a_euro_in_latin9_is_a_euro() -> None:
    latin9 = "Het café kost € 25".encode("iso8859-15")

    assert _lees(latin9, "iso-8859-15") == "Het café kost € 25"
    assert _lees(latin9, "") == "Het café kost € 25"


def test_a_mixture_is_read_letter_by_letter() -> None:
    assert _lees("café één ïets ".encode() + b"caf\xe9", "utf-8") == "café één ïets café"


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("gb2312", "gb18030", "\u4f60\u597d"),
        ("GBK", "gbk", "\u4f60\u597d"),
        ("big5", "big5", "\u4f60\u597d"),
        ("shift_jis", "cp932", "\u3053\u3093"),
        ("iso-2022-jp", "iso2022_jp", "\u3053\u3093"),
        ("", "iso2022_jp", "\u3053\u3093"),
        ("ks_c_5601-1987", "cp949", "\uc548\ub155"),
        ("koi8-r", "koi8-r", "\u043f\u0440\u0438\u0432\u0435\u0442"),
        ("windows-1251", "cp1251", "\u043f\u0440\u0438\u0432\u0435\u0442"),
        ("iso-8859-9", "cp1254", "\u011f\u0131\u015f"),
        ("macintosh", "mac-roman", "café"),
        ("ibm850", "cp850", "café"),
    ],
)
def test_other_character_sets(charset: str, codec: str, text: str) -> None:
    assert _lees(text.encode(codec), charset) == text


def test_a_byte_order_mark_is_no_text() -> None:
    assert _lees(b"\xef\xbb\xbfcaf\xc3\xa9", "iso-8859-1") == "café"
    assert _lees("café".encode("utf-16"), "utf-16") == "café"


@pytest.mark.parametrize("name", ["zlib", "rot13", "punycode", "unicode_escape", "idna", "hex", "undefined"])
def test_only_character_sets_can_be_named(name: str) -> None:
    assert codec_van(name) is None


@pytest.mark.parametrize(
    ("name", "codec"), [("charset=utf-8", "utf-8"), ("iso-8859-15http-equiv", "iso8859-15"), ("UTF8", "utf-8")]
)
def test_labels_with_something_stuck_to_them(name: str, codec: str) -> None:
    assert codec_van(name) == codec


def test_html_may_say_itself_what_it_is_in() -> None:
    html = "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>\u0434\u0430"

    assert lees_html_bron(html.encode("koi8-r"), "", Meldingen()) == html
    assert lees_html_bron(html.encode("cp1251"), "windows-1251", Meldingen()) == html


def test_control_characters_are_no_text() -> None:
    assert schone_tekst("a\r\nb\rc\0d\x07\x0ce\ud800") == "a\nb\ncd\ne\ufffd"


@pytest.mark.parametrize(
    ("source", "codering", "uit"),
    [
        (b"Y2Fmw6k=", "base64", "café"),
        (b"Y2Fmw6k", "base64", "café"),
        (b"Y2Fm\r\nw6k=\r\n", "base64", "café"),
        (b"Y2Fmw\r\n6k=", "base64", "café"),
        (b"Y2F~mw6!k=", "base64", "café"),
        (b"Y2FmQ", "base64", "caf"),
        (b"Y2E=\r\nZmU=\r\n", "base64", "cafe"),
        (b"Y2Fmw6k=\r\n-- \r\nverzonden met spoed\r\n", "base64", "café"),
        (b"caf=C3=A9", "quoted-printable", "café"),
        (b"caf=c3=a9", "quoted-printable", "café"),
        (b"ca=\r\nfe", "quoted-printable", "cafe"),
        (b"ca= \t\r\nfe", "quoted-printable", "cafe"),
        (b"ca=\rfe", "quoted-printable", "cafe"),
        (b"ca=\nfe=", "quoted-printable", "cafe"),
        (b"50% = veel =ZZ", "quoted-printable", "50% = veel =ZZ"),
        (b"begin 644 a.txt\n#86)C\n`\nend\n", "x-uuencode", "abc"),
        (b"#86)C\n#86)C\n", "x-uuencode", "abcabc"),
        (b"=ybegin line=128 size=3 name=a\r\n\x8b\x8c\x8d\r\n=yend size=3\r\n", "x-yenc", "abc"),
        (b"=ybegin line=128 size=3 name=a\r\n=\xcb\x8c\x8d\r\n=yend size=3\r\n", "x-yenc", "abc"),
        (b"gewoon", "7bit", "gewoon"),
    ],
)
def test_transfer_encodings(source: bytes, codering: str, uit: str) -> None:
    assert b"".join(decodeer(source, 0, len(source), codering)) == uit.encode()


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b""])
@pytest.mark.parametrize("width", [76, 77, 4, 300_000])
def test_base64_of_any_width_is_decoded_in_pieces(width: int, end: bytes) -> None:
    inhoud = bytes(range(256)) * 1000
    characters = binascii.b2a_base64(inhoud, newline=False)
    source = end.join(characters[place : place + width] for place in range(0, len(characters), width))

    assert b"".join(decodeer(source, 0, len(source), "base64")) == inhoud


@pytest.mark.parametrize("line", [b"caf=C3=A9=\r\n", b"caf=C3=A9"])
def test_quoted_printable_is_decoded_in_pieces(line: bytes) -> None:
    assert b"".join(decodeer(line * 30_000, 0, len(line) * 30_000, "quoted-printable")) == "café".encode() * 30_000


@pytest.mark.parametrize(
    ("value", "codering"),
    [
        ("BASE64", "base64"),
        ("7-bit", "7bit"),
        ("quoted printable", "quoted-printable"),
        ("base64;", "base64"),
        ("8bit (x)", "8bit"),
    ],
)
def test_names_of_encodings(value: str, codering: str) -> None:
    assert codering_van(value) == codering


def test_text_that_only_says_to_be_base64_is_text() -> None:
    source = mail(b"Dit is gewoon tekst, en niet gecodeerd.", koppen=b"Content-Transfer-Encoding: base64\r\n")
    ontleding = ontleed(source)

    assert ontleding.inhoud == "Dit is gewoon tekst, en niet gecodeerd."
    assert deel_inhoud(source, ontleding.delen[0]) == b"Dit is gewoon tekst, en niet gecodeerd."
    assert "base64" in ontleding.waarschuwingen[0]


def test_a_footer_behind_base64_is_shown() -> None:
    ontleding = ontleed(mail(b"aGFsbG8=\r\n-- \r\nverzonden met spoed", koppen=b"Content-Transfer-Encoding: base64\r\n"))

    assert ontleding.inhoud == "hallo\n\n-- \nverzonden met spoed"
