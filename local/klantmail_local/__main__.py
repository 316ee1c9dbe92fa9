"""The command line: `python -m klantmail_local run | clean | scenario | herontleed | token | value`.

`token` and `value` are for scripts.
"""

import argparse
import logging
import os
import shutil
import signal
import sys
import time
from types import FrameType
from typing import Any, Final, NoReturn

import httpx

from klantmail_local.aws import Aws
from klantmail_local.client import Client
from klantmail_local.environment import Environment, start
from klantmail_local.errors import LocalError
from klantmail_local.herontleed import herontleed
from klantmail_local.ports import Ports
from klantmail_local.scenario import Scenario, ScenarioFailed
from klantmail_local.workdir import BUILD, ROOT, Workdir

_LOCAL: Final = ROOT / ".local"


class Stopped(BaseException):
    """Ctrl-C or SIGTERM. It is no Exception, so that no handler on the way takes it for an error of its own."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="klantmail_local", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="run | clean | scenario | herontleed | token | value")
    for name, do in (("run", _run), ("clean", _clean), ("scenario", _scenario), ("herontleed", _herontleed)):
        commands.add_parser(name).set_defaults(do=lambda _, do=do: do())
    token = commands.add_parser("token", help="print the ID token of a login")
    token.add_argument("number", type=int, nargs="?", default=0, help="place in medewerkers, 0 is the first agent")
    token.set_defaults(do=_token)
    value = commands.add_parser("value", help="print a value of .local/omgeving.json")
    value.add_argument("path", help="such as api or smtp.port")
    value.set_defaults(do=_value)
    chosen = parser.parse_args()
    try:
        return int(chosen.do(chosen))
    except LocalError as error:
        _say(f"klantmail: {error}", to_stderr=True)
        return 1
    except OSError as error:
        _say(f"klantmail: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", to_stderr=True)
        return 1
    except Stopped:
        return 0


def _run() -> int:
    begin = time.monotonic()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _stop)
    place = Workdir(_LOCAL)
    place.make()
    logging.basicConfig(filename=place.logs / "lokaal.log", filemode="w", format="%(asctime)s %(name)s %(message)s")
    with start(_LOCAL, Ports.parse(os.environ), lambda step: _say(f"· {step}")) as environment:
        _say(_explanation(environment, time.monotonic() - begin))
        while True:
            time.sleep(1)
            environment.check()


def _clean() -> int:
    with Workdir(_LOCAL).held():
        for path in (_LOCAL, BUILD):
            shutil.rmtree(path, ignore_errors=True)
    _say("Forgotten: .local and .aws-sam")
    return 0


def _client() -> Client:
    try:
        return Client.load(Workdir(_LOCAL).environment)
    except FileNotFoundError:
        raise LocalError("nothing runs here: start it with make run, and wait until it is ready") from None


def _token(chosen: argparse.Namespace) -> int:
    client = _client()
    if not 0 <= chosen.number < len(client.details["medewerkers"]):
        raise LocalError(f"there is no login {chosen.number}: give a number from 0 to {len(client.details['medewerkers']) - 1}")
    _say(client.token(chosen.number))
    return 0


def _value(chosen: argparse.Namespace) -> int:
    value: Any = _client().details
    for key in str(chosen.path).split("."):
        value = value[int(key)] if isinstance(value, list) else value.get(key)
        if value is None:
            raise LocalError(f"omgeving.json has no {chosen.path}")
    _say(str(value))
    return 0


def _herontleed() -> int:
    details = _client().details["aws"]
    seen, changed = herontleed(Aws(details["endpoint"]), details["archief"], _say)
    _say(f"{seen} mails read again, {changed} would change")
    return 0


def _scenario() -> int:
    client = _client()
    try:
        Scenario(client, _say).play()
    except (ScenarioFailed, TimeoutError, httpx.HTTPError) as error:
        _say(f"✗ {error}", to_stderr=True)
        return 1
    _say("\nC1199 holds.")
    return 0


def _stop(_: int, __: FrameType | None) -> NoReturn:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # one signal is enough: from here on it stops
    _say("\n· stopping (the state is kept; make clean forgets it)")
    raise Stopped


def _explanation(environment: Environment, seconds: float) -> str:
    details = environment.details
    smtp = details["smtp"]
    logins = "\n".join(
        f"                {login['gebruikersnaam']}  {login['wachtwoord']}  ({login['groep']})"
        for login in details["medewerkers"]
    )
    return f"""
Klantmail runs (ready in {seconds:.0f} s).

  werkplek      {details["werkplek"] or "not built: run make ui"}
  API           {details["api"]}
  mail in       smtp://{smtp["host"]}:{smtp["port"]}  for {", ".join(details["postvakken"])}
  mail out      {details["uitgaand"]}/*.eml
  AWS           {details["aws"]["endpoint"]}  (stack {details["aws"]["stack"]}, region {details["aws"]["region"]})
  logins
{logins}
  all of it     {os.path.relpath(environment.workdir.environment)}
  logs          {os.path.relpath(environment.workdir.logs)}/

Try next, in another terminal:
  make scenario         plays use case C1199: a mail in, an answer out, both klantcontacten
  README.md             the same by hand, with curl
What was accepted is kept, also when this is killed: mail that got 250, and what the API stored. Logs since the last clean stop
are not, nor a sam deploy by hand. After a kill nothing that waited is sent by itself; the next start says so.
Ctrl-C stops everything.
{"".join(f"{chr(10)}! {notice}{chr(10)}" for notice in environment.notices)}"""


def _say(line: str, *, to_stderr: bool = False) -> None:
    print(line, file=sys.stderr if to_stderr else sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main())
