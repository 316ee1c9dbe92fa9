"""Find what people wrote in a log, however it is written there."""

import base64
import html
import json
import quopri
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from email import message_from_bytes, policy
from typing import Any, Final
from urllib.parse import unquote_to_bytes
from uuid import UUID

from tests.support.contract import DOCUMENT

_SHORTEST: Final = 8
"""The least number of letters and digits: a shorter text is found in anything that is read as base64."""
_NO_WORDS: Final = frozenset(
    {
        "actie",
        "cursor",
        "emailbericht",
        "formaat",
        "keuze",
        "medewerker",
        "organisatorischeEenheid",
        "soort",
        "status",
        "zaaktype",
    }
)
"""Fields of requests whose values nobody wrote."""


def _enumerated(part: Any) -> Iterator[str]:
    """Yield the words among which the description of the API lets a client choose."""
    match part:
        case list():
            for one in part:
                yield from _enumerated(one)
        case dict():
            yield from (one for one in part.get("enum", ()) if isinstance(one, str))
            for one in part.values():
                yield from _enumerated(one)


_WORDS_OF_THE_API: Final = frozenset(_enumerated(DOCUMENT["components"]["schemas"]))
_RUN: Final = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_WRAPPED: Final = re.compile(r"(?<=[A-Za-z0-9+/_-])(\\r|\\n|[\r\n])+(?=[A-Za-z0-9+/_-])")
_ESCAPE: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_BYTES: Final = re.compile(r"(?:\\x[0-9a-fA-F]{2})+")
_WHITE: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def bare(text: str) -> str:
    """Reduce a text to its letters and digits in lower case.

    Line breaks, quotes and capitals make no difference to what a log gives away.
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).casefold())


def found(written: Iterable[str], log: str) -> set[str]:
    """Return the texts of `written` that stand in this log.

    A text may stand there as it is, escaped as in JSON, Python or HTML, in a URL, as quoted-printable, as base64, and
    each of these in another.
    """
    wanted = {bare(one): one for one in written if len(bare(one)) >= _SHORTEST}
    read = [bare(reading) for reading in _readings(log)]
    return {one for key, one in wanted.items() if any(key in reading for reading in read)}


def _readings(log: str) -> Iterator[str]:
    once = {log} | {decode(log) for decode in _DECODERS}
    yield from once | {decode(reading) for reading in once for decode in _DECODERS}


def _text(raw: bytes) -> str:
    """Decode the bytes in both character sets that mail here is written in, one after the other."""
    return f"{raw.decode(errors='replace')}\n{raw.decode('cp1252', errors='replace')}"


def _unescaped(log: str) -> str:
    def plain(escape: re.Match[str]) -> str:
        what = escape[1]
        return chr(int(what[1:], 16)) if len(what) > 1 else _WHITE.get(what, what)

    in_text = _BYTES.sub(lambda found: _text(bytes.fromhex(found[0].replace("\\x", ""))).partition("\n")[0], log)
    return _ESCAPE.sub(plain, in_text).encode("utf-16", "surrogatepass").decode("utf-16", errors="replace")


def _from_base64(log: str) -> str:
    """Decode every run that could be base64, wherever in it that begins."""
    runs = _RUN.findall(_WRAPPED.sub("", log))
    return "\n".join(_text(_decoded(run[start:])) for run in runs for start in range(4))


def _decoded(run: str) -> bytes:
    whole = run[:-1] if len(run) % 4 == 1 else run
    return base64.b64decode(whole.replace("-", "+").replace("_", "/") + "=" * (-len(whole) % 4))


_DECODERS: Final[tuple[Callable[[str], str], ...]] = (
    _unescaped,
    html.unescape,
    lambda log: _text(unquote_to_bytes(log)),
    lambda log: _text(quopri.decodestring(log.encode(errors="replace"))),
    _from_base64,
)


# -- what was written --------------------------------------------------------------------------------------------------


def of_mail(mail: bytes) -> set[str]:
    """Names, addresses, subject, names of attachments and lines of text of a mail."""
    read = message_from_bytes(mail, policy=policy.default)
    written = {str(value) for name in ("Subject", "From", "Reply-To") for value in read.get_all(name, [])}
    for name in ("From", "Reply-To"):
        for value in read.get_all(name, []):
            written |= {part for address in value.addresses for part in (address.display_name, address.addr_spec)}
    for part in read.walk():
        written.add(part.get_filename() or "")
        if part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True)
            written |= set(_text(payload).splitlines()) if isinstance(payload, bytes) else set()
    return written


def of_request(body: bytes) -> set[str]:
    """The texts in a request. Ids and words of the system are no texts."""
    return set(_texts(json.loads(body))) if body else set()


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str() if not _is_id(value) and value not in _WORDS_OF_THE_API:
            yield from value.splitlines()
        case list():
            for one in value:
                yield from _texts(one)
        case dict():
            for name, one in value.items():
                if name not in _NO_WORDS:
                    yield from _texts(one)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
