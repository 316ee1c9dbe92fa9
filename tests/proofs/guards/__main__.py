"""`make guards`: take each guard out, in a copy of the tree, and see that a test turns red.

Exits with 1 when a mutation survives, when the text of a guard is not found, or when a condition of the table is not in
the list. An argument keeps to the guards whose name or file holds it.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.proofs.guards.all_guards import GUARDS
from tests.proofs.guards.guard import KLANTMAIL, Guard

_PROJECT: Final = Path(__file__).parents[3]
_COPIED: Final = (
    *("layers/klantmail", "functions", "events", "openapi", "tests", "tools", "local", "deploy", "docs"),
    *("template.yaml", "samconfig.toml", "pyproject.toml"),
)
_AT_ONCE: Final = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    guard: Guard
    red_test: str
    """Empty when the mutation survived."""
    error: str = ""


def copy_into(target: Path) -> None:
    """Copy what the tests need of the tree."""
    for name in _COPIED:
        source = _PROJECT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        else:
            shutil.copy2(source, target / name)
    (target / ".tools").symlink_to(_PROJECT / ".tools")  # SAM, which translates the template


def run(tree: Path, tests: tuple[str, ...]) -> tuple[bool, str]:
    """Run these tests in a tree until the first red one.

    Returns: whether all were green, and the name of the red one.
    """
    environment = {
        **os.environ,
        "PYTHONPATH": str(tree / "layers/klantmail"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MACHINE_EXAMPLES": "500",  # a guard that is missed seldom is missed all the same
    }
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "--no-header", "-p", "no:cacheprovider", *tests]
    ended = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    red = [
        line.split(" - ")[0].split(" ", 1)[1]
        for line in ended.stdout.splitlines()
        if line.startswith(("FAILED tests/", "ERROR tests/"))
    ]
    return ended.returncode == 0, red[0] if red else ended.stdout[-300:] + ended.stderr[-300:]


def try_without(guard: Guard) -> Verdict:
    """Take one guard out."""
    with tempfile.TemporaryDirectory(prefix="guards-") as directory:
        tree = Path(directory)
        copy_into(tree)
        path = tree / guard.path
        text = path.read_text()
        for old, new in guard.mutations:
            if text.count(old) != 1:
                return Verdict(guard, "", f"stands {text.count(old)} times in {guard.path}: {old!r}")
            text = text.replace(old, new)
        path.write_text(text)
        if path.suffix == ".py":
            compile(text, str(path), "exec")
        green, red_test = run(tree, guard.tests)
    return Verdict(guard, "" if green else red_test)


def not_listed() -> list[str]:
    """Conditions of the table (functions that make one) that no guard of the list names."""
    names = {guard.name.split(":")[0] for guard in GUARDS}
    found = []
    for path in sorted((_PROJECT / KLANTMAIL / "adapters").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name) and node.returns.id == "Condition":
                found.append(node.name)
    return [name for name in found if name not in names | {"nieuw", "bestaat"}]


def write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(wanted: str) -> int:
    began = time.monotonic()
    chosen = [guard for guard in GUARDS if wanted in guard.name or wanted in guard.file]
    all_tests = tuple(sorted({test for guard in chosen for test in guard.tests}))
    with tempfile.TemporaryDirectory(prefix="guards-") as directory:
        copy_into(Path(directory))
        green, red_test = run(Path(directory), all_tests)
    if not green:
        write(f"red with every guard in its place: {red_test}")
        return 1
    missed = 0
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for verdict in pool.map(try_without, chosen):
            if verdict.error or not verdict.red_test:
                missed += 1
            outcome = verdict.error or verdict.red_test.rpartition("/")[2] or "SURVIVES"
            write(f"{verdict.guard.promise}  {verdict.guard.name:<56} {outcome}")
    for name in not_listed():
        missed += 1
        write(f"?  {name:<56} NOT IN THE LIST")
    write(f"guards {len(chosen)}, taken out and noticed {len(chosen) - missed}, not {missed}; {time.monotonic() - began:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
