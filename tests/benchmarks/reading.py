"""The speed of reading a mail whole: subject, text, safe HTML, parts with their hashes, class, language.

Mails of 5 KB are beside the bare parse of `email.policy.default`, which reads no header and decodes nothing. Mails with
100 KB of HTML are beside libraries that give the same: mail-parser, inscriptis and bleach.
"""

import base64
import email
import email.policy
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Final

from ontleden.lezen import ontleed
from ontleden.ontleding import Ontleding
from tests.benchmarks.mails import HTML_SHAPES, SMALL, as_received, html_mail
from tests.benchmarks.report import Figure, Result, Row
from tests.benchmarks.timing import ROUNDS, in_turns

_PROJECT: Final = Path(__file__).parents[2]
_REAL_MAILS: Final = (_PROJECT / "tests" / "berichten", _PROJECT.parent / "shared" / "berichten")
"""Test mails of our own, and collections of other projects where those are at hand."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_NO_MAIL: Final = frozenset({".py", ".json", ".md"})
_FIRST_CALL: Final = """
import sys, time
mail = sys.stdin.buffer.read()
if sys.argv[1] == "ours":
    from ontleden.lezen import ontleed as read
else:
    import email, email.policy
    read = lambda mail: email.message_from_bytes(mail, policy=email.policy.default)
begin = time.process_time()
read(mail)
print(time.process_time() - begin)
"""

_MAILPARSER = importlib.import_module("mailparser")
_INSCRIPTIS = importlib.import_module("inscriptis")
_BLEACH = importlib.import_module("bleach")
_CSS = importlib.import_module("bleach.css_sanitizer").CSSSanitizer()
_TAGS: Final = {"p", "div", "span", "b", "i", "a", "table", "tbody", "tr", "td", "ul", "li", "img", "br", "blockquote"}
_ATTRIBUTES: Final = {"*": ["style", "width", "valign", "border"], "a": ["href"], "img": ["src", "alt"]}


def bare_parse(mail: bytes) -> object:
    """Do what the standard library does before it is asked for anything."""
    return email.message_from_bytes(mail, policy=email.policy.default)


def standard(mail: bytes) -> None:
    """Subject, addresses, date and text as the standard library reads them."""
    message = email.message_from_bytes(mail, policy=email.policy.default)
    for name in ("subject", "from", "to", "date"):
        str(message[name])
    if body := message.get_body(("plain", "html")):
        body.get_content()


def peers(mail: bytes) -> tuple[str, str, str, set[str]]:
    """Subject, text, safe HTML and the hashes of the parts, by libraries."""
    parsed = _MAILPARSER.parse_from_bytes(mail)
    html = "".join(parsed.text_html)
    text = _INSCRIPTIS.get_text(html)
    safe = _BLEACH.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, css_sanitizer=_CSS, strip=True)
    files = (base64.b64decode(part["payload"]) if part["binary"] else part["payload"].encode() for part in parsed.attachments)
    return parsed.subject, text, safe, {sha256(file).hexdigest() for file in files}


def _require_the_same(ours: Ontleding, theirs: tuple[str, str, str, set[str]]) -> None:
    """Check that the same work is compared: subject, files, and the words of the text."""
    subject, text, safe, hashes = theirs
    missing = set(_WORD.findall(text)) - set(_WORD.findall(ours.inhoud))
    if ours.onderwerp != subject or {part.sha256 for part in ours.delen[1:]} != hashes or missing or not safe or not ours.html:
        raise SystemExit(f"not the same is read: {subject!r}, {len(hashes)} files, words that we miss: {sorted(missing)[:10]}")


def _first_call(which: str, mail: bytes) -> float:
    """Measure the processor time of the first call in a new process, imports left out."""
    run = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", _FIRST_CALL, which], input=mail, capture_output=True, check=True, env=dict(os.environ)
    )
    return float(run.stdout)


def _small() -> Iterator[Result]:
    ratios: dict[str, float] = {}
    readers = {"ours": ontleed, "bare": bare_parse, "standard": standard}
    for shape, make in SMALL.items():
        mail = as_received(make())
        times = in_turns({name: partial(read, mail) for name, read in readers.items()}, repeat=30)
        ratio = ratios[shape] = times["ours"] / times["bare"]
        has_target = not shape.startswith("HTML")
        yield Row(
            subject="Reading",
            what=f"whole reading of {len(mail) / 1e3:.0f} KB, {shape}",
            measured=f"{times['ours'] * 1e3:.2f} ms",
            target="≤ 1.0 × floor" if has_target else "",
            floor=f"bare parse of policy.default {times['bare'] * 1e3:.2f} ms",
            peer=f"policy.default with subject, addresses and text {times['standard'] * 1e3:.2f} ms",
            ratio=f"{ratio:.2f}",
            met=ratio <= 1.0 if has_target else None,
        )
    yield Figure("reading", "Whole reading of 5 KB, as times the bare parse", "times the bare parse", bars=ratios, limit=1.0)


def _real() -> Iterator[Result]:
    mails = [
        path.read_bytes()
        for directory in _REAL_MAILS
        if directory.exists()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.suffix not in _NO_MAIL
    ]
    times = in_turns(
        {"ours": lambda: [ontleed(mail) for mail in mails], "bare": lambda: [bare_parse(mail) for mail in mails]},
    )
    ratio = times["ours"] / times["bare"]
    yield Row(
        subject="Reading",
        what=f"whole reading of {len(mails)} test mails, {sum(map(len, mails)) / 1e6:.1f} MB together",
        measured=f"{times['ours'] * 1e3:.0f} ms",
        target="≤ 1.0 × floor",
        floor=f"bare parse of policy.default {times['bare'] * 1e3:.0f} ms",
        ratio=f"{ratio:.2f}",
        met=ratio <= 1.0,
    )


def _large_html() -> Iterator[Result]:
    for shape in HTML_SHAPES:
        mail = html_mail(shape)
        _require_the_same(ontleed(mail), peers(mail))
        times = in_turns({"ours": partial(ontleed, mail), "peers": partial(peers, mail)})
        ratio = times["peers"] / times["ours"]
        yield Row(
            subject="Reading",
            what=f"whole reading of a mail with 100 KB of HTML ({shape}), an image and an attachment",
            measured=f"{times['ours'] * 1e3:.1f} ms",
            target="≥ 3 × as fast as the peers",
            peer=f"mail-parser + inscriptis + bleach {times['peers'] * 1e3:.0f} ms",
            ratio=f"{ratio:.1f}",
            met=ratio >= 3,
        )


def _first() -> Iterator[Result]:
    for shape in ("text", "HTML of Outlook"):
        mail = as_received(SMALL[shape]())
        runs = [(_first_call("ours", mail), _first_call("bare", mail)) for _ in range(ROUNDS)]
        ours, bare = median(run[0] for run in runs), median(run[1] for run in runs)
        yield Row(
            subject="Reading",
            what=f"first mail of a process, {shape}, imports left out",
            measured=f"{ours * 1e3:.1f} ms",
            floor=f"bare parse of policy.default {bare * 1e3:.1f} ms",
            ratio=f"{ours / bare:.2f}",
        )


def measure() -> Iterator[Result]:
    """Yield the ratios to the bare parse and to the peers."""
    yield from _small()
    yield from _real()
    yield from _large_html()
    yield from _first()
