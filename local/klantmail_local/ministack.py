"""MiniStack as a child process, with its state in the environment's own directory."""

import json
import shutil
import subprocess
import time
from contextlib import suppress
from typing import Final

import httpx

from klantmail_local.aws import ACCESS_KEY, REGIO, SECRET_KEY
from klantmail_local.fouten import AntwoordtNiet, OntbreektNog
from klantmail_local.poorten import GASTHEER, Poorten
from klantmail_local.processen import beeindig_groep, leeft, schone_omgeving, staart
from klantmail_local.werkmap import ROOT, Werkmap, schrijf_ineens

_PYTHON: Final = ROOT / ".tools/ministack/bin/python"
_START: Final = ROOT / "local/klantmail_local/ministack_start.py"
_GEDULD_START: Final = 60.0
_GEDULD_STOP: Final = 30.0
"""Seconds to wait for a stop. It saves everything, and waits for functions that are running."""


class MiniStack:
    """One run of MiniStack.

    Its environment is inherited by its Lambda workers: that is how a deployed function finds the SES endpoint, and why
    the template needs no switch for this machine.
    """

    def __init__(self, werkmap: Werkmap, poorten: Poorten) -> None:
        self._werkmap = werkmap
        self._poorten = poorten
        self._proces: subprocess.Popen[bytes] | None = None

    @property
    def endpoint(self) -> str:
        return f"http://{GASTHEER}:{self._poorten.aws}"

    @property
    def pid(self) -> int:
        """Process id of MiniStack, which is also the number of its process group.

        Its Lambda workers run in that group.
        """
        if self._proces is None:
            raise AntwoordtNiet("MiniStack does not run")
        return self._proces.pid

    @property
    def leeft(self) -> bool:
        return self._proces is not None and leeft(self._proces)

    def start(self) -> None:
        """Start MiniStack, and return when it is ready. Raises: OntbreektNog; AntwoordtNiet."""
        if not _PYTHON.exists():
            raise OntbreektNog("MiniStack is not installed: run make install")
        self._herstel_leesposities()
        shutil.rmtree(self._werkmap.tijdelijk)
        self._werkmap.tijdelijk.mkdir()
        with (self._werkmap.logs / "ministack.log").open("wb") as log:
            self._proces = subprocess.Popen(  # noqa: S603  # nosec B603  # our own command line
                [str(_PYTHON), "-P", str(_START)],
                cwd=self._werkmap.tijdelijk,
                env=self._omgeving(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wacht_tot_gereed(self._proces)

    def bewaar(self) -> None:
        """Have everything saved now, and from here on what changes, each second. Raises: AntwoordtNiet."""
        response = httpx.post(f"{self.endpoint}/_klantmail/bewaar", timeout=_GEDULD_STOP, trust_env=False)
        if response.status_code != 204:
            log = self._werkmap.logs / "ministack.log"
            raise AntwoordtNiet(f"the state of MiniStack cannot be saved; the end of {log}:\n{staart(log)}")

    def stop(self) -> None:
        """End it and its Lambda workers; its state is saved."""
        if self._proces is not None:
            beeindig_groep(self._proces, _GEDULD_STOP)
            if self._proces.stdin is not None:
                self._proces.stdin.close()
            self._proces = None

    def _omgeving(self) -> dict[str, str]:
        werkmap = self._werkmap
        return schone_omgeving(
            {
                "AUTH": "true",
                "PERSIST_STATE": "1",
                "S3_PERSIST": "1",
                "STATE_DIR": str(werkmap.staat),
                "S3_DATA_DIR": str(werkmap.objecten),
                "TMPDIR": str(werkmap.tijdelijk),
                "BIND_HOST": GASTHEER,
                "GATEWAY_PORT": str(self._poorten.aws),
                "MINISTACK_REGION": REGIO,
                "AWS_DEFAULT_REGION": REGIO,
                "AWS_ACCESS_KEY_ID": ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
                # Nothing here uses these listeners.
                "SFTP_ENABLED": "0",
                "IOT_MTLS_ENABLED": "0",
                # This records the API calls, for a reader who wants to see what was asked of AWS (CloudTrail's
                # LookupEvents).
                "CLOUDTRAIL_RECORDING": "1",
                "CLOUDTRAIL_MAX_EVENTS": "2000",
                # The functions inherit this.
                "AWS_ENDPOINT_URL_SESV2": f"http://{GASTHEER}:{self._poorten.ses}",
                "POWERTOOLS_TRACE_DISABLED": "true",
                "PYTHONDONTWRITEBYTECODE": "1",
            }
        )

    def _herstel_leesposities(self) -> None:
        """MiniStack saves how far a function has read in a table's stream, but not the stream: a position left
        over from the last run would skip the first records of this one."""
        bestand = self._werkmap.staat / "lambda.json"
        try:
            staat = json.loads(bestand.read_bytes())
        except FileNotFoundError:
            return
        posities = staat["payload"]["dynamodb_stream_positions"]["data"]
        posities.update(dict.fromkeys(posities, 0))
        schrijf_ineens(bestand, json.dumps(staat).encode())

    def _wacht_tot_gereed(self, proces: subprocess.Popen[bytes]) -> None:
        einde = time.monotonic() + _GEDULD_START
        while time.monotonic() < einde and leeft(proces):
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.endpoint}/_ministack/ready", timeout=2, trust_env=False).json()["status"] == "completed":
                    return
            time.sleep(0.1)
        log = self._werkmap.logs / "ministack.log"
        raise AntwoordtNiet(f"MiniStack does not answer on {self.endpoint}; the end of {log}:\n{staart(log)}")
