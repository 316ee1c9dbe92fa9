"""Klantcontacten on DynamoDB: as items and back, and the lists of them."""

import zlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, Final
from uuid import UUID

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, ListAttribute, MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.cursor import lees_cursor
from klantmail.adapters.dynamodb.ontvanger_mapping import OntvangerMap, ontvanger_maps, ontvangers_uit
from klantmail.adapters.dynamodb.reading import op_volgorde, read_page
from klantmail.adapters.dynamodb.table import (
    Item,
    MapsAttribute,
    Repository,
    TijdstipAttribute,
    UuidAttribute,
    sort_key,
    table_key,
)
from klantmail.domain.document import Bijlage, Bijlagerol, Tekst
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.klantcontact import Initiatiefnemer, Klantcontact
from klantmail.domain.tijd import als_tekst
from klantmail.ports.repositories import MAX_PAGINA, Pagina
from klantmail.usecases.parallel import SIDE_BY_SIDE, alle

_SAMENPERSEN_VANAF: Final = 1024
"""Bytes of a text from which it is compressed. The text of a mail takes half the room then."""


class TekstMap(MapAttribute[str, Any]):
    """A text: as it is in `waarde`, compressed in `samengeperst`, or whole in the archive."""

    waarde = UnicodeAttribute(null=True)
    samengeperst = BinaryAttribute(null=True, legacy_encoding=False)
    omvang = NumberAttribute()
    object_key = UnicodeAttribute(attr_name="sleutel", null=True)


def _tekst_map(tekst: Tekst) -> TekstMap:
    """Compress a text that is large enough for it: an item is written in units of 1 KB, each of them twice."""
    bytes_ = (tekst.waarde or "").encode()
    if len(bytes_) < _SAMENPERSEN_VANAF:
        return TekstMap(waarde=tekst.waarde, omvang=tekst.omvang, object_key=tekst.object_key)
    return TekstMap(samengeperst=zlib.compress(bytes_, level=9), omvang=tekst.omvang, object_key=tekst.object_key)


def _tekst_uit(item: TekstMap) -> Tekst:
    """Read a text. Klantcontacten of before have none that is compressed."""
    samengeperst: bytes | None = item.samengeperst
    waarde = item.waarde if samengeperst is None else zlib.decompress(samengeperst).decode()
    return Tekst(waarde, int(item.omvang), item.object_key)


class BijlageMap(MapAttribute[str, Any]):
    informatieobject = UuidAttribute()
    rol = UnicodeAttribute(null=True)
    bestandsnaam = UnicodeAttribute()
    formaat = UnicodeAttribute()
    bestandsomvang = NumberAttribute()
    sha256 = UnicodeAttribute()


class KlantcontactItem(Item, discriminator="klantcontact"):
    identificatie = UuidAttribute()
    geregistreerd_op = TijdstipAttribute(attr_name="geregistreerdOp")
    opgeslagen_op = TijdstipAttribute(attr_name="opgeslagenOp")
    kanaal = UnicodeAttribute()
    medewerker = UuidAttribute()
    organisatorische_eenheid = UnicodeAttribute(attr_name="organisatorischeEenheid")
    initiatiefnemer = UnicodeAttribute()
    onderwerp = UnicodeAttribute()
    inhoud = TekstMap()
    bijlagen: MapsAttribute[BijlageMap] = MapsAttribute(of=BijlageMap)
    emailbericht = UuidAttribute()
    verwijst_naar: ListAttribute[str] = ListAttribute(attr_name="verwijstNaar")
    ontvangers: MapsAttribute[OntvangerMap] = MapsAttribute(of=OntvangerMap, null=True)
    verzending = UuidAttribute(null=True)
    zaak = UuidAttribute(null=True)
    beperkt = BooleanAttribute(null=True)


