"""The command line: `python -m klantmail_local run | clean | scenario | herontleed | token | waarde`.

`token` and `waarde` are for scripts.
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
from klantmail_local.fouten import LokaalFout
from klantmail_local.herontleed import herontleed
from klantmail_local.omgeving import Omgeving, start
from klantmail_local.poorten import Poorten
from klantmail_local.scenario import Scenario, ScenarioMislukt
from klantmail_local.werkmap import BOUW, ROOT, Werkmap

_LOKAAL: Final = ROOT / ".local"


class Gestopt(BaseException):
    """Ctrl-C or SIGTERM. It is no Exception, so that no handler on the way takes it for an error of its own."""


def main() -> int:
    keuze = argparse.ArgumentParser(prog="klantmail_local", description=__doc__)
    opdrachten = keuze.add_subparsers(required=True, metavar="run | clean | scenario | herontleed | token | waarde")
    for naam, doe in (("run", _run), ("clean", _clean), ("scenario", _scenario), ("herontleed", _herontleed)):
        opdrachten.add_parser(naam).set_defaults(doe=lambda _, doe=doe: doe())
    token = opdrachten.add_parser("token", help="print the ID token of a login")
    token.add_argument("nummer", type=int, nargs="?", default=0, help="place in medewerkers, 0 is the first agent")
    token.set_defaults(doe=_token)
    waarde = opdrachten.add_parser("waarde", help="print a value of .local/omgeving.json")
    waarde.add_argument("pad", help="such as api or smtp.port")
    waarde.set_defaults(doe=_waarde)
    gekozen = keuze.parse_args()
    try:
        return int(gekozen.doe(gekozen))
    except LokaalFout as fout:
        _zeg(f"klantmail: {fout}", naar_fouten=True)
        return 1
    except OSError as fout:
        _zeg(f"klantmail: {fout.strerror or fout}{f': {fout.filename}' if fout.filename else ''}", naar_fouten=True)
        return 1
    except Gestopt:
        return 0


def _run() -> int:
    begin = time.monotonic()
    for teken in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(teken, _stop)
    plek = Werkmap(_LOKAAL)
    plek.maak()
    logging.basicConfig(filename=plek.logs / "lokaal.log", filemode="w", format="%(asctime)s %(name)s %(message)s")
    with start(_LOKAAL, Poorten.uit(os.environ), lambda stap: _zeg(f"· {stap}")) as omgeving:
        _zeg(_uitleg(omgeving, time.monotonic() - begin))
        while True:
            time.sleep(1)
            omgeving.controleer()


def _clean() -> int:
    with Werkmap(_LOKAAL).bezet():
        for pad in (_LOKAAL, BOUW):
            shutil.rmtree(pad, ignore_errors=True)
    _zeg("Forgotten: .local and .aws-sam")
    return 0


def _client() -> Client:
    try:
        return Client.van(Werkmap(_LOKAAL).omgeving)
    except FileNotFoundError:
        raise LokaalFout("nothing runs here: start it with make run, and wait until it is ready") from None


def _token(gekozen: argparse.Namespace) -> int:
    client = _client()
    if not 0 <= gekozen.nummer < len(client.gegevens["medewerkers"]):
        raise LokaalFout(f"there is no login {gekozen.nummer}: give a number from 0 to {len(client.gegevens['medewerkers']) - 1}")
    _zeg(client.token(gekozen.nummer))
    return 0


def _waarde(gekozen: argparse.Namespace) -> int:
    waarde: Any = _client().gegevens
    for key in str(gekozen.pad).split("."):
        waarde = waarde[int(key)] if isinstance(waarde, list) else waarde.get(key)
        if waarde is None:
            raise LokaalFout(f"omgeving.json has no {gekozen.pad}")
    _zeg(str(waarde))
    return 0


def _herontleed() -> int:
    gegevens = _client().gegevens["aws"]
    bekeken, veranderd = herontleed(Aws(gegevens["endpoint"]), gegevens["archief"], _zeg)
    _zeg(f"{bekeken} mails read again, {veranderd} would change")
    return 0


def _scenario() -> int:
    client = _client()
    try:
        Scenario(client, _zeg).speel()
    except (ScenarioMislukt, TimeoutError, httpx.HTTPError) as fout:
        _zeg(f"✗ {fout}", naar_fouten=True)
        return 1
    _zeg("\nC1199 holds.")
    return 0


def _stop(_: int, __: FrameType | None) -> NoReturn:
    for teken in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(teken, signal.SIG_IGN)  # one signal is enough: from here on it stops
    _zeg("\n· stopping (the state is kept; make clean forgets it)")
    raise Gestopt


def _uitleg(omgeving: Omgeving, seconden: float) -> str:
    gegevens = omgeving.gegevens
    smtp = gegevens["smtp"]
    logins = "\n".join(
        f"                {login['gebruikersnaam']}  {login['wachtwoord']}  ({login['groep']})"
        for login in gegevens["medewerkers"]
    )
    return f"""
Klantmail runs (ready in {seconden:.0f} s).

  werkplek      {gegevens["werkplek"] or "not built: run make ui"}
  API           {gegevens["api"]}
  mail in       smtp://{smtp["host"]}:{smtp["port"]}  for {", ".join(gegevens["postvakken"])}
  mail out      {gegevens["uitgaand"]}/*.eml
  AWS           {gegevens["aws"]["endpoint"]}  (stack {gegevens["aws"]["stack"]}, region {gegevens["aws"]["region"]})
  logins
{logins}
  all of it     {os.path.relpath(omgeving.werkmap.omgeving)}
  logs          {os.path.relpath(omgeving.werkmap.logs)}/

Try next, in another terminal:
  make scenario         plays use case C1199: a mail in, an answer out, both klantcontacten
  README.md             the same by hand, with curl
What was accepted is kept, also when this is killed: mail that got 250, and what the API stored. Logs since the last clean stop
are not, nor a sam deploy by hand. After a kill nothing that waited is sent by itself; the next start says so.
Ctrl-C stops everything.
{"".join(f"{chr(10)}! {bericht}{chr(10)}" for bericht in omgeving.berichten)}"""


def _zeg(regel: str, *, naar_fouten: bool = False) -> None:
    print(regel, file=sys.stderr if naar_fouten else sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main())
