"""Files that do something when they are opened are named as such: by extension, MIME type and first bytes."""

import pytest

from klantmail.domain.bestandsgevaar import Bestandsgevaar, bestandsgevaar
from ontleden.formats.formaat import herken_formaat

PROGRAMMA, MACRO = Bestandsgevaar.PROGRAMMA, Bestandsgevaar.MACRO
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("name", "formaat", "expected"),
    [
        ("factuur.exe", "application/octet-stream", PROGRAMMA),
        ("Factuur.PDF.EXE", "application/pdf", PROGRAMMA),
        ("factuur.js", "text/plain", PROGRAMMA),
        ("factuur.lnk", "application/octet-stream", PROGRAMMA),
        ("factuur.pdf", "application/vnd.microsoft.portable-executable", PROGRAMMA),
        ("bijlage", "application/x-elf", PROGRAMMA),
        ("lijst.csv", "application/x-msdownload", PROGRAMMA),
        ("formulier.docm", DOCX, MACRO),
        ("formulier.xlsm", "application/octet-stream", MACRO),
        ("formulier.docx", "application/vnd.ms-word.document.macroEnabled.12", MACRO),
        ("brief.doc", "application/msword", MACRO),
        ("brief", "application/msword; charset=binary", MACRO),
        ("lijst.csv", "application/vnd.ms-excel", None),
        ("formulier.docx", DOCX, None),
        ("tekening.pdf", "application/pdf", None),
        ("foto.jpeg", "image/jpeg", None),
        ("e-mail.eml", "message/rfc822", None),
        ("exe", "text/plain", None),
        ("brief d.d. 12.03.2024", "text/plain", None),
    ],
)
def test_the_kind_of_danger_follows_from_name_and_format(name: str, formaat: str, expected: Bestandsgevaar | None) -> None:
    assert bestandsgevaar(name, formaat) is expected


def test_a_program_under_the_name_of_a_picture_is_known_by_its_bytes() -> None:
    assert bestandsgevaar("vakantie.jpg", herken_formaat(b"MZ" + bytes(100))) is PROGRAMMA
    assert bestandsgevaar("vakantie.jpg", herken_formaat(b"\xff\xd8\xff" + bytes(100))) is None
