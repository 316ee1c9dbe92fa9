"""The format of a file by its first bytes, whatever its sender called it."""

import re
from typing import Final

_MAX: Final = 4096

# (offset, bytes, MIME type), the most telling first.
_VAST: Final[tuple[tuple[int, bytes, str], ...]] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
    (0, b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (0, b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (40, b" EMF", "image/emf"),
    (0, b"AC10", "image/vnd.dwg"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"%!PS", "application/postscript"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b\x08", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed"),
    (257, b"ustar", "application/x-tar"),
    (0, b"\x78\x9f\x3e\x22", "application/vnd.ms-tnef"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "application/onenote"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (0, b"\x7fELF", "application/x-elf"),
    (0, b"!BDN", "application/vnd.ms-outlook-pst"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (0, b"-----BEGIN PGP SIGNATURE", "application/pgp-signature"),
    (0, b"-----BEGIN PGP MESSAGE", "application/pgp-encrypted"),
    (0, b"-----BEGIN PGP PUBLIC KEY", "application/pgp-keys"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
)
_ELDERS: Final = tuple(regel for regel in _VAST if regel[0])
_PER_EERSTE: Final = {
    eerste: tuple(regel for regel in _VAST if regel[0] or regel[1][:1] == eerste)
    for eerste in {teken[:1] for plaats, teken, _ in _VAST if not plaats}
}
"""The rows of `_VAST` that a file can be, by its first byte; `_ELDERS` for all other bytes."""
_RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_FTYP: Final = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"hevc": "image/heic",
    b"mif1": "image/heif",
    b"msf1": "image/heif",
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"3gp": "video/3gpp",
    b"3g2": "video/3gpp2",
}
_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_IN_ZIP: Final = (
    (b"word/", f"{_OOXML}wordprocessingml.document"),
    (b"xl/", f"{_OOXML}spreadsheetml.sheet"),
    (b"ppt/", f"{_OOXML}presentationml.presentation"),
    (b"visio/", "application/vnd.ms-visio.drawing"),
    (b"META-INF/MANIFEST.MF", "application/java-archive"),
    (b"AndroidManifest.xml", "application/vnd.android.package-archive"),
)
# These are streams in the directory of an OLE2 file ([MS-CFB] section 2.6), in UTF-16LE. Beyond the first 4 KB the kind
# stays open.
_IN_OLE: Final = tuple(
    (naam.encode("utf-16-le"), formaat)
    for naam, formaat in (
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("__substg1.0_", "application/vnd.ms-outlook"),
        ("VisioDocument", "application/vnd.visio"),
    )
)
_ZIP_NAAM: Final = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
# ContentInfo with an OID under pkcs-7 (1.2.840.113549.1.7): RFC 5652 section 3.
_PKCS7: Final = re.compile(
    rb"\x30(?:\x80|[\x00-\x7f]|\x81.|\x82..|\x83...|\x84....)\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07(.)", re.DOTALL
)
_HTML: Final = (b"<!doctype html", b"<html", b"<head", b"<body")
_VOORSPEL: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,256}")
_LANGSTE_BEGIN: Final = 20
"""Bytes in which a kind of text shows, before the rest of it is looked at."""


def herken_formaat(begin: bytes) -> str:
    """MIME type by the first bytes. It is empty when the type is not recognised, and for plain text.

    Give it 4 KB; more is not looked at. The signatures are those of the WHATWG MIME Sniffing standard, [MS-CFB],
    ISO/IEC 21320 (ZIP) and ISO base media; container formats are looked into as far as the bytes allow.
    """
    begin = begin[:_MAX]
    for plaats, teken, formaat in _PER_EERSTE.get(begin[:1], _ELDERS):
        if begin.startswith(teken, plaats):
            return formaat
    # Old printers and scanners put a job header before a PDF; readers accept it within the first KB.
    if b"%PDF-" in begin[:1024]:
        return "application/pdf"
    return _houder(begin) or _tekstvorm(begin)


def _houder(begin: bytes) -> str:
    if begin.startswith(b"RIFF"):
        return _RIFF.get(begin[8:12], "")
    if begin[4:8] == b"ftyp":
        merk = begin[8:12]
        return _FTYP.get(merk) or _FTYP.get(merk[:3]) or "video/mp4"
    if begin.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(begin)
    if begin.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return next((formaat for naam, formaat in _IN_OLE if naam in begin), "application/x-ole-storage")
    if begin.startswith(b"BM") and begin[6:10] == b"\x00\x00\x00\x00":
        return "image/bmp"
    if begin.startswith(b"MZ") and len(begin) >= 64:
        return "application/vnd.microsoft.portable-executable"
    if len(begin) >= 2 and begin[0] == 0xFF and begin[1] & 0xE6 == 0xE2:
        return "audio/mpeg"
    gevonden = _PKCS7.match(begin)
    if gevonden:
        return "application/pkcs7-mime"
    return ""


def _zip(begin: bytes) -> str:
    # ODF and EPUB say what they are in a first, uncompressed entry (OpenDocument 1.3 part 2 section 3.3).
    if begin[30:38] == b"mimetype":
        eigen = re.match(rb"(?:application|image)/[A-Za-z0-9.+-]{1,80}", begin[38:130])
        if eigen:
            return eigen[0].split(b"PK")[0].decode("ascii")
    namen = [begin[m.end() : m.end() + int.from_bytes(m[1], "little")] for m in _ZIP_NAAM.finditer(begin)]
    for voorzet, formaat in _IN_ZIP:
        if any(naam.startswith(voorzet) for naam in namen):
            return formaat
    return "application/zip"


def _tekstvorm(begin: bytes) -> str:
    tekst = begin
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")):
        tekst = begin.decode("utf-16", "replace").encode("ascii", "replace")
    voorspel = _VOORSPEL.match(tekst)
    plek = voorspel.end() if voorspel else 0
    eerste = tekst[plek : plek + _LANGSTE_BEGIN].lower()
    if eerste.startswith(b"begin:vcalendar"):
        return "text/calendar"
    if eerste.startswith(b"begin:vcard"):
        return "text/vcard"
    if eerste.startswith(_HTML):
        return "text/html"
    if eerste.startswith(b"<svg"):
        return "image/svg+xml"
    if not eerste.startswith(b"<?xml"):
        return ""
    tekst = tekst[plek:].lower()
    if b"<svg" in tekst:
        return "image/svg+xml"
    return "text/html" if b"<html" in tekst else "application/xml"
