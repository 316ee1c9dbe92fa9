"""Further mails on an answered question: each is stored while the klantcontact that it refers to is there."""

from collections.abc import Sequence
from uuid import UUID

from klantmail.adapters.dynamodb.klantcontacten import KlantcontactItem
from klantmail.adapters.dynamodb.records import new_records
from klantmail.adapters.dynamodb.table import Repository, table_key
from klantmail.adapters.dynamodb.writing import Check, bestaat, transact
from klantmail.ports.repositories import Record


class Vervolgberichten(Repository):
    """The transaction of a vervolgbericht."""

    def leg_vervolg_vast(self, op: UUID, records: Sequence[Record]) -> None:
        is_er = Check(KlantcontactItem, table_key("KLANTCONTACT", op), bestaat() & KlantcontactItem.beperkt.does_not_exist())
        transact(self._table, is_er, *new_records(records, self._table.hash_key))
