"""The requests of each operation to the table when it holds a thousand mails and when it holds many.

They are calls and capacity units, on AWS's own DynamoDB Local. The table is filled with the stored mail of a town
(`town`), by the use cases on real repositories. Calls and units are counts, so the target is that they are the same,
exactly. This needs Java 17 (see `make/engines.mk`).
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

import boto3

from klantmail.adapters.dynamodb import taakachterstand, tellingen
from klantmail.adapters.dynamodb.cijfers import Cijfers
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.cijfers import Norm
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.domain.feit import BerichtOntvangen
from klantmail.domain.interne_taak import Taakstatus, Toewijzing
from klantmail.domain.werktijd import Werktijden
from klantmail.domain.zaak import Zaakstatus
from klantmail.usecases.afhandeling.uitkomsten.antwoord import Antwoord
from klantmail.usecases.beheer.cijfers import Cijferaar, Cijfervraag, Per
from klantmail.usecases.beheer.raadplegen import Berichtenkeuze, Zoekopdracht
from klantmail.usecases.nazorg.bezorgen import Gebeurtenissoort
from klantmail.usecases.nazorg.tellen import Teller
from tests.benchmarks.filling import engine, fill, next_table, workers
from tests.benchmarks.report import Figure, Result, Row
from tests.benchmarks.town import NOW, Stage, Town, address, record, repos, ses_event
from tests.support.aws import REGION
from tests.support.builders import ANDER_POSTVAK, ANNA, EENHEDEN, POSTVAK, Rig
from tests.support.calls import Recording, recorded
from tests.support.capacity import Fetch, Units
from tests.support.repositories import AllRepositories
from tests.support.template import make_table
from tests.support.usecases import TABLE

SIZES: Final = (100, 2_000, 10_000, 20_000)
"""The numbers of mails. The largest is more than 10^5 items."""
FULL: Final = 2_000
"""The number of mails from which on each operation costs exactly the same.

In a smaller town not every list is full, such as that of the open mail of the busiest address: there it costs no more.
"""
_PAGE: Final = 10
_PAGE_OF_FOUR_LISTS: Final = 3
_QUARANTINED: Final = 2
"""Mails in quarantine of each hundred."""
_TERMS_OVER: Final = NOW + timedelta(days=60)
_DAYS: Final = 24
"""Days of the month that figures are read of."""


# -- counting ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cost:
    """The requests and the capacity that an operation took of the table."""

    calls: tuple[str, ...]
    """Names of the requests, in alphabetical order: some are made at the same time."""
    rounds: int
    """Requests that were waited for, one after the other."""
    units: Units
    """Units by AWS's rules."""
    told: float = field(compare=False)
    """Units as the engine counts them: it rounds some requests in its own way."""

    def __str__(self) -> str:
        names = ", ".join(f"{self.calls.count(one)} {one}" for one in dict.fromkeys(self.calls))
        kinds = {"read": self.units.read, "write": self.units.write}
        units = " and ".join(f"{number:g} {kind}" for kind, number in kinds.items() if number)
        return f"{names}, in {self.rounds} {'round' if self.rounds == 1 else 'rounds'}; {units} units"


def fetch_from(table: Callable[[], str]) -> Fetch:
    """Give a function that reads an item of the table of this name.

    Its client tells of no calls, since it was made before `recorded`.
    """
    client = boto3.client("dynamodb", region_name=REGION)
    return lambda key: client.get_item(TableName=table(), Key=dict(key), ConsistentRead=True).get("Item")


# -- operations --------------------------------------------------------------------------------------------------------


@dataclass
class Scene:
    """The use cases on the filled table, at a moment after all that it holds."""

    town: Town
    stage: Stage
    made: dict[str, Any] = field(default_factory=dict)
    """The records that an operation made, for those after it."""

    @property
    def gemeente(self) -> Rig[AllRepositories]:
        return self.stage.gemeente


def scene(town: Town, repos: AllRepositories) -> Scene:
    gemeente = Rig(repos)
    gemeente.klok.moment = NOW
    gemeente.ids.teller = 1 << 64
    return Scene(town, Stage(gemeente, "gemeten", at=NOW))


type Prepared = Callable[[], object]


