"""The processes that this one starts, each in a group of its own, so that all of it can be ended."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from klantmail_local.fouten import StapMislukt

_STAART: Final = 25


def schone_omgeving(erbij: Mapping[str, str]) -> dict[str, str]:
    """The environment for a child process.

    It holds none of the user's own AWS settings, so that nothing can ever reach a real account.
    """
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith(("AWS_", "SAM_"))}
    omgeving |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true"}
    return omgeving | dict(erbij)


def voer_uit(opdracht: Sequence[str], *, omgeving: Mapping[str, str], log: Path, werkmap: Path) -> None:
    """Run a command to its end, with its output in `log`. Raises: StapMislukt, with the end of that output."""
    with log.open("wb") as uitvoer:
        proces = subprocess.Popen(  # noqa: S603  # nosec B603  # our own command line
            opdracht,
            cwd=werkmap,
            env=dict(omgeving),
            stdin=subprocess.DEVNULL,
            stdout=uitvoer,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            os.waitid(os.P_PID, proces.pid, os.WEXITED | os.WNOWAIT)
        finally:
            beeindig_groep(proces, 5)
    if proces.returncode:
        raise StapMislukt(f"{' '.join(opdracht[:2])} failed ({proces.returncode}); the end of {log}:\n{staart(log)}")


def leeft(proces: subprocess.Popen[bytes]) -> bool:
    """Tell whether the process runs.

    Unlike `poll()` this does not reap an ended process, so its group can still be ended.
    """
    return proces.returncode is None and os.waitid(os.P_PID, proces.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None


def beeindig_groep(proces: subprocess.Popen[bytes], geduld: float) -> None:
    """Ask the process to end, and end it after `geduld` seconds. Whatever it left in its group ends too."""
    if proces.returncode is not None:
        return
    # It is not reaped before its group is gone: as long as it is a zombie, its number cannot become somebody else's.
    os.kill(proces.pid, signal.SIGTERM)
    einde = time.monotonic() + geduld
    while leeft(proces) and time.monotonic() < einde:
        time.sleep(0.05)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(proces.pid, signal.SIGKILL)
    proces.wait()


def staart(log: Path) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-_STAART:])
