"""Used uploads on DynamoDB."""

from datetime import timedelta
from typing import Final

from pynamodb.attributes import TTLAttribute

from klantmail.adapters.dynamodb.table import Item, TijdstipAttribute, UuidAttribute, table_key
from klantmail.domain.document import Uploadgebruik

_BEWAARD: Final = timedelta(days=30)
"""The time that it is remembered: an upload itself is there for a week, so that it cannot be used again after."""


class UploadItem(Item, discriminator="upload"):
    """The item that says that an upload was used. There is none before."""

    klantcontact = UuidAttribute()
    medewerker = UuidAttribute()
    tijdstip = TijdstipAttribute()
    vervalt_op = TTLAttribute(attr_name="vervaltOp", null=True)


def upload_item(gebruik: Uploadgebruik) -> UploadItem:
    pk, sk = table_key("UPLOAD", gebruik.identificatie)
    return UploadItem(
        pk,
        sk,
        klantcontact=gebruik.klantcontact,
        medewerker=gebruik.medewerker,
        tijdstip=gebruik.tijdstip,
        vervalt_op=gebruik.tijdstip + _BEWAARD,
    )
