"""The benchmark `scale` up to a million mails (`SCALE_MAILS`).

It takes an hour or two and some 21 GB of memory, so it runs only when it is asked for.
"""

from collections.abc import Iterator

from tests.benchmarks import scale
from tests.benchmarks.filling import sizes_to
from tests.benchmarks.report import Result


def measure() -> Iterator[Result]:
    """Yield the rows of all operations."""
    yield from scale.measure(sizes_to("SCALE_MAILS", scale.FULL))
