"""The benchmark `scale` up to a million mails (`SCALE_MAILS`).

It takes an hour or two and some 21 GB of memory, so it runs only when it is asked for.
"""

import os
from collections.abc import Iterator

from tests.benchmarks import scale
from tests.benchmarks.report import Result


def measure() -> Iterator[Result]:
    """Yield the rows of all operations."""
    largest = int(os.environ.get("SCALE_MAILS", "1000000"))
    yield from scale.measure([*(size for size in (100, 2_000, 10_000, 100_000) if size < largest), largest])
