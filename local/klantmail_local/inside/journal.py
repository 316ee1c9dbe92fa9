"""A write-ahead log of DynamoDB: no caller hears of a change before it is on the disk.

MiniStack keeps its tables in memory and saves them when it is stopped. This log holds each change since the tables were
last saved. A request is one line, so that a transaction is there as a whole or not at all. A line is a JSON list of
`[ARN of the table, partition key, sort key, item or null]`. The null means that the item is gone.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

type Change = tuple[str, str, str, dict[str, Any] | None]
type Setter = Callable[[Any, str, str, Any], object]
type Remover = Callable[[Any, str, str], object]


class BrokenJournal(ValueError):
    """A line that is not the last one cannot be read: this is no torn write, and nothing may be written after it."""


class Journal:
    """The log of one state directory; what a pulled plug left of a last line is cut off when it is opened.

    Raises: BrokenJournal; OSError.
    """

    def __init__(self, path: Path) -> None:
        self._pending: list[bytes] = []
        self._lock = threading.Lock()
        complete = complete_length(path)
        self._handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        os.ftruncate(self._handle, complete)
        self.size = complete
        """Bytes in the log."""

    def note(self, table: str, partition: str, sort: str, item: dict[str, Any] | None) -> None:
        """Remember a change for the next `flush`. As text, because the item may be changed again in memory."""
        self._pending.append(json.dumps([table, partition, sort, item]).encode())

    def flush(self) -> None:
        """Put what was noted on the disk, as one line. Raises: OSError (it stays noted, and the log is as it was)."""
        with self._lock:
            noted = len(self._pending)
            if not noted:
                return
            line = b"[" + b",".join(self._pending[:noted]) + b"]\n"
            try:
                written = os.write(self._handle, line)
                while written < len(line):
                    written += os.write(self._handle, line[written:])
                os.fsync(self._handle)
            except OSError:
                os.ftruncate(self._handle, self.size)
                raise
            self.size += len(line)
            del self._pending[:noted]

    def restart(self) -> None:
        """Forget the log, once the tables were saved with all of it."""
        with self._lock:
            os.ftruncate(self._handle, 0)
            os.fsync(self._handle)
            self.size = 0

    def close(self) -> None:
        os.close(self._handle)


def complete_length(path: Path) -> int:
    """Bytes of the lines that were written to their end; 0 when there is no log. Raises: BrokenJournal."""
    length = 0
    for line, _ in _lines(path):
        length += len(line)
    return length


def changes(path: Path) -> Iterator[Change]:
    """Every change in the log, oldest first. Raises: BrokenJournal."""
    for _, line in _lines(path):
        yield from line


def replay(noted: Iterable[Change], tables: dict[str, Any], set_item: Setter, remove_item: Remover) -> int:
    """Make the changes again, in tables that were saved before or after them.

    Each change holds the whole item, so both are right.

    Args:
        tables: by ARN; a change of another table is left out.
    Returns: how many changes were made.
    """
    made = 0
    for arn, partition, sort, item in noted:
        table = tables.get(arn)
        if table is None:
            continue
        if item is None:
            remove_item(table, partition, sort)
        else:
            set_item(table, partition, sort, item)
        made += 1
    return made


def _lines(path: Path) -> Iterator[tuple[bytes, list[Change]]]:
    """The complete lines: as they stand, and as they read."""
    if not path.exists():
        return
    torn: int | None = None
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if torn is not None:
                raise BrokenJournal(f"line {torn} of {path} cannot be read")
            try:
                read = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                read = None
            if isinstance(read, list):
                yield line, read
            else:
                torn = number
