"""The recipients of a mail of the gemeente, and the addresses that are our own or that nobody reads."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from klantmail.domain.postvak import is_eigen_adres

MAX_ONTVANGERS: Final = 50
"""Recipients of one mail that SES takes.

https://docs.aws.amazon.com/ses/latest/dg/quotas.html
"""
_GEEN_MENS: Final = re.compile(
    r"(?:do[-_.]?not|no)[-_.]?reply|mailer-daemon|postmaster|bounces?\b|.*-(?:request|owner|bounces?)$"
)
"""Local parts that nobody reads (RFC 3834 section 2)."""


def leest_niemand(adres: str) -> bool:
    """Tell whether nobody reads what comes in at this address, by its local part."""
    return _GEEN_MENS.match(adres.rpartition("@")[0].lower()) is not None


@dataclass(frozen=True, slots=True)
class EigenAdressen:
    """The addresses at which the gemeente itself takes mail in, or sends from: a mail to one of these comes back."""

    adressen: tuple[str, ...]

    def met(self, adressen: Iterable[str]) -> Self:
        """Return these and other ones: the aliases at which a mail came in."""
        return replace(self, adressen=(*self.adressen, *adressen))

    def __contains__(self, adres: str) -> bool:
        return is_eigen_adres(adres, self.adressen)


class Ontvangersoort(StrEnum):
    AAN = "aan"
    CC = "cc"


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """One recipient of a mail of the gemeente."""

    adres: str
    """The address as SMTP carries it."""
    soort: Ontvangersoort = Ontvangersoort.AAN
    ander_adres: bool = False
    """The received mail does not name the address: an agent typed it, and confirmed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adressering:
    """The recipients that an agent chose for a mail; without any it goes to the address to answer."""

    aan: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    allen: bool = False
    """Everybody whom the received mail names in To and Cc gets it too, except ourselves."""
    ander_adres_bevestigd: bool = False
    """The agent has checked the addresses that the received mail does not name."""

    @property
    def afdruk(self) -> tuple[object, ...]:
        """Return what tells it from another one in the fingerprint of a request; nothing when nothing was chosen."""
        if self == NAAR_DE_AFZENDER:
            return ()
        return (repr(self.aan), repr(self.cc), self.allen, self.ander_adres_bevestigd)


NAAR_DE_AFZENDER: Final = Adressering()
"""The medewerker chose no recipients: the mail goes to the address to answer."""
