"""`make recount STACK=…`: count everything in the table anew, and say where the stored figures differ.

It reads the whole table once (DynamoDB charges that), and writes nothing. `DO=tell` tells on the bus what was not
counted, under the identificatie that it always had, so that nothing counts twice. Without STACK it is the local system.

Exit code 1 when figures differ, or something was not counted. A difference without anything that was not counted means
that the opening hours or the norm were set otherwise when it was counted, or that a mail forgot part of its history
(it remembers ten moves, reopenings and times in quarantine).
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from klantmail.adapters.dynamodb.feiten import feiten_uit_beeld
from klantmail.adapters.eventbridge import EventBridgeBus
from klantmail.domain.cijfers import VOORRAAD, Bladen, Norm, bijdragen, tel_op
from klantmail.domain.feit import Feit
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
        uncounted: what happened and was not counted.
        counted: the number of feiten that the figures count.
    """

    differences: tuple[str, ...]
    uncounted: tuple[Feit, ...]
    counted: int


def recount(rows: Iterable[Item], norm: Norm) -> Recount:
    """Count all that stands in a table, and compare it with the figures that stand there too."""
    feiten: dict[UUID, Feit] = {}
    stored: Figures = {}
    told: set[str] = set()
    for row in rows:
        match row["soort"]["S"]:
            case "cijfers":
                stored[row["PK"]["S"].removeprefix("CIJFERS#"), row["SK"]["S"]] = _numbers(row)
            case "feit":
                told.add(row["PK"]["S"].removeprefix("FEIT#"))
            case _:
                feiten |= {feit.identificatie: feit for feit in feiten_uit_beeld(row) if bijdragen(feit, norm)}
    again = _as_stored(tel_op(feiten.values(), norm))
    uncounted = tuple(feit for feit in feiten.values() if str(feit.identificatie) not in told)
    return Recount(tuple(_differences(stored, again)), uncounted, len(feiten))


def _numbers(row: Item) -> dict[str, int]:
    numbers = {name: int(value["N"]) for name, value in row.items() if name not in _NO_FIGURES}
    return {name: number for name, number in numbers.items() if number}


def _as_stored(pages: Bladen) -> Figures:
    """Add the months, which hold how the stock changed."""
    figures: Figures = {}
    months: Counter[tuple[str, str]] = Counter()
    for (page, day), numbers in pages.items():
        figures[page, f"DAG#{day.isoformat()}"] = dict(numbers)
        months[page, f"MAAND#{_month(day)}"] += numbers.get(VOORRAAD, 0)
    return figures | {place: {VOORRAAD: change} for place, change in months.items() if change}


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _differences(stored: Figures, again: Figures) -> Iterator[str]:
    for place in sorted(stored.keys() | again.keys()):
        ours, theirs = stored.get(place, {}), again.get(place, {})
        for name in sorted(ours.keys() | theirs.keys()):
            if ours.get(name, 0) != theirs.get(name, 0):
                yield f"{' '.join(place)} {name}: stored {ours.get(name, 0)}, recounted {theirs.get(name, 0)}"


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
        f"{found.counted} feiten, {len(found.uncounted)} of them not counted; {len(found.differences)} figures differ\n"
    )
    if given.do == "tell":
        bus: Any = EventBridgeBus(client("events"), deployed.outputs["BusNaam"], deployed.parameters["Oin"])
        left = bus.vertel(found.uncounted)
        sys.stdout.write(f"{len(found.uncounted) - len(left)} were told again\n")
    return int(bool(found.differences or found.uncounted))


if __name__ == "__main__":
    sys.exit(main())
