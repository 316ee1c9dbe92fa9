"""The parts of a guard: a mutation that takes it out, and the tests that must notice."""

from dataclasses import dataclass
from typing import Final

KLANTMAIL: Final = "layers/klantmail/klantmail/"
REGISTERS: Final = (
    "tests/integration/adapters/dynamodb/test_repositories.py",
    "tests/integration/adapters/dynamodb/test_bewaking.py",
)
MACHINE: Final = "tests/unit/promises/test_machine.py"


@dataclass(frozen=True, slots=True)
class Bewaking:
    """One guard."""

    belofte: int
    """The promise that leans on it."""
    naam: str
    bestand: str
    """The path below the package, or from the root when it has another suffix than .py."""
    mutaties: tuple[tuple[str, str], ...]
    """The text of the guard, and the text without it. Each text of a guard must stand there exactly once."""
    tests: tuple[str, ...]

    @property
    def pad(self) -> str:
        return self.bestand if not self.bestand.endswith(".py") else KLANTMAIL + self.bestand


def een(belofte: int, naam: str, bestand: str, oud: str, nieuw: str, *tests: str) -> Bewaking:
    return Bewaking(belofte, naam, bestand, ((oud, nieuw),), tests)
