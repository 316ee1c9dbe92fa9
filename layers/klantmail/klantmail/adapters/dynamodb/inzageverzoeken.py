"""Requests to see all that is held about a person, on DynamoDB. They are one partition: some come in a month.

DynamoDB removes them by itself after `vervaltOp` (time to live), within days.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from pynamodb.attributes import JSONAttribute, ListAttribute, MapAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.table import Item, MapsAttribute, Repository, TijdstipAttribute, UuidAttribute
from klantmail.adapters.dynamodb.writing import vertaald, volgt_op
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.inzageverzoek import Bestand, Inzageverzoek, Verzoekstatus

_LIJST: Final = "INZAGEVERZOEK"


class BestandMap(MapAttribute[str, Any]):
    object_key = UnicodeAttribute(attr_name="sleutel")
    omvang = NumberAttribute()
    emailberichten = NumberAttribute()


class InzageverzoekItem(Item, discriminator="inzageverzoek"):
    identificatie = UuidAttribute()
    status = UnicodeAttribute()
    adressen: ListAttribute[str] = ListAttribute()
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    gevraagd_op = TijdstipAttribute(attr_name="gevraagdOp")
    idempotency_key = UnicodeAttribute()
    vingerafdruk = UnicodeAttribute()
    gevonden_key = UnicodeAttribute(attr_name="gevondenSleutel", null=True)
    gevonden = NumberAttribute()
    verwerkt = NumberAttribute()
    bestanden: MapsAttribute[BestandMap] = MapsAttribute(of=BestandMap)
    aantallen = JSONAttribute()
    klaar_op = TijdstipAttribute(attr_name="klaarOp", null=True)
    versie = NumberAttribute()
    vervalt_op = TTLAttribute(attr_name="vervaltOp")


class Verzoekenkast(Repository):
    """The requests."""

    def inzageverzoeken(self) -> Sequence[Inzageverzoek]:
        gevonden = map(_uit, InzageverzoekItem.query(_LIJST, consistent_read=True))
        return sorted(gevonden, key=lambda een: (een.gevraagd_op, een.identificatie), reverse=True)

    def inzageverzoek(self, identificatie: UUID) -> Inzageverzoek:
        try:
            return _uit(InzageverzoekItem.get(_LIJST, str(identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Inzageverzoek", identificatie) from None

    def bewaar_inzageverzoek(self, verzoek: Inzageverzoek) -> None:
        with vertaald():
            _item(verzoek).save(condition=volgt_op(InzageverzoekItem.versie, verzoek.versie))


def _item(verzoek: Inzageverzoek) -> InzageverzoekItem:
    return InzageverzoekItem(
        _LIJST,
        str(verzoek.identificatie),
        identificatie=verzoek.identificatie,
        status=verzoek.status.value,
        adressen=list(verzoek.adressen),
        medewerker=verzoek.medewerker,
        naam=verzoek.naam,
        gevraagd_op=verzoek.gevraagd_op,
        idempotency_key=verzoek.idempotency_key,
        vingerafdruk=verzoek.vingerafdruk,
        gevonden_key=verzoek.gevonden_key or None,
        gevonden=verzoek.gevonden,
        verwerkt=verzoek.verwerkt,
        bestanden=[
            BestandMap(object_key=een.object_key, omvang=een.omvang, emailberichten=een.emailberichten)
            for een in verzoek.bestanden
        ],
        aantallen=dict(verzoek.aantallen),
        klaar_op=verzoek.klaar_op,
        versie=verzoek.versie,
        vervalt_op=verzoek.vervalt_op,
    )


def _uit(item: InzageverzoekItem) -> Inzageverzoek:
    return Inzageverzoek(
        identificatie=item.identificatie,
        status=Verzoekstatus(item.status),
        adressen=tuple(item.adressen),
        medewerker=item.medewerker,
        naam=item.naam,
        gevraagd_op=item.gevraagd_op,
        idempotency_key=item.idempotency_key,
        vingerafdruk=item.vingerafdruk,
        gevonden_key=item.gevonden_key or "",
        gevonden=int(item.gevonden),
        verwerkt=int(item.verwerkt),
        bestanden=tuple(
            Bestand(object_key=een.object_key, omvang=int(een.omvang), emailberichten=int(een.emailberichten))
            for een in item.bestanden
        ),
        aantallen=item.aantallen,
        klaar_op=item.klaar_op,
        versie=int(item.versie),
    )
