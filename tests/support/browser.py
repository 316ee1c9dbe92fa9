"""A browser for the tests of the page: the first of CHROMIUM, the PATH, Debian's package, and Playwright's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS: Final = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
_MINUTES: Final = 10


class NoBrowser(Exception):
    """There is no browser, and none could be installed."""

    def __init__(self) -> None:
        super().__init__(
            "No browser was found. Install Chromium (on Debian: apt-get install chromium), "
            "or name one that is there: CHROMIUM=/path/to/chromium"
        )


def find() -> str | None:
    """The path of a browser, or None for the one that Playwright downloaded itself. Raises: NoBrowser."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        if not Path(named).exists():
            raise NoBrowser
        return named
    if found := _on_path():
        return found
    if _debian() and (found := _on_path()):
        return found
    if _runs(sys.executable, "-m", "playwright", "install", "chromium"):
        return None
    raise NoBrowser


def _on_path() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def _debian() -> bool:
    """Install Debian's Chromium, where this process may. Returns: whether that was done."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    return _runs("apt-get", "update") and _runs("apt-get", "install", "--yes", "--no-install-recommends", "chromium")


def _runs(*command: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  # our own command line
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_MINUTES * 60,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@contextmanager
def browser(path: Callable[[], str | None] = find) -> Iterator[Browser]:
    """A browser without a screen. It ends with the block. Raises: NoBrowser."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]  # Chromium has no sandbox for root
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path(), args=[*_FLAGS, *sandbox])
        try:
            yield started
        finally:
            started.close()
