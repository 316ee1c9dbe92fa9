"""The reservation of a mail as a map in its item, and back."""

from typing import Any
from uuid import UUID

from pynamodb.attributes import MapAttribute, UnicodeAttribute

from klantmail.adapters.dynamodb.table import TijdstipAttribute, UuidAttribute
from klantmail.domain.emailbericht import Reservering


class ReserveringMap(MapAttribute[str, Any]):
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    door = UuidAttribute()
    tijdstip = TijdstipAttribute()


def gereserveerd_voor(medewerker: UUID) -> str:
    """The partition of the index `aandacht` that lists the mail for this medewerker."""
    return f"GERESERVEERD#{medewerker}"


def reservering_map(reservering: Reservering) -> ReserveringMap:
    return ReserveringMap(
        medewerker=reservering.medewerker, naam=reservering.naam, door=reservering.door, tijdstip=reservering.tijdstip
    )


def reservering_uit(waarde: ReserveringMap | None) -> Reservering | None:
    if waarde is None:
        return None
    return Reservering(medewerker=waarde.medewerker, naam=waarde.naam, door=waarde.door, tijdstip=waarde.tijdstip)
