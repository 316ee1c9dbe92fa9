"""The records of an afhandeling as items."""

from typing import TYPE_CHECKING

from klantmail.adapters.dynamodb.omzetten_klantcontact import informatieobject_item, klantcontact_item, upload_item
from klantmail.adapters.dynamodb.omzetten_verzending import verzending_item
from klantmail.adapters.dynamodb.table import Item
from klantmail.domain.document import Informatieobject, Uploadgebruik
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.verzending import Verzending
from klantmail.ports.registers import Record

if TYPE_CHECKING:
    from klantmail.domain.interne_taak import InterneTaak
    from klantmail.domain.zaak import Zaak


def record_item(record: Record, afzendersleutel: bytes) -> Item:
    """The item that a new record becomes."""
    match record:
        case Klantcontact():
            return klantcontact_item(record, afzendersleutel)
        case Informatieobject():
            return informatieobject_item(record)
        case Verzending():
            return verzending_item(record)
        case Uploadgebruik():
            return upload_item(record)
        case _:
            return _taak_of_zaak_item(record)


def _taak_of_zaak_item(record: "InterneTaak | Zaak") -> Item:
    from klantmail.adapters.dynamodb.omzetten_taak import taak_item  # here: answering needs neither
    from klantmail.adapters.dynamodb.omzetten_zaak import zaak_item
    from klantmail.domain.interne_taak import InterneTaak

    return taak_item(record) if isinstance(record, InterneTaak) else zaak_item(record)
