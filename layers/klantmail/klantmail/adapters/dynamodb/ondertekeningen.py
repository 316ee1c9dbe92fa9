"""Ondertekeningen on DynamoDB. They are one partition, since there is one for each postvak."""

from collections.abc import Mapping
from typing import Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from klantmail.adapters.dynamodb.table import Item, Repository, TijdstipAttribute, UuidAttribute
from klantmail.adapters.dynamodb.writing import vertaald, volgt_op
from klantmail.domain.ondertekening import Ondertekening

_LIJST: Final = "ONDERTEKENING"


class OndertekeningItem(Item, discriminator="ondertekening"):
    aanhef = UnicodeAttribute()
    aanhef_zonder_naam = UnicodeAttribute(attr_name="aanhefZonderNaam")
    ondertekening = UnicodeAttribute()
    versie = NumberAttribute()
    gewijzigd_op = TijdstipAttribute(attr_name="gewijzigdOp")
    gewijzigd_door = UuidAttribute(attr_name="gewijzigdDoor")


class Ondertekeningen(Repository):
    """The salutations and signatures."""

    def ondertekeningen(self, *, consistent: bool = False) -> Mapping[str, Ondertekening]:
        return {item.sk: _uit(item) for item in OndertekeningItem.query(_LIJST, consistent_read=consistent)}

    def bewaar_ondertekening(self, ondertekening: Ondertekening) -> None:
        item = OndertekeningItem(
            _LIJST,
            ondertekening.postvak,
            aanhef=ondertekening.aanhef,
            aanhef_zonder_naam=ondertekening.aanhef_zonder_naam,
            ondertekening=ondertekening.ondertekening,
            versie=ondertekening.versie,
            gewijzigd_op=ondertekening.gewijzigd_op,
            gewijzigd_door=ondertekening.gewijzigd_door,
        )
        with vertaald():
            item.save(condition=volgt_op(OndertekeningItem.versie, ondertekening.versie))


def _uit(item: OndertekeningItem) -> Ondertekening:
    return Ondertekening(
        postvak=item.sk,
        aanhef=item.aanhef,
        aanhef_zonder_naam=item.aanhef_zonder_naam,
        ondertekening=item.ondertekening,
        versie=int(item.versie),
        gewijzigd_op=item.gewijzigd_op,
        gewijzigd_door=item.gewijzigd_door,
    )
