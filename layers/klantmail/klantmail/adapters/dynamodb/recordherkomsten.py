"""The postvak of records on DynamoDB: of each item only the attributes that lead to it are read."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from pynamodb.attributes import BooleanAttribute, MapAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.table import Item, Repository, UuidAttribute, table_key
from klantmail.domain.recordnaam import Recordnaam, Recordsoort

_SOORT: Final = {
    Recordsoort.KLANTCONTACT: "KLANTCONTACT",
    Recordsoort.INTERNE_TAAK: "INTERNETAAK",
    Recordsoort.VERZENDING: "VERZENDING",
    Recordsoort.ZAAK: "ZAAK",
}
"""The items that name their e-mailbericht."""
_VAN_KLANTCONTACT: Final = (Recordsoort.KLANTCONTACT, Recordsoort.VERZENDING)
"""The kinds of record that an object under `klantcontacten/` can belong to; a doorzending belongs to its verzending."""


class PostvakMap(MapAttribute[str, Any]):
    postvak = UnicodeAttribute()


class HerkomstItem(Item):
    """Any item, read without its `soort`, so that it needs the model of no other."""

    emailbericht = UuidAttribute(null=True)
    object_key = UnicodeAttribute(attr_name="sleutel", null=True)
    envelop = PostvakMap(null=True)
    beperkt = BooleanAttribute(null=True)


class Recordherkomsten(Repository):
    """The mail that records come from, and its postvak."""

    def emailbericht_van(self, record: Recordnaam) -> UUID | None:
        match record.soort:
            case Recordsoort.EMAILBERICHT:
                return record.identificatie
            case Recordsoort.INFORMATIEOBJECT:
                return self._eigenaar_van_document(record.identificatie)
            case soort:
                item = _lees(_SOORT[soort], record.identificatie, "emailbericht")
                return item.emailbericht if item else None

    def postvak_van(self, emailbericht: UUID) -> str | None:
        item = _lees("EMAILBERICHT", emailbericht, "envelop.postvak")
        return item.envelop.postvak if item else None

    def postvakken_van(self, emailberichten: Collection[UUID]) -> Mapping[UUID, str]:
        keys = [table_key("EMAILBERICHT", een) for een in dict.fromkeys(emailberichten)]
        gevonden = HerkomstItem.batch_get(keys, attributes_to_get=["PK", "envelop.postvak"])
        return {UUID(item.pk.rpartition("#")[2]): item.envelop.postvak for item in gevonden}

    def is_beperkt(self, object_key: str) -> bool:
        soort, _, rest = object_key.partition("/")
        eigenaar = UUID(rest.partition("/")[0])
        soorten = ("EMAILBERICHT",) if soort == "emailberichten" else tuple(_SOORT[een] for een in _VAN_KLANTCONTACT)
        keys = [table_key(een, eigenaar) for een in soorten]
        gevonden = HerkomstItem.batch_get(keys, consistent_read=True, attributes_to_get=["PK", "beperkt"])
        return any(item.beperkt for item in gevonden)

    def _eigenaar_van_document(self, identificatie: UUID) -> UUID | None:
        item = _lees("INFORMATIEOBJECT", identificatie, "sleutel")
        if item is None:
            return None
        soort, _, rest = str(item.object_key).partition("/")
        eigenaar = UUID(rest.partition("/")[0])
        if soort == "emailberichten":
            return eigenaar
        namen = (Recordnaam(een, eigenaar) for een in _VAN_KLANTCONTACT)
        return next(filter(None, map(self.emailbericht_van, namen)), None)


def _lees(soort: str, identificatie: UUID, attribuut: str) -> HerkomstItem | None:
    try:
        return HerkomstItem.get(*table_key(soort, identificatie), consistent_read=True, attributes_to_get=["PK", attribuut])
    except DoesNotExist:
        return None