def _werkvoorraad(postvak: str | None, page: int = 1) -> Callable[[Scene], Prepared]:
    def prepare(scene: Scene) -> Prepared:
        na: str | None = None
        for _ in range(page - 1):
            na = scene.gemeente.raadpleger.werkvoorraad(postvak, None, aantal=_PAGE, na=na).vervolg
        return lambda: scene.gemeente.raadpleger.werkvoorraad(postvak, None, aantal=_PAGE, na=na)

    return prepare


def _in_longest_conversation(town: Town) -> int:
    """Return the number of a mail of the newest hundred that is not the first of all."""
    return town.numbers("conversation", 1)[1]


def _klantcontact(scene: Scene) -> Prepared:
    identificatie = scene.town.identificatie(_in_longest_conversation(scene.town), "klantcontact")
    return lambda: scene.gemeente.raadpleger.klantcontact(identificatie, ANNA)


def _by_address(page: int = 1) -> Callable[[Scene], Prepared]:
    def prepare(scene: Scene) -> Prepared:
        opdracht = Zoekopdracht(afzender=address(0), van=None, tot=None, aantal=_PAGE, na=None)
        for _ in range(page - 1):
            opdracht = replace(opdracht, na=scene.gemeente.raadpleger.zoek(opdracht).vervolg)
        return lambda: scene.gemeente.raadpleger.zoek(opdracht)

    return prepare


def _by_conversation(scene: Scene) -> Prepared:
    gesprek = scene.town.identificatie(0, "emailbericht")
    return lambda: scene.gemeente.repos.klantcontacten_in(gesprek, aantal=_PAGE, na=None)


def _samenhang(scene: Scene) -> Prepared:
    bericht = scene.town.identificatie(_in_longest_conversation(scene.town), "emailbericht")
    return lambda: scene.gemeente.raadpleger.samenhang(bericht, aantal=_PAGE, na_gesprek=None, na_afzender=None)


def _of_a_period(scene: Scene) -> Prepared:
    opdracht = Zoekopdracht(afzender=None, van=None, tot=None, aantal=_PAGE, na=None)
    return lambda: scene.gemeente.raadpleger.zoek(opdracht)


def _taken(scene: Scene) -> Prepared:
    aan = Toewijzing("Burgerzaken")
    return lambda: scene.gemeente.repos.taken_van(aan, Taakstatus.TE_VERWERKEN, aantal=_PAGE, na=None)


def _taken_of_a_mail(scene: Scene) -> Prepared:
    bericht = scene.town.identificatie(scene.town.numbers("taak")[0], "emailbericht")
    return lambda: scene.gemeente.raadpleger.taken_van_bericht(bericht)


def _taken_late(scene: Scene) -> Prepared:
    """List tasks when the term of each is over, so that a town of any size has a page of them."""
    return lambda: scene.gemeente.repos.taken_te_laat(_TERMS_OVER, aantal=_PAGE, na=None)


def _chosen(count: int, **choice: Any) -> Callable[[Scene], Prepared]:
    """List mail by a choice of whoever asks."""
    return lambda scene: lambda: scene.gemeente.raadpleger.berichten(Berichtenkeuze(**choice), aantal=count, na=None)


def _figures(scene: Scene) -> Prepared:
    """Read the figures of a month in which each postvak counted something every day."""
    telwerk, postvakken = Cijfers(scene.gemeente.repos._table), (POSTVAK, ANDER_POSTVAK)
    reader = Cijferaar(lezer=telwerk, postvakken=postvakken, eenheden=EENHEDEN)
    days = [NOW - timedelta(days=number) for number in range(_DAYS)]
    for number, (day, postvak) in enumerate(product(days, postvakken)):
        _counter(scene).tel(_received(number, postvak, day))
    vraag = Cijfervraag(van=days[-1].date(), tot=NOW.date(), per=Per.DAG, postvak=None)
    return lambda: reader.cijfers(vraag, ANNA)


def _counter(scene: Scene) -> Teller:
    return Teller(telwerk=Cijfers(scene.gemeente.repos._table), norm=Norm(Werktijden(), 3), slaap=lambda _: None)


def _received(number: int, postvak: str, moment: datetime) -> BerichtOntvangen:
    return BerichtOntvangen(tijdstip=moment, emailbericht=UUID(int=number), postvak=postvak, in_quarantaine=False)


