"""The werkvoorraad at a glance: what waits, what is in hand, and what is the asker's, in one call."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from klantmail.domain.medewerker import Medewerker, Rol
from klantmail.domain.telling import Mailstand, Postvakstand, Takenstand, Telling, Werkvoorraadstand
from klantmail.domain.tijd import Klok
from klantmail.ports.tellingen import KIJKT_TOT, Tellingen
from klantmail.usecases.parallel import alle


@dataclass(frozen=True, slots=True)
class Overzicht:
    """The counting for those who work at the desk."""

    tellingen: Callable[[], Tellingen]
    """A maker of the counts: a function that is asked for none does not load them."""
    klok: Klok
    postvakken: tuple[str, ...]

    def stand(self, medewerker: Medewerker) -> Werkvoorraadstand:
        """Count for this medewerker, each list at the same time."""
        # A mail is read without the tasks, which take time to load.
        from klantmail.domain.interne_taak import eenheden_van

        moment, tellingen, wie = self.klok(), self.tellingen(), medewerker.identificatie
        eenheden = eenheden_van(medewerker)
        ziet_mail = not medewerker.rollen.isdisjoint({Rol.KCC_MEDEWERKER, Rol.BEHEERDER, Rol.TEAMLEIDER})
        postvakken = [een for een in self.postvakken if ziet_mail and medewerker.mag(een)]
        doet_taken = medewerker.doet_taken or bool(eenheden)
        counts: list[Callable[[], Any]] = [
            *(partial(tellingen.mailstand, een, wie, moment) for een in postvakken),
            *(partial(tellingen.quarantaine, een) for een in postvakken),
            *(partial(tellingen.open_taken, een) for een in eenheden),
        ]
        if ziet_mail:
            counts.append(partial(tellingen.gereserveerd, wie))
        if doet_taken:
            counts += [partial(tellingen.ids_te_laat, moment), partial(tellingen.ids_voor, wie), partial(tellingen.ids_bij, wie)]
        found = iter(alle(lambda count: count(), counts))
        mail: list[Mailstand] = [next(found) for _ in postvakken]
        apart: list[Telling] = [next(found) for _ in postvakken]
        taken: list[Mapping[UUID, datetime]] = [next(found) for _ in eenheden]
        gereserveerd: Telling | None = next(found) if ziet_mail else None
        te_laat, voor, bij = (next(found), next(found), next(found)) if doet_taken else (frozenset(), frozenset(), frozenset())
        return Werkvoorraadstand(
            postvakken=tuple(map(Postvakstand, postvakken, mail, apart)),
            gereserveerd=gereserveerd,
            eigen_taken=Telling.van(len(voor | bij), meer=_vol(voor) or _vol(bij)) if doet_taken else None,
            eenheden=tuple(_takenstand(een, open_, te_laat) for een, open_ in zip(eenheden, taken, strict=True)),
        )


def _takenstand(eenheid: str, open_: Mapping[UUID, datetime], te_laat: Set[UUID]) -> Takenstand:
    """A task of the eenheid is late when it is on the list of what is late: no item is read for that."""
    ids = open_.keys()
    laat = ids & te_laat
    meer = _vol(ids) or (_vol(te_laat) and laat != ids)
    oudste = min(open_.values(), default=None)
    return Takenstand(eenheid, Telling.van(len(ids)), oudste, Telling.van(len(laat), meer=meer))


def _vol(ids: Set[UUID]) -> bool:
    """Tell whether there may be more than were looked at."""
    return len(ids) >= KIJKT_TOT
