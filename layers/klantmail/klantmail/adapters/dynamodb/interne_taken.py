"""Interne taken on DynamoDB.

Each is taken by one behandelaar, and ended once with what it led to in one transaction.
"""

from collections.abc import Sequence
from uuid import UUID

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from klantmail.adapters.dynamodb.cursor import lees_cursor
from klantmail.adapters.dynamodb.interne_taak_mapping import InterneTaakItem, taak_item, taak_uit, taken_lijst
from klantmail.adapters.dynamodb.reading import bladzijde
from klantmail.adapters.dynamodb.records import new_records
from klantmail.adapters.dynamodb.table import Item, Repository, table_key
from klantmail.adapters.dynamodb.writing import Put, transact, vertaald
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.interne_taak import InterneTaak, Taakstatus, Toewijzing
from klantmail.ports.repositories import Pagina, Record


def _nog_te_verwerken() -> Condition:
    return InterneTaakItem.status == Taakstatus.TE_VERWERKEN.value


def _nog_bij(vorige: UUID | None) -> Condition:
    if vorige is None:
        return InterneTaakItem.behandelaar.does_not_exist()
    return InterneTaakItem.behandelaar == vorige


class InterneTaken(Repository):
    """The interne taken."""

    def interne_taak(self, identificatie: UUID) -> InterneTaak:
        try:
            return taak_uit(InterneTaakItem.get(*table_key("INTERNETAAK", identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Interne taak", identificatie) from None

    def taken_van(self, aan: Toewijzing, status: Taakstatus, *, aantal: int, na: str | None) -> Pagina[InterneTaak]:
        vraag = Item.taken.query(taken_lijst(aan, status), Item.taken_sk > lees_cursor(na) if na else None, page_size=aantal + 1)
        volgorde = [rij["TAKEN_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]
        return bladzijde(InterneTaakItem, "INTERNETAAK", volgorde, aantal, taak_uit)

    def pak_taak_op(self, taak: InterneTaak, behandelaar: UUID, vorige: UUID | None) -> None:
        with vertaald():
            InterneTaakItem(*table_key("INTERNETAAK", taak.identificatie)).update(
                [
                    InterneTaakItem.behandelaar.set(behandelaar),
                    InterneTaakItem.behandelaar_naam.set(taak.behandelaar_naam),
                ],
                condition=_nog_te_verwerken() & _nog_bij(vorige),
            )

    def verwerk_taak(self, taak: InterneTaak, records: Sequence[Record]) -> None:
        transact(self._table, *new_records(records, self._table.hash_key), Put(taak_item(taak), _nog_te_verwerken()))
