"""The requests and units of a search in a hundred mails and in many, on AWS's own DynamoDB Local.

Units are those that the engine counts, since a filter reads more than it gives. This needs Java 17 (see
`make/engines.mk`).
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import boto3

from klantmail.adapters.dynamodb.emailbericht_mapping import afhandeling_map, bericht_item
from klantmail.adapters.dynamodb.table import connect
from klantmail.adapters.dynamodb.zoekindex import zoekitems
from klantmail.adapters.dynamodb.zoeklijsten import Zoeklijsten
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht
from klantmail.domain.zoekindex import Zoekstatus, Zoekvraag
from klantmail.domain.zoekingang import zoekingang
from ontleden.ontleding import Adres
from tests.benchmarks.filling import engine, fill, next_table, workers
from tests.benchmarks.report import Figure, Result, Row
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.builders import ANDER_POSTVAK, ANNA, POSTVAK, afhandeling, bericht
from tests.support.fakes import BEGIN

SIZES: Final = (100, 1_000, 10_000)
"""The numbers of mails. The largest is a hundred thousand items."""
FULL: Final = 1_000
"""The number of mails from which on each page is full that can be. In a smaller town a search costs no more."""
_PAGE: Final = 20
_DAYS: Final = 300
"""The mails came in over so many days of one year, evenly."""
_HASH_KEY: Final = ENVIRONMENT["AFZENDERSLEUTEL"].encode()


def _mail(number: int, size: int) -> Emailbericht:
    """Make a mail of this town: every fourth one asks for a permit, every tenth one is from a Jansen.

    Anna answered every second one, and every fortieth one became a zaak.
    """
    name = "Jan Jansen" if number % 10 == 0 else f"Burger Naam{number}"
    subject = f"Aanvraag {'parkeervergunning' if number % 4 == 0 else 'grofvuil'} nummer{number}"
    outcome = Afhandelsoort.ZAAK if number % 40 == 0 else Afhandelsoort.ANTWOORD
    one = bericht()
    return replace(
        one,
        identificatie=UUID(int=number),
        status=Berichtstatus.AFGEHANDELD if number % 2 == 0 else Berichtstatus.NIEUW,
        afhandeling=replace(afhandeling(), soort=outcome) if number % 2 == 0 else None,
        envelop=replace(
            one.envelop,
            postvak=POSTVAK if number % 3 else ANDER_POSTVAK,
            onderwerp=subject,
            afzender=Adres(name, f"burger{number}@burger.example"),
            ontvangen_op=BEGIN - timedelta(days=_DAYS * number / size),
        ),
    )


type Search = tuple[Zoekvraag, int]
"""The question, and the number of its page."""
SEARCHES: Final[Mapping[str, Search]] = {
    "a word of every fourth subject, page 1": (Zoekvraag(woorden=("parkeervergunning",)), 1),
    "a word of every fourth subject, page 2": (Zoekvraag(woorden=("parkeervergunning",)), 2),
    "everything, page 1": (Zoekvraag(), 1),
    "a word of one subject": (Zoekvraag(woorden=("nummer7",)), 1),
    "a name that nobody has": (Zoekvraag(namen=("willemsen",)), 1),
    "a name and a word, of every twentieth mail": (Zoekvraag(namen=("jansen",), woorden=("parkeervergunning",)), 1),
    "a word, in a postvak with every third mail": (
        Zoekvraag(woorden=("parkeervergunning",), postvakken=frozenset((ANDER_POSTVAK,))),
        1,
    ),
    "a zaak": (Zoekvraag(zaak="ZAAK-7"), 1),
    "what one agent handled of the first hundred days": (
        Zoekvraag(medewerker=ANNA.identificatie, van=BEGIN - timedelta(days=_DAYS), tot=BEGIN - timedelta(days=_DAYS - 100)),
        1,
    ),
    "what became a zaak, of every fortieth mail": (Zoekvraag(uitkomst=Afhandelsoort.ZAAK), 1),
    "what waits in that postvak": (Zoekvraag(postvakken=frozenset((ANDER_POSTVAK,)), status=Zoekstatus.WACHTEND), 1),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """The requests and read units that one search took, and what it found."""

    calls: Mapping[str, int]
    units: float
    found: int

    def __str__(self) -> str:
        calls = ", ".join(f"{number} {name}" for name, number in sorted(self.calls.items()))
        return f"{calls}; {self.units:g} units; {self.found} found"


def _items(size: int, number: int) -> list[str]:
    """Give the items of a mail of this town: its e-mailbericht, and its places in the index."""
    mail = _mail(number, size)
    whole, places = zoekitems(zoekingang(mail, [f"ZAAK-{number}"] if number % 40 == 7 else ()), _HASH_KEY)
    stored = bericht_item(mail)  # a mail that comes in has no outcome yet
    stored.afhandeling = afhandeling_map(mail.afhandeling) if mail.afhandeling else None
    return [json.dumps(item.serialize()) for item in (stored, whole, *places)]


def _taken(lists: Zoeklijsten, listen: Callable[[], tuple[Counter[str], list[float]]], search: Search) -> Taken:
    asked, page = search
    cursor: str | None = None
    for _ in range(page - 1):
        cursor = lists.zoek(asked, moment=BEGIN, aantal=_PAGE, na=cursor).vervolg
    calls, units = listen()
    found = lists.zoek(asked, moment=BEGIN, aantal=_PAGE, na=cursor)
    return Taken(dict(calls), sum(units), len(found.resultaten))


def _in_town(pool: Executor, endpoint: str, size: int) -> tuple[float, dict[str, Taken]]:
    """Return how many places of the index a mail has on average, and what each search takes."""
    name = next_table(boto3.client("dynamodb", region_name=REGION), "finding", size)
    table = connect(name, REGION, ENVIRONMENT["AFZENDERSLEUTEL"])
    calls: Counter[str] = Counter()
    units: list[float] = []

    def heard(parsed: Mapping[str, Any], model: Any, **_: object) -> None:
        capacity = parsed.get("ConsumedCapacity") or []
        calls[model.name] += 1
        # AWS counts half a unit for finding nothing; the engine counts none.
        units.extend(max(one["CapacityUnits"], 0.5) for one in (capacity if isinstance(capacity, list) else [capacity]))

    def listen() -> tuple[Counter[str], list[float]]:
        calls.clear()
        units.clear()
        return calls, units

    items = fill(pool, endpoint, name, partial(_items, size), size)
    table.connection.client.meta.events.register("after-call.dynamodb", heard)
    taken = {what: _taken(Zoeklijsten(table), listen, search) for what, search in SEARCHES.items()}
    return items / size - 1, taken


def measure(sizes: Sequence[int] = SIZES) -> Iterator[Result]:
    """Yield a row for each search, and its growth."""
    measured: dict[int, dict[str, Taken]] = {}
    places = 0.0
    with engine() as endpoint, workers() as pool:
        for size in sizes:
            places, measured[size] = _in_town(pool, endpoint, size)
            sys.stdout.write(f"   {size:,} mails\n")
            sys.stdout.writelines(f"      {what}: {taken}\n" for what, taken in measured[size].items())
            sys.stdout.flush()
    largest = max(measured)
    yield Row(subject="Search", what="places of a mail in the index", measured=f"{places:.1f}")
    for what in SEARCHES:
        full, large = measured[FULL][what], measured[largest][what]
        yield Row(
            subject="Search",
            what=f"{what}, at {largest:,} mails",
            measured=str(large),
            target=f"at most twice that at {FULL:,}",
            floor=f"at {FULL:,}: {full}",
            ratio=f"{large.units / full.units:.2f}",
            met=all(one[what].units <= 2 * full.units for one in measured.values()),
        )
    yield Figure(
        "finding" if largest == max(SIZES) else f"finding-{largest}",
        "Read units of a search, by the number of stored mails",
        "units",
        x_label="mails",
        lines={what: [(size, taken[what].units) for size, taken in measured.items()] for what in SEARCHES},
        log_x=True,
    )
