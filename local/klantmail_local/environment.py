"""A whole environment: MiniStack with the deployed stack, the logins, the SMTP inlet and the SES endpoint.

with start(tmp_path) as environment:
    client = Client(environment.details)
"""

import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from klantmail_local.aws import ACCESS_KEY, REGION, SECRET_KEY, Aws
from klantmail_local.client import Client
from klantmail_local.errors import NoAnswer
from klantmail_local.faults import Faults
from klantmail_local.logins import Login, as_json, make_logins
from klantmail_local.loop import Loop
from klantmail_local.ministack import MiniStack
from klantmail_local.ports import HOST, Ports
from klantmail_local.processes import tail
from klantmail_local.recovery import prepare
from klantmail_local.relisting import copy_raw_mail, relist
from klantmail_local.rollout import STACK, Stack, roll_out
from klantmail_local.ses_endpoint import SesEndpoint
from klantmail_local.smtp_inlet import SmtpInlet
from klantmail_local.spool import Spool
from klantmail_local.werkplek import BUILT, Werkplek, settings
from klantmail_local.workdir import ROOT, Workdir, write_whole

type Details = dict[str, Any]
"""The contents of omgeving.json."""

_BEING_MADE: Final = 120.0
"""Seconds after which a worker that is being made has certainly started."""


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment that answers."""

    details: Details
    aws: Aws
    stack: Stack
    workdir: Workdir
    faults: Faults
    """The faults that SES will show next."""
    notices: tuple[str, ...]
    """The lines that tell the person at the terminal about the last stop. There are none after a clean one."""
    _ministack: MiniStack

    def check(self) -> None:
        """Raises: NoAnswer (MiniStack ended by itself)."""
        if not self._ministack.alive:
            log = self.workdir.logs / "ministack.log"
            raise NoAnswer(
                "MiniStack ended by itself; start again, and the next start says what it did about it. "
                f"The end of {log}:\n{tail(log)}"
            )

    def kill_functions(self, name: str) -> int:
        """SIGKILL every running worker of the function with this logical id, as a crash in the middle of its work.

        MiniStack starts a new worker at the next call. This works only where there is a /proc (Linux).
        Returns: the number of workers that were killed.
        """
        hit = 0
        for process in Path("/proc").iterdir():
            if not process.name.isdigit():
                continue
            with suppress(FileNotFoundError, ProcessLookupError, PermissionError):
                if os.getpgid(int(process.name)) != self._ministack.pid or int(process.name) == self._ministack.pid:
                    continue
                environment = (process / "environ").read_bytes().split(b"\0")
                if any(line.startswith(f"AWS_LAMBDA_FUNCTION_NAME={STACK}-{name}-".encode()) for line in environment):
                    os.kill(int(process.name), signal.SIGKILL)
                    hit += 1
        return hit

    def kill_aws(self) -> None:
        """SIGKILL MiniStack and every worker at once. The next `start` finds what is left."""
        os.killpg(self._ministack.pid, signal.SIGKILL)

    def clear_workers(self) -> None:
        """Remove what workers that are gone had unpacked.

        MiniStack leaves it, tens of megabytes for each worker. This works only on Linux.
        """
        in_use = b" ".join(_command_lines(self._ministack.pid))
        limit = time.time() - _BEING_MADE
        for directory in self.workdir.temporary.glob("ministack-lambda-*"):
            with suppress(FileNotFoundError):
                if bytes(directory) not in in_use and directory.stat().st_mtime < limit:
                    shutil.rmtree(directory, ignore_errors=True)

    def restart_aws(self) -> None:
        """Stop MiniStack (which saves its state) and start it again."""
        self._ministack.stop()
        self._ministack.start()
        self._ministack.save()


def _command_lines(group: int) -> Iterator[bytes]:
    """The command lines of the processes in this process group."""
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with suppress(FileNotFoundError, ProcessLookupError, PermissionError):
                if os.getpgid(int(process.name)) == group:
                    yield (process / "cmdline").read_bytes()


@contextmanager
def start(workdir: Path, ports: Ports | None = None, progress: Callable[[str], None] = lambda _: None) -> Iterator[Environment]:
    """Start a whole environment, with its state in `workdir`. It ends with the block, and its state stays.

    Args:
        workdir: made when it is not there; nothing else may use it.
        ports: default: those of an earlier start with this state, else free ones.
        progress: called with a line for each step.
    Raises: AlreadyRunning, PortInUse, NotInstalled, StepFailed, NoAnswer, BrokenFile.
    """
    place = Workdir(workdir.resolve())
    with ExitStack() as exits:
        exits.enter_context(place.held())
        place.make()
        place.environment.unlink(missing_ok=True)
        ports = ports or Ports.remembered(place.ports) or Ports.free()
        ports.check()
        ports.remember(place.ports)
        begin = prepare(place)
        spool = Spool(place.spool)
        broken_mails = spool.set_broken_aside()

        loop = Loop()
        exits.callback(loop.stop)
        ministack = MiniStack(place, ports)
        aws = Aws(ministack.endpoint)
        ses = SesEndpoint(aws, place.uitgaand, ports.ses)
        exits.callback(lambda: loop.run(ses.stop()))
        if begin.clean:
            loop.run(ses.start())
        progress("MiniStack")
        exits.callback(ministack.stop)
        ministack.start()
        stack = roll_out(aws, place, begin.generatie, ports.origin, progress)
        if not begin.clean:
            # Not before the functions know the new generation: until then nothing may leave.
            loop.run(ses.start())
        logins = make_logins(aws, stack, place)

        details = _details(place, ports, aws, stack, logins)
        progress("first answer of the API")
        _check_api(place, Client(details), stack)
        if begin.to_relist:
            copy_raw_mail(aws, stack)
        put_back = 0 if begin.clean else relist(aws)
        ministack.save()
        place.to_relist.unlink(missing_ok=True)
        smtp = SmtpInlet(aws, stack, spool, ports.smtp)
        exits.callback(lambda: loop.run(smtp.stop()))
        repeated = loop.run(smtp.start())
        if (BUILT / "index.html").exists():
            page = Werkplek(BUILT, settings(details), [aws.endpoint], ports.werkplek)
            exits.callback(lambda: loop.run(page.stop()))
            loop.run(page.start())
            details["werkplek"] = f"{ports.origin}/"
        write_whole(place.environment, json.dumps(details, indent=2).encode() + b"\n")
        exits.callback(place.environment.unlink, missing_ok=True)
        notices = [*begin.set_aside, *(f"a mail on the spool is not whole; it was set aside as {path}" for path in broken_mails)]
        if not begin.clean:
            notices.append(_about_the_last_stop(begin.generatie, repeated, put_back))
        yield Environment(details, aws, stack, place, ses.faults, tuple(notices), ministack)


def _about_the_last_stop(generatie: str, repeated: int, put_back: int) -> str:
    return (
        f"The last stop was not a clean one, so this is generation {generatie}: nothing that waited to be sent leaves by itself. "
        f"It becomes onbekend, and a beheerder decides. Mails taken in again from the spool: {repeated}; put back from the "
        f"archive, for the vangnet to list within fifteen minutes: {put_back}."
    )


def _details(place: Workdir, ports: Ports, aws: Aws, stack: Stack, logins: tuple[Login, ...]) -> Details:
    uitgaand = place.uitgaand.relative_to(ROOT) if place.uitgaand.is_relative_to(ROOT) else place.uitgaand
    return {
        "api": stack.api,
        "smtp": {"host": HOST, "port": ports.smtp},
        "uitgaand": str(uitgaand),
        "werkplek": None,
        "cognito": {"endpoint": aws.endpoint, "region": REGION, "userPoolId": stack.user_pool, "clientId": stack.client},
        "medewerkers": as_json(logins),
        "aws": {
            "endpoint": aws.endpoint,
            "region": REGION,
            "accessKeyId": ACCESS_KEY,
            "secretAccessKey": SECRET_KEY,
            "stack": STACK,
            "tabel": stack.table,
            "intake": stack.intake,
            "archief": stack.archief,
            "uploads": stack.uploads,
        },
        "postvakken": list(stack.postvakken),
    }


def _check_api(place: Workdir, client: Client, stack: Stack) -> None:
    """Read the werkvoorraad of a mailbox, as an agent sees it.

    For that the gateway, the login, the function and its role all have to be right.
    """
    with client.as_medewerker() as api:
        response = api.get("/emailberichten", params={"postvak": stack.postvakken[0]})
    if response.status_code != 200:
        log = place.logs / "ministack.log"
        raise NoAnswer(
            f"GET /emailberichten answers {response.status_code}: {response.text[:500]}\nthe end of {log}:\n{tail(log)}"
        )
