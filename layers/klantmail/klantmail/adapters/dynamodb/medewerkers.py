"""Medewerkers on DynamoDB. They are one partition: a municipality has hundreds of them, each of some hundred bytes."""

from datetime import date
from typing import Final
from uuid import UUID

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from klantmail.adapters.dynamodb.cursor import lees_cursor, maak_cursor
from klantmail.adapters.dynamodb.table import Item, Repository, UuidAttribute
from klantmail.adapters.dynamodb.writing import nieuw, vertaald
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.medewerker import BekendeMedewerker, Medewerker, Rol
from klantmail.ports.repositories import Pagina

_LIJST: Final = "MEDEWERKER"


class MedewerkerItem(Item, discriminator="medewerker"):
    identificatie = UuidAttribute()
    naam = UnicodeAttribute()
    organisatorische_eenheid = UnicodeAttribute(attr_name="organisatorischeEenheid")
    rollen = UnicodeAttribute()
    """The roles by name, in alphabetical order, with commas between them."""
    postvakken = UnicodeAttribute(null=True)
    """The postvakken that they have a right to, likewise; absent when they have a right to all."""
    gezien = UnicodeAttribute(null=True)
    """The month in which they last used Klantmail, such as `2026-11`."""


def _anders_dan(item: MedewerkerItem) -> Condition:
    return (
        nieuw()
        | (MedewerkerItem.naam != item.naam)
        | (MedewerkerItem.organisatorische_eenheid != item.organisatorische_eenheid)
        | (MedewerkerItem.rollen != item.rollen)
        | (MedewerkerItem.postvakken != item.postvakken if item.postvakken else MedewerkerItem.postvakken.exists())
        | (MedewerkerItem.gezien != item.gezien)
    )


class Medewerkers(Repository):
    """The medewerkers who have logged in."""

    def medewerker(self, identificatie: UUID) -> BekendeMedewerker:
        try:
            return _uit(MedewerkerItem.get(_LIJST, str(identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Medewerker", identificatie) from None

    def medewerkers(self, *, aantal: int, na: str | None) -> Pagina[BekendeMedewerker]:
        vraag = MedewerkerItem.query(_LIJST, MedewerkerItem.sk > lees_cursor(na) if na else None, page_size=aantal)
        page = next(vraag.page_iter)
        gevonden = tuple(_uit(MedewerkerItem.from_raw_data(rij)) for rij in page["Items"])
        laatste = page.get("LastEvaluatedKey")
        return Pagina(gevonden, maak_cursor(laatste["SK"]["S"]) if laatste else None)

    def onthoud_medewerker(self, bekende: BekendeMedewerker) -> None:
        medewerker = bekende.medewerker
        item = MedewerkerItem(
            _LIJST,
            str(medewerker.identificatie),
            identificatie=medewerker.identificatie,
            naam=medewerker.naam,
            organisatorische_eenheid=medewerker.organisatorische_eenheid,
            rollen=",".join(sorted(medewerker.rollen)),
            postvakken=",".join(sorted(medewerker.postvakken)) or None,
            gezien=bekende.gezien and f"{bekende.gezien:%Y-%m}",
        )
        with vertaald():
            item.save(condition=_anders_dan(item))


def _uit(item: MedewerkerItem) -> BekendeMedewerker:
    rollen = frozenset(Rol(rol) for rol in item.rollen.split(",") if rol)
    postvakken = frozenset(item.postvakken.split(",")) if item.postvakken else frozenset[str]()
    medewerker = Medewerker(item.identificatie, item.naam, item.organisatorische_eenheid, rollen, postvakken)
    return BekendeMedewerker(medewerker, date.fromisoformat(f"{item.gezien}-01") if item.gezien else None)
