"""The subject of a reply, and the bare subject that tells whether two mails have the same one."""

import re
from typing import Final

from klantmail.domain.kenmerk import zonder_kenmerk

_ANTWOORD: Final = "re|antw|antwoord|aw|sv|vs|odp|ynt|res|rép|réf"
_DOORGESTUURD: Final = "fw|fwd|doorst|doorgestuurd|dfw|wg|tr|vb|vl|rv|enc"
_VOORVOEGSEL: Final = r"(?:{})[ \xa0]{{0,2}}(?:[\[(]\d{{1,4}}[\])])?[ \xa0]{{0,2}}[:\uff1a]\s*+"
_ANTWOORDVOORVOEGSEL: Final = re.compile(_VOORVOEGSEL.format(_ANTWOORD), re.IGNORECASE)
_ELK_VOORVOEGSEL: Final = _VOORVOEGSEL.format(f"{_ANTWOORD}|{_DOORGESTUURD}")

_VAN_BUITEN: Final = (
    r"[\[(*]{1,3}\s{0,2}(?:extern(?:al|e?\s{1,2}e?-?mail)?(?:\s{1,2}(?:e-?mail|sender))?|ext)\s{0,2}[\])*]{1,3}\s*+[:-]?\s*+"
    r"|(?:extern|external)\s{0,2}:\s*+"
)
"""The word that a mail server puts before the subject of mail from outside."""


def antwoord_onderwerp(onderwerp: str) -> str:
    """The subject of a reply.

    It begins with `Re: ` once (RFC 5322 section 3.6.5), also where programs had put `Antw:`, `AW:` or `Re[2]:`.
    """
    return f"Re: {_zonder(_ANTWOORDVOORVOEGSEL, zonder_kenmerk(onderwerp))}".rstrip()


def kaal_onderwerp(onderwerp: str) -> str:
    """Reduce a subject to the form by which two are compared.

    It has no prefixes of mail programs, no `[EXTERN]` of a mail server, no mark of ours, one case and single spaces.
    """
    voorvoegsel = re.compile(f"{_ELK_VOORVOEGSEL}|{_VAN_BUITEN}", re.IGNORECASE)
    return " ".join(_zonder(voorvoegsel, zonder_kenmerk(onderwerp)).split()).casefold()


def _zonder(voorvoegsel: re.Pattern[str], onderwerp: str) -> str:
    rest = onderwerp.strip()
    begin = 0
    while gevonden := voorvoegsel.match(rest, begin):
        begin = gevonden.end()
    return rest[begin:]
