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
class Guard:
    """One guard."""

    promise: int
    """The promise that leans on it."""
    name: str
    file: str
    """The path below the package, or from the root when it has another suffix than .py."""
    mutations: tuple[tuple[str, str], ...]
    """The text of the guard, and the text without it. Each text of a guard must stand there exactly once."""
    tests: tuple[str, ...]

    @property
    def path(self) -> str:
        return self.file if not self.file.endswith(".py") else KLANTMAIL + self.file


def guard(promise: int, name: str, file: str, old: str, new: str, *tests: str) -> Guard:
    return Guard(promise, name, file, ((old, new),), tests)
