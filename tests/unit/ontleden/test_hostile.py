"""Mails made to hang or crash the reader give an Ontleding that holds, and a warning for what was left out."""

import pytest

from ontleden.lezen import ontleed
from tests.proofs.fuzz.fuzz_ontleden import defects
from tests.unit.ontleden.hostile import HOSTILE, TEKST, mail, multipart


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_read(name: str) -> None:
    source = HOSTILE[name]()

    assert defects(source, ontleed(source)) == []


@pytest.mark.parametrize(
    ("name", "deel_van_melding"),
    [
        ("10.000 delen in elkaar", "meer dan 50 diep"),
        ("50.000 delen", "meer dan 2000 delen"),
        ("50.000 kopregels", "heel veel kopregels"),
        ("50.000 parameters", "heel veel parameters"),
        ("60.000 woorden in base64", "heel veel gecodeerde woorden"),
        ("50.000 adressen", "meer dan 1000 adressen"),
        ("50.000 message ids", "meer dan 500 andere e-mails"),
        ("een scheiding van 1 MB", "heel lange tekst"),
        ("een onderwerp van 1 MB", "Het onderwerp van de e-mail is heel lang"),
        ("1 MB datum", "De datum van de e-mail is niet te lezen"),
        ("300 agenda's", "meer dan 5 agenda-afspraken"),
        ("50.000 kleine bestanden in uuencode", "meer dan 200 bestanden"),
    ],
)
def test_what_a_limit_leaves_out_is_told(name: str, deel_van_melding: str) -> None:
    assert any(deel_van_melding in melding for melding in ontleed(HOSTILE[name]()).waarschuwingen)


def test_the_text_is_there_although_the_headers_are_too_many() -> None:
    ontleding = ontleed(HOSTILE["50.000 kopregels"]())

    assert ontleding.onderwerp == "Vraag"
    assert ontleding.inhoud == "hallo"


def test_forty_attachments_are_forty() -> None:
    bijlage = b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=%d.pdf\r\n\r\n%%PDF-1.7 %d"
    ontleding = ontleed(multipart(TEKST, *[bijlage % (number, number) for number in range(40)]))

    assert [part.bestandsnaam for part in ontleding.delen[1:]] == [f"{number}.pdf" for number in range(40)]
    assert ontleding.waarschuwingen == ()


def test_warnings_are_no_flood() -> None:
    rommel = b"".join(b"Content-Type: text/plain; charset=x\r\nContent-Transfer-Encoding: x%d\r\n\r\n\xe9" % n for n in range(9))

    assert len(ontleed(mail(rommel * 100)).waarschuwingen) <= 101
