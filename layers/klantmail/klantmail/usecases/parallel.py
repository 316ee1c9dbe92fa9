"""Waits at the same time: a caller that waits for all of them waits for the longest one only."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from typing import Final

SIDE_BY_SIDE: Final = 10
"""The number that run at a time when there are many: botocore keeps as many connections for a client."""
_HULP = ThreadPoolExecutor(max_workers=2, thread_name_prefix="in-parallel")
"""The threads that run `ander`. A call within a call must be made in `een`: in `ander` it could wait for ever for a
thread.
"""


def in_parallel[A, B](een: Callable[[], A], ander: Callable[[], B]) -> tuple[A, B]:
    """Run both and wait for both; `ander` runs in a second thread.

    Raises: what `een` raised, else what `ander` raised; never before both have ended, so that nothing goes on unseen.
    """
    belofte = _HULP.submit(ander)
    try:
        eerste = een()
    finally:
        belofte.exception()
    return eerste, belofte.result()


def side_by_side(taken: Sequence[Callable[[], object]], tijd: timedelta) -> Sequence[BaseException | None]:
    """Run all, begun in this order, some at the same time. Return the error that each raised; None when it raised none.

    One that fails stops no other. It takes no longer than `tijd`: a task that is not ready then counts as TimeoutError,
    and is not begun any more, or not waited for.
    """
    pool = ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="side-by-side")
    beloften = [pool.submit(taak) for taak in taken]
    klaar = wait(beloften, timeout=max(tijd.total_seconds(), 0)).done
    pool.shutdown(wait=False, cancel_futures=True)
    return [belofte.exception() if belofte in klaar else TimeoutError() for belofte in beloften]


def alle[A, B](doe: Callable[[A], B], dingen: Sequence[A]) -> list[B]:
    """Call `doe` with each, some at the same time, and return the results in the order of `dingen`.

    Raises: what the first of them raised; never before all have ended, so that nothing goes on unseen.
    """
    if len(dingen) <= 1:  # a thread would only take time
        return [doe(ding) for ding in dingen]
    with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="alle") as pool:
        return list(pool.map(doe, dingen))
