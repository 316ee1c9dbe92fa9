"""The growth of the time to read HTML and whole mails with hostile input, and to take such mails in.

Double the input may take twice the time, whatever a sender writes.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from klantmail.api.render.emailbericht import render_geopend
from ontleden.html.html_lezing import MEESTE_TAGS_VEILIG, MEESTE_TEKENS, lees_html
from ontleden.html.tekst_uit_html import tekst_uit_lezing
from ontleden.html.veilige_html import veilig_uit_lezing
from ontleden.lezen import ontleed
from tests.benchmarks.report import Figure, Result, Row
from tests.support.builders import ANNA, Gemeente

TRIES: Final = 3
"""The number of tries before growth that looks too high is believed."""
SHORTEST: Final = 0.02
"""Seconds of the processor below which a growth ratio is noise: the input is doubled until it takes longer."""
MOST_GROWTH: Final = 2.8
"""Double the input may take twice the time; the rest is for the collector and the neighbours."""

HOSTILE: Final[Mapping[str, Callable[[int], str]]] = {
    "deep divs": lambda n: "<div>" * n + "tekst",
    "deep tables": lambda n: "<table><tr><td>a<td>" * n,
    "deep quotations": lambda n: "<blockquote>x<br>" * n,
    "deep lists": lambda n: "<ul><li>x" * n,
    "links": lambda n: f'<a href="http://x.example/{n}">tekst</a> ' * n,
    "links in links": lambda n: "<a href=http://x.example>" * n,
    "links around blocks": lambda n: "<a href=http://x.example/><div>x</div></a>" * n,
    "crossed formatting": lambda n: "<b><i></b>" * n,
    "formatting around paragraphs": lambda n: "<b><p></b>" * n,
    "quotes": lambda n: '<a ">" ' * n,
    "caught brackets": lambda n: '<a b=">" ' * n,
    "tags without end": lambda n: "<a " * n,
    "end tags without begin": lambda n: "<b></a x" * n,
    "comments without end": lambda n: "<!--" * n + ">",
    "scripts without end": lambda n: "<script></script " * n + ">",
    "CDATA without end": lambda n: "<![CDATA[" * n + ">",
    "brackets": lambda n: "<" * n,
    "references": lambda n: "&" + "a&" * n,
    "hard spaces": lambda n: "a&nbsp;" * n,
    "table without cells": lambda n: "<table>" + "x<br>" * n,
    "many tables": lambda n: "<table><tr><td>x</table>" * n,
    "long reference": lambda n: "&#" + "1" * n + ";",
    "spaces": lambda n: "a" + " " * n + "b",
    "empty lines": lambda n: "<pre>" + " \n" * n + "x",
    "attributes": lambda n: "<p " + "a " * n + ">x",
    "style": lambda n: '<p style="' + "color:red;" * n + '">x',
    "hidden": lambda n: '<div style="display:none">' * n + "x" + "</div>" * n,
    "letters of size 0": lambda n: '<div style="font-size:0">' * n + '<b style="font-size:9px">x',
    "slashes": lambda n: '<a href="http:' + "/" * n + '">x</a>',
}

LARGEST_MAIL: Final = 8_000_000
"""Bytes to which a hostile mail is doubled."""
MEGABYTE: Final = 1_000_000
LONGEST: Final = 2.0
"""Seconds of the processor for a hostile mail of 1 MB. SES gives the function that reads it far more."""
MOST_OBJECTS: Final = 1_005
"""Objects that a mail of any form may become: 1,000 attachments, the mail, three texts and what was read."""
_HEAD: Final = b"From: Lotte <lotte@post.example>\r\nTo: info@gemeente.example\r\nSubject: Vraag\r\nMIME-Version: 1.0\r\n"
_TEXT: Final = b"Content-Type: text/plain\r\n\r\nhallo\r\n"


def _mail(body: bytes, kind: bytes = b"text/plain; charset=utf-8", headers: bytes = b"") -> bytes:
    return _HEAD + headers + b"Content-Type: " + kind + b"\r\n\r\n" + body


def _multipart(part: bytes, n: int, kind: bytes = b"mixed") -> bytes:
    """Make a mail of as many parts as make some 100 bytes for each of `n`."""
    times = max(1, 100 * n // (len(part) + 5))
    return _mail((b"--g\r\n" + part) * times + b"--g--\r\n", b"multipart/" + kind + b"; boundary=g")


_BASE64: Final = b"Content-Transfer-Encoding: base64\r\n"
HOSTILE_MAILS: Final[Mapping[str, Callable[[int], bytes]]] = {
    "parts": lambda n: _multipart(_TEXT, n),
    "attachments of one name": lambda n: _multipart(b"Content-Type: image/png; name=a.png\r\n\r\nx\r\n", n),
    "parts of HTML": lambda n: _multipart(b"Content-Type: text/html\r\n\r\n<p>x<p>y\r\n", n),
    "enclosed mails": lambda n: _multipart(b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nhallo\r\n", n),
    "a boundary that repeats": lambda n: _mail(b"--g\r\n" * (20 * n), b"multipart/mixed; boundary=g"),
    "a boundary that repeats as alternative": lambda n: _mail(b"--g\r\n" * (20 * n), b"multipart/alternative; boundary=g"),
    "one boundary within itself": lambda n: _multipart(b"Content-Type: multipart/mixed; boundary=g\r\n\r\n", n),
    "boundaries that are not there": lambda n: _multipart(b"Content-Type: multipart/mixed; boundary=zz\r\n\r\n--zzx\r\n", n),
    "lines that begin as a boundary": lambda n: _mail(
        b"--g\r\n" + _TEXT + b"--gg\r\n" * (16 * n), b"multipart/mixed; boundary=g"
    ),
    "a long boundary": lambda n: _mail(b"--" + b"g" * (50 * n), b"multipart/mixed; boundary=" + b"g" * (50 * n)),
    "a long subject": lambda n: b"Subject: " + b"a " * (50 * n) + b"\r\n\r\nhallo",
    "a subject of encoded words": lambda n: b"Subject: " + b"=?utf-8?Q?caf=C3=A9?=\r\n " * (4 * n) + b"\r\n\r\nhallo",
    "a subject of one encoded word": lambda n: b"Subject: =?utf-8?B?" + b"QUJD" * (25 * n) + b"?=\r\n\r\nhallo",
    "a long sender": lambda n: b"From: <" + b"a " * (50 * n) + b"@b.example>\r\n\r\nhallo",
    "a sender in brackets": lambda n: b"From: " + b"[mailto:a" * (11 * n) + b"\r\n\r\nhallo",
    "senders": lambda n: b"From: a\r\n" * (11 * n) + b"\r\nhallo",
    "junk between headers": lambda n: b"X-A: b\r\n" + b"rommel\r\n" * (12 * n) + _HEAD + b"\r\nhallo",
    "junk and headers in turns": lambda n: b"X-A: b\r\n" + (b"rommel\r\n" * 12 + b"X-B: c\r\n") * n + _HEAD + b"\r\nhallo",
    "base64 with a footer": lambda n: _mail(b"QUJD\r\n" * (16 * n) + b"\r\nDit is een voet.\r\n", headers=_BASE64),
    "base64 with padding everywhere": lambda n: _mail(b"QUJDRA==\r\n" * (10 * n) + b"Dit is een voet.\r\n", headers=_BASE64),
    "a quotation in turns": lambda n: _mail(b"> vraag\r\nantwoord\r\n" * (5 * n)),
    "headers in the text": lambda n: _mail(b"Van: a@b.example\r\nDatum: 1 mei 10:15\r\n" * (3 * n)),
    "addresses in a bounce": lambda n: b"From: MAILER-DAEMON@b.example\r\n\r\n" + b"a@b.example is vol\r\n" * (5 * n),
    "two forms that differ": lambda n: _mail(
        b"--g\r\n" + _TEXT + b"--g\r\nContent-Type: text/html\r\n\r\n" + b"ander woord <b>" * (3 * n) + b"\r\n--g--\r\n",
        b"multipart/alternative; boundary=g",
    ),
    "struck out": lambda n: _mail(b"<s>a</s> " * (3 * n), b"text/html"),
    "struck out by classes": lambda n: _mail(
        b"<style>" + b".a{text-decoration:line-through}" * n + b"</style>" + b"<p class='a b c'>x" * (3 * n), b"text/html"
    ),
    "style sheets without end": lambda n: _mail(
        b"<style>.a{text-decoration:line-through}" + b"/* {" * (5 * n) + b"</style>" + b"@media{" * (8 * n), b"text/html"
    ),
    "an image behind many tags": lambda n: _mail(
        b"--g\r\nContent-Type: text/html\r\n\r\n" + b"<p>x" * (5 * n) + b"<img src='cid:a@b.example'>\r\n"
        b"--g\r\nContent-Type: image/png\r\nContent-ID: <a@b.example>\r\n\r\n\x89PNG\r\n--g--\r\n",
        b"multipart/related; boundary=g",
    ),
    "many style sheets": lambda n: _mail(b"<style>.a{text-decoration:line-through}</style><p class=a>x" * n, b"text/html"),
}


def _read(html: str) -> None:
    lezing = lees_html(html)
    tekst_uit_lezing(lezing)
    veilig_uit_lezing(lezing, {})


def _time[Input: (str, bytes)](read: Callable[[Input], object], source: Input) -> float:
    begin = time.process_time()
    read(source)
    return time.process_time() - begin


def _fastest[Input: (str, bytes)](rounds: int, read: Callable[[Input], object], *sources: Input) -> list[float]:
    """Give the fastest of several rounds of each, taken in turns so that they share what the machine is doing."""
    best = [float("inf")] * len(sources)
    for _ in range(rounds):
        best = [min(before, _time(read, source)) for before, source in zip(best, sources, strict=True)]
    return best


def _fits(html: str) -> bool:
    return len(html) <= MEESTE_TEKENS and html.count("<") <= MEESTE_TAGS_VEILIG


def _mail_fits(mail: bytes) -> bool:
    return len(mail) <= LARGEST_MAIL


def _growth[Input: (str, bytes)](
    make: Callable[[int], Input], read: Callable[[Input], object], fits: Callable[[Input], bool]
) -> float:
    size = 5_000
    while _time(read, make(size)) < SHORTEST and fits(make(2 * size)):
        size *= 2
    half, whole = make(size // 2), make(size)
    growth = float("inf")
    for _ in range(TRIES):
        small, large = _fastest(5, read, half, whole)
        growth = min(growth, large / small)
        if growth <= MOST_GROWTH:
            break
    return growth


@dataclass(frozen=True, slots=True)
class Intake:
    """The work of taking in one hostile mail, beside waiting for AWS."""

    seconds: float
    """Processor time of taking it in and of opening it."""
    objects: int
    """Objects in the archive; each is one call of S3."""
    documents: int


def take_in(source: bytes) -> Intake:
    """Take a mail in and open it, on stores in memory."""
    gemeente = Gemeente()
    begin = time.process_time()
    bericht = gemeente.ontvang(source)
    render_geopend(gemeente.inziener.open(bericht, ANNA), gemeente.klok(), archief=gemeente.archief)
    seconds = time.process_time() - begin
    return Intake(seconds, len(gemeente.archief.objecten), len(gemeente.repos.documenten))


def _whole_intakes() -> Iterator[Result]:
    """Yield what the whole intake makes of hostile mail: reading it, and all that is stored and shown of it."""
    growth = {name: _growth(make, take_in, _mail_fits) for name, make in HOSTILE_MAILS.items()}
    worst = max(growth, key=lambda name: growth[name])
    yield Row(
        subject="Reading",
        what=f"time to take in and open double the hostile mail, the worst of {len(growth)} kinds ({worst})",
        measured=f"{growth[worst]:.1f} ×",
        target=f"≤ {MOST_GROWTH} ×",
        met=growth[worst] <= MOST_GROWTH,
    )
    taken = {name: take_in(make(MEGABYTE // 100)) for name, make in HOSTILE_MAILS.items()}
    slowest = max(taken, key=lambda name: taken[name].seconds)
    yield Row(
        subject="Reading",
        what=f"taking in and opening hostile mail of 1 MB, the slowest of {len(taken)} kinds ({slowest})",
        measured=f"{taken[slowest].seconds:.2f} s",
        target=f"≤ {LONGEST} s",
        met=taken[slowest].seconds <= LONGEST,
    )
    most = max(taken, key=lambda name: taken[name].objects)
    yield Row(
        subject="Reading",
        what=f"objects that one hostile mail of 1 MB becomes in the archive, the most of {len(taken)} kinds ({most})",
        measured=f"{taken[most].objects}, of {taken[most].documents} documents",
        target=f"≤ {MOST_OBJECTS}",
        met=taken[most].objects <= MOST_OBJECTS,
    )


def measure() -> Iterator[Result]:
    """Yield the growth of each kind, and the worst."""
    yield from _whole_intakes()
    growth = {name: _growth(make, _read, _fits) for name, make in HOSTILE.items()}
    worst = max(growth, key=lambda name: growth[name])
    yield Row(
        subject="Reading",
        what=f"time for double the hostile HTML, the worst of {len(growth)} kinds ({worst})",
        measured=f"{growth[worst]:.1f} ×",
        target=f"≤ {MOST_GROWTH} ×",
        met=growth[worst] <= MOST_GROWTH,
    )
    yield Figure("hostile", "Time for double the hostile HTML", "times the time", bars=growth, limit=MOST_GROWTH)
    growth = {name: _growth(make, ontleed, _mail_fits) for name, make in HOSTILE_MAILS.items()}
    worst = max(growth, key=lambda name: growth[name])
    yield Row(
        subject="Reading",
        what=f"time for double the hostile mail, the worst of {len(growth)} kinds ({worst})",
        measured=f"{growth[worst]:.1f} ×",
        target=f"≤ {MOST_GROWTH} ×",
        met=growth[worst] <= MOST_GROWTH,
    )
    times = {name: _fastest(TRIES, ontleed, make(MEGABYTE // 100))[0] for name, make in HOSTILE_MAILS.items()}
    slowest = max(times, key=lambda name: times[name])
    yield Row(
        subject="Reading",
        what=f"hostile mail of 1 MB, the slowest of {len(times)} kinds ({slowest})",
        measured=f"{times[slowest]:.2f} s",
        target=f"≤ {LONGEST} s",
        met=times[slowest] <= LONGEST,
    )
