"""How fast a mail is read, beside what cannot be left out ("Fast" of the reader). Prints ratios; below 1.0 is faster.

- A mail of 38 MB: against finding its boundaries, decoding and hashing its attachments in one go each; and its memory.
- A mail of 5 KB: against `email.policy.default` with its subject, addresses and body.
"""

import base64
import binascii
import email
import email.policy
import random
import tracemalloc
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from hashlib import sha256
from typing import Final

from klantmail.ontleden import ontleed
from tests.benchmarks.report import Result, Row
from tests.benchmarks.timing import in_turns

_GRENS: Final = b"\r\n--grens"
_BIJLAGE: Final = 14_000_000
_ALINEA: Final = "Beste gemeente,\r\n\r\nKunt u mij zeggen wanneer het café aan de kade 's avonds open is? Het gaat om € 25.\r\n"


def grote_mail() -> bytes:
    """38 MB: a short text and two attachments."""
    toeval = random.Random(38)  # noqa: S311 - repeatable, not secret
    bijlagen = b"".join(
        b"--grens\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=scan%d.pdf\r\n\r\n"
        % nummer
        + base64.encodebytes(toeval.randbytes(_BIJLAGE)).replace(b"\n", b"\r\n")
        + b"\r\n"
        for nummer in range(2)
    )
    return (
        b"From: Lotte Post <lotte@post.example>\r\nTo: info@gemeente.example\r\nSubject: Scans\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=grens\r\n\r\n--grens\r\nContent-Type: text/plain\r\n\r\nZie bijlagen\r\n"
        + bijlagen
        + b"--grens--\r\n"
    )


def kleine_mail() -> bytes:
    """5 KB, plain text and HTML, as a webmail sends it."""
    tekst = _ALINEA * 20
    koppen = (
        "Received: from mx.post.example (mx.post.example [192.0.2.1]) by in.gemeente.example; Tue, 3 Jun 2025 10:11:12 +0200\r\n"
    )
    return (
        koppen * 6 + "From: =?utf-8?Q?Ren=C3=A9e?= Post <renee@post.example>\r\nTo: info@gemeente.example\r\n"
        "Subject: =?utf-8?Q?Vraag_over_caf=C3=A9?=\r\nDate: Tue, 3 Jun 2025 10:11:12 +0200\r\nMessage-ID: <1@post.example>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b1"\r\n\r\n'
        "--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{tekst}\r\n--b1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"<html><body><p>{_ALINEA * 18}</p></body></html>\r\n--b1--\r\n"
    ).encode()


def vloer(bron: bytes) -> None:
    """What no reader can leave out: find the boundaries, decode the attachments, hash them."""
    plekken = []
    plek = bron.find(_GRENS)
    while plek >= 0:
        plekken.append(plek)
        plek = bron.find(_GRENS, plek + 1)
    for begin, einde in zip(plekken[-3:], plekken[-2:], strict=False):
        inhoud = bron.find(b"\r\n\r\n", begin + 1, einde)
        sha256(binascii.a2b_base64(bron[inhoud:einde])).hexdigest()


def standaard(bron: bytes) -> None:
    """The same mail through the standard library."""
    bericht = email.message_from_bytes(bron, policy=email.policy.default)
    assert isinstance(bericht, EmailMessage)
    for naam in ("subject", "from", "to", "date"):
        str(bericht[naam])
    tekst = bericht.get_body(("plain", "html"))
    if tekst:
        tekst.get_content()


def geheugen(werk: Callable[[bytes], object], bron: bytes) -> float:
    """Peak of what `werk` allocates beside the mail itself, as a part of the mail."""
    tracemalloc.start()
    try:
        werk(bron)
        return tracemalloc.get_traced_memory()[1] / len(bron)
    finally:
        tracemalloc.stop()


def measure() -> Iterator[Result]:
    """Yield the figures of both mails."""
    groot, klein = grote_mail(), kleine_mail()
    tijden = in_turns({"wij": lambda: ontleed(groot), "vloer": lambda: vloer(groot)})
    verhouding = tijden["wij"] / tijden["vloer"]
    yield Row(
        subject="Large mail",
        what=f"processor time to read {len(groot) / 1e6:.0f} MB",
        measured=f"{tijden['wij'] * 1e3:.0f} ms",
        target="≤ 1.0 × floor",
        floor=f"{tijden['vloer'] * 1e3:.0f} ms",
        ratio=f"{verhouding:.2f}",
        met=verhouding <= 1.0,
    )
    omvang = 1 + geheugen(ontleed, groot)
    yield Row(
        subject="Large mail",
        what="peak memory, as times the mail",
        measured=f"{omvang:.2f} ×",
        target="≤ 1.5 ×",
        met=omvang <= 1.5,
    )
    tijden = in_turns({"wij": lambda: ontleed(klein), "ander": lambda: standaard(klein)}, repeat=30)
    verhouding = tijden["wij"] / tijden["ander"]
    yield Row(
        subject="Reading",
        what=f"whole reading of a mail of {len(klein) / 1e3:.0f} KB",
        measured=f"{tijden['wij'] * 1e3:.2f} ms",
        target="≤ 1.0 × peer",
        peer=f"policy.default {tijden['ander'] * 1e3:.2f} ms",
        ratio=f"{verhouding:.2f}",
        met=verhouding <= 1.0,
    )