def klantcontact_item(klantcontact: Klantcontact, hash_key: bytes) -> KlantcontactItem:
    opgeslagen_op = klantcontact.opgeslagen_op
    if opgeslagen_op is None:
        raise ValueError("a klantcontact is stored with the moment of its afhandeling")
    pk, sk = table_key("KLANTCONTACT", klantcontact.identificatie)
    hash_ = afzender_hash(hash_key, klantcontact.afzender) if klantcontact.afzender else None
    return KlantcontactItem(
        pk,
        sk,
        identificatie=klantcontact.identificatie,
        geregistreerd_op=klantcontact.geregistreerd_op,
        opgeslagen_op=opgeslagen_op,
        kanaal=klantcontact.kanaal,
        medewerker=klantcontact.medewerker,
        organisatorische_eenheid=klantcontact.organisatorische_eenheid,
        initiatiefnemer=klantcontact.initiatiefnemer.value,
        onderwerp=klantcontact.onderwerp,
        inhoud=_tekst_map(klantcontact.inhoud),
        bijlagen=[
            BijlageMap(
                informatieobject=bijlage.informatieobject,
                rol=bijlage.rol.value,
                bestandsnaam=bijlage.bestandsnaam,
                formaat=bijlage.formaat,
                bestandsomvang=bijlage.bestandsomvang,
                sha256=bijlage.sha256,
            )
            for bijlage in klantcontact.bijlagen
        ],
        emailbericht=klantcontact.emailbericht,
        verwijst_naar=[str(identificatie) for identificatie in klantcontact.verwijst_naar],
        ontvangers=ontvanger_maps(klantcontact.ontvangers),
        verzending=klantcontact.verzending,
        zaak=klantcontact.zaak,
        beperkt=klantcontact.beperkt or None,
        afzender_pk=hash_,
        afzender_sk=sort_key(klantcontact.geregistreerd_op, klantcontact.identificatie) if hash_ else None,
        dag_pk=als_tekst(opgeslagen_op)[:10],
        dag_sk=sort_key(opgeslagen_op, klantcontact.identificatie),
        gesprek_pk=str(klantcontact.gesprek),
        gesprek_sk=sort_key(klantcontact.geregistreerd_op, klantcontact.identificatie),
    )


def klantcontact_uit(item: KlantcontactItem) -> Klantcontact:
    return Klantcontact(
        identificatie=item.identificatie,
        geregistreerd_op=item.geregistreerd_op,
        opgeslagen_op=item.opgeslagen_op,
        kanaal=item.kanaal,
        medewerker=item.medewerker,
        organisatorische_eenheid=item.organisatorische_eenheid,
        initiatiefnemer=Initiatiefnemer(item.initiatiefnemer),
        onderwerp=item.onderwerp,
        inhoud=_tekst_uit(item.inhoud),
        bijlagen=tuple(
            Bijlage(
                informatieobject=bijlage.informatieobject,
                rol=Bijlagerol(bijlage.rol) if bijlage.rol else Bijlagerol.van_vroeger(plaats),
                bestandsnaam=bijlage.bestandsnaam,
                formaat=bijlage.formaat,
                bestandsomvang=int(bijlage.bestandsomvang),
                sha256=bijlage.sha256,
            )
            for plaats, bijlage in enumerate(item.bijlagen)
        ),
        emailbericht=item.emailbericht,
        afzender="",  # only its hash is stored
        gesprek=UUID(item.gesprek_pk) if item.gesprek_pk else item.emailbericht,  # older mail has its own
        verwijst_naar=tuple(UUID(identificatie) for identificatie in item.verwijst_naar),
        ontvangers=ontvangers_uit(item.ontvangers),
        verzending=item.verzending,
        zaak=item.zaak,
        beperkt=bool(item.beperkt),
    )


def _onbeperkt(item: KlantcontactItem) -> bool:
    """Tell whether a list shows it. Its item was read with the others."""
    return not item.beperkt