def _count(scene: Scene) -> Prepared:
    return lambda: _counter(scene).tel(_received(_DAYS * 2, POSTVAK, NOW))


def _at_a_glance(scene: Scene) -> Prepared:
    """Count no further than the smallest town has: the bound is what keeps it from growing."""

    def count() -> None:
        with patch.object(tellingen, "KIJKT_TOT", 2):
            scene.gemeente.overzicht.stand(ANNA)

    return count


def _verzendingen(scene: Scene) -> Prepared:
    return lambda: scene.gemeente.beheer.lijst(None, aantal=_PAGE_OF_FOUR_LISTS - 1, na=None)


def _zaken(scene: Scene) -> Prepared:
    return lambda: scene.gemeente.repos.zakenlijst(Zaakstatus.MISLUKT, aantal=_PAGE_OF_FOUR_LISTS - 1, na=None)


def _vangnet(scene: Scene) -> Prepared:
    """Make a round when the term of every task is over, and count no further than the smallest town has."""

    def ronde() -> None:
        scene.gemeente.klok.moment = _TERMS_OVER
        with patch.object(taakachterstand, "TELT_TOT", _PAGE), patch.object(taakachterstand, "PER_PAGE", _PAGE):
            scene.gemeente.vangnet.ronde()
        scene.gemeente.klok.moment = NOW

    return ronde


def _receive(scene: Scene) -> Prepared:
    return lambda: scene.made.update(bericht=scene.stage.receive(address="nieuwe-burger@post.example"))


def _inzage(scene: Scene) -> Prepared:
    return lambda: scene.made.update(inzage=scene.gemeente.inziener.open(scene.made["bericht"], ANNA).inzage.identificatie)


def _antwoord(scene: Scene) -> Prepared:
    def answer() -> None:
        bericht, inzage = scene.made["bericht"], scene.made["inzage"]
        gedaan = scene.gemeente.beantwoord(bericht, inzage, ANNA, str(inzage), Antwoord("Dat kan.", None))
        scene.made["verzending"] = gedaan.verzending

    return answer


def _sending(scene: Scene) -> Prepared:
    verzending = scene.gemeente.repos.verzending(scene.made["verzending"])
    return lambda: scene.gemeente.verzender.verzend(verzending)


def _delivered(scene: Scene) -> Prepared:
    verzending = scene.gemeente.repos.verzending(scene.made["verzending"])
    return lambda: scene.gemeente.bezorger.verwerk(ses_event(verzending, Gebeurtenissoort.DELIVERY, NOW))


READING: Final[Mapping[str, Callable[[Scene], Prepared]]] = {
    f"werkvoorraad of a postvak, page 1 of {_PAGE}": _werkvoorraad(POSTVAK),
    "werkvoorraad of a postvak, page 2": _werkvoorraad(POSTVAK, 2),
    "werkvoorraad of all postvakken, page 1": _werkvoorraad(None),
    "werkvoorraad at a glance, looking at 2 rows of each list": _at_a_glance,
    "klantcontact by id": _klantcontact,
    "klantcontacten of the busiest address, page 1": _by_address(),
    "klantcontacten of the longest conversation, page 1": _by_conversation,
    "samenhang of a mail in it": _samenhang,
    "klantcontacten of a period, page 1": _of_a_period,
    "mail in quarantine, page 1": _chosen(_QUARANTINED, postvak=POSTVAK, status=Berichtstatus.QUARANTAINE),
    "handled mail of today, page 1": _chosen(_PAGE, status=Berichtstatus.AFGEHANDELD),
    "interne taken of an eenheid, page 1": _taken,
    "interne taken whose term is over, page 1": _taken_late,
    "interne taken of a mail": _taken_of_a_mail,
    "verzendingen that need a person, page 1": _verzendingen,
    "zaken that need a person, page 1": _zaken,
    "figures of a month, by day": _figures,
    "a round of the vangnet": _vangnet,
}
CHOOSING: Final[Mapping[str, Callable[[Scene], Prepared]]] = {
    "mail with attachments, newest first, page 1": _chosen(_PAGE, postvak=POSTVAK, met_bijlagen=True, nieuwste_eerst=True),
    "handled mail of today with an outcome, page 1": _chosen(
        _PAGE, status=Berichtstatus.AFGEHANDELD, uitkomst=Afhandelsoort.ANTWOORD
    ),
}
"""Lists by a choice that the table does not sort by: they look at more rows than they show, up to a number."""
WRITING: Final[Mapping[str, Callable[[Scene], Prepared]]] = {
    "receiving a mail": _receive,
    "inzage": _inzage,
    "antwoord": _antwoord,
    "sending the answer": _sending,
    "word of its delivery": _delivered,
    "counting that a mail came in": _count,
}
"""The way of one mail through C1199, from receipt to answer: each goes on where the one before stopped."""
OPERATIONS: Final = {**READING, **CHOOSING, **WRITING}


