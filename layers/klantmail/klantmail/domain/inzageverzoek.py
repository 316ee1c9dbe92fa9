"""The request of a person to see all that is held about them (AVG article 15)."""

from dataclasses import dataclass
from typing import ClassVar, Final

from klantmail.domain.verzamelverzoek import Verzamelverzoek, Verzoeksoort

MAX_ADRESSEN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzageverzoek(Verzamelverzoek):
    """A request of a person, of whom the addresses are known. A privacy officer asks for them."""

    SOORT: ClassVar[Verzoeksoort] = Verzoeksoort.INZAGE
    NAAM: ClassVar[str] = "Inzageverzoek"
    MAP: ClassVar[str] = "inzageverzoeken/"

    adressen: tuple[str, ...]
    """The addresses of the person, in lower case."""
