"""The records of an afhandeling as writes: each is new."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from klantmail.adapters.dynamodb.informatieobjecten import informatieobject_item
from klantmail.adapters.dynamodb.klantcontacten import klantcontact_item
from klantmail.adapters.dynamodb.table import Item
from klantmail.adapters.dynamodb.uploads import upload_item
from klantmail.adapters.dynamodb.verzending_mapping import verzending_item
from klantmail.adapters.dynamodb.writing import New
from klantmail.domain.document import Informatieobject, Uploadgebruik
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.verzending import Verzending
from klantmail.ports.repositories import Record

if TYPE_CHECKING:
    from klantmail.domain.interne_taak import InterneTaak
    from klantmail.domain.zaak import Zaak


def new_records(records: Sequence[Record], hash_key: bytes) -> Iterator[New]:
    """Yield the write of each record, which may not be there yet."""
    for record in records:
        upload = record.identificatie if isinstance(record, Uploadgebruik) else None
        yield New(record_item(record, hash_key), upload)


def record_item(record: Record, hash_key: bytes) -> Item:
    """Return the item of a new record."""
    match record:
        case Klantcontact():
            return klantcontact_item(record, hash_key)
        case Informatieobject():
            return informatieobject_item(record)
        case Verzending():
            return verzending_item(record)
        case Uploadgebruik():
            return upload_item(record)
        case _:
            return _taak_of_zaak_item(record)


def _taak_of_zaak_item(record: "InterneTaak | Zaak") -> Item:
    from klantmail.domain.interne_taak import InterneTaak  # here: who answers makes neither, and need not load them

    if isinstance(record, InterneTaak):
        from klantmail.adapters.dynamodb.interne_taak_mapping import taak_item

        return taak_item(record)
    from klantmail.adapters.dynamodb.zaken import zaak_item

    return zaak_item(record)
