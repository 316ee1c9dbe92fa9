"""Informatieobjecten on DynamoDB: as items, and back."""

from uuid import UUID

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.table import Item, Repository, TijdstipAttribute, UuidAttribute, table_key
from klantmail.domain.document import Informatieobject
from klantmail.domain.fouten import NietGevonden


class InformatieobjectItem(Item, discriminator="informatieobject"):
    identificatie = UuidAttribute()
    bronorganisatie = UnicodeAttribute()
    creatiedatum = TijdstipAttribute()
    titel = UnicodeAttribute()
    auteur = UnicodeAttribute()
    taal = UnicodeAttribute()
    informatieobjecttype = UnicodeAttribute()
    bestandsnaam = UnicodeAttribute()
    formaat = UnicodeAttribute()
    bestandsomvang = NumberAttribute()
    sha256 = UnicodeAttribute()
    object_key = UnicodeAttribute(attr_name="sleutel")
    ontvangstdatum = TijdstipAttribute(null=True)
    verzenddatum = TijdstipAttribute(null=True)


def informatieobject_item(document: Informatieobject) -> InformatieobjectItem:
    pk, sk = table_key("INFORMATIEOBJECT", document.identificatie)
    return InformatieobjectItem(
        pk,
        sk,
        identificatie=document.identificatie,
        bronorganisatie=document.bronorganisatie,
        creatiedatum=document.creatiedatum,
        titel=document.titel,
        auteur=document.auteur,
        taal=document.taal,
        informatieobjecttype=document.informatieobjecttype,
        bestandsnaam=document.bestandsnaam,
        formaat=document.formaat,
        bestandsomvang=document.bestandsomvang,
        sha256=document.sha256,
        object_key=document.object_key,
        ontvangstdatum=document.ontvangstdatum,
        verzenddatum=document.verzenddatum,
    )


def informatieobject_uit(item: InformatieobjectItem) -> Informatieobject:
    return Informatieobject(
        identificatie=item.identificatie,
        bronorganisatie=item.bronorganisatie,
        creatiedatum=item.creatiedatum,
        titel=item.titel,
        auteur=item.auteur,
        taal=item.taal,
        informatieobjecttype=item.informatieobjecttype,
        bestandsnaam=item.bestandsnaam,
        formaat=item.formaat,
        bestandsomvang=int(item.bestandsomvang),
        sha256=item.sha256,
        object_key=item.object_key,
        ontvangstdatum=item.ontvangstdatum,
        verzenddatum=item.verzenddatum,
    )


class Informatieobjecten(Repository):
    """The documents of mails."""

    def informatieobject(self, identificatie: UUID) -> Informatieobject:
        try:
            return informatieobject_uit(
                InformatieobjectItem.get(*table_key("INFORMATIEOBJECT", identificatie), consistent_read=True)
            )
        except DoesNotExist:
            raise NietGevonden("Informatieobject", identificatie) from None
