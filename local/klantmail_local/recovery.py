"""The first thing that a start does: it looks at what the last stop left.

After a stop that was not clean, what the table says of a mail that was being sent may be older than what happened. So
the generation of the table changes, as after a restored backup (docs/reliability.md): nothing of the old one leaves by
itself. A state that cannot be read is set aside.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from klantmail_local.errors import BrokenFile
from klantmail_local.inside.journal import BrokenJournal, complete_length
from klantmail_local.inside.saving import CLOSED
from klantmail_local.spool import set_aside
from klantmail_local.workdir import Workdir, write_whole


@dataclass(frozen=True, slots=True)
class Start:
    """The way in which this environment starts."""

    generatie: str
    clean: bool
    """It is true after a clean stop, and at the first start."""
    to_relist: bool = False
    """It is true when a state was set aside, and no start has listed its mail again yet."""
    set_aside: tuple[str, ...] = ()
    """The lines that tell the person at the terminal what could not be read, and where it is now."""


def prepare(workdir: Workdir) -> Start:
    """Look at what the last stop left, set aside what cannot be read, and change the generation when that is needed.

    Raises: BrokenFile (the number of the generation cannot be read).
    """
    number = _generation(workdir.generatie)
    aside = _set_broken_state_aside(workdir)
    to_relist = workdir.to_relist.exists()
    clean = not to_relist and _is_clean(workdir.state)
    if not clean:
        number += 1
        write_whole(workdir.generatie, str(number).encode())
    return Start(str(number), clean, to_relist, aside)


def _is_clean(state: Path) -> bool:
    return (state / CLOSED).exists() or not any(state.glob("*.json"))


def _set_broken_state_aside(workdir: Workdir) -> tuple[str, ...]:
    """The whole state when one of its files cannot be read: its parts name each other, and one alone is of no use."""
    broken = _broken_file(workdir.state)
    if broken is None:
        return ()
    write_whole(workdir.to_relist, b"")  # before the state goes: nothing else would tell a later start
    aside = set_aside(workdir.state)
    workdir.make()
    return (
        f"{broken} cannot be read, so the whole state was set aside, unchanged, in {aside}. The system starts with an empty "
        "table; mail whose bytes are in the archive or the intake is listed again. To go back: stop, mend that file, and give "
        f"the directory its old name, {workdir.state}.",
    )


def _broken_file(state: Path) -> Path | None:
    for path in sorted(state.glob("*.json")):
        try:
            whole = "payload" in json.loads(path.read_bytes())
        except (ValueError, TypeError):
            whole = False
        if not whole:
            return path
    journal = state / "dynamodb.journaal"
    try:
        complete_length(journal)
    except BrokenJournal:
        return journal
    return None


def _generation(path: Path) -> int:
    """1 when nothing was ever amiss."""
    if not path.exists():
        return 1
    text = path.read_text(errors="replace").strip()
    if not (text.isascii() and text.isdigit()):
        raise BrokenFile(f"{path} should hold the number of the generation: write a number there that is higher than any before")
    return int(text)
