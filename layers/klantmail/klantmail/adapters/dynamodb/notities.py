"""Internal notes on DynamoDB: those on one mail or task are one partition."""

from collections.abc import Sequence
from uuid import UUID

from pynamodb.attributes import UnicodeAttribute

from klantmail.adapters.dynamodb.table import Item, Repository, TijdstipAttribute, UuidAttribute
from klantmail.adapters.dynamodb.writing import nieuw, vertaald
from klantmail.domain.notitie import Notitie


class NotitieItem(Item, discriminator="notitie"):
    identificatie = UuidAttribute()
    over = UuidAttribute()
    tekst = UnicodeAttribute()
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()


class Notities(Repository):
    """The notes, which are written once."""

    def notities(self, over: UUID) -> Sequence[Notitie]:
        gevonden = map(_uit, NotitieItem.query(notitielijst(over), consistent_read=True))
        return sorted(gevonden, key=lambda notitie: (notitie.tijdstip, notitie.identificatie))

    def schrijf_notitie(self, notitie: Notitie) -> None:
        item = NotitieItem(
            notitielijst(notitie.over),
            str(notitie.identificatie),
            identificatie=notitie.identificatie,
            over=notitie.over,
            tekst=notitie.tekst,
            medewerker=notitie.medewerker,
            naam=notitie.naam,
            tijdstip=notitie.tijdstip,
        )
        with vertaald():
            item.save(condition=nieuw())


def notitielijst(over: UUID) -> str:
    """The partition of the notes on a mail or a task."""
    return f"NOTITIES#{over}"


def _uit(item: NotitieItem) -> Notitie:
    return Notitie(
        identificatie=item.identificatie,
        over=item.over,
        tekst=item.tekst,
        medewerker=item.medewerker,
        naam=item.naam,
        tijdstip=item.tijdstip,
    )
