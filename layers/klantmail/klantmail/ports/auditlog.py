"""The audit log, as the use cases need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from klantmail.domain.inzagen import Auditvermelding


class Auditlog(Protocol):
    """The audit log."""

    def vermeldingen(self, records: Collection[str], van: datetime, tot: datetime) -> Sequence[Auditvermelding]:
        """Find the lines that name any of these records, newest first, at most `MAX_VERMELDINGEN`.

        Raises: NietBeschikbaar (the search did not end in time).
        """
