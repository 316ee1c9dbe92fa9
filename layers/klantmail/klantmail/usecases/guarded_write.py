"""One guarded write, and never a doubt about its result (decision 3). Every use case that ends something shares it.

schrijf ──► stored                                             done
        ├─► Botsing (conflict, throttled) ─► wait, again       never a 409: nobody was refused
        └─► Geweigerd (a condition),      ─► lees_terug
            OpslagOnbekend (no answer)      ├─► ours is there  done: an earlier attempt of ours did it
                                              ├─► raises         the error that the state calls for
                                              └─► as before      wait, again: the conditions make it safe
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from klantmail.domain.fouten import Botsing, Geweigerd, NietBeschikbaar, OpslagOnbekend, UploadGebruikt

_MAX_POGINGEN: Final = 5
_WACHTTIJD: Final = timedelta(milliseconds=50)
"""The wait before the second attempt; it is doubled before each further one."""

type Slaap = Callable[[float], None]
"""A function that waits for a number of seconds."""


def leg_vast[T](schrijf: Callable[[], T], lees_terug: Callable[[], T | None], slaap: Slaap) -> T:
    """Write until it is certain, and return what is stored then.

    Args:
        schrijf: makes one write, guarded by conditions, and returns what it stored.
        lees_terug: returns what is stored, if an earlier attempt of ours did it; None when all is as before.

    Raises: NietBeschikbaar (the same request may be sent again); UploadGebruikt; and what `schrijf` and `lees_terug`
    raise.
    """
    for poging in range(_MAX_POGINGEN):
        if poging:
            slaap(_WACHTTIJD.total_seconds() * 2 ** (poging - 1))
        try:
            return schrijf()
        except Botsing:
            continue
        except (Geweigerd, OpslagOnbekend) as fout:
            eerder = lees_terug()
            if eerder is not None:
                return eerder
            if isinstance(fout, UploadGebruikt):  # no repetition can change that
                raise
    raise NietBeschikbaar("no attempt to store it was confirmed")
