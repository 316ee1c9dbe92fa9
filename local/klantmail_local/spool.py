"""Mail that was accepted and is not taken in yet, on the disk before its sender hears 250.

    DATA ─► spool/<id>.mail, fsynced ─► intake bucket ─► 250 ─► ontvangen ─► the intake object is gone ─► off the spool
    a start after a crash ─► every mail on the spool goes to the intake bucket again, under the id that it had

The same id makes the same e-mailbericht, so what was taken in before the crash is not listed twice.
"""

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from klantmail_local.disk import has_room, sync_directory, write_through
from klantmail_local.ses_receiving import ReceivedMail

_SUFFIX: Final = ".mail"
_COPIES: Final = 3
"""The copies of a mail on the disk while it is taken in: the spool's, the intake's and the archive's."""


class SpoolFull(OSError):
    """There is no room to keep this mail."""


@dataclass(frozen=True, slots=True)
class Spool:
    """
    Args:
        directory: one file for each mail: a line of JSON that holds the envelope, and then the mail as it came.
        room: whether so many bytes fit.
    """

    directory: Path
    room: Callable[[Path, int], bool] = has_room

    def keep(self, received: ReceivedMail) -> None:
        """Have this mail on the disk. Raises: SpoolFull (nothing of it stays)."""
        if not self.room(self.directory, _COPIES * len(received.raw)):
            raise SpoolFull("the disk has only its reserve left")
        try:
            write_through(self._path(received.message_id), _as_file(received))
        except OSError as error:
            raise SpoolFull(str(error)) from error

    def release(self, message_id: str) -> None:
        """This mail needs no keeping any more: it was taken in, or its sender was told that it was not."""
        self._path(message_id).unlink(missing_ok=True)

    def waiting(self) -> Iterator[ReceivedMail]:
        """Every mail on the spool, oldest first, one in memory at a time. Call `set_broken_aside` first."""
        for path in sorted(self._paths(), key=lambda path: path.stat().st_mtime_ns):
            yield _from_file(path.read_bytes())

    def set_broken_aside(self) -> list[Path]:
        """Give every file that is no whole mail another name; those names."""
        broken: list[Path] = []
        for path in self._paths():
            try:
                _from_file(path.read_bytes())
            except (ValueError, KeyError, TypeError):
                broken.append(set_aside(path))
        return broken

    def _paths(self) -> list[Path]:
        return sorted(self.directory.glob(f"*{_SUFFIX}"))

    def _path(self, message_id: str) -> Path:
        return self.directory / f"{message_id}{_SUFFIX}"


def set_aside(path: Path) -> Path:
    """Give what cannot be read another name beside it, so that nothing writes over it. Returns: the new path."""
    aside = path.with_name(f"{path.name}.kapot-{datetime.now().astimezone():%Y%m%dT%H%M%S}-{secrets.token_hex(2)}")
    path.rename(aside)
    sync_directory(path.parent)
    return aside


def _as_file(received: ReceivedMail) -> bytes:
    envelope = {
        "berichtId": received.message_id,
        "tijdstip": received.moment.isoformat(),
        "afzender": received.afzender,
        "ontvangers": list(received.ontvangers),
        "helo": received.helo,
        "adres": received.adres,
        "omvang": len(received.raw),
    }
    return json.dumps(envelope).encode() + b"\n" + received.raw


def _from_file(content: bytes) -> ReceivedMail:
    """Raises: ValueError, KeyError, TypeError (this is not what `_as_file` made)."""
    first, _, raw = content.partition(b"\n")
    envelope = json.loads(first)
    if len(raw) != envelope["omvang"]:
        raise ValueError("the mail is not whole")
    return ReceivedMail(
        message_id=str(envelope["berichtId"]),
        moment=datetime.fromisoformat(envelope["tijdstip"]),
        afzender=str(envelope["afzender"]),
        ontvangers=tuple(str(adres) for adres in envelope["ontvangers"]),
        helo=str(envelope["helo"]),
        adres=str(envelope["adres"]),
        raw=raw,
    )
