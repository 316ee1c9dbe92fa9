"""Requests to have mail collected, on DynamoDB. Those of each kind are one partition: some come in a month.

DynamoDB removes them by itself after `vervaltOp` (time to live), within days.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from pynamodb.attributes import JSONAttribute, ListAttribute, MapAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.table import Item, MapsAttribute, Repository, TijdstipAttribute, UuidAttribute
from klantmail.adapters.dynamodb.writing import vertaald, volgt_op
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.inzageverzoek import Inzageverzoek
from klantmail.domain.verzamelverzoek import Bestand, Verzamelverzoek, Verzoekstatus
from klantmail.domain.wooverzoek import Wooverzoek


class BestandMap(MapAttribute[str, Any]):
    object_key = UnicodeAttribute(attr_name="sleutel")
    omvang = NumberAttribute()
    emailberichten = NumberAttribute()


class VerzoekItem(Item):
    """The attributes that every request has."""

    identificatie = UuidAttribute()
    status = UnicodeAttribute()
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    gevraagd_op = TijdstipAttribute(attr_name="gevraagdOp")
    idempotency_key = UnicodeAttribute()
    vingerafdruk = UnicodeAttribute()
    gevonden_key = UnicodeAttribute(attr_name="gevondenSleutel", null=True)
    niet_ingenomen = NumberAttribute(attr_name="nietIngenomen", null=True)
    gevonden = NumberAttribute()
    verwerkt = NumberAttribute()
    bestanden: MapsAttribute[BestandMap] = MapsAttribute(of=BestandMap)
    aantallen = JSONAttribute()
    klaar_op = TijdstipAttribute(attr_name="klaarOp", null=True)
    versie = NumberAttribute()
    vervalt_op = TTLAttribute(attr_name="vervaltOp")


class InzageverzoekItem(VerzoekItem, discriminator="inzageverzoek"):
    adressen: ListAttribute[str] = ListAttribute()


class WooverzoekItem(VerzoekItem, discriminator="wooverzoek"):
    van = UnicodeAttribute()
    tot = UnicodeAttribute()
    woorden: ListAttribute[str] = ListAttribute()
    postvakken: ListAttribute[str] = ListAttribute(null=True)


class Verzoekenkast[V: Verzamelverzoek, I: VerzoekItem](Repository):
    """The requests of one kind."""

    LIJST: ClassVar[str]
    """The partition."""
    ITEM: type[I]
    VERZOEK: type[V]

    def verzoeken(self) -> Sequence[V]:
        gevonden = map(self._uit, self.ITEM.query(self.LIJST, consistent_read=True))
        return sorted(gevonden, key=lambda een: (een.gevraagd_op, een.identificatie), reverse=True)

    def verzoek(self, identificatie: UUID) -> V:
        try:
            return self._uit(self.ITEM.get(self.LIJST, str(identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden(self.VERZOEK.NAAM, identificatie) from None

    def bewaar(self, verzoek: V) -> None:
        item = self.ITEM(self.LIJST, str(verzoek.identificatie), **_velden(verzoek), **self._gevraagd(verzoek))
        with vertaald():
            item.save(condition=volgt_op(VerzoekItem.versie, verzoek.versie))

    def _uit(self, item: I) -> V:
        return self.VERZOEK(
            identificatie=item.identificatie,
            status=Verzoekstatus(item.status),
            medewerker=item.medewerker,
            naam=item.naam,
            gevraagd_op=item.gevraagd_op,
            idempotency_key=item.idempotency_key,
            vingerafdruk=item.vingerafdruk,
            gevonden_key=item.gevonden_key or "",
            niet_ingenomen=int(item.niet_ingenomen or 0),
            gevonden=int(item.gevonden),
            verwerkt=int(item.verwerkt),
            bestanden=tuple(
                Bestand(object_key=een.object_key, omvang=int(een.omvang), emailberichten=int(een.emailberichten))
                for een in item.bestanden
            ),
            aantallen=item.aantallen,
            klaar_op=item.klaar_op,
            versie=int(item.versie),
            **self._vraag(item),
        )

    @abstractmethod
    def _gevraagd(self, verzoek: V) -> Mapping[str, Any]:
        """Return the attributes of what is asked for."""

    @abstractmethod
    def _vraag(self, item: I) -> Mapping[str, Any]:
        """Return the fields of what is asked for. The inverse of `_gevraagd`."""


class Inzageverzoeken(Verzoekenkast[Inzageverzoek, InzageverzoekItem]):
    """The requests of persons to see what is held about them."""

    LIJST = "INZAGEVERZOEK"
    ITEM = InzageverzoekItem
    VERZOEK = Inzageverzoek

    def _gevraagd(self, verzoek: Inzageverzoek) -> Mapping[str, Any]:
        return {"adressen": list(verzoek.adressen)}

    def _vraag(self, item: InzageverzoekItem) -> Mapping[str, Any]:
        return {"adressen": tuple(item.adressen)}


class Wooverzoeken(Verzoekenkast[Wooverzoek, WooverzoekItem]):
    """The requests for public information."""

    LIJST = "WOOVERZOEK"
    ITEM = WooverzoekItem
    VERZOEK = Wooverzoek

    def _gevraagd(self, verzoek: Wooverzoek) -> Mapping[str, Any]:
        return {
            "van": verzoek.van.isoformat(),
            "tot": verzoek.tot.isoformat(),
            "woorden": list(verzoek.woorden),
            "postvakken": list(verzoek.postvakken) or None,
        }

    def _vraag(self, item: WooverzoekItem) -> Mapping[str, Any]:
        return {
            "van": date.fromisoformat(item.van),
            "tot": date.fromisoformat(item.tot),
            "woorden": tuple(item.woorden),
            "postvakken": tuple(item.postvakken or ()),
        }


def _velden(verzoek: Verzamelverzoek) -> Mapping[str, Any]:
    """Return the attributes of how far a request is."""
    return {
        "identificatie": verzoek.identificatie,
        "status": verzoek.status.value,
        "medewerker": verzoek.medewerker,
        "naam": verzoek.naam,
        "gevraagd_op": verzoek.gevraagd_op,
        "idempotency_key": verzoek.idempotency_key,
        "vingerafdruk": verzoek.vingerafdruk,
        "gevonden_key": verzoek.gevonden_key or None,
        "niet_ingenomen": verzoek.niet_ingenomen,
        "gevonden": verzoek.gevonden,
        "verwerkt": verzoek.verwerkt,
        "bestanden": [
            BestandMap(object_key=een.object_key, omvang=een.omvang, emailberichten=een.emailberichten)
            for een in verzoek.bestanden
        ],
        "aantallen": dict(verzoek.aantallen),
        "klaar_op": verzoek.klaar_op,
        "versie": verzoek.versie,
        "vervalt_op": verzoek.vervalt_op,
    }
