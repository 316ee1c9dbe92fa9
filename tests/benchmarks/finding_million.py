"""The benchmark `finding` up to a million mails (`FINDING_MAILS`).

A million takes an hour or two and some 20 GB of memory, so it runs only when it is asked for.
"""

from collections.abc import Iterator

from tests.benchmarks import finding
from tests.benchmarks.filling import sizes_to
from tests.benchmarks.report import Result


def measure() -> Iterator[Result]:
    """Yield the rows of all searches."""
    yield from finding.measure(sizes_to("FINDING_MAILS", finding.FULL))
