"""Seeded mutations of real mails through the reader: `make fuzz-mail`.

It counts what must never happen: an exception, a one-line field with a line break, a `Deel` that its bytes do not
confirm.
"""

import argparse
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from ontleden.lezen import deel_inhoud, ontleed
from ontleden.ontleding import Adres, Deel, Ontleding

_PROJECT: Final = Path(__file__).resolve().parents[3]
_DIRECTORIES: Final = (_PROJECT / "tests" / "berichten", _PROJECT.parent / "shared" / "berichten")
_MAX_SOURCE: Final = 200_000
_NOT_ON_ONE_LINE: Final = frozenset("\r\n\0\x0b\x0c\x85\u2028\u2029")
_DICTIONARY: Final = (
    b"\r\n",
    b"\n",
    b"\r",
    b"\r\n\r\n",
    b"\x00",
    b"--",
    b"\r\n--",
    b"=?utf-8?B?",
    b"=?utf-8?Q?=E2=82",
    b"?=",
    b"=?x?q?",
    b"\xff\xfe",
    b"\xe9",
    b"\xed\xa0\x80",
    b"Content-Type: ",
    b"multipart/mixed; boundary=",
    b"multipart/alternative",
    b"message/rfc822",
    b"text/html",
    b"application/ms-tnef",
    b"application/pkcs7-mime",
    b"text/calendar",
    b"message/delivery-status",
    b"; charset=",
    b"utf-7",
    b"utf-16",
    b"iso-2022-jp",
    b"unknown-8bit",
    b"gb2312",
    b"Content-Transfer-Encoding: ",
    b"base64",
    b"quoted-printable",
    b"x-uuencode",
    b"\r\nbegin 644 a.txt\r\n",
    b"\r\nend\r\n",
    b"=ybegin line=128 size=9 name=x\r\n",
    b"Content-Disposition: attachment; filename*0*=utf-8''%e2%82",
    b'; filename="',
    b"<",
    b">",
    b"(",
    b")",
    b",",
    b";",
    b":",
    b'"',
    b"\\",
    b"<div style='display:none'>",
    b"<!--",
    b"<table>",
    b"</",
    b"cid:",
    b"+AGA-",
    b"=",
    b"====",
    b"From ",
    b"Date: ",
    b"References: <",
)


@dataclass(slots=True)
class Outcome:
    count: int = 0
    errors: list[str] = field(default_factory=list)
    slowest: float = 0.0
    """Seconds that the slowest mail took."""


