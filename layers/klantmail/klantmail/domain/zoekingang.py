"""The places of one mail in the index by which mail is found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.feit import feiten_van_bericht
from klantmail.domain.zoekindex import (
    ZOEKSTATUS,
    adres_van,
    adresterm,
    beginnen,
    behandelaars,
    lijsten_van,
    namen_van,
    uitkomsten,
    woorden_van,
    zaakterm,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoekingang:
    """The places of one mail in the index. It follows from the mail and the identificaties of its zaken alone."""

    emailbericht: UUID
    ontvangen_op: datetime
    stand: datetime
    """The moment of the last thing that happened to the mail: a later one replaces an earlier one."""
    lijsten: frozenset[str]
    """The lists that it is on, besides that of all mail."""
    vast: frozenset[str]
    """The terms that never change once a mail is read; they stand on every place."""
    los: frozenset[str]
    """The terms that change with the mail; they stand on the list of all mail only."""


def zoekingang(bericht: Emailbericht, zaken: Iterable[str] = ()) -> Zoekingang:
    """Return the places of a mail.

    Args:
        zaken: the identificaties of its zaken in the Zaken API.
    """
    woorden = [f"woord:{een}" for een in woorden_van(bericht)]
    namen = namen_van(bericht)
    adres = [adresterm(een) for een in (adres_van(bericht),) if "@" in een]
    return Zoekingang(
        emailbericht=bericht.identificatie,
        ontvangen_op=bericht.envelop.ontvangen_op,
        stand=max(feit.tijdstip for feit in feiten_van_bericht(bericht)),
        lijsten=frozenset((*woorden, *(lijst for naam in namen for lijst in lijsten_van(naam)), *adres, *map(zaakterm, zaken))),
        vast=frozenset((*woorden, *(term for naam in namen for term in beginnen(naam)), *adres)),
        los=frozenset(_los(bericht)),
    )


def _los(bericht: Emailbericht) -> Iterator[str]:
    yield f"postvak:{bericht.envelop.postvak}"
    yield f"status:{ZOEKSTATUS[bericht.status]}"
    yield from (f"medewerker:{een}" for een in behandelaars(bericht))
    yield from (f"uitkomst:{een}" for een in uitkomsten(bericht))
