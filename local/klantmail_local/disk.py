"""The disk: whether it has room, and how a file is written so that it stays."""

import os
import shutil
from pathlib import Path
from typing import Final

RESERVE: Final = 64 * 1024 * 1024
"""The bytes that stay free: what was taken already still has to be parsed, listed, answered and saved."""


def has_room(directory: Path, size: int, reserve: int = RESERVE) -> bool:
    """Tell whether `size` bytes can be written in this directory without touching the reserve."""
    return shutil.disk_usage(directory).free >= size + reserve


def write_through(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees all of it or nothing, and a pulled plug leaves the old one or the new one.

    Raises: OSError (nothing was written; what stood there stays).
    """
    half = path.with_name(f".{path.name}.half")
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Have the names in this directory on the disk, and not only the bytes behind them."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
