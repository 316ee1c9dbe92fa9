"""Save the state of MiniStack's services while it runs. MiniStack itself saves only when it is stopped.

    each write to DynamoDB     the journal, before its caller gets an answer
    each second                what is small and changed: logins, queues, rules, keys
    on request, and at a stop  everything; then the journal starts over

Logs, metrics and CloudTrail are saved on request and at a stop only: nobody misses them after a crash.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from klantmail_local.disk import write_through
from klantmail_local.inside.journal import Journal

CLOSED: Final = "gesloten"
"""Name of the file that a clean stop leaves in the state directory: everything was saved, and nothing came after it."""
_TABLES: Final = "dynamodb"
_FUNCTIONS: Final = "lambda"
_EACH_SECOND: Final = frozenset(
    {"cognito", "eventbridge", "kms", "s3", "scheduler", "secretsmanager", "ses", "ses_v2", "sqs", "ssm"}
)
"""Names of services whose state is small and changes while the stack runs. The rest changes with the stack, and its
deployment saves all; or it is not used here; or its loss is none. To ask all took a quarter of MiniStack's time.
"""
_SMALLEST_JOURNAL: Final = 32 * 1024 * 1024
_SECOND: Final = 1.0

_log: Final = logging.getLogger(__name__)

type States = Mapping[str, Callable[[], Any]]
"""Name of a service → what gives its state; None means that it has none."""


class Saver:
    """
    Args:
        directory: where the state is.
        journal: the log of DynamoDB in that directory.
        states: gives the services that are loaded at this moment.
        encode: name and state of a service → its file.
    """

    def __init__(
        self, directory: Path, journal: Journal, states: Callable[[], States], encode: Callable[[str, Any], bytes]
    ) -> None:
        self._directory = directory
        self._journal = journal
        self._states = states
        self._encode = encode
        self._written: dict[str, bytes] = {}
        self._saved_tables = 0
        self.used = False
        """It is true when anything was asked since the last round."""
        self.functions_changed = False
        """It is true when the configuration of a Lambda function was changed since the last round."""
        self.tables_changed = False
        """It is true when DynamoDB changed in a way that the journal does not hold, such as a new table."""

    def save_all(self, states: States | None = None) -> bool:
        """Save everything. Returns: whether all of it was saved; what was not is logged, and its old file stays."""
        states = self._states() if states is None else states
        saved = self._save(states, states)
        if saved:
            self.functions_changed = self.tables_changed = False
        return saved

    def close(self, states: States) -> None:
        """Save everything at a stop, and leave the mark of a clean one when that went well."""
        if self.save_all(states):
            write_through(self._directory / CLOSED, b"")

    def open(self) -> None:
        """Take the mark away: from here on, only another clean stop makes this state a clean one."""
        (self._directory / CLOSED).unlink(missing_ok=True)

    async def every_second(self) -> None:
        """Save what changed, each second, for as long as MiniStack runs."""
        while True:
            await asyncio.sleep(_SECOND)
            self.round()

    def round(self) -> None:
        """Save what changed. An error is logged, and the next round tries again."""
        try:
            self._journal.flush()
        except OSError:
            _log.exception("the journal cannot be written")
            return
        if not self.used:
            return
        states = self._states()
        wanted = set(_EACH_SECOND)
        if self.functions_changed:
            wanted.add(_FUNCTIONS)
        if self.tables_changed or self._journal.size > max(_SMALLEST_JOURNAL, self._saved_tables):
            wanted.add(_TABLES)
        self.used = False
        if self._save(states, wanted):
            self.functions_changed = self.tables_changed = False
        else:
            self.used = True

    def _save(self, states: States, wanted: Iterable[str]) -> bool:
        saved = True
        for name in wanted:
            if name not in states:
                continue
            try:
                self._save_one(name, states[name]())
            except Exception:
                _log.exception("the state of %s is not saved", name)
                saved = False
        return saved

    def _save_one(self, name: str, state: Any) -> None:
        if state is None:
            return
        content = self._encode(name, state)
        if name == _TABLES:
            self._journal.flush()
        mark = sha256(content).digest()
        if self._written.get(name) != mark:
            write_through(self._directory / f"{name}.json", content)
            self._written[name] = mark
        if name == _TABLES:
            self._saved_tables = len(content)
            self._journal.restart()
