"""The request for public information (Wet open overheid, article 4.1): the mail about a matter, of a period.

What matches is handed out to the municipality's own Woo desk, or named with the reason why it is not
(`klantmail.domain.weggelaten`). Whether something of it is not made public (articles 5.1 and 5.2), such as the name of
a citizen, is weighed by a person, never here.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.tijd import dag_hier
from klantmail.domain.verzamelverzoek import Verzamelverzoek, Verzoeksoort
from klantmail.domain.zoekindex import woorden_van

MAX_DAGEN: Final = 366
"""Days of the period of one request."""
MAX_POSTVAKKEN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wooverzoek(Verzamelverzoek):
    """A request, by a period, words of the subject, and postvakken."""

    SOORT: ClassVar[Verzoeksoort] = Verzoeksoort.WOO
    NAAM: ClassVar[str] = "Woo-verzoek"
    MAP: ClassVar[str] = "wooverzoeken/"

    van: date
    """The first day, in the Netherlands, on which the mail came in."""
    tot: date
    """The last one."""
    woorden: tuple[str, ...]
    """Words of the subject, as `zoekindex.lees_woorden` gives them: all of them."""
    postvakken: tuple[str, ...] = ()
    """Empty: all of them."""

    def past(self, bericht: Emailbericht) -> bool:
        """Tell whether a mail is asked for."""
        return (
            self.van <= dag_hier(bericht.envelop.ontvangen_op) <= self.tot
            and (not self.postvakken or bericht.envelop.postvak in self.postvakken)
            and set(self.woorden) <= set(woorden_van(bericht))
        )
