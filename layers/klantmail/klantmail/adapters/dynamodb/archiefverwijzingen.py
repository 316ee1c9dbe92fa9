"""The archive keys that stored records name, on DynamoDB."""

from collections.abc import Sequence, Set
from uuid import UUID

from klantmail.adapters.dynamodb.informatieobjecten import InformatieobjectItem
from klantmail.adapters.dynamodb.klantcontacten import KlantcontactItem
from klantmail.adapters.dynamodb.table import Repository, table_key
from klantmail.adapters.dynamodb.verzending_mapping import VerzendingItem


class Archiefverwijzingen(Repository):
    """The names that keep archived objects from being swept."""

    def genoemde_object_keys(self, eigenaren: Sequence[UUID]) -> Set[str]:
        contacten = list(KlantcontactItem.batch_get([table_key("KLANTCONTACT", eigenaar) for eigenaar in eigenaren]))
        bijlagen = {bijlage.informatieobject for item in contacten for bijlage in item.bijlagen}
        documenten = [table_key("INFORMATIEOBJECT", identificatie) for identificatie in bijlagen]
        verzendingen = [table_key("VERZENDING", eigenaar) for eigenaar in eigenaren]
        return {
            *(item.object_key for item in InformatieobjectItem.batch_get(documenten)),
            *(item.inhoud.object_key for item in contacten if item.inhoud.object_key),
            *(item.object_key for item in VerzendingItem.batch_get(verzendingen)),
        }