def costs(scene: Scene, operations: Mapping[str, Callable[[Scene], Prepared]], begin: Callable[[], Recording]) -> dict[str, Cost]:
    """Give the cost of each of these operations on the table that the scene is set on.

    Args:
        begin: begins a recording; the repositories of the scene were made since there are any.
    """
    told: list[float] = []

    def listen(parsed: Mapping[str, Any], **_: object) -> None:
        capacity = parsed.get("ConsumedCapacity") or []
        told.extend(one["CapacityUnits"] for one in (capacity if isinstance(capacity, list) else [capacity]))

    scene.gemeente.repos._table.connection.client.meta.events.register("after-call.dynamodb", listen)
    found: dict[str, Cost] = {}
    for name, prepare in operations.items():
        run = prepare(scene)
        told.clear()
        recording = begin()
        run()
        calls = tuple(sorted(call.operation for call in recording.calls))
        found[name] = Cost(calls, recording.rounds, recording.units, sum(told))
    return found


# -- measuring ---------------------------------------------------------------------------------------------------------


def grown(endpoint: str, sizes: Sequence[int]) -> Iterator[tuple[int, int, dict[str, Cost]]]:
    """Give mails, items and the cost of each operation, for a town of each size.

    The environment must lead to this endpoint.
    """
    client = boto3.client("dynamodb", region_name=REGION)
    make_table(client, "lives", with_stream=False)
    patterns = record("lives")
    table = ""
    with workers() as pool, recorded(TABLE, fetch_from(lambda: table)) as begin:
        for size in sizes:
            town, table = Town(patterns, size), next_table(client, "town", size)
            items = fill(pool, endpoint, table, town.items, size)
            yield size, items, costs(scene(town, repos(table)), OPERATIONS, begin)


def compared(measured: Mapping[int, dict[str, Cost]]) -> Iterator[Result]:
    """Yield a row for each operation, and its growth."""
    full, largest = min(size for size in measured if size >= FULL), max(measured)
    for name in OPERATIONS:
        small, large = measured[full][name], measured[largest][name]
        less = {size: cost[name] for size, cost in measured.items() if size < full}
        yield Row(
            subject="Scale",
            what=f"{name}, at {largest:,} mails",
            measured=str(large),
            target=f"as at {full:,}" + "".join(f", and no less than at {size:,}" for size in less),
            floor=f"at {full:,}: {small}" if small != large else "",
            peer=f"DynamoDB Local itself counts {large.told:g}",
            ratio=f"{_all(large) / _all(small):.2f}",
            met=all(cost[name] == small for size, cost in measured.items() if size >= full)
            and all(_all(cost) <= _all(small) for cost in less.values()),
        )
    figures = {"reading": ("Reading", {**READING, **CHOOSING}), "writing": ("From receipt to answer", WRITING)}
    for name, (title, operations) in figures.items():
        yield Figure(
            name=f"scale-{largest}-{name}",
            title=f"{title}: capacity units, by the number of stored mails",
            y_label="capacity units",
            x_label="mails",
            lines={one: [(size, _all(cost[one])) for size, cost in measured.items()] for one in operations},
            log_x=True,
        )


def _all(cost: Cost) -> float:
    return cost.units.read + cost.units.write


def measure(sizes: Sequence[int] = SIZES) -> Iterator[Result]:
    """Yield the rows of all operations."""
    measured: dict[int, dict[str, Cost]] = {}
    with engine() as endpoint:
        for size, items, cost in grown(endpoint, sizes):
            measured[size] = cost
            sys.stdout.write(f"   {size:,} mails are {items:,} items\n")
            sys.stdout.writelines(f"      {name}: {one}\n" for name, one in cost.items())
            sys.stdout.flush()
    yield from compared(measured)
