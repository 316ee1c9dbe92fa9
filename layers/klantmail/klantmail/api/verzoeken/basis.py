"""The common parts of requests: kinds of text, and the inzage that most of them are under."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

from klantmail.api.schema import Tekst, Verzoek

if TYPE_CHECKING:
    from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Uitkomst

MAX_ANTWOORD: Final = 100_000
"""Characters of an answer."""
MAX_ONDERWERP: Final = 200
"""Klantinteracties API 0.9.0: onderwerp."""

URL: Final = r"^https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?$"
"""RFC 3986, of a place on the web."""

_STUUR: Final = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
_EEN_REGEL: Final = rf"^[^\S{_STUUR}]*[^\s{_STUUR}][^{_STUUR}]*$"
"""A text that is not only white space: white space, one other character, and the rest.

There is one way to match, so that no text takes long to refuse.
"""
_ZEGT_IETS: Final = r"[^\s\x00-\x1f\x7f-\x9f]"


def een_regel(hoogst: int) -> Tekst:
    """One line that says something; what is white around it is taken off."""
    return Tekst(hoogst, laagst=1, patroon=_EEN_REGEL, ontdaan=True)


def bericht(hoogst: int = MAX_ANTWOORD) -> Tekst:
    """Text of a mail, which must say something."""
    return Tekst(hoogst, patroon=_ZEGT_IETS)


Onderwerp = Annotated[str, een_regel(MAX_ONDERWERP)]
Reden = Annotated[str, een_regel(1000)]
Berichttekst = Annotated[str, bericht()]
Toelichting = Annotated[str, Tekst(1000, ontdaan=True)]


@dataclass(frozen=True)
class LeegVerzoek(Verzoek):
    """Een verzoek zonder velden: `{}`."""


@dataclass(frozen=True, kw_only=True)
class OnderInzage(Verzoek):
    """Een verzoek van wie de e-mail in behandeling heeft."""

    inzage_id: UUID
    """UUID van uw inzage van de e-mail."""


@dataclass(frozen=True, kw_only=True)
class Uitkomstverzoek(OnderInzage):
    """Een verzoek om een e-mail af te handelen."""

    @property
    def uitkomst(self) -> "Uitkomst":
        """Return the outcome that the mail is to have."""
        raise NotImplementedError
