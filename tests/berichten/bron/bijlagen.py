"""Attachments: their names in every notation, and what they are by their content."""

import io
import zipfile

from tests.berichten.bouw import JPEG, PDF, Map, bijlage, deel, mail, plat, samen, sha256, woord

MAP = Map("bijlagen")
TEKST = plat("Zie de bijlage.")


def _name(name: str, toont: str, bestandsnaam: str, *headers: str | bytes, formaat: str = "application/pdf") -> None:
    """An attachment whose name stands in a notation of some program."""
    MAP.bericht(
        name,
        toont,
        mail("Stukken", samen("mixed", TEKST, deel(formaat, PDF, "base64", *headers))),
        inhoud="Zie de bijlage.",
        bijlagen=[
            {
                "bestandsnaam": bestandsnaam,
                "formaat": formaat.partition(";")[0],
                "herkend": "application/pdf",
                "sha256": sha256(PDF),
            }
        ],
    )


_name(
    "rfc2231",
    "Naam in UTF-8 volgens RFC 2231",
    "Aanvraag één.pdf",
    "Content-Disposition: attachment; filename*=UTF-8''Aanvraag%20%C3%A9%C3%A9n.pdf",
)
_name(
    "rfc2231-latin1",
    "Naam in ISO-8859-1 met taal",
    "Reünie.pdf",
    "Content-Disposition: attachment; filename*=iso-8859-1'nl'Re%FCnie.pdf",
)
_name(
    "rfc2231-in-stukken",
    "Lange naam in stukken",
    "Bezwaarschrift tegen de aanslag één.pdf",
    "Content-Disposition: attachment;\r\n filename*0*=UTF-8''Bezwaarschrift%20tegen;\r\n filename*1=\" de aanslag \";\r\n "
    "filename*2*=%C3%A9%C3%A9n.pdf",
)
_name(
    "rfc2231-stukken-door-elkaar",
    "Stukken van de naam in verkeerde volgorde",
    "een twee drie.pdf",
    'Content-Disposition: attachment; filename*2="drie.pdf"; filename*0="een "; filename*1="twee "',
)
_name(
    "beide-notaties",
    "Gewone naam en RFC 2231: de laatste telt",
    "Café €.pdf",
    "Content-Disposition: attachment; filename=\"Cafe _.pdf\"; filename*=utf-8''Caf%C3%A9%20%E2%82%AC.pdf",
)
_name(
    "gecodeerd-woord",
    "Naam als gecodeerd woord: Outlook en Gmail",
    "Aanvraag één.pdf",
    f'Content-Disposition: attachment; filename="{woord("Aanvraag één.pdf")}"',
)
_name(
    "gecodeerde-woorden-gevouwen",
    "Naam in twee gecodeerde woorden",
    "Aanvraag vergunning één.pdf",
    f'Content-Disposition: attachment;\r\n filename="{woord("Aanvraag vergun")}\r\n {woord("ning één.pdf")}"',
)
_name("rauw-utf8", "Naam niet gecodeerd, UTF-8", "Één foto.pdf", 'Content-Disposition: attachment; filename="Één foto.pdf"')
_name(
    "rauw-cp1252",
    "Naam niet gecodeerd, Windows-1252",
    "Noël \u2013 €5.pdf",
    b'Content-Disposition: attachment; filename="' + "Noël \u2013 €5.pdf".encode("cp1252") + b'"',
)
_name("alleen-name", "Naam alleen in Content-Type", "brief.pdf", formaat='application/pdf; name="brief.pdf"')
_name(
    "naam-verschilt",
    "Naam in Content-Disposition gaat voor",
    "goed.pdf",
    'Content-Disposition: attachment; filename="goed.pdf"',
    formaat='application/pdf; name="ander.pdf"',
)
_name(
    "spaties-zonder-aanhalingstekens",
    "Naam met spaties zonder aanhalingstekens",
    "mijn scan.pdf",
    "Content-Disposition: attachment; filename=mijn scan.pdf",
)
_name(
    "puntkomma-in-naam",
    "Puntkomma en aanhalingsteken in de naam",
    'deel 1; "nieuw".pdf',
    'Content-Disposition: attachment; filename="deel 1; \\"nieuw\\".pdf"',
)
_name("inline-met-naam", "Inline, maar een bestand", "brief.pdf", 'Content-Disposition: inline; filename="brief.pdf"')
_name(
    "disposition-onbekend", "Onbekende Content-Disposition", "brief.pdf", 'Content-Disposition: bijvoegsel; filename="brief.pdf"'
)
_name(
    "octet-stream",
    "Zegt octet-stream, is een PDF",
    "brief.pdf",
    'Content-Disposition: attachment; filename="brief.pdf"',
    formaat="application/octet-stream",
)
_name("zonder-naam", "Bijlage zonder naam", "", "Content-Disposition: attachment")

ZIP = io.BytesIO()
with zipfile.ZipFile(ZIP, "w", zipfile.ZIP_BZIP2) as archief:
    archief.writestr(zipfile.ZipInfo("nullen.txt", (2024, 6, 3, 10, 15, 0)), bytes(20_000_000), zipfile.ZIP_BZIP2)
DOCX = io.BytesIO()
with zipfile.ZipFile(DOCX, "w") as archief:
    for lid in ("[Content_Types].xml", "word/document.xml"):
        archief.writestr(zipfile.ZipInfo(lid, (2024, 6, 3, 10, 15, 0)), "<x/>")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _inhoud(name: str, toont: str, bestandsnaam: str, formaat: str, inhoud: bytes, herkend: str) -> None:
    MAP.bericht(
        name,
        toont,
        mail("Stukken", samen("mixed", TEKST, bijlage(bestandsnaam, formaat, inhoud))),
        inhoud="Zie de bijlage.",
        bijlagen=[
            {
                "bestandsnaam": bestandsnaam,
                "formaat": formaat,
                "herkend": herkend,
                "bestandsomvang": len(inhoud),
                "sha256": sha256(inhoud),
            }
        ],
    )


_inhoud("zipbom", "Een zipbom blijft ingepakt", "bom.zip", "application/zip", ZIP.getvalue(), "application/zip")
_inhoud("word", "Word-document", "bezwaar.docx", WORD, DOCX.getvalue(), WORD)
_inhoud(
    "heic", "Foto van een iPhone", "IMG_1.HEIC", "image/heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), "image/heic"
)
_inhoud(
    "programma-als-pdf",
    "Een programma dat zich PDF noemt",
    "factuur.pdf",
    "application/pdf",
    b"MZ" + bytes(200),
    "application/vnd.microsoft.portable-executable",
)
_inhoud("leeg-bestand", "Leeg bestand", "leeg.pdf", "application/pdf", b"", "")
_inhoud("foto-verkeerd-genoemd", "JPEG die PNG heet", "foto.png", "image/png", JPEG, "image/jpeg")
_inhoud("csv", "CSV-bestand", "adressen.csv", "text/csv", "naam;straat\r\nNoël;Één\r\n".encode(), "")
_inhoud(
    "oude-excel",
    "Excel van 2003",
    "lijst.xls",
    "application/vnd.ms-excel",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le"),
    "application/vnd.ms-excel",
)
_inhoud(
    "video", "Filmpje van een telefoon", "VID_1.mp4", "video/mp4", b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(40), "video/mp4"
)
