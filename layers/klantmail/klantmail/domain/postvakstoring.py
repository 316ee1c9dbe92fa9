"""Outages of a postvak: the time in which no mail could reach the municipality there.

Who had a term to send something, and could not because the municipality was not reachable by e-mail just then, is not
blamed for sending it late, unless they could be blamed for it all the same (Awb, article 2:21, third paragraph). So the
municipality has to know afterwards when that was.
https://zoek.officielebekendmakingen.nl/kst-35261-17.html (the paragraph), and kst-35261-3.html, 3.4.5
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.tijd import AMSTERDAM

MAX_POSTVAKKEN: Final = 20
"""Postvakken that one outage names; one of more of them is of all."""
MAX_OPEN: Final = 20
"""Outages that may go on at once: more of them are outages that somebody forgot to end."""
INDIENTERMIJN: Final = timedelta(weeks=6)
"""The term for an objection (Awb, article 6:7): the longest that is common for what a citizen sends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Storingsgegevens:
    """The account of an outage, as a beheerder gives it."""

    postvakken: tuple[str, ...]
    """The postvakken that no mail could reach; none for all of them."""
    van: datetime
    tot: datetime | None
    """The moment from which mail came in again; None while it goes on."""
    toelichting: str
    vervallen: bool = False
    """It was registered by mistake: there was no such outage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postvakstoring:
    """An outage of postvakken, as a beheerder registered it."""

    identificatie: UUID
    gegevens: Storingsgegevens
    versie: int
    """The number of changes, by which none overwrites another unseen."""
    geregistreerd_op: datetime
    geregistreerd_door: UUID
    gewijzigd_op: datetime
    gewijzigd_door: UUID

    @property
    def is_open(self) -> bool:
        """True while it goes on."""
        return self.gegevens.tot is None and not self.gegevens.vervallen

    def raakt(self, postvakken: Iterable[str], begin: datetime, einde: datetime) -> bool:
        """Tell whether one of these postvakken was out at any moment from `begin` to `einde`."""
        van = self.gegevens
        if van.vervallen or van.van >= einde or (van.tot is not None and van.tot <= begin):
            return False
        return not van.postvakken or not set(postvakken).isdisjoint(van.postvakken)


def storingen_bij(bericht: Emailbericht, storingen: Iterable[Postvakstoring]) -> Sequence[Postvakstoring]:
    """Return the outages that may matter to the term of a formal message, newest first; none of another mail.

    They are those of the postvakken that it has been in, from the beginning of the longest common term to send it, to
    the last day of the term that runs: until then the citizen may have more to send. Klantmail knows neither the term
    of the citizen nor whether they tried to send: a medewerker judges that.
    """
    uiterlijk = bericht.envelop.formeel_uiterlijk
    if uiterlijk is None:
        return ()
    postvakken = {bericht.envelop.postvak, *(een.van for een in bericht.verplaatsingen)}
    begin = bericht.envelop.ontvangen_op - INDIENTERMIJN
    einde = datetime.combine(uiterlijk + timedelta(days=1), time.min, AMSTERDAM)
    return nieuwste_eerst(een for een in storingen if een.raakt(postvakken, begin, einde))


def nieuwste_eerst(storingen: Iterable[Postvakstoring]) -> Sequence[Postvakstoring]:
    """Return them by when they began, the last first."""
    return sorted(storingen, key=lambda een: (een.gegevens.van, str(een.identificatie)), reverse=True)
