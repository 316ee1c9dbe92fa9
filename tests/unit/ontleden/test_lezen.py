"""The text of a mail, its attachments, and the content of other parts."""

import io
import json
import sys
from base64 import b64encode
from pathlib import Path

import pytest

from ontleden.__main__ import main
from ontleden.lezen import deel_inhoud, ontleed
from ontleden.ontleding import Adres, Classificatie, Deelrol, Klasse, Ontleding
from ontleden.teksten import vloeiend
from tests.unit.ontleden.hostile import TEKST, mail, multipart

_HTML = b"Content-Type: text/html\r\n\r\n<p>In <b>HTML</b></p>"
_BEELD = b"Content-Type: image/png; name=logo.png\r\nContent-ID: <logo@post.example>\r\n\r\n\x89PNG\r\n\x1a\n"


def _rollen(ontleding: Ontleding) -> list[tuple[str, str]]:
    return [(part.pad, part.rol.value) for part in ontleding.delen]


def test_the_plain_text_of_an_alternative_is_the_text() -> None:
    ontleding = ontleed(multipart(TEKST, _HTML, kind=b"alternative"))

    assert ontleding.inhoud == "hallo"
    assert "<b>HTML</b>" in ontleding.html
    assert _rollen(ontleding) == [("1", "inhoud"), ("2", "inhoud")]


@pytest.mark.parametrize(
    "flat", [b"", b" \r\n", b"Your mail client does not support HTML e-mail.", b"Uw programma ondersteunt geen HTML."]
)
def test_a_plain_text_that_says_nothing_gives_way_to_the_html(flat: bytes) -> None:
    ontleding = ontleed(multipart(b"Content-Type: text/plain\r\n\r\n" + flat, _HTML, kind=b"alternative"))

    assert ontleding.inhoud.strip() == "In HTML"


def test_html_alone_gives_text() -> None:
    assert ontleed(mail(b"<p>In <b>HTML</b></p>", formaat=b"text/html")).inhoud.strip() == "In HTML"


def test_texts_around_an_attachment_are_both_read() -> None:
    pdf = b"Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.7"
    ontleding = ontleed(multipart(TEKST, pdf, b"Content-Type: text/plain\r\n\r\nen groeten"))

    assert ontleding.inhoud == "hallo\nen groeten"
    assert _rollen(ontleding) == [("1", "inhoud"), ("2", "bijlage"), ("3", "inhoud")]


def test_no_text_beside_html_in_an_alternative_is_lost() -> None:
    binnen = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + _HTML + b"\r\n--b\r\n" + TEKST + b"\r\n--b--"
    ontleding = ontleed(multipart(b"Content-Type: text/plain\r\n\r\nplat", binnen, kind=b"alternative"))

    assert "hallo" in ontleding.html


def test_an_image_in_the_html_is_inline_and_offered() -> None:
    html = b"Content-Type: text/html\r\n\r\n<img src='cid:logo@post.example'>"
    ontleding = ontleed(multipart(html, _BEELD, kind=b"related"))

    assert ontleding.delen[1].rol is Deelrol.INLINE
    assert ontleding.delen[1].content_id == "logo@post.example"
    assert ontleding.delen[1].formaat_herkend == "image/png"
    assert 'src="deel:2"' in ontleding.html


def test_a_named_text_is_an_attachment() -> None:
    ontleding = ontleed(multipart(TEKST, b"Content-Type: text/plain; name=notities.txt\r\n\r\nnotities"))

    assert ontleding.inhoud == "hallo"
    assert ontleding.delen[1].rol is Deelrol.BIJLAGE


def test_a_file_as_the_whole_mail_is_an_attachment() -> None:
    ontleding = ontleed(mail(b"%PDF-1.7", formaat=b"application/pdf; name=scan.pdf"))

    assert (ontleding.inhoud, _rollen(ontleding)) == ("", [("1", "bijlage")])


