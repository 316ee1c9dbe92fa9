"""`make conformance`: the storage tests on every engine, as a table.

Exit code 1 on a difference that is not written down.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from klantmail_local.workdir import ROOT
from tests.proofs.conformance.differences import DIFFERENCES, RIGHT_BY_CHANCE
from tests.proofs.conformance.engine import dynamodb_local, ministack, moto
from tests.proofs.conformance.round import NEVER_BEGAN

type Outcome = dict[str, str]
"""The first error of each test; empty when it passed."""

ENGINES: Final[dict[str, Callable[[], AbstractContextManager[str]]]] = {
    "moto": moto,
    "MiniStack": ministack,
    "DynamoDB Local": dynamodb_local,
}


def run(address: str) -> Outcome:
    """Run the tests on the engine at this address, in a process of their own."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "result.json"
        subprocess.run(  # noqa: S603 - our own command line
            [sys.executable, "-m", "tests.proofs.conformance.round", str(file)],
            cwd=ROOT,
            env=os.environ | {"KLANTMAIL_DYNAMODB": address},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        outcome: Outcome = json.loads(file.read_text())
        return outcome


def per_engine(outcomes: dict[str, Outcome]) -> dict[str, Outcome]:
    """Arrange the runs as columns. A run on the fake is a column of its own, in the row of the same test."""
    columns: dict[str, Outcome] = {engine: {} for engine in ("fake", *outcomes)}
    for engine, outcome in outcomes.items():
        for test, error in outcome.items():
            name = test.replace("[dynamodb-", "[").replace("[nep-", "[").replace("[dynamodb]", "").replace("[nep]", "")
            columns["fake" if "[nep" in test else engine][name] = error
    return columns


def show(columns: dict[str, Outcome]) -> int:
    """Print the table. Returns: the number of differences that are not as they are written down."""
    tests = list(dict.fromkeys(test for outcome in columns.values() for test in outcome))
    width = max(map(len, tests))
    print(" " * width, *(f"{engine:>14}" for engine in columns))  # noqa: T201
    footnotes: dict[str, str] = {}
    unexpected: list[str] = []
    for test in tests:
        cells = []
        for engine, outcome in columns.items():
            error, known = outcome.get(test), DIFFERENCES.get((engine, test))
            if error is None:
                cells.append("-")
            elif error.startswith(NEVER_BEGAN) or (bool(error) != bool(known) and known not in RIGHT_BY_CHANCE):
                cells.append("FAILS" if error else "PASSES")
                unexpected.append(f"{engine}: {test}: {error or 'passes, though a difference is written down'}")
            elif known:
                footnotes.setdefault(known, f"[{len(footnotes) + 1}]")
                cells.append(f"differs {footnotes[known]}")
            else:
                cells.append("ok")
        print(f"{test:<{width}}", *(f"{cell:>14}" for cell in cells))  # noqa: T201
    passed = ", ".join(
        f"{engine} {sum(not error for error in outcome.values())}/{len(outcome)}" for engine, outcome in columns.items()
    )
    print("", *(f"{marker} {known}" for known, marker in footnotes.items()), f"passed: {passed}", *unexpected, sep="\n")  # noqa: T201
    return len(unexpected)


def main() -> int:
    outcomes: dict[str, Outcome] = {}
    for engine, start in ENGINES.items():
        print(f"· {engine}", file=sys.stderr, flush=True)  # noqa: T201
        with start() as address:
            outcomes[engine] = run(address)
    return 1 if show(per_engine(outcomes)) else 0


if __name__ == "__main__":
    sys.exit(main())
