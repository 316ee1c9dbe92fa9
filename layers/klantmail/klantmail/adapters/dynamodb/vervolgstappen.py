"""Steps on a stored klantcontact: each is stored with its name on the mail, while the klantcontact is there."""

from collections.abc import Sequence
from uuid import UUID

from pynamodb.expressions.condition import Condition, size

from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem, vervolgstap_map
from klantmail.adapters.dynamodb.emailberichten import bericht_by_key, is_onbeperkt, wordt_niet_vernietigd
from klantmail.adapters.dynamodb.klantcontacten import KlantcontactItem
from klantmail.adapters.dynamodb.records import new_records
from klantmail.adapters.dynamodb.table import Repository, table_key
from klantmail.adapters.dynamodb.writing import Check, Update, bestaat, transact
from klantmail.domain.afhandeling import MAX_VERVOLGSTAPPEN, Vervolgstap
from klantmail.domain.emailbericht import Berichtstatus
from klantmail.ports.repositories import Record


def _is_afgehandeld() -> Condition:
    return EmailberichtItem.status == Berichtstatus.AFGEHANDELD.value


def _ruimte_voor_stap() -> Condition:
    stappen = EmailberichtItem.vervolgstappen
    return stappen.does_not_exist() | (size(stappen) < MAX_VERVOLGSTAPPEN)


class Vervolgstappen(Repository):
    """The transaction of a step."""

    def leg_stap_vast(self, emailbericht: UUID, stap: Vervolgstap, records: Sequence[Record]) -> None:
        stappen = EmailberichtItem.vervolgstappen
        naam = Update(
            bericht_by_key(emailbericht),
            [stappen.set((stappen | []).append([vervolgstap_map(stap)]))],
            _is_afgehandeld() & _ruimte_voor_stap() & wordt_niet_vernietigd() & is_onbeperkt(),
        )
        is_er = Check(KlantcontactItem, table_key("KLANTCONTACT", stap.op), bestaat())
        transact(self._table, is_er, naam, *new_records(records, self._table.hash_key))
