"""Two waits at the same time: an agent waits for the longer one only."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_HULP = ThreadPoolExecutor(max_workers=1, thread_name_prefix="gelijktijdig")


def gelijktijdig[A, B](een: Callable[[], A], ander: Callable[[], B]) -> tuple[A, B]:
    """Run both and wait for both; `ander` runs in a second thread.

    Raises: what `een` raised, else what `ander` raised; never before both have ended, so that nothing goes on unseen.
    """
    belofte = _HULP.submit(ander)
    try:
        eerste = een()
    finally:
        belofte.exception()
    return eerste, belofte.result()
