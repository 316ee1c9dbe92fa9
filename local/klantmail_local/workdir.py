"""The places of things: the checkout, and the directory that holds everything of one environment."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from klantmail_local.disk import write_through
from klantmail_local.errors import AlreadyRunning

ROOT: Final = Path(__file__).resolve().parents[2]
BUILD: Final = ROOT / ".aws-sam"
"""The output of `sam build`, which all environments of this checkout share."""


@dataclass(frozen=True, slots=True)
class Workdir:
    """The directory of one environment: `.local/` for `make run`, a directory of its own for each test environment."""

    path: Path

    @property
    def state(self) -> Path:
        """MiniStack's saved state."""
        return self.path / "staat"

    @property
    def objects(self) -> Path:
        """The bytes in S3."""
        return self.path / "objecten"

    @property
    def temporary(self) -> Path:
        """TMPDIR of MiniStack and its Lambda workers."""
        return self.path / "tijdelijk"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def uitgaand(self) -> Path:
        """The sink: every mail that SES would have sent."""
        return self.path / "uitgaand"

    @property
    def spool(self) -> Path:
        """Mail that was accepted and is not taken in yet."""
        return self.path / "spool"

    @property
    def generatie(self) -> Path:
        """Number of the table's generation, once it is no longer the first."""
        return self.path / "generatie"

    @property
    def to_relist(self) -> Path:
        """It is there from the moment at which a state was set aside until the mail of that state was listed again."""
        return self.path / "nog-te-lijsten"

    @property
    def environment(self) -> Path:
        """The file that tells others where everything is. It is there only while everything answers."""
        return self.path / "omgeving.json"

    @property
    def deployed(self) -> Path:
        """The fingerprint of what was deployed last into this state."""
        return self.path / "uitgerold"

    @property
    def ports(self) -> Path:
        return self.path / "poorten.json"

    @property
    def logins(self) -> Path:
        return self.path / "logins.json"

    def make(self) -> None:
        for part in (self.path, self.state, self.objects, self.temporary, self.logs, self.uitgaand, self.spool):
            part.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold this directory for one running environment.

        The system lets go of it when the process ends, however it ends.

        Raises: AlreadyRunning (an environment runs in it already).
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "bezet").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise AlreadyRunning(
                    f"an environment is running in {self.path} already; stop it first (Ctrl-C where it runs)"
                ) from None
            yield


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees all of it or nothing, also after a pulled plug. Raises: OSError."""
    write_through(path, content)
