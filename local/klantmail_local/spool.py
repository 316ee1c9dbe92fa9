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
from klantmail_local.ses_ontvangst import Ontvangst

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

    def keep(self, ontvangst: Ontvangst) -> None:
        """Have this mail on the disk. Raises: SpoolFull (nothing of it stays)."""
        if not self.room(self.directory, _COPIES * len(ontvangst.bron)):
            raise SpoolFull("the disk has only its reserve left")
        try:
            write_through(self._path(ontvangst.bericht_id), _as_file(ontvangst))
        except OSError as error:
            raise SpoolFull(str(error)) from error

    def release(self, bericht_id: str) -> None:
        """This mail needs no keeping any more: it was taken in, or its sender was told that it was not."""
        self._path(bericht_id).unlink(missing_ok=True)

    def waiting(self) -> Iterator[Ontvangst]:
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

    def _path(self, bericht_id: str) -> Path:
        return self.directory / f"{bericht_id}{_SUFFIX}"


def set_aside(path: Path) -> Path:
    """Give what cannot be read another name beside it, so that nothing writes over it. Returns: the new path."""
    aside = path.with_name(f"{path.name}.kapot-{datetime.now().astimezone():%Y%m%dT%H%M%S}-{secrets.token_hex(2)}")
    path.rename(aside)
    sync_directory(path.parent)
    return aside


def _as_file(ontvangst: Ontvangst) -> bytes:
    envelope = {
        "berichtId": ontvangst.bericht_id,
        "tijdstip": ontvangst.tijdstip.isoformat(),
        "afzender": ontvangst.afzender,
        "ontvangers": list(ontvangst.ontvangers),
        "helo": ontvangst.helo,
        "adres": ontvangst.adres,
        "omvang": len(ontvangst.bron),
    }
    return json.dumps(envelope).encode() + b"\n" + ontvangst.bron


def _from_file(content: bytes) -> Ontvangst:
    """Raises: ValueError, KeyError, TypeError (this is not what `_as_file` made)."""
    first, _, bron = content.partition(b"\n")
    envelope = json.loads(first)
    if len(bron) != envelope["omvang"]:
        raise ValueError("the mail is not whole")
    return Ontvangst(
        bericht_id=str(envelope["berichtId"]),
        tijdstip=datetime.fromisoformat(envelope["tijdstip"]),
        afzender=str(envelope["afzender"]),
        ontvangers=tuple(str(adres) for adres in envelope["ontvangers"]),
        helo=str(envelope["helo"]),
        adres=str(envelope["adres"]),
        bron=bron,
    )
