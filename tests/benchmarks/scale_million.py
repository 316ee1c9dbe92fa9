"""`scale` up to a million mails (`SCALE_MAILS`), on disk: more than an hour, and some 20 GB, so only when it is asked for."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import scale
from tests.benchmarks.report import Result


def measure() -> Iterator[Result]:
    """Yield the rows of all operations."""
    largest = int(os.environ.get("SCALE_MAILS", "1000000"))
    sizes = [size for size in (100, 10_000, 100_000) if size < largest]
    with tempfile.TemporaryDirectory() as directory:
        yield from scale.measure((*sizes, largest), Path(directory))
