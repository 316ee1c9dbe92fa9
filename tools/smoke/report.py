"""The run of checks one after another, and the report of each by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

type Verdict = Literal["held", "failed", "skipped"]

_MARK: Final[dict[Verdict, str]] = {"held": "✓", "failed": "✗", "skipped": "-"}


class Skipped(Exception):
    """A check that cannot be made here. Its words say why."""


class Failed(Exception):
    """A check that did not hold. Its words say what came instead."""


@dataclass(frozen=True, slots=True)
class Check[P]:
    """A check of a place.

    Args:
        run: makes it, and returns what was seen. Raises: Skipped; any other error is a failure.
    """

    name: str
    run: Callable[[P], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    verdict: Verdict
    words: str

    def __str__(self) -> str:
        return f"{_MARK[self.verdict]} {self.name}: {self.words}"


def run[P](checks: Sequence[Check[P]], place: P, say: Callable[[str], None]) -> list[Outcome]:
    """Make every check, whatever became of the ones before, and say each as it is known."""
    outcomes: list[Outcome] = []
    for check in checks:
        try:
            outcome = Outcome(check.name, "held", check.run(place))
        except Skipped as reason:
            outcome = Outcome(check.name, "skipped", str(reason))
        except Failed as reason:
            outcome = Outcome(check.name, "failed", str(reason))
        except Exception as error:
            outcome = Outcome(check.name, "failed", f"{type(error).__name__}: {error}")
        outcomes.append(outcome)
        say(str(outcome))
    counts = ", ".join(f"{sum(one.verdict == verdict for one in outcomes)} {verdict}" for verdict in _MARK)
    say(counts)
    return outcomes


def expect(holds: bool, otherwise: str) -> None:
    """Raises: Failed."""
    if not holds:
        raise Failed(otherwise)
