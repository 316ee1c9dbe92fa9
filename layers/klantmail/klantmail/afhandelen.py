"""The end of every afhandeling: one transaction, and never a doubt about what became of it (decision 3).

handel_af ──► stored                                                         done
          ├─► Geweigerd (a condition)       ─► read ─► ours is there         done: an earlier attempt of ours did it
          │                                          └► not ours             the error that the state calls for
          ├─► Botsing (conflict, throttled) ─► wait, again                   never a 409: nobody was refused
          └─► UitkomstOnbekend (no answer)  ─► read ─► ours is there         done
                                                     └► nothing there        again: the conditions make it safe
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from klantmail.domein import Afhandeling, Berichtstatus, Emailbericht, Inzage
from klantmail.fouten import (
    AlAfgehandeld,
    Botsing,
    Geweigerd,
    InzageNietGeldig,
    NietBeschikbaar,
    SleutelHergebruikt,
    UitkomstOnbekend,
)
from klantmail.inzien import waarom_niet
from klantmail.poorten import AfhandelRegister, Record

_MAX_POGINGEN: Final = 5
_WACHTTIJD: Final = timedelta(milliseconds=50)
"""Before the second attempt; doubled before each further one."""

type Slaap = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Afhandelaar:
    """Stores the outcome of a mail."""

    register: AfhandelRegister
    slaap: Slaap
    """Waits for a number of seconds."""

    def leg_vast(self, bericht: UUID, inzage: UUID, afhandeling: Afhandeling, records: Sequence[Record]) -> Afhandeling:
        """Store the outcome with all its records, or nothing. The afhandeling that the e-mailbericht now has.

        That is an earlier one of the same request when a repetition of it came first.

        Raises: AlAfgehandeld, BijAnderInBehandeling, InzageNietGeldig, SleutelHergebruikt; NietBeschikbaar (nothing
            was stored by the last attempt that was answered; the same request may be sent again).
        """
        for poging in range(_MAX_POGINGEN):
            if poging:
                self.slaap(_WACHTTIJD.total_seconds() * 2 ** (poging - 1))
            try:
                self.register.handel_af(bericht, inzage, afhandeling, records)
            except Botsing:
                continue
            except (Geweigerd, UitkomstOnbekend) as fout:
                huidig = self.register.emailbericht(bericht)
                eerder = eerdere_afhandeling(huidig, afhandeling)
                if eerder is not None:
                    return eerder
                geldige_inzage(huidig, inzage)
                if isinstance(fout, Geweigerd) and poging:
                    raise NietBeschikbaar("the conditions of the afhandeling do not hold, though the state allows it") from fout
                continue
            return afhandeling
        raise NietBeschikbaar("the afhandeling could not be stored now")


def eerdere_afhandeling(bericht: Emailbericht, gevraagd: Afhandeling) -> Afhandeling | None:
    """The stored outcome of this very request; None when the mail has no outcome yet.

    Raises: SleutelHergebruikt (the same key, another request); AlAfgehandeld (somebody else's outcome, or another key).
    """
    eerder = bericht.afhandeling
    if eerder is None:
        return None
    if not eerder.is_herhaling_van(gevraagd):
        raise AlAfgehandeld("Deze e-mail is al afgehandeld.")
    if eerder.vingerafdruk != gevraagd.vingerafdruk:
        raise SleutelHergebruikt("Deze Idempotency-Key is al gebruikt voor een ander verzoek.")
    return eerder


def geldige_inzage(bericht: Emailbericht, inzage: UUID) -> Inzage:
    """The inzage of the request, if it is the one that counts. An expired claim that nobody took over still does.

    Raises: BijAnderInBehandeling, AlAfgehandeld, NietInTeZien, InzageNietGeldig.
    """
    if bericht.status is not Berichtstatus.IN_BEHANDELING or bericht.inzage is None:
        raise waarom_niet(bericht)
    if bericht.inzage.identificatie != inzage:
        raise waarom_niet(bericht)
    return bericht.inzage


def eigen_inzage(bericht: Emailbericht, inzage: UUID, medewerker: UUID) -> Inzage:
    """`geldige_inzage`, which must also be of this medewerker: an inzageId is no secret.

    Raises: as `geldige_inzage`.
    """
    geldig = geldige_inzage(bericht, inzage)
    if geldig.medewerker != medewerker:
        raise InzageNietGeldig("Deze inzage is van een andere medewerker.")
    return geldig
