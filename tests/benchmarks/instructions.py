"""The number of instructions that a cold start of each API function executes.

It is the same count on any machine, whatever else that does. The starts are those of `cold_start`, with the processor's
time left out: valgrind, which must be installed, counts what the process executes itself. Work of the kernel for it is
not counted, nor the time that the processor waits for memory.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.benchmarks.cold_start import BARE, CLIENTS_TARGET, FLOOR, TARGET, Stage, aws
from tests.benchmarks.first_requests import API
from tests.benchmarks.report import Result, Row

_COUNTING: Final = ("--tool=cachegrind", "--cache-sim=no", "--branch-sim=no", "--cachegrind-out-file=/dev/null")
_NOTHING: Final = "import json, sys, time"
"""The program that does what the process of a start does before it looks at its clock."""
_COUNTED: Final = re.compile(r"I\s+refs:\s+([\d,]+)")


def _count(written: str) -> int:
    counted = _COUNTED.search(written)
    if counted is None:
        raise SystemExit(f"valgrind counted nothing: {written}")
    return int(counted[1].replace(",", ""))


def measure() -> Iterator[Result]:
    """Yield the three functions that an agent waits for most, and the one that executes most.

    Raises: SystemExit (valgrind is not installed).
    """
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise SystemExit("valgrind counts the instructions, and is not installed")
    counting = (valgrind, *_COUNTING)
    with TemporaryDirectory() as directory, aws() as server:
        stage = Stage(Path(directory), server)
        stage.environment["PYTHONHASHSEED"] = "0"
        before = _count(stage.run(BARE, _NOTHING, under=counting))
        counts = {name: _count(stage.start(name, counting)[1]) - before for name in (FLOOR, BARE, *API)}
    most = max(API, key=lambda name: counts[name])
    within = sum(counts[name] <= TARGET * counts[FLOOR] for name in API)
    for what, name, floor, target in (
        ("the werkvoorraad (raadplegen)", "raadplegen", FLOOR, TARGET),
        ("opening a mail (inzien)", "inzien", FLOOR, TARGET),
        ("answering (beantwoorden)", "beantwoorden", FLOOR, TARGET),
        (f"the longest of {len(API)} API functions ({most}); {within} are within the target", most, FLOOR, TARGET),
        (f"the same ({most}), beside clients alone", most, BARE, CLIENTS_TARGET),
    ):
        yield Row(
            subject="Cold start, in instructions",
            what=what,
            measured=f"{counts[name] / 1e6:.0f} million",
            target=f"≤ {target} × floor",
            floor=f"{floor} {counts[floor] / 1e6:.0f} million",
            ratio=f"{counts[name] / counts[floor]:.2f}",
            met=counts[name] <= target * counts[floor],
        )
