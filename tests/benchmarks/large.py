"""Mails of 38 MB, the most that SES takes in: the memory and the processor time that they cost.

Every part has to be found. Memory is that of the real functions in a process of their own, over TLS to an AWS in
another process: the peak of the resident set above what the function has after a first small mail. The objects that
came in at S3 tell whether every part was found.
"""

import base64
import binascii
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from functools import partial
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final, cast

from klantmail.domain.identificatie import emailbericht_id
from ontleden.lezen import ontleed
from tests.benchmarks.aws_server import AwsServer, aws_server
from tests.benchmarks.mails import text
from tests.benchmarks.report import Figure, Result, Row
from tests.benchmarks.timing import in_turns
from tests.support.aws import read_api_event, read_event
from tests.support.builders import POSTVAK, VRAAG

_BOUNDARY: Final = b"\r\n--grens"
_HEADERS: Final = (
    b"From: Lotte Post <lotte@post.example>\r\nTo: info@gemeente.example\r\nSubject: Scans\r\n"
    b"Message-ID: <1@post.example>\r\nMIME-Version: 1.0\r\n"
)
_ALL: Final = 28_000_000
"""Bytes of attachments in a mail of 38 MB."""
_MOST_MEMORY: Final = 1.5


@dataclass(frozen=True, slots=True)
class Large:
    """A large mail, and the attachments that have to be found in it."""

    mail: bytes
    attachments: frozenset[str]
    """The sha256 of each attachment."""


def _multipart(*parts: bytes) -> bytes:
    return (
        _HEADERS + b"Content-Type: multipart/mixed; boundary=grens\r\n"
        b"\r\n--grens\r\nContent-Type: text/plain\r\n\r\nZie bijlagen"
        + b"".join(_BOUNDARY + b"\r\n" + part for part in parts)
        + _BOUNDARY
        + b"--\r\n"
    )


def _attachment(size: int, number: int, *, in_lines: bool = True) -> bytes:
    data = b"%PDF-1.7\n" + random.Random(number).randbytes(size)  # noqa: S311 - repeatable, not secret
    encoded = base64.encodebytes(data).replace(b"\n", b"\r\n") if in_lines else base64.b64encode(data)
    return (
        b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=scan%d.pdf\r\n\r\n" % number
    ) + encoded


def _found_by_email(mail: bytes) -> Large:
    """Make a large mail with its attachments as Python's own `email` decodes them."""
    files = [cast(bytes, part.get_payload(decode=True)) for part in message_from_bytes(mail).walk() if part.get_filename()]
    return Large(mail, frozenset(sha256(file).hexdigest() for file in files))


