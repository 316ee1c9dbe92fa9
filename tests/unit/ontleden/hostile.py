"""Mails made to hang, crash or fill a reader: their names and makers. None is anybody's real mail."""

import base64
import zlib
from collections.abc import Callable
from typing import Final

_MB: Final = 1_000_000


def mail(inhoud: bytes, *, koppen: bytes = b"", formaat: bytes = b"text/plain; charset=utf-8") -> bytes:
    """A mail with ordinary headers."""
    return (
        b"From: Lotte Post <lotte@post.example>\r\nTo: info@gemeente.example\r\nSubject: Vraag\r\nMIME-Version: 1.0\r\n"
        + koppen
        + b"Content-Type: "
        + formaat
        + b"\r\n\r\n"
        + inhoud
    )


def multipart(*parts: bytes, kind: bytes = b"mixed", limit: bytes = b"grens", headers: bytes = b"") -> bytes:
    """A multipart mail; each part comes with its own headers."""
    inhoud = b"".join(b"--" + limit + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + limit + b"--\r\n"
    return mail(inhoud, koppen=headers, formaat=b"multipart/" + kind + b"; boundary=" + limit)


TEKST: Final = b"Content-Type: text/plain\r\n\r\nhallo"


def _genest(count: int) -> bytes:
    begin = b"".join(b"--g%d\r\nContent-Type: multipart/mixed; boundary=g%d\r\n\r\n" % (n, n + 1) for n in range(count))
    return mail(begin + b"--g%d\r\n" % count + TEKST + b"\r\n", formaat=b"multipart/mixed; boundary=g0")


def _genest_met_zelfde_grens(count: int) -> bytes:
    return mail(b"--g\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n" * count, formaat=b"multipart/mixed; boundary=g")


def _mails_in_mails(count: int) -> bytes:
    return b"Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" * count + b"Subject: binnenste\r\n\r\nhallo\r\n"


def _base64_in_base64(count: int) -> bytes:
    source = b"--g\r\n" + TEKST + b"\r\n--g--\r\n"
    for _ in range(count):
        header = b"--g\r\nContent-Type: multipart/mixed; boundary=g\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        source = header + base64.encodebytes(source) + b"--g--\r\n"
    return mail(source, formaat=b"multipart/mixed; boundary=g")


def _bijlage(inhoud: bytes, name: bytes, formaat: bytes = b"application/octet-stream") -> bytes:
    return (
        b"Content-Type: " + formaat + b"; name=" + name + b"\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=" + name + b"\r\n\r\n" + base64.encodebytes(inhoud)
    )


_KOP_BASE64: Final = b"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"

HOSTILE: Final[dict[str, Callable[[], bytes]]] = {
    "niets": lambda: b"",
    "een NUL": lambda: b"\0",
    "alleen regeleinden": lambda: b"\r\n" * 100_000,
    "alleen CR": lambda: b"\r" * 100_000,
    "10.000 delen in elkaar": lambda: _genest(10_000),
    "10.000 keer dezelfde grens": lambda: _genest_met_zelfde_grens(10_000),
    "50.000 delen": lambda: multipart(*[TEKST] * 50_000),
    "50.000 lege delen": lambda: mail(b"--g\r\n" * 50_000, formaat=b"multipart/mixed; boundary=g"),
    "50.000 regels die op een grens lijken": lambda: multipart(TEKST + b"\r\n--gren" * 50_000),
    "1.000 mails in elkaar": lambda: _mails_in_mails(1_000),
    "base64 in base64, 12 diep": lambda: _base64_in_base64(12),
    "50.000 kopregels": lambda: mail(b"hallo", koppen=b"X-A: b\r\n" * 50_000),
    "50.000 onderwerpen": lambda: b"Subject: b\r\n" * 50_000 + b"\r\nhallo",
    "50.000 vervolgregels": lambda: b"Subject: b\r\n" + b" c\r\n" * 50_000 + b"\r\nhallo",
    "50.000 regels rommel": lambda: b"Subject: b\r\n" + b"rommel\r\n" * 50_000 + b"\r\nhallo",
    "50.000 lege vervolgregels": lambda: b"Subject: b\r\n" + b" \r\n" * 50_000 + b"\r\nhallo",
    "rommel en koppen om en om": lambda: b"rommel\r\nSubject: b\r\n" * 20_000 + b"\r\nhallo",
    "een kop van 1 MB": lambda: mail(b"hallo", koppen=b"X-A: " + b"a" * _MB + b"\r\n"),
    "een kop van 1 MB zonder dubbele punt": lambda: b"a" * _MB + b"\r\n\r\nhallo",
    "een onderwerp van 1 MB": lambda: b"Subject: " + b"a " * (_MB // 2) + b"\r\n\r\nhallo",
    "50.000 parameters": lambda: mail(b"hallo", formaat=b"text/plain" + b"; a=b" * 50_000),
    "50.000 stukken van een naam": lambda: mail(
        b"hallo",
        koppen=b"Content-Disposition: attachment" + b"".join(b"; filename*%d*=%%41" % n for n in range(50_000)) + b"\r\n",
    ),
    "1 MB puntkomma's": lambda: mail(b"hallo", formaat=b"text/plain" + b";" * _MB),
    "1 MB komma's in parameters": lambda: mail(b"hallo", formaat=b"text/plain; " + b"," * _MB),
    "aanhalingstekens die niet sluiten": lambda: mail(b"hallo", formaat=b"text/plain" + b';a="' * 100_000),
    "1 MB backslashes": lambda: mail(b"hallo", formaat=b'text/plain; name="' + b"\\" * _MB),
    "1 MB backslashes en aanhalingstekens": lambda: mail(b"hallo", formaat=b'text/plain; name="' + b'\\"' * (_MB // 2)),
    "1 MB spaties voor een opmerking": lambda: mail(b"hallo", formaat=b"text/plain" + b" " * _MB + b"(x"),
    "1 MB haakjes in een formaat": lambda: mail(b"hallo", formaat=b"text/plain; " + b"(" * _MB),
    "20.000 gecodeerde woorden": lambda: b"Subject: " + b"=?utf-8?Q?caf=C3=A9?=\r\n " * 20_000 + b"\r\n\r\nhallo",
    "60.000 woorden in base64": lambda: b"Subject: " + b"=?x?b?w6k=?= " * 60_000 + b"\r\n\r\nhallo",
    "200.000 beginnen van een woord": lambda: b"Subject: " + b"=?a?Q?" * 160_000 + b"\r\n\r\nhallo",
    "500.000 keer =?": lambda: b"Subject: " + b"=?" * 500_000 + b"\r\n\r\nhallo",
    "een woord van 1 MB": lambda: b"Subject: =?utf-8?Q?" + b"=41" * 330_000 + b"?=\r\n\r\nhallo",
    "50.000 adressen": lambda: b"To: " + b"a@b.example, " * 50_000 + b"\r\n\r\nhallo",
    "1 MB haakjes in een adres": lambda: b"From: " + b"(" * _MB + b"\r\n\r\nhallo",
    "1 MB aanhalingstekens in een adres": lambda: b"From: " + b'"' * _MB + b"\r\n\r\nhallo",
    "1 MB hoekjes in een adres": lambda: b"From: " + b"<" * _MB + b"\r\n\r\nhallo",
    "1 MB apenstaartjes": lambda: b"From: " + b"@" * _MB + b"\r\n\r\nhallo",
    "50.000 namen van groepen": lambda: b"To: " + b"a:" * 50_000 + b"\r\n\r\nhallo",
    "50.000 message ids": lambda: b"References: " + b"".join(b"<%d@b.example> " % n for n in range(50_000)) + b"\r\n\r\nhallo",
    "1 MB message id": lambda: b"References: <" + b"a" * _MB + b"\r\n\r\nhallo",
    "1 MB datum": lambda: b"Date: " + b"1 " * (_MB // 2) + b"\r\n\r\nhallo",
    "een naam van een tekenset van 1 MB": lambda: mail(b"caf\xe9", formaat=b"text/plain; charset=" + b"utf-8x" * 160_000),
    "10.000 links": lambda: mail(b"<a href='https://post.example/?a=b'>hier</a> " * 10_000, formaat=b"text/html"),
    "500 tabellen in elkaar": lambda: mail(b"<table><tr><td>" * 500 + b"hallo", formaat=b"text/html"),
    "100.000 divs in elkaar": lambda: mail(b"<div>" * 100_000 + b"hallo", formaat=b"text/html"),
    "1 MB kleiner-dan": lambda: mail(b"<" * _MB, formaat=b"text/html"),
    "1 MB cid": lambda: mail(b"<img src='" + b"cid:" * 250_000 + b"'>", formaat=b"text/html"),
    "1 MB =": lambda: mail(b"=" * _MB, koppen=b"Content-Transfer-Encoding: base64\r\n"),
    "1 MB A=": lambda: mail(b"AA==\r\n" * 160_000, koppen=b"Content-Transfer-Encoding: base64\r\n"),
    "1 MB base64 in een regel met rommel": lambda: mail(b"AAA!" * 250_000, koppen=b"Content-Transfer-Encoding: base64\r\n"),
    "1 MB = in quoted-printable": lambda: mail(b"= " * (_MB // 2), koppen=b"Content-Transfer-Encoding: quoted-printable\r\n"),
    "1 MB spaties in quoted-printable": lambda: mail(
        b"=" + b" " * _MB, koppen=b"Content-Transfer-Encoding: quoted-printable\r\n"
    ),
    "50.000 keer begin": lambda: mail(b"begin 644 a.txt\r\n" * 50_000),
    "50.000 kleine bestanden in uuencode": lambda: mail(b"begin 644 a\n#86)C\n`\nend\n" * 40_000),
    "50.000 keer =ybegin": lambda: mail(b"=ybegin line=128 size=3 name=a\r\n" * 30_000),
    "1 MB citaat": lambda: mail(b">" * _MB),
    "200.000 regels citaat": lambda: mail(b"> a\r\n" * 200_000),
    "vloeiende regels": lambda: mail(b"a \r\n" * 250_000, formaat=b"text/plain; format=flowed; delsp=yes"),
    "1 MB kapotte UTF-8": lambda: mail(b"\xc3\xa9\xe9" * 330_000),
    "1 MB UTF-7": lambda: mail(b"+2AA-" * 200_000, formaat=b"text/plain; charset=utf-7"),
    "1 MB ISO-2022": lambda: mail(b"\x1b$B" * 330_000, formaat=b"text/plain; charset=iso-2022-jp"),
    "40 MB in een regel": lambda: mail(b"a" * 40 * _MB),
    "een bijlage van 40 MB in een regel": lambda: multipart(TEKST, _KOP_BASE64 + b"QUJD" * 10 * _MB),
    "een zipbom": lambda: multipart(TEKST, _bijlage(zlib.compress(b"\0" * 50 * _MB, 9), b"bom.zip", b"application/zip")),
    "winmail.dat vol rommel": lambda: multipart(
        _bijlage(b"\x78\x9f\x3e\x22\0\0" + b"\x02" * _MB, b"winmail.dat", b"application/ms-tnef")
    ),
    "pkcs7 vol rommel": lambda: multipart(_bijlage(b"\x30\x80" * 300_000, b"smime.p7m", b"application/pkcs7-mime")),
    "een scheiding van 1 MB": lambda: mail(b"--" + b"g" * _MB, formaat=b"multipart/mixed; boundary=" + b"g" * _MB),
    "200.000 keer de scheiding": lambda: mail(b"--g\r\n" * 200_000, formaat=b"multipart/mixed; boundary=g"),
    "10.000 bijlagen met dezelfde naam": lambda: multipart(*[b"Content-Type: image/png; name=a.png\r\n\r\nx"] * 10_000),
    "10.000 mails als bijlage": lambda: multipart(*[b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nhallo"] * 10_000),
    "50.000 keer From": lambda: b"From: a\r\n" * 50_000 + b"\r\nhallo",
    "1 MB vierkante haken in een adres": lambda: b"From: " + b"[mailto:a" * 110_000 + b"\r\n\r\nhallo",
    "1 MB woorden tussen haken": lambda: b"From: <" + b"a " * (_MB // 2) + b"@b.example>\r\n\r\nhallo",
    "rommel en koppen ver uit elkaar": lambda: (
        b"X: a\r\n" + (b"rommel\r\n" * 12 + b"X: b\r\n") * 9_000 + b"To: a\r\nFrom: b\r\n\r\nx"
    ),
    "base64 met 1 MB voet": lambda: mail(
        b"QUJD" * 19 + b"\r\n" + b"Dit is een voet.\r\n" * 60_000, koppen=b"Content-Transfer-Encoding: base64\r\n"
    ),
    "1 MB base64 met een voet": lambda: mail(
        b"QUJD\r\n" * 160_000 + b"Dit is een voet.\r\n", koppen=b"Content-Transfer-Encoding: base64\r\n"
    ),
    "100.000 keer doorgehaald": lambda: mail(b"<s>a</s> " * 100_000, formaat=b"text/html"),
    "100.000 loze eindtags": lambda: mail(b"</ " * 100_000, formaat=b"text/html"),
    "300 agenda's": lambda: multipart(
        *[b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT"] * 300
    ),
}
