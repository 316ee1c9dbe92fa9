"""The processes that this one starts, each in a group of its own, so that all of it can be ended."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from klantmail_local.errors import StepFailed

_TAIL: Final = 25


def clean_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The environment for a child process.

    It holds none of the user's own AWS settings, so that nothing can ever reach a real account.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SAM_"))}
    environment |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true"}
    return environment | dict(extra)


def run(command: Sequence[str], *, environment: Mapping[str, str], log: Path, workdir: Path) -> None:
    """Run a command to its end, with its output in `log`. Raises: StepFailed, with the end of that output."""
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603  # nosec B603  # our own command line
            command,
            cwd=workdir,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        finally:
            end_group(process, 5)
    if process.returncode:
        raise StepFailed(f"{' '.join(command[:2])} failed ({process.returncode}); the end of {log}:\n{tail(log)}")


def alive(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether the process runs.

    Unlike `poll()` this does not reap an ended process, so its group can still be ended.
    """
    return process.returncode is None and os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None


def end_group(process: subprocess.Popen[bytes], patience: float) -> None:
    """Ask the process to end, and end it after `patience` seconds. Whatever it left in its group ends too."""
    if process.returncode is not None:
        return
    # It is not reaped before its group is gone: as long as it is a zombie, its number cannot become somebody else's.
    os.kill(process.pid, signal.SIGTERM)
    end = time.monotonic() + patience
    while alive(process) and time.monotonic() < end:
        time.sleep(0.05)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def tail(log: Path) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-_TAIL:])
