"""One guarded write, and never a doubt about its result (decision 3). Every use case that ends something shares it.

schrijf ──► stored                                               done
        ├─► Botsing (conflict, throttled)   ─┐
        ├─► Geweigerd (a condition)          ├─► lees_terug
        └─► OpslagOnbekend (no answer)      ─┘    ├─► ours is there  done: an earlier attempt of ours did it
                                                  ├─► raises         the error that the state calls for
                                                  └─► as before      wait, again: the conditions make it safe

A conflict is no refusal, and never a 409 by itself. It is looked into all the same: of fifty requests at once that get
in each other's way, forty-nine have nothing left to try once one is stored, and only reading tells them so.
"""

from collections.abc import Callable
from contextlib import suppress
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
            # A storage that is too busy to write may be too busy to read: that is no answer yet.
            with suppress(NietBeschikbaar):
                eerder = lees_terug()
                if eerder is not None:
                    return eerder
        except (Geweigerd, OpslagOnbekend) as fout:
            eerder = lees_terug()
            if eerder is not None:
                return eerder
            if isinstance(fout, UploadGebruikt):  # no repetition can change that
                raise
    raise NietBeschikbaar("no attempt to store it was confirmed")
