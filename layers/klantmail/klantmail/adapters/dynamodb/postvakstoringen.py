"""Outages of postvakken on DynamoDB. They are one partition: a municipality has some in a year, and keeps them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.cursor import lees_cursor, maak_cursor
from klantmail.adapters.dynamodb.table import Item, Repository, TijdstipAttribute, UuidAttribute, sort_key
from klantmail.adapters.dynamodb.writing import vertaald, volgt_op
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.postvakstoring import Postvakstoring, Storingsgegevens, nieuwste_eerst
from klantmail.ports.repositories import Pagina

_LIJST: Final = "POSTVAKSTORING"


class PostvakstoringItem(Item, discriminator="postvakstoring"):
    identificatie = UuidAttribute()
    postvakken: ListAttribute[str] = ListAttribute(null=True)
    van = TijdstipAttribute()
    tot = TijdstipAttribute(null=True)
    toelichting = UnicodeAttribute()
    vervallen = BooleanAttribute()
    versie = NumberAttribute()
    geregistreerd_op = TijdstipAttribute(attr_name="geregistreerdOp")
    geregistreerd_door = UuidAttribute(attr_name="geregistreerdDoor")
    gewijzigd_op = TijdstipAttribute(attr_name="gewijzigdOp")
    gewijzigd_door = UuidAttribute(attr_name="gewijzigdDoor")


class Postvakstoringen(Repository):
    """The outages. Their place in the partition is not by time: the moment at which one began can be put right."""

    def postvakstoringen(self) -> Sequence[Postvakstoring]:
        return [_uit(item) for item in PostvakstoringItem.query(_LIJST, consistent_read=True)]

    def postvakstoringenlijst(self, *, aantal: int, na: str | None) -> Pagina[Postvakstoring]:
        grens = lees_cursor(na) if na else None
        verder = [een for een in nieuwste_eerst(self.postvakstoringen()) if grens is None or _plek(een) < grens]
        laatste = verder[aantal - 1] if len(verder) > aantal else None
        return Pagina(tuple(verder[:aantal]), maak_cursor(_plek(laatste)) if laatste else None)

    def postvakstoring(self, identificatie: UUID) -> Postvakstoring:
        try:
            return _uit(PostvakstoringItem.get(_LIJST, str(identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Storing", identificatie) from None

    def bewaar_postvakstoring(self, storing: Postvakstoring) -> None:
        van = storing.gegevens
        item = PostvakstoringItem(
            _LIJST,
            str(storing.identificatie),
            identificatie=storing.identificatie,
            postvakken=list(van.postvakken) or None,
            van=van.van,
            tot=van.tot,
            toelichting=van.toelichting,
            vervallen=van.vervallen,
            versie=storing.versie,
            geregistreerd_op=storing.geregistreerd_op,
            geregistreerd_door=storing.geregistreerd_door,
            gewijzigd_op=storing.gewijzigd_op,
            gewijzigd_door=storing.gewijzigd_door,
        )
        with vertaald():
            item.save(condition=volgt_op(PostvakstoringItem.versie, storing.versie))


def _plek(storing: Postvakstoring) -> str:
    return sort_key(storing.gegevens.van, storing.identificatie)


def _uit(item: PostvakstoringItem) -> Postvakstoring:
    return Postvakstoring(
        identificatie=item.identificatie,
        gegevens=Storingsgegevens(
            postvakken=tuple(item.postvakken or ()),
            van=item.van,
            tot=item.tot,
            toelichting=item.toelichting,
            vervallen=bool(item.vervallen),
        ),
        versie=int(item.versie),
        geregistreerd_op=item.geregistreerd_op,
        geregistreerd_door=item.geregistreerd_door,
        gewijzigd_op=item.gewijzigd_op,
        gewijzigd_door=item.gewijzigd_door,
    )
