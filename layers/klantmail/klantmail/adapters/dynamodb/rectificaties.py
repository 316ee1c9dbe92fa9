"""Rectifications on DynamoDB: those of one klantcontact are one partition."""

from collections.abc import Sequence
from uuid import UUID

from pynamodb.attributes import UnicodeAttribute

from klantmail.adapters.dynamodb.emailbericht_mapping import EmailberichtItem
from klantmail.adapters.dynamodb.emailberichten import is_onbeperkt, wordt_niet_vernietigd
from klantmail.adapters.dynamodb.table import Item, Repository, TijdstipAttribute, UuidAttribute, table_key
from klantmail.adapters.dynamodb.writing import Check, New, bestaat, transact
from klantmail.domain.rectificatie import Rectificatie


class RectificatieItem(Item, discriminator="rectificatie"):
    identificatie = UuidAttribute()
    klantcontact = UuidAttribute()
    tekst = UnicodeAttribute()
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()


class Rectificaties(Repository):
    """The rectifications, which are written once."""

    def rectificaties(self, klantcontact: UUID) -> Sequence[Rectificatie]:
        gevonden = map(_uit, RectificatieItem.query(rectificatielijst(klantcontact), consistent_read=True))
        return sorted(gevonden, key=lambda een: (een.tijdstip, een.identificatie))

    def schrijf_rectificatie(self, rectificatie: Rectificatie, emailbericht: UUID) -> None:
        mail = table_key("EMAILBERICHT", emailbericht)
        is_vrij = Check(EmailberichtItem, mail, bestaat() & wordt_niet_vernietigd() & is_onbeperkt())
        transact(self._table, is_vrij, New(_item(rectificatie)))


def rectificatielijst(klantcontact: UUID) -> str:
    return f"RECTIFICATIES#{klantcontact}"


def _item(rectificatie: Rectificatie) -> RectificatieItem:
    return RectificatieItem(
        rectificatielijst(rectificatie.klantcontact),
        str(rectificatie.identificatie),
        identificatie=rectificatie.identificatie,
        klantcontact=rectificatie.klantcontact,
        tekst=rectificatie.tekst,
        medewerker=rectificatie.medewerker,
        naam=rectificatie.naam,
        tijdstip=rectificatie.tijdstip,
    )


def _uit(item: RectificatieItem) -> Rectificatie:
    return Rectificatie(
        identificatie=item.identificatie,
        klantcontact=item.klantcontact,
        tekst=item.tekst,
        medewerker=item.medewerker,
        naam=item.naam,
        tijdstip=item.tijdstip,
    )
