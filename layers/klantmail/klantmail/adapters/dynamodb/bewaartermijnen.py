"""The table of terms on DynamoDB: one item, absent until a municipality changes what we give."""

from typing import Any, Final

from pynamodb.attributes import ListAttribute, MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.table import Item, MapsAttribute, Repository, TijdstipAttribute, UuidAttribute, of_niets
from klantmail.adapters.dynamodb.writing import vertaald, volgt_op
from klantmail.domain.bewaartermijn import STANDAARD, Bewaargrond, Bewaarregel, Bewaartermijn, Bewaartermijnen

_KEY: Final = ("BEWAARTERMIJNEN", "BEWAARTERMIJNEN")
"""PK and SK of the one item."""


class BewaarregelMap(MapAttribute[str, Any]):
    resultaat = UnicodeAttribute()
    omschrijving = UnicodeAttribute()
    gronden: ListAttribute[str] = ListAttribute()
    jaren = NumberAttribute(null=True)
    dagen = NumberAttribute(null=True)
    eenheden: ListAttribute[str] = ListAttribute(null=True)
    postvakken: ListAttribute[str] = ListAttribute(null=True)
    zaaktypen: ListAttribute[str] = ListAttribute(null=True)


class BewaartermijnenItem(Item, discriminator="bewaartermijnen"):
    regels: MapsAttribute[BewaarregelMap] = MapsAttribute(of=BewaarregelMap)
    versie = NumberAttribute()
    gewijzigd_op = TijdstipAttribute(attr_name="gewijzigdOp")
    gewijzigd_door = UuidAttribute(attr_name="gewijzigdDoor")


class Termijnentabel(Repository):
    """The table of terms."""

    def bewaartermijnen(self) -> Bewaartermijnen:
        try:
            return _uit(BewaartermijnenItem.get(*_KEY, consistent_read=True))
        except DoesNotExist:
            return STANDAARD

    def bewaar_bewaartermijnen(self, termijnen: Bewaartermijnen) -> None:
        item = BewaartermijnenItem(
            *_KEY,
            regels=[_map(regel) for regel in termijnen.regels],
            versie=termijnen.versie,
            gewijzigd_op=termijnen.gewijzigd_op,
            gewijzigd_door=termijnen.gewijzigd_door,
        )
        with vertaald():
            item.save(condition=volgt_op(BewaartermijnenItem.versie, termijnen.versie))


def _map(regel: Bewaarregel) -> BewaarregelMap:
    return BewaarregelMap(
        resultaat=regel.resultaat,
        omschrijving=regel.omschrijving,
        gronden=[grond.value for grond in regel.gronden],
        jaren=regel.termijn.jaren if regel.termijn else None,
        dagen=regel.termijn.dagen if regel.termijn else None,
        eenheden=list(regel.eenheden) or None,
        postvakken=list(regel.postvakken) or None,
        zaaktypen=list(regel.zaaktypen) or None,
    )


def _uit(item: BewaartermijnenItem) -> Bewaartermijnen:
    return Bewaartermijnen(
        regels=tuple(
            Bewaarregel(
                resultaat=regel.resultaat,
                omschrijving=regel.omschrijving,
                gronden=tuple(map(Bewaargrond, regel.gronden)),
                termijn=_termijn(of_niets(regel.jaren), of_niets(regel.dagen)),
                eenheden=tuple(regel.eenheden or ()),
                postvakken=tuple(regel.postvakken or ()),
                zaaktypen=tuple(regel.zaaktypen or ()),
            )
            for regel in item.regels
        ),
        versie=int(item.versie),
        gewijzigd_op=item.gewijzigd_op,
        gewijzigd_door=item.gewijzigd_door,
    )


def _termijn(jaren: float | None, dagen: float | None) -> Bewaartermijn | None:
    return None if jaren is None or dagen is None else Bewaartermijn(int(jaren), int(dagen))
