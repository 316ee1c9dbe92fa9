"""The report of a run on the local AWS: its figures, and the promises that it broke."""

import time

from tests.proofs.storm.inspection import broken_promises
from tests.proofs.storm.place import Place


class Report:
    """A report that prints figures, and remembers the broken promises."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self._begin = time.monotonic()

    def line(self, text: str) -> None:
        print(f"{time.monotonic() - self._begin:6.0f} s  {text}", flush=True)  # noqa: T201

    def require(self, good: bool, promise: str) -> None:
        self.line(f"{'kept  ' if good else 'BROKEN'}  {promise}")
        if not good:
            self.broken.append(promise)

    def judge(self, place: Place) -> None:
        """Check the promises over everything that is there."""
        broken = broken_promises(place.environment, place.client, place.sent)
        for line in broken[:20]:
            self.line(f"BROKEN  {line}")
        self.broken += broken
        self.line(f"        the promises over the table, the archive and the sink: {len(broken)} broken")
