"""MiniStack as a child process, with its state in the environment's own directory."""

import json
import shutil
import subprocess
import time
from contextlib import suppress
from typing import Final

import httpx

from klantmail_local.aws import ACCESS_KEY, REGION, SECRET_KEY
from klantmail_local.errors import NoAnswer, NotInstalled
from klantmail_local.ports import HOST, Ports
from klantmail_local.processes import alive, clean_environment, end_group, tail
from klantmail_local.workdir import ROOT, Workdir, write_whole

_PYTHON: Final = ROOT / ".tools/ministack/bin/python"
_START: Final = ROOT / "local/klantmail_local/ministack_start.py"
_PATIENCE_START: Final = 60.0
_PATIENCE_STOP: Final = 30.0
"""Seconds to wait for a stop. It saves everything, and waits for functions that are running."""


class MiniStack:
    """One run of MiniStack.

    Its environment is inherited by its Lambda workers: that is how a deployed function finds the SES endpoint, and why
    the template needs no switch for this machine.
    """

    def __init__(self, workdir: Workdir, ports: Ports) -> None:
        self._workdir = workdir
        self._ports = ports
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def endpoint(self) -> str:
        return f"http://{HOST}:{self._ports.aws}"

    @property
    def pid(self) -> int:
        """Process id of MiniStack, which is also the number of its process group.

        Its Lambda workers run in that group.
        """
        if self._process is None:
            raise NoAnswer("MiniStack does not run")
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and alive(self._process)

    def start(self) -> None:
        """Start MiniStack, and return when it is ready. Raises: NotInstalled; NoAnswer."""
        if not _PYTHON.exists():
            raise NotInstalled("MiniStack is not installed: run make install")
        self._reset_stream_positions()
        shutil.rmtree(self._workdir.temporary)
        self._workdir.temporary.mkdir()
        with (self._workdir.logs / "ministack.log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  # nosec B603  # our own command line
                [str(_PYTHON), "-P", str(_START)],
                cwd=self._workdir.temporary,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_ready(self._process)

    def save(self) -> None:
        """Have everything saved now, and from here on what changes, each second. Raises: NoAnswer."""
        response = httpx.post(f"{self.endpoint}/_klantmail/bewaar", timeout=_PATIENCE_STOP, trust_env=False)
        if response.status_code != 204:
            log = self._workdir.logs / "ministack.log"
            raise NoAnswer(f"the state of MiniStack cannot be saved; the end of {log}:\n{tail(log)}")

    def stop(self) -> None:
        """End it and its Lambda workers; its state is saved."""
        if self._process is not None:
            end_group(self._process, _PATIENCE_STOP)
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process = None

    def _environment(self) -> dict[str, str]:
        workdir = self._workdir
        return clean_environment(
            {
                "AUTH": "true",
                "PERSIST_STATE": "1",
                "S3_PERSIST": "1",
                "STATE_DIR": str(workdir.state),
                "S3_DATA_DIR": str(workdir.objects),
                "TMPDIR": str(workdir.temporary),
                "BIND_HOST": HOST,
                "GATEWAY_PORT": str(self._ports.aws),
                "MINISTACK_REGION": REGION,
                "AWS_DEFAULT_REGION": REGION,
                "AWS_ACCESS_KEY_ID": ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
                # Nothing here uses these listeners.
                "SFTP_ENABLED": "0",
                "IOT_MTLS_ENABLED": "0",
                # This records the API calls, for a reader who wants to see what was asked of AWS (CloudTrail's
                # LookupEvents).
                "CLOUDTRAIL_RECORDING": "1",
                "CLOUDTRAIL_MAX_EVENTS": "2000",
                # The functions inherit this. Lambda sets the first, and a start goes by it.
                "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
                "AWS_ENDPOINT_URL_SESV2": f"http://{HOST}:{self._ports.ses}",
                "POWERTOOLS_TRACE_DISABLED": "true",
                "PYTHONDONTWRITEBYTECODE": "1",
            }
        )

    def _reset_stream_positions(self) -> None:
        """MiniStack saves how far a function has read in a table's stream, but not the stream: a position left
        over from the last run would skip the first records of this one."""
        file = self._workdir.state / "lambda.json"
        try:
            state = json.loads(file.read_bytes())
        except FileNotFoundError:
            return
        positions = state["payload"]["dynamodb_stream_positions"]["data"]
        positions.update(dict.fromkeys(positions, 0))
        write_whole(file, json.dumps(state).encode())

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + _PATIENCE_START
        with httpx.Client(timeout=2, trust_env=False) as client:
            while time.monotonic() < end and alive(process):
                with suppress(httpx.TransportError):
                    if client.get(f"{self.endpoint}/_ministack/ready").json()["status"] == "completed":
                        return
                time.sleep(0.1)
        log = self._workdir.logs / "ministack.log"
        raise NoAnswer(f"MiniStack does not answer on {self.endpoint}; the end of {log}:\n{tail(log)}")
