"""What the vangnet saw in its last round."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What one round of the vangnet saw and did."""

    tijdstip: datetime
    intake_wachtend: int
    """Mails in the intake bucket without e-mailbericht, longer than an event takes."""
    intake_oudste: datetime | None
    aangeboden: int
    """Verzendingen that were offered again."""
    onbekend_geworden: int
    """Verzendingen whose attempt did not end, or that an older generation of the table left."""
    zaken_aangeboden: int
    """Zaken that were offered again."""
    zaken_achtergebleven: int
    """Zaken that an older generation of the table left: for a beheerder now."""
    niet_gestart: tuple[tuple[str, int], ...]
    """Per kind of error: how much of it could not be offered, or not in time; the next round tries again."""
    wachtrijen: tuple[tuple[str, int], ...]
    """Per queue of what failed for good: its source and its number of messages."""
