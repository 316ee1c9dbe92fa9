"""Formal messages (Awb, afdeling 2.3, as the Wmebv has it since 1 January 2026): receipt, and the term that runs.

A message that begins or belongs to a procedure is formal: an application, an objection, a complaint, and a question
about one that runs. Its receipt is confirmed, and from then on a term runs. Which term is a matter of the procedure;
the municipality sets one, and eight weeks is what the Awb calls reasonable (article 4:13). A term that ends on a
Saturday, a Sunday or a holiday goes on until the next day that is none (Algemene termijnenwet, article 1).
https://zoek.officielebekendmakingen.nl/kst-35261-3.html (3.4.4 and 3.5), https://wetten.overheid.nl/BWBR0005537
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from klantmail.domain.tijd import AMSTERDAM, dag_hier
from klantmail.domain.werktijd import Werktijden

_TERMIJN: Final = re.compile(r"(\d{1,3})([wd])")
_WERKDAGEN: Final = Werktijden()
"""The working days of the law, whatever the hours of the municipality are."""


@dataclass(frozen=True, slots=True)
class Awbtermijn:
    """A term of so many weeks, or of so many working days."""

    aantal: int = 8
    in_weken: bool = True

    def uiterlijk(self, ontvangen_op: datetime) -> date:
        """Return the last day of the term of what was received at this moment: it begins the day after."""
        ontvangen = dag_hier(ontvangen_op)
        if not self.in_weken:
            return _WERKDAGEN.na_werkdagen(ontvangen, self.aantal)
        dag = ontvangen + timedelta(weeks=self.aantal)
        return dag if _WERKDAGEN.is_werkdag(dag) else _WERKDAGEN.na_werkdagen(dag, 1)


@dataclass(frozen=True, slots=True)
class Formaliteiten:
    """The rules of one municipality for formal messages."""

    termijn: Awbtermijn = field(default_factory=Awbtermijn)
    postvakken: tuple[str, ...] = ()
    """The postvakken whose mail is formal, whatever is in it."""
    met_onderwerp: bool = False
    """A confirmation repeats the subject."""

    def bij_ontvangst(self, postvak: str, ontvangen_op: datetime) -> date | None:
        """Return the last day of the term of a mail that came in here; None where mail is not formal by itself."""
        return self.termijn.uiterlijk(ontvangen_op) if postvak in self.postvakken else None


def lees_awbtermijn(tekst: str) -> Awbtermijn:
    """Read a setting such as `8w` (weeks) or `10d` (working days). Raises: ValueError."""
    gelezen = _TERMIJN.fullmatch(tekst)
    if gelezen is None or not int(gelezen[1]):
        raise ValueError(f"{tekst} is no term such as 8w or 10d")
    return Awbtermijn(int(gelezen[1]), gelezen[2] == "w")


def tijd_in_woorden(moment: datetime) -> str:
    """Return the time in the Netherlands, such as `9.55 uur`."""
    hier = moment.astimezone(AMSTERDAM)
    return f"{hier.hour}.{hier.minute:02} uur"
