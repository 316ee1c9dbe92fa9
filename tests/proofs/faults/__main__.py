"""`make faults`: every fault at every AWS call of every use case.

Exit code 1 when a promise is broken, or a course is undecided.

A first argument keeps to the use case of that name, or else to those whose name holds it; a second one to the kinds of
fault; a third one to the AWS calls whose name holds it.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Final, cast

from tests.proofs.faults.cases import CASES, Case
from tests.proofs.faults.cloud import prepared
from tests.proofs.faults.course import ANOTHER, AT_ONCE, TWICE, Verdict, prove
from tests.proofs.faults.harm import FAULTS
from tests.proofs.faults.power import DEATHS
from tests.proofs.faults.warm import warm_up
from tests.support.aws import Functions
from tests.support.scenes.operations import writing_operations
from tests.support.template import functions

_COLUMNS: Final = {
    "refused": ("refused", "no connection"),
    "error before": ("error before, once", "error before"),
    "throttled": ("throttled",),
    "conflict": ("conflict, once", "conflict"),
    "error after": ("error after, once", "error after"),
    "answer lost": ("answer lost, once", "answer lost"),
    "killed before": ("killed before",),
    "killed after": ("killed after",),
    "twice": (TWICE, AT_ONCE),
    "another": (ANOTHER,),
    "AWS killed": tuple(fault.name for fault in DEATHS),
}
_WRITES: Final = {"dynamodb:PutItem", "dynamodb:UpdateItem", "s3:PutObject", "s3:DeleteObject", "ses:SendEmail"}
_SHOWN: Final = 40
"""The number of broken promises that are shown."""


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _verdicts(cases: Sequence[Case], functions: Functions, kinds: str, calls: str) -> Iterator[Verdict]:
    """Run the use cases side by side, each in a process of its own, as many as
    there are cores; yield them as they end.
    """
    todo = list(reversed(cases))
    running: dict[Connection, int] = {}
    while todo or running:
        while todo and len(running) < (os.cpu_count() or 1):
            case = todo.pop()
            here, there = Pipe(duplex=False)
            pid = os.fork()
            if not pid:
                try:
                    there.send(prove(case, functions, kinds, calls))
                finally:
                    os._exit(0)
            there.close()
            running[here] = pid
        for pipe in cast(list[Connection], wait(list(running))):
            try:
                yield pipe.recv()
            finally:
                pipe.close()
                os.waitpid(running.pop(pipe), 0)


def _matrix(verdicts: Sequence[Verdict]) -> Iterator[str]:
    width = max(len(verdict.name) for verdict in verdicts) + 2
    yield f"{'use case':<{width}}calls " + " ".join(f"{name:>13}" for name in _COLUMNS) + "  broken"
    for verdict in verdicts:
        counts = [sum(verdict.courses[kind] for kind in kinds) for kinds in _COLUMNS.values()]
        yield (
            f"{verdict.name:<{width}}{len(verdict.spots):>5} "
            + " ".join(f"{count:>13}" for count in counts)
            + f"  {len(verdict.broken):>6}"
        )


def _forgotten(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Functions that may write, and operations that write, which no use case calls."""
    asked = {verdict.operation for verdict in verdicts}
    yield from (f"no use case of the operation {name}" for name in writing_operations() if name not in asked)
    for function in functions().values():
        if _writes(function):
            name = function["CodeUri"].rpartition("/")[2]
            if name not in {verdict.function for verdict in verdicts}:
                yield f"no use case of the function {name}"


def _writes(function: Mapping[str, Any]) -> bool:
    statements = [each for policy in function["Policies"] if isinstance(policy, dict) for each in policy.get("Statement", ())]
    actions = [each["Action"] for each in statements]
    return not _WRITES.isdisjoint(each for action in actions for each in ([action] if isinstance(action, str) else action))


def main(part: str = "", kinds: str = "", calls: str = "") -> int:
    begin = time.monotonic()
    chosen = [case for case in CASES if case.name == part] or [case for case in CASES if part in case.name]
    verdicts: dict[str, Verdict] = {}
    with prepared(warm_up) as functions:
        for verdict in _verdicts(chosen, functions, kinds, calls):
            verdicts[verdict.name] = verdict
            _write(
                f"{time.monotonic() - begin:5.0f} s  {len(verdicts)}/{len(chosen)}  {verdict.name}: "
                f"{sum(verdict.courses.values())} courses, broken {len(verdict.broken)}; {', '.join(verdict.spots)}"
            )
    in_order = [verdicts[case.name] for case in chosen]
    for line in _matrix(in_order):
        _write(line)
    failed = [line for verdict in in_order for line in verdict.failed] + ([] if part else list(_forgotten(in_order)))
    broken = [line for verdict in in_order for line in verdict.broken]
    for line in [*(f"NO VERDICT  {each}" for each in failed), *(f"BROKEN  {each}" for each in broken)][:_SHOWN]:
        _write(line)
    courses = sum(sum(verdict.courses.values()) for verdict in in_order)
    count = sum(len(verdict.spots) for verdict in in_order)
    _write(
        f"use cases {len(in_order)}, AWS calls {count}, kinds of fault {len(FAULTS) + 3 + len(DEATHS)}, courses {courses}, "
        f"without a verdict {len(failed)}; promises broken: {len(broken)}; {time.monotonic() - begin:.0f} s"
    )
    return 1 if broken or failed or not courses else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
