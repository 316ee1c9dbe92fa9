"""A draft: what a medewerker has filled in so far for the outcome of one mail.

It is work in hand, and no record of what happened: it goes with the outcome of its own medewerker, and else
`BEWAARD` after its last change.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort

BEWAARD: Final = timedelta(days=30)
MAX_CONCEPT: Final = 256 * 1024
"""Bytes of the fields as JSON. DynamoDB holds 400 KB in an item, and the rest of this one is short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """The draft of one medewerker for one mail."""

    emailbericht: UUID
    medewerker: UUID
    naam: str
    """Name of the medewerker, as the login gave it."""
    soort: Afhandelsoort
    velden: str
    """A JSON object: the fields of the request as far as they are filled in. Nobody but a client looks into it."""
    gewijzigd_op: datetime

    @property
    def versie(self) -> str:
        """The version: sha256, in hexadecimal. Another text or another moment gives another one."""
        return sha256(f"{self.gewijzigd_op.isoformat()} {self.soort} {self.velden}".encode()).hexdigest()

    @property
    def vervalt_op(self) -> datetime:
        """The moment from which it is gone."""
        return self.gewijzigd_op + BEWAARD

    def zegt_hetzelfde_als(self, ander: "Concept") -> bool:
        """Tell whether both have the same fields, whenever they were written."""
        return (self.soort, self.velden) == (ander.soort, ander.velden)


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """The state that the sender of a change expects (RFC 9110 sections 13.1.1 and 13.1.2)."""

    bestaat: bool
    """False: there is no draft yet."""
    versies: frozenset[str] | None = None
    """It is one of these versions; None when any will do."""

    def geldt_voor(self, huidig: Concept | None) -> bool:
        if huidig is None or not self.bestaat:
            return (huidig is not None) == self.bestaat
        return self.versies is None or huidig.versie in self.versies
