"""The places of the parts of a mail."""

import base64

import pytest

from ontleden.lezen import deel_inhoud, ontleed
from ontleden.ontleding import Deelrol, Ontleding
from tests.unit.ontleden.hostile import TEKST, mail, multipart

_PDF = b"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK"


def _paths(ontleding: Ontleding) -> list[str]:
    return [part.pad for part in ontleding.delen]


def test_a_plain_mail_has_one_part() -> None:
    ontleding = ontleed(mail(b"hallo\r\n"))

    assert _paths(ontleding) == ["1"]
    assert ontleding.delen[0].rol is Deelrol.INHOUD
    assert ontleding.inhoud == "hallo\n"


def test_parts_are_numbered_as_in_imap() -> None:
    binnen = b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n" + TEKST + b"\r\n--b\r\n" + TEKST + b"\r\n--b--"

    assert _paths(ontleed(multipart(binnen, _PDF))) == ["1.1", "1.2", "2"]


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\r\n"])
def test_any_line_break_will_do(end: bytes) -> None:
    source = multipart(TEKST, _PDF).replace(b"\r\n", end)
    ontleding = ontleed(source)

    assert ontleding.onderwerp == "Vraag"
    assert ontleding.inhoud.strip() == "hallo"
    assert deel_inhoud(source, ontleding.delen[1]) == b"%PDF-1.7\n"


def test_line_breaks_may_be_mixed() -> None:
    source = multipart(TEKST, _PDF).replace(b"\r\n--grens", b"\n--grens").replace(b"Vraag\r\n", b"Vraag\n")

    assert _paths(ontleed(source)) == ["1", "2"]


def test_the_line_break_before_a_boundary_belongs_to_the_boundary() -> None:
    ontleding = ontleed(multipart(b"Content-Type: text/plain\r\n\r\nhallo\r\n", _PDF))

    assert ontleding.delen[0].bestandsomvang == len(b"hallo\r\n")


def test_a_boundary_may_be_the_begin_of_another() -> None:
    binnen = (
        b"Content-Type: multipart/mixed; boundary=grens1\r\n\r\n--grens1\r\n"
        + TEKST
        + b"\r\n--grens1\r\n"
        + _PDF
        + b"\r\n--grens1--"
    )

    assert _paths(ontleed(multipart(binnen, _PDF))) == ["1.1", "1.2", "2"]


def test_a_missing_end_is_told_and_loses_nothing() -> None:
    ontleding = ontleed(multipart(TEKST, _PDF).removesuffix(b"\r\n--grens--\r\n"))

    assert _paths(ontleding) == ["1", "2"]
    assert "einde van een deel" in ontleding.waarschuwingen[0]


def test_an_end_with_rubbish_behind_it_is_an_end() -> None:
    source = multipart(TEKST, _PDF).replace(b"--grens--", b"--grens-->")

    assert deel_inhoud(source, ontleed(source).delen[1]) == b"%PDF-1.7\n"


def test_text_behind_the_end_is_told() -> None:
    assert "Na het einde" in ontleed(multipart(TEKST) + b"\r\nnog iets\r\n").waarschuwingen[0]


def test_a_wrong_boundary_is_guessed() -> None:
    ontleding = ontleed(multipart(TEKST, _PDF).replace(b"boundary=grens", b"boundary=anders"))

    assert _paths(ontleding) == ["1", "2"]
    assert "geraden" in ontleding.waarschuwingen[0]


def test_parts_that_cannot_be_found_are_one_text() -> None:
    ontleding = ontleed(mail(b"hallo", formaat=b"multipart/mixed; boundary=weg"))

    assert (ontleding.inhoud, _paths(ontleding)) == ("hallo", ["1"])


def test_a_mail_without_a_content_type_may_show_its_parts() -> None:
    assert _paths(ontleed(multipart(TEKST, _PDF).replace(b"Content-Type: multipart/mixed; boundary=grens\r\n", b""))) == [
        "1",
        "2",
    ]


def test_a_mail_without_a_content_type_may_be_html() -> None:
    assert ontleed(b"Subject: x\r\n\r\n<html><body><p>hallo</p></body></html>").inhoud.strip() == "hallo"


def test_an_encoded_multipart_is_decoded_and_split() -> None:
    binnen = b"--g\r\n" + TEKST + b"\r\n--g\r\n" + _PDF + b"\r\n--g--\r\n"
    header = b"Content-Type: multipart/mixed; boundary=g\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    source = multipart(header + base64.encodebytes(binnen))
    ontleding = ontleed(source)

    assert _paths(ontleding) == ["1.1", "1.2"]
    assert ontleding.inhoud == "hallo"
    assert [part.begin for part in ontleding.delen] == [-1, -1]
    assert deel_inhoud(source, ontleding.delen[1]) == b"%PDF-1.7\n"


def test_a_multipart_that_only_says_to_be_encoded_is_split() -> None:
    source = multipart(TEKST, _PDF, headers=b"Content-Transfer-Encoding: base64\r\n")

    assert _paths(ontleed(source)) == ["1", "2"]


def test_an_enclosed_mail_is_one_attachment() -> None:
    source = multipart(TEKST, b"Content-Type: message/rfc822\r\n\r\n" + multipart(TEKST, _PDF, limit=b"ander"))

    assert [(part.pad, part.rol) for part in ontleed(source).delen] == [("1", Deelrol.INHOUD), ("2", Deelrol.BIJLAGE)]


def test_a_part_in_a_digest_is_a_mail() -> None:
    assert ontleed(multipart(b"\r\nSubject: x\r\n\r\nhallo", kind=b"digest")).delen[0].formaat == "message/rfc822"


def test_a_part_that_is_not_there_is_a_keyerror() -> None:
    header = b"Content-Type: multipart/mixed; boundary=g\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    part = ontleed(multipart(header + base64.encodebytes(b"--g\r\n" + TEKST + b"\r\n--g--\r\n"))).delen[0]

    with pytest.raises(KeyError):
        deel_inhoud(mail(b"een andere mail"), part)
