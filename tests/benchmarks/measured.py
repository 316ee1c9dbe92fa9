"""A process in which functions handle events, and which prints what the last of them took.

`python -m tests.benchmarks.measured` reads a JSON list of steps: `function` and `event`. With `--traced` it follows
Python's own allocations (tracemalloc), which makes all slower and larger, so that the resident set says nothing then.
It reads /proc, so it runs on Linux only.
"""

import gc
import json
import re
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any, Final

from tests.support.aws import Functions

_SELF: Final = Path("/proc/self")


def _resident(name: str) -> int:
    """Read a line of /proc/self/status, in bytes."""
    found = re.search(rf"{name}:\s+(\d+) kB", (_SELF / "status").read_text())
    assert found
    return 1024 * int(found[1])


def _handle(functions: Functions, step: dict[str, Any]) -> Any:
    """Return the answer of the API; None for a function that is no part of it."""
    answer = functions.invoke(step["function"], step["event"])
    if not answer or "statusCode" not in answer:
        return None
    if answer["statusCode"] >= 400:
        raise SystemExit(f"{step['function']} answered {answer['statusCode']}: {answer['body']}")
    return json.loads(answer["body"])


def main() -> None:
    """Print the cost as JSON.

    It has the peak above the idle function in bytes, the seconds of processor time, and the answer of the API.
    """
    *before, last = json.loads(sys.stdin.read())
    functions = Functions({})
    answers = [_handle(functions, step) for step in before]
    gc.collect()
    if "--traced" in sys.argv:
        tracemalloc.start()
    (_SELF / "clear_refs").write_text("5")  # the peak begins at what is resident now
    idle, cpu = _resident("VmRSS"), time.process_time()
    answers.append(_handle(functions, last))
    cpu = time.process_time() - cpu
    traced = tracemalloc.get_traced_memory()[1]
    result = {"peak": _resident("VmHWM") - idle, "idle": idle, "cpu": cpu, "traced": traced, "answers": answers}
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
