"""`make recount STACK=…`: count everything in the table anew, and say where the stored figures differ.

It reads the whole table once (DynamoDB charges that), and writes nothing. `DO=tell` tells on the bus what was not
counted, under the identificatie that it always had, so that nothing counts twice. Without STACK it is the local system.

Exit code 1 when figures differ, or something was not counted. A difference without anything that was not counted means
that the opening hours or the norm were set otherwise when it was counted.

Figures outlive what they counted: mail is destroyed when its term ends, and a mail forgets the oldest of its history
(it remembers ten moves, reopenings and times in quarantine). A figure of a day, or the stock of a month, to which such
a feit belonged may be more than what is counted now. It is told apart, and is no fault.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from klantmail.adapters.dynamodb.feiten import feiten_uit_beeld
from klantmail.adapters.eventbridge import EventBridgeBus
from klantmail.domain.cijfers import VOORRAAD, Bladen, Norm, tel_op
from klantmail.domain.feit import Feit
from klantmail.domain.tijd import dag_hier, uit_tekst
from klantmail.domain.werktijd import lees_werktijden
from tools.deployed import asked
from tools.restore import Item, items

_NO_FIGURES: Final = frozenset({"PK", "SK", "soort"})
type Figures = dict[tuple[str, str], dict[str, int]]
"""The figures of each page, by day or month."""


@dataclass(frozen=True, slots=True)
class Recount:
    """The findings of a recount.

    Args:
        differences: a line for each figure that differs.
        outlived: a line for each figure that also counted what is gone.
        uncounted: what happened and was not counted.
        counted: the number of feiten, also of those that add to no figure.
    """

    differences: tuple[str, ...]
    outlived: tuple[str, ...]
    uncounted: tuple[Feit, ...]
    counted: int


def recount(rows: Iterable[Item], norm: Norm) -> Recount:
    """Count all that stands in a table, and compare it with the figures that stand there too."""
    feiten: dict[UUID, Feit] = {}
    stored: Figures = {}
    told: dict[UUID, datetime] = {}
    for row in rows:
        match row["soort"]["S"]:
            case "cijfers":
                stored[row["PK"]["S"].removeprefix("CIJFERS#"), row["SK"]["S"]] = _numbers(row)
            case "feit":
                told[UUID(row["PK"]["S"].removeprefix("FEIT#"))] = uit_tekst(row["tijdstip"]["S"])
            case _:
                feiten |= {feit.identificatie: feit for feit in feiten_uit_beeld(row)}
    again = _as_stored(tel_op(feiten.values(), norm))
    uncounted = tuple(feit for feit in feiten.values() if feit.identificatie not in told)
    gone = {dag_hier(tijdstip) for identificatie, tijdstip in told.items() if identificatie not in feiten}
    found = list(_differences(stored, again, {*map(_of_day, gone), *map(_of_month, gone)}))
    differences, outlived = (tuple(line for is_outlived, line in found if is_outlived == kind) for kind in (False, True))
    return Recount(differences, outlived, uncounted, len(feiten))


def _numbers(row: Item) -> dict[str, int]:
    numbers = {name: int(value["N"]) for name, value in row.items() if name not in _NO_FIGURES}
    return {name: number for name, number in numbers.items() if number}


def _as_stored(pages: Bladen) -> Figures:
    """Add the months, which hold how the stock changed."""
    figures: Figures = {}
    months: Counter[tuple[str, str]] = Counter()
    for (page, day), numbers in pages.items():
        figures[page, _of_day(day)] = dict(numbers)
        months[page, _of_month(day)] += numbers.get(VOORRAAD, 0)
    return figures | {place: {VOORRAAD: change} for place, change in months.items() if change}


def _of_day(day: date) -> str:
    return f"DAG#{day.isoformat()}"


def _of_month(day: date) -> str:
    return f"MAAND#{day.isoformat()[:7]}"


def _differences(stored: Figures, again: Figures, outlived: Set[str]) -> Iterator[tuple[bool, str]]:
    """Yield a line for each figure that differs, and whether it may be because it counted what is gone.

    What is gone was added to a figure, but the stock may have risen or fallen by it.

    Args:
        outlived: the days and months of what was counted and is gone.
    """
    for page, place in sorted(stored.keys() | again.keys()):
        ours, theirs = stored.get((page, place), {}), again.get((page, place), {})
        for name in sorted(ours.keys() | theirs.keys()):
            was, now = ours.get(name, 0), theirs.get(name, 0)
            if was != now:
                is_outlived = place in outlived and (name == VOORRAAD or was > now)
                yield is_outlived, f"{page} {place} {name}: stored {was}, recounted {now}"


def norm_of(parameters: Mapping[str, str]) -> Norm:
    """Read the norm from the parameters of a stack."""
    return Norm(lees_werktijden(parameters["Openingstijden"]), int(parameters["Antwoordnorm"]))


def main(arguments: Sequence[str] | None = None) -> int:
    given = asked("make recount", ("compare", "tell"), arguments)
    client, deployed = given.client, given.deployed
    found = recount(items(client("dynamodb"), deployed.outputs["TabelNaam"]), norm_of(deployed.parameters))
    for line in found.differences:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(
        f"{found.counted} feiten, {len(found.uncounted)} of them not counted; {len(found.differences)} figures differ, "
        f"and {len(found.outlived)} also counted what was destroyed since\n"
    )
    if given.do == "tell":
        bus: Any = EventBridgeBus(client("events"), deployed.outputs["BusNaam"], deployed.parameters["Oin"])
        left = bus.vertel(found.uncounted)
        sys.stdout.write(f"{len(found.uncounted) - len(left)} were told again\n")
    return int(bool(found.differences or found.uncounted))


if __name__ == "__main__":
    sys.exit(main())
