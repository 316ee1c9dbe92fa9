"""The observations of the vangnet in its last round."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """The observations and deeds of one round of the vangnet."""

    tijdstip: datetime
    intake_wachtend: int
    """Mails that are in the intake bucket without an e-mailbericht for longer than an event takes."""
    intake_oudste: datetime | None
    aangeboden: int
    """Verzendingen that were offered again."""
    onbekend_geworden: int
    """Verzendingen whose attempt did not end, or that an older generation of the table left."""
    zaken_aangeboden: int
    """Zaken that were offered again."""
    zaken_achtergebleven: int
    """Zaken that an older generation of the table left: a beheerder decides on them now."""
    niet_gestart: tuple[tuple[str, int], ...]
    """Pairs of a kind of error and the number of offers that it hindered; the next round tries these again."""
    taken_te_laat: int = 0
    """Interne taken whose term is over; 1,000 means that many or more."""
    taken_oudste: datetime | None = None
    """The moment at which the first of them had to be handled."""
    wachtrijen: tuple[tuple[str, int], ...]
    """Pairs of the source of a queue of what failed for good and the number of its messages."""
