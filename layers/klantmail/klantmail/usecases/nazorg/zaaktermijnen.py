"""The reading of the terms of zaken, for the list of what is due to be destroyed.

Each zaak is asked for once. Nothing here raises: what cannot be known is a reason to keep the mail. A Zaken API that
fails again and again is left alone, and so is a slow one when the time is over, since the list has to be made. The
order is another one for each list, so that what was not reached for one is reached for another.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from klantmail.domain.tijd import Klok
from klantmail.domain.zaaktermijn import Zaakreden, Zaaktermijn
from klantmail.ports.zaaksysteem import NietGelezen, Zaaktermijnen

MAX_MISLUKT_OP_RIJ: Final = 5
"""The failures in a row after which the Zaken API is asked no more."""


@dataclass(frozen=True, slots=True)
class Zaaktermijnlezer:
    """The reader of one municipality."""

    zaken: Zaaktermijnen | None
    """None when the municipality has set no Zaken API."""
    klok: Klok

    def lees(self, urls: Set[str], peildatum: date, einde: datetime) -> Mapping[str, Zaaktermijn | Zaakreden]:
        """Return the term of each zaak, or the reason why it is not known.

        Args:
            urls: of the zaken; an empty one is of a zaak that was never registered.
            einde: the moment from which no zaak is asked for any more.
        """
        if self.zaken is None:
            return dict.fromkeys(urls, Zaakreden.GEEN_ZAKEN_API)
        gelezen: dict[str, Zaaktermijn | Zaakreden] = dict.fromkeys(urls, Zaakreden.NIET_GELEZEN)
        mislukt = 0
        for url in sorted(urls, key=_volgorde(peildatum)):
            if mislukt == MAX_MISLUKT_OP_RIJ or self.klok() >= einde:
                break
            antwoord = self.zaken.zaaktermijn(url)
            mislukt = mislukt + 1 if isinstance(antwoord, NietGelezen) and antwoord.tijdelijk else 0
            if not isinstance(antwoord, NietGelezen):
                gelezen[url] = antwoord or Zaakreden.NIET_GEVONDEN
        return gelezen


def _volgorde(peildatum: date) -> Callable[[str], bytes]:
    return lambda url: sha256(f"{peildatum}\n{url}".encode()).digest()
