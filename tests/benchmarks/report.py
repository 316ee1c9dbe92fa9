"""The results of a benchmark: rows of the table in docs/benchmarks/README.md, and the figures beside it.

A benchmark is a module of this package with `measure()`, which yields a `Row` or a `Figure` as soon as it is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing beside its target."""

    subject: str
    """The row of the table of targets that this belongs to, such as "Cold start"."""
    what: str
    measured: str
    """The measured value with its unit. Machine-dependent units (ms) stand only beside a ratio."""
    target: str = ""
    """Empty for a reported value without a target of its own."""
    floor: str = ""
    """The least that the work can cost, measured in the same run."""
    peer: str = ""
    """The cost of the same with others' programs, measured in the same run."""
    ratio: str = ""
    met: bool | None = None
    """None when it is only reported and has no target."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot, drawn as docs/benchmarks/`name`.svg."""

    name: str
    title: str
    y_label: str
    x_label: str = ""
    bars: Mapping[str, float] = field(default_factory=dict)
    """Label and value, top to bottom."""
    lines: Mapping[str, Sequence[tuple[float, float]]] = field(default_factory=dict)
    """The label and the points of each line."""
    limit: float | None = None
    """The target, drawn as a line across."""
    log_x: bool = False


type Result = Row | Figure
