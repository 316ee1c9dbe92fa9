"""The benchmark `finding` up to a million mails (`FINDING_MAILS`).

A million takes an hour or two and some 10 GB of memory, so it runs only when it is asked for.
"""

import os
from collections.abc import Iterator

from tests.benchmarks import finding
from tests.benchmarks.report import Result


def measure() -> Iterator[Result]:
    """Yield the rows of all searches."""
    largest = int(os.environ.get("FINDING_MAILS", "1000000"))
    yield from finding.measure([*(size for size in (100, 1_000, 10_000, 100_000) if size < largest), largest])