class Klantcontacten(Repository):
    """The klantcontacten, which are read only: their afhandeling stores them."""

    def klantcontact(self, identificatie: UUID) -> Klantcontact:
        try:
            return klantcontact_uit(KlantcontactItem.get(*table_key("KLANTCONTACT", identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Klantcontact", identificatie) from None

    def klantcontacten_van(
        self,
        afzender: str,
        van: datetime | None,
        tot: datetime | None,
        *,
        aantal: int,
        na: str | None,
        ruimte: int = MAX_PAGINA,
    ) -> Pagina[Klantcontact]:
        laagste, hoogste = als_tekst(van) if van else "0", als_tekst(tot) if tot else "9"
        grens = lees_cursor(na, hoogste) if na else None
        if grens and grens < laagste:  # nothing is left; DynamoDB refuses a range that ends before it begins
            return Pagina((), None)
        vraag = Item.afzender.query(
            afzender_hash(self._table.hash_key, afzender),
            Item.afzender_sk.between(laagste, grens or hoogste),
            scan_index_forward=False,
            page_size=aantal + 2,  # the row of the cursor itself, and one to know whether more follows
        )
        rijen = next(vraag.page_iter)["Items"]
        return self._klantcontacten([rij["AFZENDER_SK"]["S"] for rij in rijen], grens, aantal, ruimte)

    def klantcontacten_in(self, gesprek: UUID, *, aantal: int, na: str | None, ruimte: int = MAX_PAGINA) -> Pagina[Klantcontact]:
        vraag = Item.gesprekken.query(
            str(gesprek), Item.gesprek_sk > lees_cursor(na) if na else None, page_size=aantal + 1
        )  # one more, to know whether more follows
        rijen = next(vraag.page_iter)["Items"]
        return self._klantcontacten([rij["GESPREK_SK"]["S"] for rij in rijen], None, aantal, ruimte)

    def laatste_klantcontacten(self, gesprek: UUID, aantal: int) -> Sequence[Klantcontact]:
        vraag = Item.gesprekken.query(str(gesprek), scan_index_forward=False, page_size=aantal)
        volgorde = [rij["GESPREK_SK"]["S"] for rij in reversed(next(vraag.page_iter)["Items"])]
        return [klantcontact_uit(item) for _, item in op_volgorde(KlantcontactItem, "KLANTCONTACT", volgorde) if _onbeperkt(item)]

    def klantcontacten_tussen(self, van: datetime, tot: datetime, *, aantal: int, na: str | None) -> Pagina[Klantcontact]:
        """Make one query for each day, from the last day on: one, then two side by
        side, then four, until there is a page.

        So a busy day takes one query, and a quiet month six rounds of them.
        """
        laagste, hoogste = als_tekst(van), als_tekst(tot)
        grens = lees_cursor(na, hoogste) if na else None
        hoogste = grens or hoogste
        if hoogste < laagste:
            return Pagina((), None)

        def op_dag(dag: date) -> list[str]:
            vraag = Item.dag.query(
                dag.isoformat(), Item.dag_sk.between(laagste, hoogste), scan_index_forward=False, page_size=aantal + 2
            )
            return [rij["DAG_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]

        laatste, eerste = date.fromisoformat(hoogste[:10]), date.fromisoformat(laagste[:10])
        dagen = [laatste - timedelta(days=terug) for terug in range((laatste - eerste).days + 1)]
        volgorde: list[str] = []
        side_by_side = 1
        while dagen and len(volgorde) < aantal + 2:
            volgorde += chain.from_iterable(alle(op_dag, dagen[:side_by_side]))
            dagen = dagen[side_by_side:]
            side_by_side = min(2 * side_by_side, SIDE_BY_SIDE)
        return self._klantcontacten(volgorde, grens, aantal, MAX_PAGINA)

    @staticmethod
    def _klantcontacten(volgorde: list[str], grens: str | None, aantal: int, ruimte: int) -> Pagina[Klantcontact]:
        """The klantcontacten that these sort keys (`<time>#<id>`) name, in this order, as far as one page goes."""
        volgorde = [key for key in volgorde if key != grens]
        return read_page(KlantcontactItem, "KLANTCONTACT", volgorde, aantal, klantcontact_uit, ruimte, toont=_onbeperkt)
