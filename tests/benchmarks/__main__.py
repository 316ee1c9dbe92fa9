"""`make bench`: run every benchmark (or those that are named), and write docs/benchmarks/README.md with its figures.

`reading --against REVISION` reads the same mails with the reader of that revision of git too, in place of its own rows.
Results of benchmarks that are not run now are kept from the last time, in docs/benchmarks/results.json. The text around
the table in README.md is written by hand.
"""

import argparse
import importlib
import json
import os
import platform
import re
import signal
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.drawing import draw
from tests.benchmarks.report import Figure, Result, Row

DOCS: Final = Path(__file__).parents[2] / "docs" / "benchmarks"
STORED: Final = DOCS / "results.json"
README: Final = DOCS / "README.md"
AGAINST: Final = "against"
"""The benchmark that `reading --against` runs."""
BENCHMARKS: Final = (
    "cold_start",
    "instructions",
    "workers",
    "package",
    "reading",
    AGAINST,
    "hostile",
    "running",
    "large",
    "warm",
    "calls",
    "desk",
    "cost",
    "page",
    "finding",
    "finding_million",
    "scale",
    "scale_million",
)
"""The benchmarks in the order of the table."""
ON_REQUEST: Final = frozenset({AGAINST, "instructions", "running", "finding_million", "scale_million"})
"""The benchmarks that run only when they are named.

They take too long, or need a program that this repository does not install.
"""
_TABLE: Final = re.compile(r"(?<=<!-- results -->\n).*?(?=<!-- end of results -->)", re.DOTALL)
_HEAD: Final = "| | what | measured | target | floor | peer | ratio | |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n"
_MARK: Final = {True: "✓", False: "**short**", None: ""}


def machine() -> str:
    """Describe this machine: processors, memory, kernel, Python."""
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text()) if Path("/proc/cpuinfo").exists() else None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = model[1] if model else platform.processor() or platform.machine()
    return (
        f"{os.cpu_count()} × {processor}, {memory:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )


def _run(name: str, *arguments: str) -> dict[str, Any]:
    began = time.monotonic()
    sys.stdout.write(f"== {name}\n")
    rows: list[dict[str, Any]] = []
    measure = importlib.import_module(f"tests.benchmarks.{name}").measure
    for result in measure(*arguments):
        _show(result)
        if isinstance(result, Figure):
            draw(result, DOCS)
        else:
            rows.append(asdict(result))
    took = time.monotonic() - began
    sys.stdout.write(f"   {took:.0f} s\n")
    return {"on": datetime.now(UTC).date().isoformat(), "seconds": round(took), "machine": machine(), "rows": rows}


def _show(result: Result) -> None:
    if isinstance(result, Figure):
        sys.stdout.write(f"   figure {result.name}.svg: {result.title}\n")
        return
    beside = "; ".join(
        f"{label} {value}"
        for label, value in (
            ("floor", result.floor),
            ("peer", result.peer),
            ("ratio", result.ratio),
            ("target", result.target),
        )
        if value
    )
    sys.stdout.write(f"   {result.what}: {result.measured}; {beside} {_MARK[result.met].strip('*')}\n")
    sys.stdout.flush()


def _write(stored: dict[str, dict[str, Any]]) -> None:
    lines = [_HEAD]
    for name in BENCHMARKS:
        for values in stored.get(name, {}).get("rows", ()):
            row = Row(**values)
            cells = (row.subject, row.what, row.measured, row.target, row.floor, row.peer, row.ratio, _MARK[row.met])
            lines.append("| " + " | ".join(cells) + " |\n")
    lines.append("\n")
    for name in BENCHMARKS:
        if run := stored.get(name):
            lines.append(f"- `{name}`: {run['on']}, {run['seconds']} s, on {run['machine']}\n")
    text = README.read_text(encoding="utf-8")
    README.write_text(_TABLE.sub(lambda _: "\n" + "".join(lines) + "\n", text), encoding="utf-8")
    STORED.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> int:
    """Run the benchmarks; exit status 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="benchmark", help="one of " + ", ".join(BENCHMARKS))
    parser.add_argument("--against", metavar="revision", help="measure `reading` beside the reader of this revision of git")
    asked = parser.parse_args()
    if asked.against and asked.names != ["reading"]:
        parser.error("only `reading` is measured against a revision")
    if AGAINST in asked.names:
        parser.error(f"`{AGAINST}` is measured as `reading --against REVISION`")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # a run that is ended ends the engines that it started
    names = asked.names or [name for name in BENCHMARKS if name not in ON_REQUEST]
    arguments = [asked.against] if asked.against else []
    if asked.against:
        names = [AGAINST]
    stored: dict[str, dict[str, Any]] = json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}
    short = 0
    for name in names:
        stored[name] = _run(name, *arguments)
        short += sum(row["met"] is False for row in stored[name]["rows"])
        _write(stored)
    sys.stdout.write(f"{short} short of the target; see {README.relative_to(Path.cwd())}\n")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
