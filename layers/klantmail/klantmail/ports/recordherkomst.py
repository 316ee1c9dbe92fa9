"""The postvak of records, as the rights by postvak need it."""

from collections.abc import Collection, Mapping
from typing import Protocol
from uuid import UUID

from klantmail.domain.recordnaam import Recordnaam


class Recordherkomst(Protocol):
    """The mail that records come from, and the postvak that it is in."""

    def emailbericht_van(self, record: Recordnaam) -> UUID | None:
        """Find the e-mailbericht that a record comes from; None when there is no such record. Consistent read."""

    def postvak_van(self, emailbericht: UUID) -> str | None:
        """Find the postvak that a mail is in; None when there is no such mail. Consistent read."""

    def postvakken_van(self, emailberichten: Collection[UUID]) -> Mapping[UUID, str]:
        """Find the postvakken that these mails are in. A mail that is not there is left out."""
