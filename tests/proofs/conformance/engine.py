"""Start the engines: MiniStack as `make run` starts it, and AWS's DynamoDB Local."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from klantmail_local.errors import NoAnswer, NotInstalled
from klantmail_local.ministack import MiniStack
from klantmail_local.ports import HOST, Ports
from klantmail_local.processes import alive, clean_environment, end_group
from klantmail_local.workdir import ROOT, Workdir
from tests.support.engines import MOTO

_EMULATOR: Final = ROOT / ".tools/dynamodb-local/node_modules/amplify-dynamodb-simulator/emulator"
_PATIENCE: Final = 120.0
"""Seconds to wait until an engine answers."""


@contextmanager
def moto() -> Iterator[str]:
    yield MOTO


@contextmanager
def ministack() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as directory:
        workdir = Workdir(Path(directory))
        workdir.make()
        started = MiniStack(workdir, Ports.free())
        started.start()
        try:
            yield started.endpoint
        finally:
            started.stop()


@contextmanager
def dynamodb_local() -> Iterator[str]:
    """Run DynamoDB Local. Raises: NotInstalled; NoAnswer."""
    java = shutil.which("java")
    if java is None:
        raise NotInstalled("DynamoDB Local needs Java 17")
    port = Ports.free().aws
    # What is stored is SQLite's, outside the heap: Java would otherwise take a quarter of all memory for its own.
    command = [java, "-Xmx1g", "-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"]
    process = subprocess.Popen(  # noqa: S603 - our own command line
        [*command, "-inMemory", "-disableTelemetry", "-port", str(port)],
        cwd=_EMULATOR,
        env=clean_environment({}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(process, port)
        yield f"http://{HOST}:{port}"
    finally:
        end_group(process, _PATIENCE)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and alive(process):
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
            continue
        return
    raise NoAnswer(f"DynamoDB Local does not answer on port {port}")