def examples() -> list[bytes]:
    """The mails to mutate: our own and, when they stand beside the project, those of other projects."""
    files = (path for directory in _DIRECTORIES if directory.is_dir() for path in sorted(directory.rglob("*")) if path.is_file())
    mails = [path.read_bytes()[:_MAX_SOURCE] for path in files if path.suffix not in (".json", ".md")]
    return mails or [b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhallo\r\n--b--\r\n"]


def _snip(source: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(source) + 1)
    return source[:start] + source[start + dice.randrange(1, 200) :]


def _cut_off(source: bytes, dice: random.Random) -> bytes:
    return source[: dice.randrange(len(source) + 1)]


def _set_byte(source: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(source) + 1)
    return source[:place] + bytes([dice.randrange(256)]) + source[place + 1 :]


def _insert_word(source: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(source) + 1)
    if dice.random() < 0.5:  # most errors stand at the beginning of a line
        place = source.rfind(b"\n", 0, place) + 1
    return source[:place] + dice.choice(_DICTIONARY) * dice.choice((1, 1, 1, 2, 50)) + source[place:]


def _double(source: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(source) + 1)
    piece = source[start : start + dice.randrange(1, 2000)]
    place = dice.randrange(len(source) + 1)
    return source[:place] + piece * dice.choice((1, 2, 10)) + source[place:]


def _other_line_ends(source: bytes, dice: random.Random) -> bytes:
    return source.replace(b"\r\n", b"\n").replace(b"\n", dice.choice((b"\r\n", b"\r", b"\r\r\n")))


_MUTATIONS: Final[Sequence[Callable[[bytes, random.Random], bytes]]] = (
    _snip,
    _cut_off,
    _set_byte,
    _set_byte,
    _insert_word,
    _insert_word,
    _insert_word,
    _double,
    _other_line_ends,
)


def mutations(mails: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield `count` mutated mails; the same `seed` gives the same ones."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(count):
        mail = dice.choice(mails)
        if dice.random() < 0.1:
            other = dice.choice(mails)
            mail = mail[: dice.randrange(len(mail) + 1)] + other[dice.randrange(len(other) + 1) :]
        for _ in range(dice.choice((1, 1, 2, 3, 8))):
            mail = dice.choice(_MUTATIONS)(mail, dice)
        yield mail[: 2 * _MAX_SOURCE]


def defects(source: bytes, ontleding: Ontleding) -> list[str]:
    """Return the faults of an `Ontleding` that are faults whatever the mail says."""
    out = [f"not a clean line: {line!r}" for line in _lines(ontleding) if not is_clean_line(line)]
    for name in ("inhoud", "nieuwe_tekst", "html"):
        text: str = getattr(ontleding, name)
        if "\0" in text or not _is_text(text):
            out.append(f"not a clean text: {name}")
    if len({part.pad for part in ontleding.delen}) != len(ontleding.delen):
        out.append("a path comes twice")
    for part in ontleding.delen:
        out.extend(_defects_of_part(source, part))
    return out


def _defects_of_part(source: bytes, part: Deel) -> Iterator[str]:
    if not (0 <= part.begin <= part.einde <= len(source) or part.begin == part.einde == -1):
        yield f"outside of the mail: {part.pad}"
    content = deel_inhoud(source, part)
    if len(content) != part.bestandsomvang or sha256(content).hexdigest() != part.sha256:
        yield f"other content: {part.pad}"


def _lines(ontleding: Ontleding) -> Iterator[str]:
    yield from (ontleding.onderwerp, ontleding.message_id, ontleding.taal, *ontleding.in_reply_to, *ontleding.references)
    yield from (*ontleding.waarschuwingen, *ontleding.geblokkeerd, ontleding.classificatie.grond)
    addresses: list[Adres] = [*ontleding.aan, *ontleding.cc, *ontleding.beantwoorden_aan]
    if ontleding.afzender:
        addresses.append(ontleding.afzender)
    for address in addresses:
        yield from (address.naam, address.adres)
    for part in ontleding.delen:
        yield from (part.pad, part.bestandsnaam, part.formaat, part.formaat_herkend, part.content_id, part.codering)
    for error in ontleding.classificatie.bezorgfouten:
        yield from (error.ontvanger, error.statuscode, error.reden)


def is_clean_line(line: str) -> bool:
    """Tell whether `line` is one line of text that can be written as UTF-8."""
    return _NOT_ON_ONE_LINE.isdisjoint(line) and _is_text(line)


def _is_text(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def run_all(mails: Sequence[bytes], count: int, seed: int) -> Outcome:
    """Read `count` mutations and judge each."""
    outcome = Outcome()
    for number, source in enumerate(mutations(mails, count, seed)):
        begin = time.perf_counter()
        try:
            ontleding = ontleed(source)
            outcome.slowest = max(outcome.slowest, time.perf_counter() - begin)
            errors = defects(source, ontleding)
        except Exception as error:  # any exception is what we look for
            errors = [f"{type(error).__name__}: {error}"]
        outcome.errors.extend(f"mutation {number} of seed {seed}: {error}" for error in errors)
        outcome.count += 1
    return outcome


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--count", type=int, default=100_000, help="number of mutations")
    reader.add_argument("--seed", type=int, default=1, help="first value of the dice")
    choices = reader.parse_args()
    mails = examples()
    outcome = run_all(mails, choices.count, choices.seed)
    peak = _peak(mails, min(choices.count, 300), choices.seed)
    for error in outcome.errors[:20]:
        sys.stdout.write(f"  {error}\n")
    sys.stdout.write(
        f"{outcome.count} mutations of {len(mails)} mails (seed {choices.seed}): {len(outcome.errors)} errors, "
        f"slowest {outcome.slowest * 1000:.0f} ms, peak {peak / 1e6:.0f} MB\n"
    )
    return 1 if outcome.errors else 0


def _peak(mails: Sequence[bytes], count: int, seed: int) -> int:
    """The peak of allocated bytes over a sample, since measuring slows everything down."""
    tracemalloc.start()
    try:
        for source in mutations(mails, count, seed):
            ontleed(source)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


if __name__ == "__main__":
    sys.exit(main())
