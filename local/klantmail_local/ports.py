"""The ports of an environment, and the variables by which they are set."""

import errno
import json
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from klantmail_local.errors import BrokenFile, LocalError, PortInUse
from klantmail_local.workdir import write_whole

HOST: Final = "127.0.0.1"
_VARIABLES: Final = {"smtp": "SMTP_PORT", "aws": "AWS_PORT", "ses": "SES_PORT", "werkplek": "WERKPLEK_PORT"}


@dataclass(frozen=True, slots=True)
class Ports:
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
        return f"http://{HOST}:{self.werkplek}"

    @classmethod
    def parse(cls, environment: Mapping[str, str]) -> Self:
        """The ports that the environment variables name, else the defaults.

        Raises: LocalError (a value that is no port, or a port that is given twice).
        """
        chosen: dict[str, int] = {}
        for name, variable in _VARIABLES.items():
            text = environment.get(variable, "")
            if not text:
                continue
            if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
                raise LocalError(f"{variable}={text} is not a port: give a number from 1 to 65535")
            chosen[name] = int(text)
        ports = cls(**chosen)
        seen: dict[int, str] = {}
        for name, variable in _VARIABLES.items():
            port = getattr(ports, name)
            if port in seen:
                raise LocalError(f"{seen[port]} and {variable} are both {port}: give each a port of its own")
            seen[port] = variable
        return ports

    @classmethod
    def free(cls) -> Self:
        """Ports that nobody listens on at this moment."""
        holders = [socket.socket() for _ in _VARIABLES]
        try:
            for holder in holders:
                holder.bind((HOST, 0))
            return cls(*(holder.getsockname()[1] for holder in holders))
        finally:
            for holder in holders:
                holder.close()

    @classmethod
    def remembered(cls, path: Path) -> Self | None:
        """The ports that this state was made with, since the addresses of queues are saved with it.

        Raises: BrokenFile.
        """
        try:
            read = json.loads(path.read_bytes())
            return cls(**{name: int(read[name]) for name in _VARIABLES})
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            raise BrokenFile(f"{path} should hold the ports of this state: remove it, and others are chosen") from None

    def remember(self, path: Path) -> None:
        write_whole(path, json.dumps(asdict(self)).encode())

    def check(self) -> None:
        """Check that every port is free. Raises: PortInUse, naming the port and the variable that changes it."""
        for name, variable in _VARIABLES.items():
            port = getattr(self, name)
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((HOST, port))
                except OSError as error:
                    why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
                    raise PortInUse(
                        f"port {port} {why}: stop what uses it, or choose another one: make run {variable}={port + 1}"
                    ) from None
