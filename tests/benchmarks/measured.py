"""Lets functions handle events in this process, and prints what the last of them took: `python -m tests.benchmarks.measured`.

Reads a JSON list of steps: `function` and `event`. With `--traced` it follows Python's own allocations (tracemalloc), which makes
all slower and larger, so that the resident set says nothing then. Linux only: it reads /proc.
"""

import gc
import json
import re
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any, Final

from tests.hulp.aws import Functies

_SELF: Final = Path("/proc/self")


def _resident(name: str) -> int:
    """A line of /proc/self/status, in bytes."""
    found = re.search(rf"{name}:\s+(\d+) kB", (_SELF / "status").read_text())
    assert found
    return 1024 * int(found[1])


def _handle(functions: Functies, step: dict[str, Any]) -> None:
    answer = functions.roep(step["function"], step["event"])
    if answer and answer.get("statusCode", 200) >= 400:
        raise SystemExit(f"{step['function']} answered {answer['statusCode']}: {answer['body']}")


def main() -> None:
    """Print, as JSON, the peak above the idle function in bytes, and the seconds of processor time."""
    *before, last = json.loads(sys.stdin.read())
    functions = Functies({})
    for step in before:
        _handle(functions, step)
    gc.collect()
    if "--traced" in sys.argv:
        tracemalloc.start()
    (_SELF / "clear_refs").write_text("5")  # the peak begins at what is resident now
    idle, cpu = _resident("VmRSS"), time.process_time()
    _handle(functions, last)
    cpu = time.process_time() - cpu
    result = {"peak": _resident("VmHWM") - idle, "idle": idle, "cpu": cpu, "traced": tracemalloc.get_traced_memory()[1]}
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
