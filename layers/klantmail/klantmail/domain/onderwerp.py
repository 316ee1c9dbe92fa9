"""The subject of a reply, and the bare subject that tells whether two mails have the same one."""

import re
from typing import Final

_ANTWOORD: Final = "re|antw|antwoord|aw|sv|vs|odp|ynt|res|rép|réf"
_DOORGESTUURD: Final = "fw|fwd|doorst|doorgestuurd|dfw|wg|tr|vb|vl|rv|enc"
_VOORVOEGSEL: Final = r"(?:{})[ \xa0]{{0,2}}(?:[\[(]\d{{1,4}}[\])])?[ \xa0]{{0,2}}[:\uff1a]\s*+"
_ANTWOORDVOORVOEGSEL: Final = re.compile(_VOORVOEGSEL.format(_ANTWOORD), re.IGNORECASE)
_ELK_VOORVOEGSEL: Final = _VOORVOEGSEL.format(f"{_ANTWOORD}|{_DOORGESTUURD}")


def antwoord_onderwerp(onderwerp: str) -> str:
    """The subject of a reply.

    It begins with `Re: ` once (RFC 5322 section 3.6.5), also where programs had put `Antw:`, `AW:` or `Re[2]:`.
    """
    return f"Re: {_zonder(_ANTWOORDVOORVOEGSEL, onderwerp)}".rstrip()


def kaal_onderwerp(onderwerp: str) -> str:
    """Reduce a subject to the form by which two are compared: no prefixes of mail programs, one case, single spaces."""
    return " ".join(_zonder(re.compile(_ELK_VOORVOEGSEL, re.IGNORECASE), onderwerp).split()).casefold()


def _zonder(voorvoegsel: re.Pattern[str], onderwerp: str) -> str:
    rest = onderwerp.strip()
    begin = 0
    while gevonden := voorvoegsel.match(rest, begin):
        begin = gevonden.end()
    return rest[begin:]
