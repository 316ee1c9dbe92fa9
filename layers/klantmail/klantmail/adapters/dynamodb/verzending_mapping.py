"""Verzendingen as items, and the Message-IDs under which they left; and back. `verzendingen` reads and writes them."""

import re
from collections.abc import Mapping, Set
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from pynamodb.attributes import BooleanAttribute, ListAttribute, MapAttribute, NumberAttribute, UnicodeAttribute

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.ontvanger_mapping import OntvangerMap, ontvanger_maps, ontvangers_uit
from klantmail.adapters.dynamodb.table import (
    Item,
    MapsAttribute,
    TijdstipAttribute,
    UuidAttribute,
    of_niets,
    sort_key,
    table_key,
)
from klantmail.domain.gesprek import EigenBericht
from klantmail.domain.verzending import Bezorging, Bezorgstand, Hervatkeuze, Hervatting, Verzending, Verzendstatus

_DOMEIN_VAN_SES: Final = r"@[a-z0-9-]+\.amazonses\.com>$"
"""The domain of Message-IDs of SES: `email.amazonses.com` or that of a region.

https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
"""


class BezorgingMap(MapAttribute[str, Any]):
    ontvanger = UnicodeAttribute()
    stand = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    reden = UnicodeAttribute()


class HervattingMap(MapAttribute[str, Any]):
    keuze = UnicodeAttribute()
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    toelichting = UnicodeAttribute()
    idempotency_key = UnicodeAttribute(attr_name="sleutel")


class VerzendingItem(Item, discriminator="verzending"):
    identificatie = UuidAttribute()
    status = UnicodeAttribute()
    generatie = UnicodeAttribute()
    emailbericht = UuidAttribute()
    klantcontact = UuidAttribute(null=True)
    gesprek = UuidAttribute(null=True)
    van = UnicodeAttribute()
    naar: ListAttribute[str] = ListAttribute()
    ontvangers: MapsAttribute[OntvangerMap] = MapsAttribute(of=OntvangerMap, null=True)
    object_key = UnicodeAttribute(attr_name="sleutel")
    sha256 = UnicodeAttribute()
    onderwerp = UnicodeAttribute(null=True)
    bericht_id = UnicodeAttribute(attr_name="berichtId", null=True)
    kenmerk = UnicodeAttribute(null=True)
    vingerafdruk = UnicodeAttribute(null=True)
    taak_op = UuidAttribute(attr_name="taakOp", null=True)
    aangemaakt_op = TijdstipAttribute(attr_name="aangemaaktOp")
    aan_de_beurt_op = TijdstipAttribute(attr_name="aanDeBeurtOp")
    pogingen = NumberAttribute()
    verzonden_op = TijdstipAttribute(attr_name="verzondenOp", null=True)
    ses_bericht_id = UnicodeAttribute(attr_name="sesBerichtId", null=True)
    reden = UnicodeAttribute(null=True)
    bezorgingen: MapsAttribute[BezorgingMap] = MapsAttribute(of=BezorgingMap)
    hervattingen: MapsAttribute[HervattingMap] = MapsAttribute(of=HervattingMap)
    wijziging = NumberAttribute()
    beperkt = BooleanAttribute(null=True)


class BerichtidItem(Item, discriminator="berichtid"):
    """The item that leads from a Message-ID to the mail of ours that left under it."""

    verzending = UuidAttribute()
    emailbericht = UuidAttribute()
    klantcontact = UuidAttribute(null=True)
    gesprek = UuidAttribute(null=True)
    onderwerp = UnicodeAttribute(null=True)
    ses_bericht_id = UnicodeAttribute(attr_name="sesBerichtId", null=True)
    taak_op = UuidAttribute(attr_name="taakOp", null=True)
    naar: ListAttribute[str] = ListAttribute(null=True)
    """Hashes of the addresses that it went to."""


def verzending_item(verzending: Verzending) -> VerzendingItem:
    pk, sk = table_key("VERZENDING", verzending.identificatie)
    aandacht = verzending.aandacht
    return VerzendingItem(
        pk,
        sk,
        identificatie=verzending.identificatie,
        status=verzending.status.value,
        generatie=verzending.generatie,
        emailbericht=verzending.emailbericht,
        klantcontact=verzending.klantcontact,
        gesprek=verzending.gesprek,
        van=verzending.van,
        naar=list(verzending.naar),
        ontvangers=ontvanger_maps(verzending.ontvangers),
        object_key=verzending.object_key,
        sha256=verzending.sha256,
        onderwerp=verzending.onderwerp,
        bericht_id=verzending.bericht_id,
        kenmerk=verzending.kenmerk or None,
        vingerafdruk=verzending.vingerafdruk or None,
        taak_op=verzending.taak_op,
        aangemaakt_op=verzending.aangemaakt_op,
        aan_de_beurt_op=verzending.aan_de_beurt_op,
        pogingen=verzending.pogingen,
        verzonden_op=verzending.verzonden_op,
        ses_bericht_id=verzending.ses_bericht_id or None,
        reden=verzending.reden or None,
        bezorgingen=bezorging_maps(verzending),
        hervattingen=hervatting_maps(verzending),
        wijziging=verzending.wijziging,
        beperkt=verzending.beperkt or None,
        aandacht_pk=aandacht,
        aandacht_sk=sort_key(verzending.aan_de_beurt_op, verzending.identificatie) if aandacht else None,
    )


