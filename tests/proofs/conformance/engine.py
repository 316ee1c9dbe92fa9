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

from klantmail_local.fouten import AntwoordtNiet, OntbreektNog
from klantmail_local.ministack import MiniStack
from klantmail_local.poorten import GASTHEER, Poorten
from klantmail_local.processen import beeindig_groep, leeft, schone_omgeving
from klantmail_local.werkmap import ROOT, Werkmap
from tests.support.engines import MOTO

_EMULATOR: Final = ROOT / ".tools/dynamodb-local/node_modules/amplify-dynamodb-simulator/emulator"
_GEDULD: Final = 30.0
"""Seconds to wait until an engine answers."""


@contextmanager
def moto() -> Iterator[str]:
    yield MOTO


@contextmanager
def ministack() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as map_:
        werkmap = Werkmap(Path(map_))
        werkmap.maak()
        gestart = MiniStack(werkmap, Poorten.vrij())
        gestart.start()
        try:
            yield gestart.endpoint
        finally:
            gestart.stop()


@contextmanager
def dynamodb_local() -> Iterator[str]:
    """Run DynamoDB Local. Raises: OntbreektNog; AntwoordtNiet."""
    java = shutil.which("java")
    if java is None:
        raise OntbreektNog("DynamoDB Local needs Java 17")
    poort = Poorten.vrij().aws
    opdracht = [java, "-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"]
    proces = subprocess.Popen(  # noqa: S603 - our own command line
        [*opdracht, "-inMemory", "-disableTelemetry", "-port", str(poort)],
        cwd=_EMULATOR,
        env=schone_omgeving({}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wacht_op(proces, poort)
        yield f"http://{GASTHEER}:{poort}"
    finally:
        beeindig_groep(proces, _GEDULD)


def _wacht_op(proces: subprocess.Popen[bytes], poort: int) -> None:
    einde = time.monotonic() + _GEDULD
    while time.monotonic() < einde and leeft(proces):
        try:
            socket.create_connection((GASTHEER, poort), timeout=1).close()
        except OSError:
            time.sleep(0.1)
            continue
        return
    raise AntwoordtNiet(f"DynamoDB Local does not answer on port {poort}")
