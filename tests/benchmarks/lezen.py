"""How fast a mail is read, beside what cannot be left out ("Fast" of the reader). Prints ratios; below 1.0 is faster.

- A mail of 38 MB: against finding its boundaries, decoding and hashing its attachments in one go each; and its memory.
"""

import base64
import binascii
import random
import tracemalloc
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Final

from klantmail.ontleden.lezen import ontleed
from tests.benchmarks.report import Result, Row
from tests.benchmarks.timing import in_turns

_GRENS: Final = b"\r\n--grens"
_BIJLAGE: Final = 14_000_000


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


def geheugen(werk: Callable[[bytes], object], bron: bytes) -> float:
    """Peak of what `werk` allocates beside the mail itself, as a part of the mail."""
    tracemalloc.start()
    try:
        werk(bron)
        return tracemalloc.get_traced_memory()[1] / len(bron)
    finally:
        tracemalloc.stop()


def measure() -> Iterator[Result]:
    """Yield the figures of a large mail."""
    groot = grote_mail()
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