def test_a_text_that_is_marked_as_attachment_is_read_and_offered() -> None:
    ontleding = ontleed(mail(b"hallo", koppen=b"Content-Disposition: attachment\r\n"))

    assert (ontleding.inhoud, _rollen(ontleding)) == ("hallo", [("1", "bijlage")])


def test_the_text_of_an_enclosed_mail_is_read_when_there_is_no_other() -> None:
    ontleding = ontleed(multipart(b"Content-Type: message/rfc822\r\n\r\n" + mail(b"van binnen")))

    assert ontleding.inhoud == "van binnen"
    assert "bijgevoegde e-mail" in ontleding.waarschuwingen[0]


def test_a_uuencoded_file_in_a_text_is_an_attachment() -> None:
    source = mail(b"voor\r\nbegin 644 caf\xc3\xa9.txt\r\n#86)C\r\n`\r\nend\r\nna\r\n")
    ontleding = ontleed(source)

    assert ontleding.inhoud == "voor\nna\n"
    assert [(part.pad, part.bestandsnaam) for part in ontleding.delen] == [("1", ""), ("1.u1", "café.txt")]
    assert deel_inhoud(source, ontleding.delen[1]) == b"abc"


def test_a_uuencoded_file_in_an_encoded_text_is_an_attachment() -> None:
    source = mail(b"voor\r\nbegin 644 a.txt\r\n#86)C=20\r\nend\r\n", koppen=b"Content-Transfer-Encoding: quoted-printable\r\n")
    ontleding = ontleed(source)

    assert ontleding.delen[1].begin == -1
    assert deel_inhoud(source, ontleding.delen[1]) == b"abc"


def test_a_line_that_begins_with_begin_is_text() -> None:
    assert ontleed(mail(b"begin 644 met lezen\r\nen dan verder\r\n")).inhoud == "begin 644 met lezen\nen dan verder\n"


def test_flowing_lines_are_joined() -> None:
    assert (
        ontleed(mail(b"een \r\ntwee\r\n> ci \r\n> taat\r\n", formaat=b"text/plain; format=flowed")).inhoud
        == "een twee\n> ci \n> taat\n"
    )


@pytest.mark.parametrize(
    ("text", "gone", "uit"),
    [
        ("een \ntwee", True, "eentwee"),
        (" >geen citaat", False, ">geen citaat"),
        ("een \n-- \nnaam", False, "een \n-- \nnaam"),
        ("een\n\ntwee", False, "een\n\ntwee"),
        ("een \n> citaat", False, "een \n> citaat"),
    ],
)
def test_flowing(text: str, gone: bool, uit: str) -> None:
    assert vloeiend(text, weg=gone) == uit


