"""The MIME type by the first bytes."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontleden.formats.formaat import herken_formaat


def _zip(*names: str) -> bytes:
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w") as archief:
        for name in names:
            archief.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "inhoud")
    return doel.getvalue()


@pytest.mark.parametrize(
    ("begin", "expected"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x1b%-12345X@PJL\r\n%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (b"\xff\xd8\xff\xe1\0\x10Exif", "image/jpeg"),
        (b"GIF89a\x01\0", "image/gif"),
        (b"II*\0\x08\0\0\0", "image/tiff"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic"),
        (b"\0\0\0\x14ftypqt  ", "video/quicktime"),
        (b"\0\0\0\x18ftyp3gp4", "video/3gpp"),
        (b"\0\0\0\x18ftypisom", "video/mp4"),
        (
            _zip("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (_zip("mimetype", "content.xml"), "application/vnd.oasis.opendocument.text"),
        (_zip("foto.jpg"), "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le"), "application/msword"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "application/x-ole-storage"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (b"MZ" + bytes(100), "application/vnd.microsoft.portable-executable"),
        (b"\x78\x9f\x3e\x22\x01\x00", "application/vnd.ms-tnef"),
        (b"0\x80\x06\t*\x86H\x86\xf7\r\x01\x07\x02\xa0\x80", "application/pkcs7-mime"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>", "text/html"),
        (b"BEGIN:VCALENDAR\r\n", "text/calendar"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        ("<?xml version='1.0'?><a/>".encode("utf-16"), "application/xml"),
        (b"Geachte heer, mevrouw,", ""),
        (b"MZ is een afkorting", ""),
        (b"BM: bericht", ""),
        (b"", ""),
    ],
)
def test_a_file_is_recognised_by_its_content(begin: bytes, expected: str) -> None:
    assert herken_formaat(begin) == expected


@given(st.binary(max_size=600))
def test_any_bytes_give_a_mime_type_or_nothing(begin: bytes) -> None:
    formaat = herken_formaat(begin)
    assert formaat == "" or formaat.count("/") == 1
