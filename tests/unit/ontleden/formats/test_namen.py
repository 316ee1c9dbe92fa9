"""File names that are safe to offer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.formats.namen import MAX_BYTES, MAX_TEKENS, veilige_naam


@pytest.mark.parametrize(
    ("name", "formaat", "expected"),
    [
        ("Foto één.jpg", "image/jpeg", "Foto één.jpg"),
        ("C:\\Documenten\\Mijn scans\\paspoort.pdf", "application/pdf", "paspoort.pdf"),
        ("../../etc/passwd", "", "passwd"),
        ("\\\\server\\deel\\brief.doc", "", "brief.doc"),
        ("Aanvraag 3/4.pdf", "application/pdf", "Aanvraag 3_4.pdf"),
        ("", "image/png", "bijlage.png"),
        ("...", "", "bijlage"),
        ("CON.txt", "text/plain", "_CON.txt"),
        ("lpt1", "application/pdf", "_lpt1.pdf"),
        ("fac\u202efdp.exe", "", "facfdp.exe"),
        ("regel\r\nSet-Cookie: x.pdf", "", "regel Set-Cookie_ x.pdf"),
        ('een "mooie" naam?.png', "image/png", "een _mooie_ naam_.png"),
        ("Brief d.d. 12.03.2024", "application/pdf", "Brief d.d. 12.03.2024.pdf"),
        ("scan", "image/jpeg; name=scan", "scan.jpg"),
        ("bijna.leeg. ", "", "bijna.leeg"),
        ("e\u0301e\u0301n.txt", "", "één.txt"),
    ],
)
def test_a_name_is_safe_and_recognisable(name: str, formaat: str, expected: str) -> None:
    assert veilige_naam(name, formaat) == expected


def test_a_long_name_keeps_its_extension() -> None:
    name = veilige_naam("a" * 500 + ".docx", "")
    assert len(name) == MAX_TEKENS
    assert name.endswith("a.docx")


def test_a_name_of_wide_characters_fits_a_file_system() -> None:
    name = veilige_naam("😀" * 200 + ".pdf", "")
    assert len(name.encode()) <= MAX_BYTES
    assert name.endswith("😀.pdf")


@given(st.text(), st.sampled_from(["", "application/pdf", "image/jpeg", "message/rfc822", "onzin"]))
def test_any_name_is_bounded_visible_and_stable(name: str, formaat: str) -> None:
    veilig = veilige_naam(name, formaat)
    assert veilig
    assert len(veilig) <= MAX_TEKENS
    assert len(veilig.encode()) <= MAX_BYTES
    assert not set(veilig) & set('<>:"/\\|?*\r\n\0')
    assert veilig.isprintable()
    assert not veilig.startswith((".", " "))
    assert not veilig.endswith((".", " "))
    assert veilige_naam(veilig, formaat) == veilig
