"""The last observations of the vangnet, on DynamoDB."""

from typing import Any, Final

from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.table import Item, MapsAttribute, Repository, TijdstipAttribute
from klantmail.adapters.dynamodb.writing import vertaald
from klantmail.domain.stand import Stand

_VANGNET: Final = ("VANGNET", "VANGNET")
"""PK and SK of the one item."""


class WachtrijMap(MapAttribute[str, Any]):
    bron = UnicodeAttribute()
    aantal = NumberAttribute()


class NietGestartMap(MapAttribute[str, Any]):
    fout = UnicodeAttribute()
    aantal = NumberAttribute()


class StandItem(Item, discriminator="stand"):
    tijdstip = TijdstipAttribute()
    intake_wachtend = NumberAttribute(attr_name="intakeWachtend")
    intake_oudste = TijdstipAttribute(attr_name="intakeOudste", null=True)
    aangeboden = NumberAttribute()
    onbekend_geworden = NumberAttribute(attr_name="onbekendGeworden")
    zaken_aangeboden = NumberAttribute(attr_name="zakenAangeboden", default=0)
    zaken_achtergebleven = NumberAttribute(attr_name="zakenAchtergebleven", default=0)
    taken_te_laat = NumberAttribute(attr_name="takenTeLaat", default=0)
    taken_oudste = TijdstipAttribute(attr_name="takenOudste", null=True)
    niet_gestart: MapsAttribute[NietGestartMap] = MapsAttribute(of=NietGestartMap, attr_name="nietGestart", default=list)
    wachtrijen: MapsAttribute[WachtrijMap] = MapsAttribute(of=WachtrijMap)


class Standen(Repository):
    """The one item that the vangnet writes each round."""

    def bewaar_stand(self, stand: Stand) -> None:
        with vertaald():
            _stand_item(stand).save()

    def stand(self) -> Stand | None:
        try:
            return _stand_uit(StandItem.get(*_VANGNET))
        except DoesNotExist:
            return None


def _stand_item(stand: Stand) -> StandItem:
    return StandItem(
        *_VANGNET,
        tijdstip=stand.tijdstip,
        intake_wachtend=stand.intake_wachtend,
        intake_oudste=stand.intake_oudste,
        aangeboden=stand.aangeboden,
        onbekend_geworden=stand.onbekend_geworden,
        zaken_aangeboden=stand.zaken_aangeboden,
        zaken_achtergebleven=stand.zaken_achtergebleven,
        taken_te_laat=stand.taken_te_laat,
        taken_oudste=stand.taken_oudste,
        niet_gestart=[NietGestartMap(fout=fout, aantal=aantal) for fout, aantal in stand.niet_gestart],
        wachtrijen=[WachtrijMap(bron=bron, aantal=aantal) for bron, aantal in stand.wachtrijen],
    )


def _stand_uit(item: StandItem) -> Stand:
    return Stand(
        tijdstip=item.tijdstip,
        intake_wachtend=int(item.intake_wachtend),
        intake_oudste=item.intake_oudste,
        aangeboden=int(item.aangeboden),
        onbekend_geworden=int(item.onbekend_geworden),
        zaken_aangeboden=int(item.zaken_aangeboden),
        zaken_achtergebleven=int(item.zaken_achtergebleven),
        taken_te_laat=int(item.taken_te_laat),
        taken_oudste=item.taken_oudste,
        niet_gestart=tuple((rij.fout, int(rij.aantal)) for rij in item.niet_gestart),
        wachtrijen=tuple((rij.bron, int(rij.aantal)) for rij in item.wachtrijen),
    )
