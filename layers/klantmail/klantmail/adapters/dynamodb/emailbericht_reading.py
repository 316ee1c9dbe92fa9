"""E-mailberichten on DynamoDB, read by what they are called."""

from collections.abc import Sequence
from uuid import UUID

from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem, bericht_uit
from klantmail.adapters.dynamodb.table import Repository, table_key
from klantmail.domain.emailbericht import Emailbericht
from klantmail.domain.fouten import NietGevonden


class Emailberichtlezer(Repository):
    """The e-mailberichten, for whoever reads them and writes something else."""

    def emailbericht(self, identificatie: UUID) -> Emailbericht:
        try:
            return bericht_uit(EmailberichtItem.get(*table_key("EMAILBERICHT", identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("E-mailbericht", identificatie) from None

    def emailberichten_van(self, identificaties: Sequence[UUID]) -> Sequence[Emailbericht]:
        gevraagd = [table_key("EMAILBERICHT", identificatie) for identificatie in dict.fromkeys(identificaties)]
        gevonden = [bericht_uit(item) for item in EmailberichtItem.batch_get(gevraagd, consistent_read=True)]
        return sorted(gevonden, key=lambda bericht: (bericht.envelop.ontvangen_op, bericht.identificatie))
