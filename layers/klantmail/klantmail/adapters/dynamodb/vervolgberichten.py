"""Further mails on an answered question: each is stored while the klantcontact that it refers to is there.

The mail counts them, so that nobody restricts or destroys it by what was read before one came.
"""

from collections.abc import Sequence
from uuid import UUID

from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem
from klantmail.adapters.dynamodb.emailberichten import bericht_by_key, is_onbeperkt, wordt_niet_vernietigd
from klantmail.adapters.dynamodb.klantcontacten import KlantcontactItem
from klantmail.adapters.dynamodb.records import new_records
from klantmail.adapters.dynamodb.table import Repository, table_key
from klantmail.adapters.dynamodb.writing import Check, Update, bestaat, transact
from klantmail.ports.repositories import Record


class Vervolgberichten(Repository):
    """The transaction of a vervolgbericht."""

    def leg_vervolg_vast(self, emailbericht: UUID, op: UUID, records: Sequence[Record]) -> None:
        geteld = Update(
            bericht_by_key(emailbericht),
            [EmailberichtItem.vervolgberichten.add(1)],
            bestaat() & wordt_niet_vernietigd() & is_onbeperkt(),
        )
        is_er = Check(KlantcontactItem, table_key("KLANTCONTACT", op), bestaat())
        transact(self._table, is_er, geteld, *new_records(records, self._table.hash_key))
