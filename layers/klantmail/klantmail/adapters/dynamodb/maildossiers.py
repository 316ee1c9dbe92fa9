"""All that is held about the mail of a person, on DynamoDB."""

from collections.abc import Sequence
from itertools import chain
from uuid import UUID

from klantmail.adapters.dynamodb.concepten import ConceptItem, concept_uit, conceptenlijst
from klantmail.adapters.dynamodb.dossiers import Bewaarbron, documenten_bij, documenten_van, lees_items
from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem
from klantmail.adapters.dynamodb.informatieobjecten import InformatieobjectItem, informatieobject_uit
from klantmail.adapters.dynamodb.notities import Notities
from klantmail.adapters.dynamodb.rectificaties import Rectificaties
from klantmail.adapters.dynamodb.table import Item, table_key
from klantmail.domain.bewaren import Mailstand
from klantmail.domain.concept import Concept
from klantmail.domain.document import Informatieobject
from klantmail.domain.notitie import Notitie
from klantmail.domain.rectificatie import Rectificatie


class Maildossiers(Bewaarbron):
    """The records that belong to a mail."""

    def documenten(self, mail: Mailstand, *, geheel: bool) -> Sequence[Informatieobject]:
        if geheel:
            (item,) = lees_items(EmailberichtItem, "EMAILBERICHT", [mail.bericht.identificatie])
            ids = documenten_van(mail, item.documenten or ())
        else:
            ids = documenten_bij(mail)
        gevonden = map(informatieobject_uit, lees_items(InformatieobjectItem, "INFORMATIEOBJECT", ids))
        return sorted(gevonden, key=lambda een: (een.creatiedatum, een.identificatie))

    def vernietigd(self, emailberichten: Sequence[UUID]) -> frozenset[UUID]:
        stenen = {table_key("VERNIETIGD", een): een for een in emailberichten}
        gevonden = Item.batch_get(list(stenen), consistent_read=True, attributes_to_get=["PK", "SK"])
        return frozenset(stenen[item.pk, item.sk] for item in gevonden)

    def notities(self, mail: Mailstand) -> Sequence[Notitie]:
        lijsten = Notities(self._table)
        over = (mail.bericht.identificatie, *(taak.identificatie for taak in mail.taken))
        return list(chain.from_iterable(map(lijsten.notities, over)))

    def rectificaties(self, mail: Mailstand) -> Sequence[Rectificatie]:
        lijsten = Rectificaties(self._table)
        return list(chain.from_iterable(lijsten.rectificaties(een.identificatie) for een in mail.klantcontacten))

    def concepten(self, mail: Mailstand) -> Sequence[Concept]:
        """A draft that DynamoDB has yet to remove is held too."""
        lijst = conceptenlijst(mail.bericht.identificatie)
        return list(map(concept_uit, ConceptItem.query(lijst, consistent_read=True)))
