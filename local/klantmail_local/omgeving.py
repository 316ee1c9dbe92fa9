"""A whole environment: MiniStack with the deployed stack, the logins, the SMTP inlet and the SES endpoint.

with start(tmp_path) as omgeving:
    client = Client(omgeving.gegevens)
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

from klantmail_local.aws import ACCESS_KEY, REGIO, SECRET_KEY, Aws
from klantmail_local.client import Client
from klantmail_local.fouten import AntwoordtNiet
from klantmail_local.logins import Login, als_json, maak_logins
from klantmail_local.lus import Lus
from klantmail_local.ministack import MiniStack
from klantmail_local.poorten import GASTHEER, Poorten
from klantmail_local.processen import staart
from klantmail_local.recovery import prepare
from klantmail_local.relisting import copy_raw_mail, relist
from klantmail_local.ses_eindpunt import SesEindpunt
from klantmail_local.smtp_inlaat import SmtpInlaat
from klantmail_local.spool import Spool
from klantmail_local.storingen import Storingen
from klantmail_local.uitrol import STACK, Stack, rol_uit
from klantmail_local.werkmap import ROOT, Werkmap, schrijf_ineens
from klantmail_local.werkplek import BUILT, Werkplek, settings

type Gegevens = dict[str, Any]
"""The contents of omgeving.json."""

_NOG_IN_OPBOUW: Final = 120.0
"""Seconds after which a worker that is being made has certainly started."""


@dataclass(frozen=True, slots=True)
class Omgeving:
    """An environment that answers."""

    gegevens: Gegevens
    aws: Aws
    stack: Stack
    werkmap: Werkmap
    storingen: Storingen
    """The faults that SES will show next."""
    berichten: tuple[str, ...]
    """The lines that tell the person at the terminal about the last stop. There are none after a clean one."""
    _ministack: MiniStack

    def controleer(self) -> None:
        """Raises: AntwoordtNiet (MiniStack ended by itself)."""
        if not self._ministack.leeft:
            log = self.werkmap.logs / "ministack.log"
            raise AntwoordtNiet(
                "MiniStack ended by itself; start again, and the next start says what it did about it. "
                f"The end of {log}:\n{staart(log)}"
            )

    def dood_functies(self, naam: str) -> int:
        """SIGKILL every running worker of the function with this logical id, as a crash in the middle of its work.

        MiniStack starts a new worker at the next call. This works only where there is a /proc (Linux).
        Returns: the number of workers that were killed.
        """
        geraakt = 0
        for proces in Path("/proc").iterdir():
            if not proces.name.isdigit():
                continue
            with suppress(FileNotFoundError, ProcessLookupError, PermissionError):
                if os.getpgid(int(proces.name)) != self._ministack.pid or int(proces.name) == self._ministack.pid:
                    continue
                omgeving = (proces / "environ").read_bytes().split(b"\0")
                if any(regel.startswith(f"AWS_LAMBDA_FUNCTION_NAME={STACK}-{naam}-".encode()) for regel in omgeving):
                    os.kill(int(proces.name), signal.SIGKILL)
                    geraakt += 1
        return geraakt

    def dood_aws(self) -> None:
        """SIGKILL MiniStack and every worker at once. The next `start` finds what is left."""
        os.killpg(self._ministack.pid, signal.SIGKILL)

    def ruim_werkers_op(self) -> None:
        """Remove what workers that are gone had unpacked.

        MiniStack leaves it, tens of megabytes for each worker. This works only on Linux.
        """
        in_gebruik = b" ".join(_opdrachtregels(self._ministack.pid))
        grens = time.time() - _NOG_IN_OPBOUW
        for map_ in self.werkmap.tijdelijk.glob("ministack-lambda-*"):
            with suppress(FileNotFoundError):
                if bytes(map_) not in in_gebruik and map_.stat().st_mtime < grens:
                    shutil.rmtree(map_, ignore_errors=True)

    def herstart_aws(self) -> None:
        """Stop MiniStack (which saves its state) and start it again."""
        self._ministack.stop()
        self._ministack.start()
        self._ministack.bewaar()


def _opdrachtregels(groep: int) -> Iterator[bytes]:
    """The command lines of the processes in this process group."""
    for proces in Path("/proc").iterdir():
        if proces.name.isdigit():
            with suppress(FileNotFoundError, ProcessLookupError, PermissionError):
                if os.getpgid(int(proces.name)) == groep:
                    yield (proces / "cmdline").read_bytes()


@contextmanager
def start(werkmap: Path, poorten: Poorten | None = None, voortgang: Callable[[str], None] = lambda _: None) -> Iterator[Omgeving]:
    """Start a whole environment, with its state in `werkmap`. It ends with the block, and its state stays.

    Args:
        werkmap: made when it is not there; nothing else may use it.
        poorten: default: those of an earlier start with this state, else free ones.
        voortgang: called with a line for each step.
    Raises: LooptAl, PoortBezet, OntbreektNog, StapMislukt, AntwoordtNiet, KapotBestand.
    """
    plek = Werkmap(werkmap.resolve())
    with ExitStack() as stapel:
        stapel.enter_context(plek.bezet())
        plek.maak()
        plek.omgeving.unlink(missing_ok=True)
        poorten = poorten or Poorten.onthouden(plek.poorten) or Poorten.vrij()
        poorten.controleer()
        poorten.onthoud(plek.poorten)
        begin = prepare(plek)
        spool = Spool(plek.spool)
        kapotte_mails = spool.set_broken_aside()

        lus = Lus()
        stapel.callback(lus.stop)
        ministack = MiniStack(plek, poorten)
        aws = Aws(ministack.endpoint)
        ses = SesEindpunt(aws, plek.uitgaand, poorten.ses)
        stapel.callback(lambda: lus.voer_uit(ses.stop()))
        if begin.clean:
            lus.voer_uit(ses.start())
        voortgang("MiniStack")
        stapel.callback(ministack.stop)
        ministack.start()
        stack = rol_uit(aws, plek, begin.generatie, poorten.origin, voortgang)
        if not begin.clean:
            # Not before the functions know the new generation: until then nothing may leave.
            lus.voer_uit(ses.start())
        logins = maak_logins(aws, stack, plek)

        gegevens = _gegevens(plek, poorten, aws, stack, logins)
        voortgang("first answer of the API")
        _controleer_api(plek, Client(gegevens), stack)
        if begin.to_relist:
            copy_raw_mail(aws, stack)
        teruggelegd = 0 if begin.clean else relist(aws)
        ministack.bewaar()
        plek.nog_te_lijsten.unlink(missing_ok=True)
        smtp = SmtpInlaat(aws, stack, spool, poorten.smtp)
        stapel.callback(lambda: lus.voer_uit(smtp.stop()))
        herhaald = lus.voer_uit(smtp.start())
        if (BUILT / "index.html").exists():
            page = Werkplek(BUILT, settings(gegevens), [aws.endpoint], poorten.werkplek)
            stapel.callback(lambda: lus.voer_uit(page.stop()))
            lus.voer_uit(page.start())
            gegevens["werkplek"] = f"{poorten.origin}/"
        schrijf_ineens(plek.omgeving, json.dumps(gegevens, indent=2).encode() + b"\n")
        stapel.callback(plek.omgeving.unlink, missing_ok=True)
        berichten = [*begin.set_aside, *(f"a mail on the spool is not whole; it was set aside as {pad}" for pad in kapotte_mails)]
        if not begin.clean:
            berichten.append(_over_de_vorige_keer(begin.generatie, herhaald, teruggelegd))
        yield Omgeving(gegevens, aws, stack, plek, ses.storingen, tuple(berichten), ministack)


def _over_de_vorige_keer(generatie: str, herhaald: int, teruggelegd: int) -> str:
    return (
        f"The last stop was not a clean one, so this is generation {generatie}: nothing that waited to be sent leaves by itself. "
        f"It becomes onbekend, and a beheerder decides. Mails taken in again from the spool: {herhaald}; put back from the "
        f"archive, for the vangnet to list within fifteen minutes: {teruggelegd}."
    )


def _gegevens(plek: Werkmap, poorten: Poorten, aws: Aws, stack: Stack, logins: tuple[Login, ...]) -> Gegevens:
    uitgaand = plek.uitgaand.relative_to(ROOT) if plek.uitgaand.is_relative_to(ROOT) else plek.uitgaand
    return {
        "api": stack.api,
        "smtp": {"host": GASTHEER, "port": poorten.smtp},
        "uitgaand": str(uitgaand),
        "werkplek": None,
        "cognito": {"endpoint": aws.endpoint, "region": REGIO, "userPoolId": stack.gebruikerspool, "clientId": stack.client},
        "medewerkers": als_json(logins),
        "aws": {
            "endpoint": aws.endpoint,
            "region": REGIO,
            "accessKeyId": ACCESS_KEY,
            "secretAccessKey": SECRET_KEY,
            "stack": STACK,
            "tabel": stack.tabel,
            "intake": stack.intake,
            "archief": stack.archief,
            "uploads": stack.uploads,
        },
        "postvakken": list(stack.postvakken),
    }


def _controleer_api(plek: Werkmap, client: Client, stack: Stack) -> None:
    """Read the werkvoorraad of a mailbox, as an agent sees it.

    For that the gateway, the login, the function and its role all have to be right.
    """
    with client.als_medewerker() as api:
        response = api.get("/emailberichten", params={"postvak": stack.postvakken[0]})
    if response.status_code != 200:
        log = plek.logs / "ministack.log"
        raise AntwoordtNiet(
            f"GET /emailberichten answers {response.status_code}: {response.text[:500]}\nthe end of {log}:\n{staart(log)}"
        )
