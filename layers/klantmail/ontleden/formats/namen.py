"""File names that are safe to offer for download, made from what a sender wrote."""

import re
import unicodedata
from typing import Final

MAX_TEKENS: Final = 150
MAX_BYTES: Final = 240
"""The most bytes of a name in UTF-8.

File systems allow 255 bytes (Linux) or 255 UTF-16 units (Windows, Mac); this leaves room for " (2)".
"""
_MAX_BRON: Final = 4096
_MAX_EXTENSIE: Final = 12

_EXTENSIES: Final = {
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/zip": "zip",
    "application/x-7z-compressed": "7z",
    "application/vnd.rar": "rar",
    "application/gzip": "gz",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.ms-outlook": "msg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/ms-tnef": "dat",
    "application/vnd.ms-tnef": "dat",
    "application/pkcs7-mime": "p7m",
    "application/x-pkcs7-mime": "p7m",
    "application/pkcs7-signature": "p7s",
    "application/x-pkcs7-signature": "p7s",
    "application/pgp-signature": "asc",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/amr": "amr",
    "audio/ogg": "ogg",
    "image/bmp": "bmp",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/heif": "heif",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/pjpeg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/tiff": "tif",
    "image/webp": "webp",
    "message/rfc822": "eml",
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "txt",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/3gpp": "3gp",
}

# The first type with an extension is the usual one. Many kinds of files are called .dat.
_FORMATEN: Final = {extensie: formaat for formaat, extensie in reversed(_EXTENSIES.items()) if extensie != "dat"} | {
    "jpeg": "image/jpeg",
    "htm": "text/html",
}

# Names of devices on Windows, with or without an extension: learn.microsoft.com/windows/win32/fileio/naming-a-file
_APPARATEN: Final = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{soort}{cijfer}" for soort in ("com", "lpt") for cijfer in "0123456789¹²³"]
)
# Directory parts that old clients send along: a drive, a share, a root, a way up, a file URL.
_PAD: Final = r"(?:[A-Za-z]:[\\/]|[\\/]|\.\.?[\\/]|file:)"
_VERBODEN: Final = r'[<>:"/\\|?*]|%(?=[0-9A-Fa-f]{2})'
_ONDERBREKING: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's categories of controls, line breaks among them, and of halves of characters."""
_EXTENSIE: Final = "[A-Za-z0-9_-]+"


class Naamlijst:
    """The names of files, which tells equal ones apart: the second `foto.jpeg` becomes `foto (2).jpeg`.

    Upper and lower case count as equal, as they do on Windows and on a Mac.
    """

    __slots__ = ("_aantal", "_gebruikt")

    def __init__(self, *bezet: str) -> None:
        self._gebruikt = {naam.casefold() for naam in bezet}
        self._aantal: dict[str, int] = {}

    def eigen(self, naam: str) -> str:
        """`naam`, or one like it that no earlier file has; an empty one stays empty."""
        key = naam.casefold()
        if not naam or key not in self._gebruikt:
            self._gebruikt.add(key)
            return naam
        stam, punt, extensie = naam.rpartition(".")
        if not stam or not extensie.isalnum():
            stam, punt, extensie = naam, "", ""
        nummer = self._aantal.get(key, 1)
        anders = naam
        while anders.casefold() in self._gebruikt:
            nummer += 1
            anders = f"{stam} ({nummer}){punt}{extensie}"
        self._aantal[key] = nummer
        self._gebruikt.add(anders.casefold())
        return anders


def extensie_bij(formaat: str) -> str:
    """The usual extension, without a dot, for a MIME type; empty when we know none."""
    return _EXTENSIES.get(formaat.partition(";")[0].strip().lower(), "")


def formaat_bij(naam: str) -> str:
    """The MIME type that belongs to the extension of a file name; empty when we know none."""
    return _FORMATEN.get(naam.rpartition(".")[2].lower(), "") if "." in naam else ""


def veilige_naam(naam: str, formaat: str) -> str:
    """Make a file name for a download.

    It is safe on Windows, Mac and Linux and between quotes in a Content-Disposition (RFC 6266). Letters with accents
    and single spaces stay; it has at most `MAX_TEKENS` characters and `MAX_BYTES` bytes, with the extension. A name
    without an extension gets that of `formaat` (a MIME type). An empty or unusable name becomes `bijlage`. A safe name
    stays as it is.
    """
    schoon = "".join(_zichtbaar(teken) for teken in unicodedata.normalize("NFC", naam[:_MAX_BRON]))
    schoon = " ".join(schoon.split())
    if re.match(_PAD, schoon):
        schoon = re.split(r"[\\/]", schoon.rstrip("\\/ "))[-1]
    schoon = re.sub(_VERBODEN, "_", schoon).strip(". ")
    # "." and "_" alone say nothing: a name must hold a letter or a digit.
    if not any(teken.isalnum() for teken in schoon):
        schoon = "bijlage"
    stam, extensie = _splits(schoon)
    if not extensie:
        extensie = extensie_bij(formaat)
    if stam.split(".")[0].strip().lower() in _APPARATEN:
        stam = f"_{stam}"
    return _kort(stam, f".{extensie}" if extensie else "")


def heeft_naam(naam: str) -> bool:
    """Tell whether a person wrote a name that can be kept: one line, with a letter or a digit."""
    return any(teken.isalnum() for teken in naam) and not any(unicodedata.category(teken) in _ONDERBREKING for teken in naam)


def _zichtbaar(teken: str) -> str:
    """Return the character; a space for white space.

    It is empty for a character that cannot be seen (controls, surrogates, marks that hide `.exe`).
    """
    if teken.isspace():
        return " "
    return "" if unicodedata.category(teken) in {"Cc", "Cf", "Cs", "Co", "Cn"} else teken


def _splits(naam: str) -> tuple[str, str]:
    """Stem and extension without a dot. `Brief d.d. 12.03.2024` has no extension: one holds a letter and no space."""
    stam, punt, extensie = naam.rpartition(".")
    stam = stam.rstrip(". ")
    echt = (
        bool(punt and stam)
        and len(extensie) <= _MAX_EXTENSIE
        and re.fullmatch(_EXTENSIE, extensie) is not None
        and any(teken.isalpha() for teken in extensie)
    )
    return (stam, extensie) if echt else (naam, "")


def _kort(stam: str, extensie: str) -> str:
    stam = stam[: MAX_TEKENS - len(extensie)]
    while len((stam + extensie).encode()) > MAX_BYTES:
        stam = stam[:-1]
    return stam.rstrip(". ") + extensie
