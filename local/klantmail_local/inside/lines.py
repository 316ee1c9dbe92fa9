"""The lines that a function logs: MiniStack waits for them as long as a busy machine needs."""

from collections.abc import Callable
from typing import Any, Final

_FIRST: Final = 0.5
"""Seconds until the first line; MiniStack's own twentieth of a second is over before a busy machine reads it.

Each function of ours writes a line, so that nothing waits for all of it.
"""
_ALL: Final = 1.0


def wait_for_lines(worker: Any) -> None:
    """Let a worker wait for the line of its function. A line that comes later is lost, and with it who saw what."""
    drain: Callable[..., str] = worker._drain_stderr_bounded

    def patient(self: Any, first_line_wait: float = _FIRST) -> str:
        return drain(self, first_line_wait=max(first_line_wait, _FIRST), hard_cap=_ALL)

    worker._drain_stderr_bounded = patient
