"""Standaardantwoorden on DynamoDB. They are one partition, since a municipality has dozens of them and no more."""

from typing import Final
from uuid import UUID

from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.cursor import lees_cursor, maak_cursor
from klantmail.adapters.dynamodb.table import Item, Repository, TijdstipAttribute, UuidAttribute
from klantmail.adapters.dynamodb.writing import vertaald, volgt_op
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.standaardantwoord import Standaardantwoord
from klantmail.ports.repositories import Pagina

_LIJST: Final = "STANDAARDANTWOORD"


class StandaardantwoordItem(Item, discriminator="standaardantwoord"):
    identificatie = UuidAttribute()
    naam = UnicodeAttribute()
    inhoud = UnicodeAttribute()
    versie = NumberAttribute()
    gewijzigd_op = TijdstipAttribute(attr_name="gewijzigdOp")
    gewijzigd_door = UuidAttribute(attr_name="gewijzigdDoor")
    vervallen = BooleanAttribute()
    postvakken: ListAttribute[str] = ListAttribute(null=True)
    categorie = UnicodeAttribute(null=True)


class Standaardantwoorden(Repository):
    """The texts to answer with."""

    def standaardantwoorden(self, *, aantal: int, na: str | None) -> Pagina[Standaardantwoord]:
        vraag = StandaardantwoordItem.query(
            _LIJST,
            StandaardantwoordItem.sk > lees_cursor(na) if na else None,
            filter_condition=StandaardantwoordItem.vervallen == False,  # noqa: E712  # a condition of the query
            page_size=aantal,
        )
        page = next(vraag.page_iter)
        gevonden = [_uit(StandaardantwoordItem.from_raw_data(rij)) for rij in page["Items"]]
        laatste = page.get("LastEvaluatedKey")
        return Pagina(tuple(gevonden), maak_cursor(laatste["SK"]["S"]) if laatste else None)

    def standaardantwoord(self, identificatie: UUID) -> Standaardantwoord:
        try:
            return _uit(StandaardantwoordItem.get(_LIJST, str(identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Standaardantwoord", identificatie) from None

    def bewaar_standaardantwoord(self, standaardantwoord: Standaardantwoord) -> None:
        item = StandaardantwoordItem(
            _LIJST,
            str(standaardantwoord.identificatie),
            identificatie=standaardantwoord.identificatie,
            naam=standaardantwoord.naam,
            inhoud=standaardantwoord.inhoud,
            versie=standaardantwoord.versie,
            gewijzigd_op=standaardantwoord.gewijzigd_op,
            gewijzigd_door=standaardantwoord.gewijzigd_door,
            vervallen=standaardantwoord.vervallen,
            postvakken=list(standaardantwoord.postvakken) or None,
            categorie=standaardantwoord.categorie or None,
        )
        with vertaald():
            item.save(condition=volgt_op(StandaardantwoordItem.versie, standaardantwoord.versie))


def _uit(item: StandaardantwoordItem) -> Standaardantwoord:
    return Standaardantwoord(
        identificatie=item.identificatie,
        naam=item.naam,
        inhoud=item.inhoud,
        versie=int(item.versie),
        gewijzigd_op=item.gewijzigd_op,
        gewijzigd_door=item.gewijzigd_door,
        vervallen=bool(item.vervallen),
        postvakken=tuple(item.postvakken or ()),
        categorie=item.categorie or "",
    )
