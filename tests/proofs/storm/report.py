"""The report of a run on the local AWS: its figures, and the promises that it broke."""

import time

from tests.proofs.storm.inspection import gebroken_beloften
from tests.proofs.storm.place import Plek


class Verslag:
    """A report that prints figures, and remembers the broken promises."""

    def __init__(self) -> None:
        self.gebroken: list[str] = []
        self._begin = time.monotonic()

    def regel(self, tekst: str) -> None:
        print(f"{time.monotonic() - self._begin:6.0f} s  {tekst}", flush=True)  # noqa: T201

    def eis(self, goed: bool, belofte: str) -> None:
        self.regel(f"{'kept  ' if goed else 'BROKEN'}  {belofte}")
        if not goed:
            self.gebroken.append(belofte)

    def keur(self, waar: Plek) -> None:
        """Check the promises over everything that is there."""
        gebroken = gebroken_beloften(waar.omgeving, waar.client, waar.gestuurd)
        for regel in gebroken[:20]:
            self.regel(f"BROKEN  {regel}")
        self.gebroken += gebroken
        self.regel(f"        the promises over the table, the archive and the sink: {len(gebroken)} broken")
