"""The table of terms: for what a mail led to, the selection result and how long it is kept.

The results are those of the Selectielijst gemeenten en intergemeentelijke organen 2020, process 6 (verzoeken
behandelen). A municipality changes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort

MAX_REGELS: Final = 50
"""The most rules of one table of terms: it is one item and one answer."""
MAX_GENOEMD_IN_REGEL: Final = 50
"""The most eenheden, postvakken or zaaktypen that a rule names."""
MAX_TERMIJN_JAREN: Final = 100
_FEBRUARI: Final = 2


class Bewaargrond(StrEnum):
    """The thing that a mail led to, as a rule names it: a kind of outcome, or spam that nobody let in."""

    ANTWOORD = Afhandelsoort.ANTWOORD
    INTERNE_TAAK = Afhandelsoort.INTERNE_TAAK
    ZAAK = Afhandelsoort.ZAAK
    ZAAKKOPPELING = Afhandelsoort.ZAAKKOPPELING
    DOORZENDING = Afhandelsoort.DOORZENDING
    GEEN_ACTIE_NODIG = Afhandelsoort.GEEN_ACTIE_NODIG
    GEEN_KLANTCONTACT = Afhandelsoort.GEEN_KLANTCONTACT
    SPAM = "spam"


MET_ZAAK: Final = frozenset({Bewaargrond.ZAAK, Bewaargrond.ZAAKKOPPELING})
"""The outcomes that lead to a zaak, whose own term counts too."""


@dataclass(frozen=True, slots=True)
class Bewaartermijn:
    """A time of whole years and days."""

    jaren: int = 0
    dagen: int = 0

    def na(self, dag: date) -> date:
        """Return the day on which the term that began on `dag` is over. A year from 29 February ends on 1 March."""
        try:
            later = dag.replace(year=dag.year + self.jaren)
        except ValueError:
            later = date(dag.year + self.jaren, _FEBRUARI + 1, 1)
        return later + timedelta(days=self.dagen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaarregel:
    """One row of the table of terms. It fits when each of its conditions does; an empty one always does."""

    resultaat: str
    """The number of the result in the selectielijst, such as `6.1.3`."""
    omschrijving: str
    gronden: tuple[Bewaargrond, ...]
    termijn: Bewaartermijn | None
    """None: there is no term of our own. With a zaak, that of the zaak alone counts; all else is not destroyed here."""
    eenheden: tuple[str, ...] = ()
    """The organisatorische eenheden that had a task of it."""
    postvakken: tuple[str, ...] = ()
    zaaktypen: tuple[str, ...] = ()
    """URLs of zaaktypen in the municipality's catalogue."""

    @property
    def is_algemeen(self) -> bool:
        """True when it fits whatever the eenheid, postvak or zaaktype is."""
        return not (self.eenheden or self.postvakken or self.zaaktypen)

    def past_bij(self, aanleiding: "Aanleiding") -> bool:
        return (
            aanleiding.grond in self.gronden
            and (not self.eenheden or not aanleiding.eenheden.isdisjoint(self.eenheden))
            and (not self.postvakken or aanleiding.postvak in self.postvakken)
            and (not self.zaaktypen or aanleiding.zaaktype in self.zaaktypen)
        )


def _dagen(regel: Bewaarregel) -> int:
    """Return the days of its term, or a few less; 0 when the term of a zaak alone counts, which may be over at once."""
    return regel.termijn.jaren * 365 + regel.termijn.dagen if regel.termijn else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaartermijnen:
    """The table of terms of a municipality."""

    regels: tuple[Bewaarregel, ...]
    versie: int = 0
    """The number of changes, by which none overwrites another unseen."""
    gewijzigd_op: datetime | None = None
    gewijzigd_door: UUID | None = None

    @property
    def kortste(self) -> int:
        """The days of the shortest term, or a few less: nothing is due sooner after its outcome."""
        return min((_dagen(regel) for regel in self.regels if regel.termijn or not MET_ZAAK.isdisjoint(regel.gronden)), default=0)

    def voor(self, aanleiding: "Aanleiding") -> Sequence[Bewaarregel]:
        """Return the rules that count: those that name the very eenheid, postvak or zaaktype, else the general ones."""
        passend = [regel for regel in self.regels if regel.past_bij(aanleiding)]
        return [regel for regel in passend if not regel.is_algemeen] or passend

    @property
    def zonder_regel(self) -> tuple[Bewaargrond, ...]:
        """The gronden for which no rule fits always: such a mail would have no term."""
        algemeen = set(chain.from_iterable(regel.gronden for regel in self.regels if regel.is_algemeen))
        return tuple(grond for grond in Bewaargrond if grond not in algemeen)


STANDAARD: Final = Bewaartermijnen(
    regels=(
        Bewaarregel(
            resultaat="6.1.3",
            omschrijving="Verzoek om informatie",
            gronden=(Bewaargrond.ANTWOORD, Bewaargrond.DOORZENDING, Bewaargrond.GEEN_ACTIE_NODIG),
            termijn=Bewaartermijn(jaren=1),
        ),
        Bewaarregel(
            resultaat="6.1",
            omschrijving="Melding, zoals van overlast",
            gronden=(Bewaargrond.INTERNE_TAAK,),
            termijn=Bewaartermijn(jaren=5),
        ),
        Bewaarregel(
            resultaat="6.1.1",
            omschrijving="Verzoek met financiële gevolgen",
            gronden=(Bewaargrond.INTERNE_TAAK,),
            termijn=Bewaartermijn(jaren=7),
            eenheden=("Belastingen",),
        ),
        Bewaarregel(
            resultaat="zaak",
            omschrijving="Hoort bij een zaak: zolang de zaak wordt bewaard",
            gronden=(Bewaargrond.ZAAK, Bewaargrond.ZAAKKOPPELING),
            termijn=None,
        ),
        Bewaarregel(
            resultaat="geen",
            omschrijving="Geen klantcontact, of spam: geen archiefbescheid",
            gronden=(Bewaargrond.GEEN_KLANTCONTACT, Bewaargrond.SPAM),
            termijn=Bewaartermijn(dagen=30),
        ),
    )
)
"""The table until a municipality makes its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanleiding:
    """One of the things that a mail led to, with what a rule can ask of it."""

    grond: Bewaargrond
    postvak: str
    eenheden: frozenset[str] = frozenset()
    zaaktype: str = ""
    zaak: str | None = None
    """URL of the zaak, empty when it was never registered; None when no zaak is known that it led to."""