def two_attachments() -> Large:
    return _found_by_email(_multipart(*(_attachment(_ALL // 2, number) for number in range(2))))


def one_attachment() -> Large:
    return _found_by_email(_multipart(_attachment(_ALL, 1)))


def many_attachments() -> Large:
    return _found_by_email(_multipart(*(_attachment(_ALL // 200, number) for number in range(200))))


def without_lines() -> Large:
    return _found_by_email(_multipart(_attachment(_ALL, 1, in_lines=False)))


def enclosed_mail() -> Large:
    """A mail within the mail is one attachment: its bytes as they stand."""
    inner = two_attachments().mail.replace(b"grens", b"binnen")
    return Large(_multipart(b"Content-Type: message/rfc822\r\n\r\n" + inner), frozenset({sha256(inner).hexdigest()}))


def photos_in_the_text() -> Large:
    """Eight photos that the HTML shows: the page for the agent holds as many as go into 8 MB."""
    size = _ALL // 8
    photos = [b"\x89PNG\r\n\x1a\n" + random.Random(number).randbytes(size) for number in range(8)]  # noqa: S311
    html = b"<p>Zie de foto's</p>" + b"".join(b'<img src="cid:%d@post.example">' % number for number in range(8))
    parts = [
        b"Content-Type: image/png; name=foto%d.png\r\nContent-ID: <%d@post.example>\r\nContent-Disposition: inline\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" % (number, number) + base64.encodebytes(photo).replace(b"\n", b"\r\n")
        for number, photo in enumerate(photos)
    ]
    mail = _HEADERS + b"Content-Type: multipart/related; boundary=grens\r\n\r\n--grens\r\nContent-Type: text/html\r\n\r\n" + html
    mail += b"".join(_BOUNDARY + b"\r\n" + part for part in parts) + _BOUNDARY + b"--\r\n"
    return Large(mail, frozenset(sha256(photo).hexdigest() for photo in photos))


def nothing_but_text() -> Large:
    mail = (_HEADERS + b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n") + text(
        37_000_000
    ).replace("\n", "\r\n").encode()
    return Large(mail, frozenset())


def nothing_but_html() -> Large:
    """A mail with one emoji, for which Python takes four bytes for every character."""
    line = b"<p>Beste gemeente, een lange tekst</p>\r\n"
    html = "<p>\U0001f600</p>".encode() + line * (37_000_000 // len(line))
    return Large(_HEADERS + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html, frozenset())


SHAPES: Final[Mapping[str, Callable[[], Large]]] = {
    "two attachments": two_attachments,
    "one attachment": one_attachment,
    "200 attachments": many_attachments,
    "base64 without line breaks": without_lines,
    "a mail of 38 MB in the mail": enclosed_mail,
    "photos in the text": photos_in_the_text,
    "nothing but text": nothing_but_text,
    "nothing but HTML, with an emoji": nothing_but_html,
}


def floor(mail: bytes) -> None:
    """Do what no reader can leave out: find the boundaries, decode the attachments, hash them, in one go each."""
    places = []
    place = mail.find(_BOUNDARY)
    while place >= 0:
        places.append(place)
        place = mail.find(_BOUNDARY, place + 1)
    for begin, end in pairwise(places[1:]):
        body = mail.find(b"\r\n\r\n", begin + 1, end)
        sha256(binascii.a2b_base64(mail[body:end])).hexdigest()


def _measure_function(server: AwsServer, steps: list[dict[str, Any]], *, traced: bool = False) -> dict[str, Any]:
    """Let a fresh process handle these events, of which the last is measured."""
    run = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.benchmarks.measured", *(("--traced",) if traced else ())],
        input=json.dumps(steps),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=server.environment,
    )
    result: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return result


def _taking_in(server: AwsServer, mail: bytes) -> list[dict[str, Any]]:
    """Return the steps that take in a small mail, and then this one; both are put where SES does."""
    steps = []
    for ses_id, source in (("small", VRAAG), ("large", mail)):
        event = read_event("ses-ontvangst")
        event["Records"][0]["ses"]["mail"]["messageId"] = ses_id
        server.put("INTAKE", f"{POSTVAK}/{ses_id}", source)
        steps.append({"function": "ontvangen", "event": event})
    return steps


def _receiving(server: AwsServer) -> Iterator[Result]:
    above: dict[str, float] = {}
    for shape, make in SHAPES.items():
        large = make()
        traced = _measure_function(server, _taking_in(server, large.mail), traced=True)
        server.take()
        result = _measure_function(server, _taking_in(server, large.mail))
        stored = {hash_ for key, (hash_, _) in server.take().items() if "/bijlagen/" in key and key.endswith(hash_)}
        if not large.attachments <= stored:
            raise SystemExit(f"{shape}: {len(large.attachments - stored)} attachments were not stored as they are")
        ratio = above[shape] = result["peak"] / len(large.mail)
        has_target = bool(large.attachments)
        yield Row(
            subject="Large mail",
            what=f"taking in {len(large.mail) / 1e6:.0f} MB, {shape}: peak memory above the idle function, as times the mail",
            measured=f"{ratio:.2f} × (tracemalloc {traced['traced'] / len(large.mail):.2f} ×); processor {result['cpu']:.2f} s",
            target=f"≤ {_MOST_MEMORY} ×" if has_target else "",
            met=ratio <= _MOST_MEMORY if has_target else None,
        )
    yield Figure(
        "large",
        "Taking in a mail of 38 MB: peak memory above the idle function",
        "times the mail",
        bars=above,
        limit=_MOST_MEMORY,
    )


def _handling(server: AwsServer) -> Iterator[Result]:
    """Yield the cost of an agent's work with such a mail. It is reported and has no target."""
    mail = two_attachments().mail
    _measure_function(server, _taking_in(server, mail))
    small, large = (emailbericht_id(POSTVAK, ses_id) for ses_id in ("small", "large"))
    opening = [{"function": "inzien", "event": read_api_event("api-inzage", message)} for message in (small, large)]
    opened = _measure_function(server, opening)
    yield _reported("opening it (inzage)", opened, mail)
    forwarding = [
        {
            "function": "doorzetten",
            "event": read_api_event(
                "api-doorzending",
                message,
                inzageId=answer["inzageId"],
                naar="info@waterschap.example",
                toelichting="Zie de scans.",
            ),
        }
        for message, answer in zip((small, large), opened["answers"], strict=True)
    ]
    forwarded = _measure_function(server, forwarding)
    yield _reported("sending it on to another authority (doorzending), the whole mail attached", forwarded, mail)
    sending = [
        {"function": "verzenden", "event": {"verzending": answer["verzending"]["identificatie"]}}
        for answer in forwarded["answers"]
    ]
    yield _reported(
        "the mail that leaves then (verzenden), base64 in JSON as SES takes it", _measure_function(server, sending), mail
    )
    server.take()


def _reported(what: str, result: dict[str, Any], mail: bytes) -> Row:
    return Row(
        subject="Large mail",
        what=f"{what}: peak memory above the idle function, as times the mail of {len(mail) / 1e6:.0f} MB",
        measured=f"{result['peak'] / len(mail):.2f} ×; processor {result['cpu']:.2f} s",
    )


def _reading() -> Iterator[Result]:
    for shape in ("two attachments", "one attachment", "200 attachments", "base64 without line breaks"):
        large = SHAPES[shape]()
        if not large.attachments <= {part.sha256 for part in ontleed(large.mail).delen}:
            raise SystemExit(f"{shape}: not every attachment is read as it is")
        mail = large.mail
        times = in_turns({"ours": partial(ontleed, mail), "floor": partial(floor, mail)})
        ratio = times["ours"] / times["floor"]
        yield Row(
            subject="Large mail",
            what=f"reading {len(mail) / 1e6:.0f} MB, {shape}: processor time",
            measured=f"{times['ours'] * 1e3:.0f} ms",
            target="≤ 1.0 × floor",
            floor=f"{times['floor'] * 1e3:.0f} ms",
            ratio=f"{ratio:.2f}",
            met=ratio <= 1.0,
        )


def measure() -> Iterator[Result]:
    """Yield the memory and the time of each shape."""
    yield from _reading()
    with aws_server() as server:
        yield from _receiving(server)
        yield from _handling(server)