def bezorging_maps(verzending: Verzending) -> list[BezorgingMap]:
    return [
        BezorgingMap(ontvanger=b.ontvanger, stand=b.stand.value, tijdstip=b.tijdstip, reden=b.reden)
        for b in verzending.bezorgingen
    ]


def hervatting_maps(verzending: Verzending) -> list[HervattingMap]:
    return [
        HervattingMap(
            keuze=h.keuze.value,
            medewerker=h.medewerker,
            naam=h.naam,
            tijdstip=h.tijdstip,
            toelichting=h.toelichting,
            idempotency_key=h.idempotency_key,
        )
        for h in verzending.hervattingen
    ]


def verzending_uit(item: VerzendingItem) -> Verzending:
    return Verzending(
        identificatie=item.identificatie,
        status=Verzendstatus(item.status),
        generatie=item.generatie,
        emailbericht=item.emailbericht,
        klantcontact=item.klantcontact,
        gesprek=_gesprek(item),
        van=item.van,
        naar=tuple(item.naar),
        ontvangers=ontvangers_uit(item.ontvangers),
        object_key=item.object_key,
        sha256=item.sha256,
        onderwerp=item.onderwerp or "",
        bericht_id=item.bericht_id or "",
        kenmerk=item.kenmerk or "",
        vingerafdruk=item.vingerafdruk or "",
        taak_op=item.taak_op,
        aangemaakt_op=item.aangemaakt_op,
        aan_de_beurt_op=item.aan_de_beurt_op,
        pogingen=int(item.pogingen),
        verzonden_op=item.verzonden_op,
        ses_bericht_id=item.ses_bericht_id or "",
        reden=item.reden or "",
        bezorgingen=tuple(Bezorging(b.ontvanger, Bezorgstand(b.stand), b.tijdstip, b.reden) for b in item.bezorgingen),
        hervattingen=tuple(
            Hervatting(
                keuze=Hervatkeuze(h.keuze),
                medewerker=h.medewerker,
                naam=h.naam,
                tijdstip=h.tijdstip,
                toelichting=h.toelichting,
                idempotency_key=h.idempotency_key,
            )
            for h in item.hervattingen
        ),
        wijziging=int(item.wijziging),
        beperkt=bool(item.beperkt),
    )


def verzending_uit_beeld(beeld: Mapping[str, Any]) -> Verzending:
    """Read a verzending from the NewImage of a stream record, in DynamoDB's own JSON."""
    return verzending_uit(VerzendingItem.from_raw_data(dict(beeld)))


def _gesprek(item: VerzendingItem | BerichtidItem) -> UUID:
    """The conversation. Records from before conversations were kept have that of their own e-mailbericht."""
    gesprek = of_niets(item.gesprek)
    return item.emailbericht if gesprek is None else gesprek


def berichtid_key(bericht_id: str) -> tuple[str, str]:
    """PK and SK of a Message-ID. They hold its hash, since message ids can be of any length.

    SES's own are the same under each domain that it writes them with.
    """
    gelijk = re.sub(_DOMEIN_VAN_SES, "@amazonses.com>", bericht_id, flags=re.IGNORECASE)
    return f"BERICHTID#{sha256(gelijk.encode()).hexdigest()}", "BERICHTID"


def berichtid_items(verzending: Verzending, ses_bericht_id: str, hash_key: bytes) -> list[BerichtidItem]:
    """The items by which a sent mail is found: the Message-ID that SES gave it, the one that we composed it with, and
    its mark.
    """
    return [
        BerichtidItem(
            *berichtid_key(bericht_id),
            verzending=verzending.identificatie,
            emailbericht=verzending.emailbericht,
            klantcontact=verzending.klantcontact,
            gesprek=verzending.gesprek,
            onderwerp=verzending.onderwerp,
            ses_bericht_id=ses_bericht_id,
            taak_op=verzending.taak_op,
            naar=[afzender_hash(hash_key, adres) for adres in verzending.naar],
        )
        for bericht_id in (ses_bericht_id, verzending.bericht_id, verzending.kenmerk)
        if bericht_id
    ]


def eigen_bericht_uit(item: BerichtidItem, adressen: Set[str]) -> EigenBericht:
    """Read the mail of ours that a Message-ID leads to.

    Args:
        adressen: hashes of the addresses that are asked about.
    """
    return EigenBericht(
        verzending=item.verzending,
        emailbericht=item.emailbericht,
        klantcontact=item.klantcontact,
        gesprek=_gesprek(item),
        onderwerp=item.onderwerp or "",
        ses_bericht_id=item.ses_bericht_id or "",
        aan_hen=adressen <= set(item.naar or ()),
        taak_op=item.taak_op,
    )