def test_an_invitation_is_readable() -> None:
    agenda = (
        b"Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
        b"SUMMARY:Keukentafelgesprek\r\nDTSTART:20250603T080000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    ontleding = ontleed(multipart(TEKST, agenda, kind=b"alternative"))

    assert ontleding.inhoud.startswith("hallo\n\n")
    assert "Keukentafelgesprek" in ontleding.inhoud
    assert ontleding.classificatie.klasse is Klasse.AGENDA


def test_an_appointment_holds_no_control_characters() -> None:
    agenda = (
        b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\n"
        b"SUMMARY;ENCODING=QUOTED-PRINTABLE:Overleg=00 om vier\r\nDTSTART:20250603T080000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )

    assert "Overleg om vier" in ontleed(multipart(agenda)).inhoud


def test_headers_that_come_twice_are_told() -> None:
    assert "Subject" in ontleed(mail(b"hallo", koppen=b"Subject: nog een\r\n")).waarschuwingen[0]


def test_the_sender_header_stands_in_for_from() -> None:
    ontleding = ontleed(b"Sender: a@b.example\r\n\r\nhallo")

    assert ontleding.afzender is not None
    assert ontleding.afzender.adres == "a@b.example"


# -- python -m ontleden ---------------------------------------------------------------------------------------


def test_a_line_of_json_for_each_file(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    first, second = tmp_path / "een.eml", tmp_path / "twee.eml"
    first.write_bytes(multipart(TEKST, b"Content-Type: text/plain; name=a.txt\r\n\r\nnotities"))
    second.write_bytes(mail("café".encode()))

    assert main([str(first), str(second)]) == 0

    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [line["bestand"] for line in lines] == [str(first), str(second)]
    assert [line["inhoud"] for line in lines] == ["hallo", "café"]
    assert (lines[0]["onderwerp"], lines[0]["nieuweTekst"], lines[0]["klasse"]) == ("Vraag", "hallo", "gewoon")
    assert [
        (bijlage["bestandsnaam"], bijlage["formaat"], bijlage["bestandsomvang"], len(bijlage["sha256"]))
        for bijlage in lines[0]["bijlagen"]
    ] == [("a.txt", "text/plain", 8, 64)]
    assert lines[1]["waarschuwingen"] == []


def test_a_dash_reads_names_from_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "een.eml"
    file.write_bytes(mail(b"hallo"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{file}\n\n{file}\n".encode())))

    assert main(["-"]) == 0
    assert len(capfdbinary.readouterr().out.splitlines()) == 2


def test_an_unreadable_file_is_told_and_the_others_are_read(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "een.eml"
    file.write_bytes(mail(b"hallo"))

    assert main([str(tmp_path / "weg.eml"), str(file)]) == 1

    uit, error = capfdbinary.readouterr()
    assert len(uit.splitlines()) == 1
    assert b"weg.eml" in error


def test_without_files_it_says_how_to_use_it(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([]) == 2
    assert b"gebruik" in capfdbinary.readouterr().err


def test_of_two_auto_submitted_headers_the_one_that_does_not_say_no_counts() -> None:
    headers = b"From: jan@post.example\r\nAuto-Submitted: no\r\nAuto-Submitted: auto-replied\r\n"
    assert ontleed(headers + b"\r\nHallo").classificatie == Classificatie(
        Klasse.AUTOMATISCH_ANTWOORD, "Auto-Submitted: auto-replied"
    )


RICHTING = [chr(each) for each in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize("character", RICHTING, ids=lambda character: f"{ord(character):04x}")
@pytest.mark.parametrize("gecodeerd", [False, True])
def test_what_turns_the_direction_around_goes_from_subjects_and_names_with_a_warning(character: str, gecodeerd: bool) -> None:
    def woord(text: str) -> str:
        return f"=?utf-8?b?{b64encode(text.encode()).decode()}?=" if gecodeerd else text

    onderwerp, name = f"Factuur {character}fdp.exe", f"Jan{character} Jansen"
    headers = (
        f"Subject: {woord(onderwerp)}\r\nFrom: {woord(name)} <jan@burger.example>\r\nReply-To: {woord(name)} <a@b.example>\r\n"
    )
    ontleding = ontleed(f"{headers}\r\nHallo".encode())
    assert (ontleding.onderwerp, ontleding.afzender) == ("Factuur fdp.exe", Adres("Jan Jansen", "jan@burger.example"))
    assert ontleding.beantwoorden_aan == (Adres("Jan Jansen", "a@b.example"),)
    assert len([each for each in ontleding.waarschuwingen if "leesrichting" in each]) == 1
    assert (
        not [
            each for each in ontleed(headers.replace(character, "").encode() + b"\r\nx").waarschuwingen if "leesrichting" in each
        ]
        or gecodeerd
    )


def test_a_name_that_is_written_from_right_to_left_stays_as_it_is() -> None:
    ontleding = ontleed("Subject: שאלה على\r\nFrom: יעקב <jan@burger.example>\r\n\r\nx".encode())
    assert ontleding.afzender is not None
    assert (ontleding.onderwerp, ontleding.afzender.naam, ontleding.waarschuwingen) == ("שאלה على", "יעקב", ())
