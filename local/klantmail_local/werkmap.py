"""The places of things: the checkout, and the directory that holds everything of one environment."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from klantmail_local.disk import write_through
from klantmail_local.fouten import LooptAl

ROOT: Final = Path(__file__).resolve().parents[2]
BOUW: Final = ROOT / ".aws-sam"
"""The output of `sam build`, which all environments of this checkout share."""


@dataclass(frozen=True, slots=True)
class Werkmap:
    """The directory of one environment: `.local/` for `make run`, a directory of its own for each test environment."""

    map: Path

    @property
    def staat(self) -> Path:
        """MiniStack's saved state."""
        return self.map / "staat"

    @property
    def objecten(self) -> Path:
        """The bytes in S3."""
        return self.map / "objecten"

    @property
    def tijdelijk(self) -> Path:
        """TMPDIR of MiniStack and its Lambda workers."""
        return self.map / "tijdelijk"

    @property
    def logs(self) -> Path:
        return self.map / "logs"

    @property
    def uitgaand(self) -> Path:
        """The sink: every mail that SES would have sent."""
        return self.map / "uitgaand"

    @property
    def spool(self) -> Path:
        """Mail that was accepted and is not taken in yet."""
        return self.map / "spool"

    @property
    def generatie(self) -> Path:
        """Number of the table's generation, once it is no longer the first."""
        return self.map / "generatie"

    @property
    def nog_te_lijsten(self) -> Path:
        """It is there from the moment at which a state was set aside until the mail of that state was listed again."""
        return self.map / "nog-te-lijsten"

    @property
    def omgeving(self) -> Path:
        """The file that tells others where everything is. It is there only while everything answers."""
        return self.map / "omgeving.json"

    @property
    def uitgerold(self) -> Path:
        """The fingerprint of what was deployed last into this state."""
        return self.map / "uitgerold"

    @property
    def poorten(self) -> Path:
        return self.map / "poorten.json"

    @property
    def logins(self) -> Path:
        return self.map / "logins.json"

    def maak(self) -> None:
        for onderdeel in (self.map, self.staat, self.objecten, self.tijdelijk, self.logs, self.uitgaand, self.spool):
            onderdeel.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def bezet(self) -> Iterator[None]:
        """Hold this directory for one running environment.

        The system lets go of it when the process ends, however it ends.

        Raises: LooptAl (an environment runs in it already).
        """
        self.map.mkdir(parents=True, exist_ok=True)
        with (self.map / "bezet").open("w") as bestand:
            try:
                fcntl.flock(bestand, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise LooptAl(f"an environment is running in {self.map} already; stop it first (Ctrl-C where it runs)") from None
            yield


def schrijf_ineens(pad: Path, inhoud: bytes) -> None:
    """Write a file so that a reader sees all of it or nothing, also after a pulled plug. Raises: OSError."""
    write_through(pad, inhoud)
