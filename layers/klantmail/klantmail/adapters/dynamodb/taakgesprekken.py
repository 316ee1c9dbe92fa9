"""The conversations of departments with citizens about open tasks, on DynamoDB: one item for each klantcontact."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from pynamodb.attributes import UnicodeSetAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.interne_taak_mapping import InterneTaakItem
from klantmail.adapters.dynamodb.records import new_records
from klantmail.adapters.dynamodb.table import Item, Repository, UuidAttribute, sort_key, table_key
from klantmail.adapters.dynamodb.writing import Check, Update, transact, vertaald
from klantmail.domain.interne_taak import InterneTaak, Taakstatus
from klantmail.domain.taakgesprek import Moment, Taakgesprek
from klantmail.domain.tijd import uit_tekst
from klantmail.ports.repositories import Record


def _taak_is_open() -> Condition:
    return InterneTaakItem.status == Taakstatus.TE_VERWERKEN.value


class TaakgesprekItem(Item, discriminator="taakgesprek"):
    """Each of the sets holds `<time>#<id>`. Adding to one twice is adding once, so that no condition is needed."""

    klantcontact = UuidAttribute()
    vragen = UnicodeSetAttribute(null=True)
    reacties = UnicodeSetAttribute(null=True)


class Taakgesprekken(Repository):
    """The questions to citizens, and what came back."""

    def gesprekken(self, klantcontacten: Sequence[UUID]) -> Mapping[UUID, Taakgesprek]:
        keys = {table_key("TAAKGESPREK", een) for een in klantcontacten}
        gevonden = TaakgesprekItem.batch_get(list(keys), consistent_read=True) if keys else ()
        return {een.klantcontact: Taakgesprek(_momenten(een.vragen), _momenten(een.reacties)) for een in gevonden}

    def leg_vraag_vast(self, taak: InterneTaak, klantcontact: UUID, moment: datetime, records: Sequence[Record]) -> None:
        item = _item(taak.klantcontact)
        acties: list[Action] = [
            TaakgesprekItem.soort.set(TaakgesprekItem),
            TaakgesprekItem.klantcontact.set(taak.klantcontact),
            TaakgesprekItem.vragen.add({sort_key(moment, klantcontact)}),
        ]
        transact(
            self._table,
            Check(InterneTaakItem, table_key("INTERNETAAK", taak.identificatie), _taak_is_open()),
            *new_records(records, self._table.hash_key),
            Update(item, acties, None),
        )

    def meld_reactie(self, op: UUID, emailbericht: UUID, moment: datetime) -> None:
        with vertaald():
            _item(op).update(
                [
                    TaakgesprekItem.soort.set(TaakgesprekItem),
                    TaakgesprekItem.klantcontact.set(op),
                    TaakgesprekItem.reacties.add({sort_key(moment, emailbericht)}),
                ]
            )


def _item(klantcontact: UUID) -> TaakgesprekItem:
    return TaakgesprekItem(*table_key("TAAKGESPREK", klantcontact))


def _momenten(keys: Iterable[str] | None) -> tuple[Moment, ...]:
    delen = (key.partition("#") for key in sorted(keys or ()))
    return tuple(Moment(uit_tekst(tijdstip), UUID(identificatie)) for tijdstip, _, identificatie in delen)
