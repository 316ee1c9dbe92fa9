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

from tests.proofs.guards.all_guards import BEWAKINGEN
from tests.proofs.guards.guard import KLANTMAIL, Bewaking

_PROJECT: Final = Path(__file__).parents[3]
_KOPIE: Final = (
    *("layers/klantmail", "functions", "events", "openapi", "tests", "local", "deploy", "docs"),
    *("template.yaml", "samconfig.toml", "pyproject.toml"),
)
_TEGELIJK: Final = 2


@dataclass(frozen=True, slots=True)
class Uitslag:
    bewaking: Bewaking
    rode_test: str
    """Empty when the mutation survived."""
    fout: str = ""


def kopieer(doel: Path) -> None:
    """Copy what the tests need of the tree."""
    for naam in _KOPIE:
        bron = _PROJECT / naam
        if bron.is_dir():
            shutil.copytree(bron, doel / naam, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        else:
            shutil.copy2(bron, doel / naam)
    (doel / ".tools").symlink_to(_PROJECT / ".tools")  # SAM, which translates the template


def draai(boom: Path, tests: tuple[str, ...]) -> tuple[bool, str]:
    """Run these tests in a tree until the first red one.

    Returns: whether all were green, and the name of the red one.
    """
    omgeving = {**os.environ, "PYTHONPATH": str(boom / "layers/klantmail"), "PYTHONDONTWRITEBYTECODE": "1"}
    opdracht = [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "--no-header", "-p", "no:cacheprovider", *tests]
    klaar = subprocess.run(opdracht, cwd=boom, env=omgeving, capture_output=True, text=True, check=False)  # noqa: S603
    rood = [
        regel.split(" - ")[0].split(" ", 1)[1] for regel in klaar.stdout.splitlines() if regel.startswith(("FAILED ", "ERROR "))
    ]
    return klaar.returncode == 0, rood[0] if rood else klaar.stdout[-300:] + klaar.stderr[-300:]


def beproef(bewaking: Bewaking) -> Uitslag:
    """Take one guard out."""
    with tempfile.TemporaryDirectory(prefix="guards-") as map_:
        boom = Path(map_)
        kopieer(boom)
        pad = boom / bewaking.pad
        tekst = pad.read_text()
        for oud, nieuw in bewaking.mutaties:
            if tekst.count(oud) != 1:
                return Uitslag(bewaking, "", f"stands {tekst.count(oud)} times in {bewaking.pad}: {oud!r}")
            tekst = tekst.replace(oud, nieuw)
        pad.write_text(tekst)
        if pad.suffix == ".py":
            compile(tekst, str(pad), "exec")
        groen, rode_test = draai(boom, bewaking.tests)
    return Uitslag(bewaking, "" if groen else rode_test)


def niet_in_de_lijst() -> list[str]:
    """Conditions of the table (functions that make one) that no guard of the list names."""
    namen = {bewaking.naam.split(":")[0] for bewaking in BEWAKINGEN}
    gevonden = []
    for pad in sorted((_PROJECT / KLANTMAIL / "adapters").rglob("*.py")):
        for knoop in ast.walk(ast.parse(pad.read_text())):
            if isinstance(knoop, ast.FunctionDef) and isinstance(knoop.returns, ast.Name) and knoop.returns.id == "Condition":
                gevonden.append(knoop.name)
    return [naam for naam in gevonden if naam not in namen | {"nieuw", "bestaat"}]


def schrijf(regel: str) -> None:
    sys.stdout.write(f"{regel}\n")
    sys.stdout.flush()


def main(keuze: str) -> int:
    begin = time.monotonic()
    gekozen = [bewaking for bewaking in BEWAKINGEN if keuze in bewaking.naam or keuze in bewaking.bestand]
    alle_tests = tuple(sorted({test for bewaking in gekozen for test in bewaking.tests}))
    with tempfile.TemporaryDirectory(prefix="guards-") as map_:
        kopieer(Path(map_))
        groen, rode_test = draai(Path(map_), alle_tests)
    if not groen:
        schrijf(f"red with every guard in its place: {rode_test}")
        return 1
    mis = 0
    with ThreadPoolExecutor(_TEGELIJK) as ploeg:
        for uitslag in ploeg.map(beproef, gekozen):
            if uitslag.fout or not uitslag.rode_test:
                mis += 1
            uitkomst = uitslag.fout or uitslag.rode_test.rpartition("/")[2] or "SURVIVES"
            schrijf(f"{uitslag.bewaking.belofte}  {uitslag.bewaking.naam:<56} {uitkomst}")
    for naam in niet_in_de_lijst():
        mis += 1
        schrijf(f"?  {naam:<56} NOT IN THE LIST")
    schrijf(f"guards {len(gekozen)}, taken out and noticed {len(gekozen) - mis}, not {mis}; {time.monotonic() - begin:.0f} s")
    return 1 if mis else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
