"""The ports of an environment, and the variables by which they are set."""

import errno
import json
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from klantmail_local.fouten import KapotBestand, LokaalFout, PoortBezet
from klantmail_local.werkmap import schrijf_ineens

GASTHEER: Final = "127.0.0.1"
_VARIABELEN: Final = {"smtp": "SMTP_PORT", "aws": "AWS_PORT", "ses": "SES_PORT", "werkplek": "WERKPLEK_PORT"}


@dataclass(frozen=True, slots=True)
class Poorten:
    smtp: int = 2525
    """Port of the SMTP inlet."""
    aws: int = 4566
    """Port of MiniStack, which is all of AWS, the API included."""
    ses: int = 4579
    """Port of the SES v2 endpoint."""
    werkplek: int = 4600
    """Port of the page where agents work."""

    @property
    def origin(self) -> str:
        """The origin of the page, as a browser names it."""
        return f"http://{GASTHEER}:{self.werkplek}"

    @classmethod
    def uit(cls, omgeving: Mapping[str, str]) -> Self:
        """The ports that the environment variables name, else the defaults.

        Raises: LokaalFout (a value that is no port, or a port that is given twice).
        """
        gekozen: dict[str, int] = {}
        for naam, variabele in _VARIABELEN.items():
            tekst = omgeving.get(variabele, "")
            if not tekst:
                continue
            if not (tekst.isascii() and tekst.isdigit() and 0 < int(tekst) < 65536):
                raise LokaalFout(f"{variabele}={tekst} is not a port: give a number from 1 to 65535")
            gekozen[naam] = int(tekst)
        poorten = cls(**gekozen)
        gezien: dict[int, str] = {}
        for naam, variabele in _VARIABELEN.items():
            poort = getattr(poorten, naam)
            if poort in gezien:
                raise LokaalFout(f"{gezien[poort]} and {variabele} are both {poort}: give each a port of its own")
            gezien[poort] = variabele
        return poorten

    @classmethod
    def vrij(cls) -> Self:
        """Ports that nobody listens on at this moment."""
        houders = [socket.socket() for _ in _VARIABELEN]
        try:
            for houder in houders:
                houder.bind((GASTHEER, 0))
            return cls(*(houder.getsockname()[1] for houder in houders))
        finally:
            for houder in houders:
                houder.close()

    @classmethod
    def onthouden(cls, pad: Path) -> Self | None:
        """The ports that this state was made with, since the addresses of queues are saved with it.

        Raises: KapotBestand.
        """
        try:
            gelezen = json.loads(pad.read_bytes())
            return cls(**{naam: int(gelezen[naam]) for naam in _VARIABELEN})
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            raise KapotBestand(f"{pad} should hold the ports of this state: remove it, and others are chosen") from None

    def onthoud(self, pad: Path) -> None:
        schrijf_ineens(pad, json.dumps(asdict(self)).encode())

    def controleer(self) -> None:
        """Check that every port is free. Raises: PoortBezet, naming the port and the variable that changes it."""
        for naam, variabele in _VARIABELEN.items():
            poort = getattr(self, naam)
            with socket.socket() as proef:
                proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    proef.bind((GASTHEER, poort))
                except OSError as fout:
                    waarom = "is in use" if fout.errno == errno.EADDRINUSE else f"cannot be used ({fout.strerror})"
                    raise PoortBezet(
                        f"port {poort} {waarom}: stop what uses it, or choose another one: make run {variabele}={poort + 1}"
                    ) from None
