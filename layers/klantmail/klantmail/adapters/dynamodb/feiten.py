"""The feiten of a record, read from its item: as the stream gives it, or as it is read."""

from collections.abc import Mapping
from typing import Any

from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem, bericht_uit
from klantmail.adapters.dynamodb.interne_taak_mapping import InterneTaakItem, taak_uit
from klantmail.adapters.dynamodb.zaken import zaak_uit_beeld
from klantmail.domain.feit import Feit, feiten_van_bericht, feiten_van_taak, feiten_van_zaak


def feiten_uit_beeld(beeld: Mapping[str, Any]) -> tuple[Feit, ...]:
    """Return all that happened to a record, oldest first; nothing for a kind that nothing is told of.

    Args:
        beeld: the item in DynamoDB's own JSON, such as the NewImage of a stream record.
    """
    match beeld["soort"]["S"]:
        case "emailbericht":
            return feiten_van_bericht(bericht_uit(EmailberichtItem.from_raw_data(dict(beeld))))
        case "internetaak":
            return feiten_van_taak(taak_uit(InterneTaakItem.from_raw_data(dict(beeld))))
        case "zaak":
            return feiten_van_zaak(zaak_uit_beeld(beeld))
    return ()
