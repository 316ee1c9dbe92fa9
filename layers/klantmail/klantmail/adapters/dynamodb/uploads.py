"""Used uploads on DynamoDB."""

from klantmail.adapters.dynamodb.table import Item, TijdstipAttribute, UuidAttribute, table_key
from klantmail.domain.document import Uploadgebruik


class UploadItem(Item, discriminator="upload"):
    """The item that says that an upload was used. There is none before."""

    klantcontact = UuidAttribute()
    medewerker = UuidAttribute()
    tijdstip = TijdstipAttribute()


def upload_item(gebruik: Uploadgebruik) -> UploadItem:
    pk, sk = table_key("UPLOAD", gebruik.identificatie)
    return UploadItem(pk, sk, klantcontact=gebruik.klantcontact, medewerker=gebruik.medewerker, tijdstip=gebruik.tijdstip)
