"""Zaken as items, and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pynamodb.attributes import ListAttribute, MapAttribute, NumberAttribute, UnicodeAttribute

from klantmail.adapters.dynamodb.table import Item, MapsAttribute, TijdstipAttribute, UuidAttribute, sleutels, sorteersleutel
from klantmail.domain.zaak import Zaak, Zaakbesluit, Zaakkeuze, Zaakstatus


class ZaakbesluitMap(MapAttribute[str, Any]):
    keuze = UnicodeAttribute()
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    toelichting = UnicodeAttribute()
    url = UnicodeAttribute()
    sleutel = UnicodeAttribute()


class ZaakItem(Item, discriminator="zaak"):
    identificatie = UuidAttribute()
    status = UnicodeAttribute()
    generatie = UnicodeAttribute()
    emailbericht = UuidAttribute()
    klantcontact = UuidAttribute()
    zaaktype = UnicodeAttribute()
    omschrijving = UnicodeAttribute()
    toelichting = UnicodeAttribute()
    startdatum = UnicodeAttribute()
    informatieobjecten: ListAttribute[str] = ListAttribute()
    aangemaakt_op = TijdstipAttribute(attr_name="aangemaaktOp")
    aan_de_beurt_op = TijdstipAttribute(attr_name="aanDeBeurtOp")
    pogingen = NumberAttribute()
    url = UnicodeAttribute(null=True)
    gekoppeld = NumberAttribute()
    geregistreerd_op = TijdstipAttribute(attr_name="geregistreerdOp", null=True)
    reden = UnicodeAttribute(null=True)
    besluiten: MapsAttribute[ZaakbesluitMap] = MapsAttribute(of=ZaakbesluitMap)
    wijziging = NumberAttribute()


def zaak_item(zaak: Zaak) -> ZaakItem:
    pk, sk = sleutels("ZAAK", zaak.identificatie)
    aandacht = zaak.aandacht
    return ZaakItem(
        pk,
        sk,
        identificatie=zaak.identificatie,
        status=zaak.status.value,
        generatie=zaak.generatie,
        emailbericht=zaak.emailbericht,
        klantcontact=zaak.klantcontact,
        zaaktype=zaak.zaaktype,
        omschrijving=zaak.omschrijving,
        toelichting=zaak.toelichting,
        startdatum=zaak.startdatum.isoformat(),
        informatieobjecten=[str(identificatie) for identificatie in zaak.informatieobjecten],
        aangemaakt_op=zaak.aangemaakt_op,
        aan_de_beurt_op=zaak.aan_de_beurt_op,
        pogingen=zaak.pogingen,
        url=zaak.url or None,
        gekoppeld=zaak.gekoppeld,
        geregistreerd_op=zaak.geregistreerd_op,
        reden=zaak.reden or None,
        besluiten=besluit_maps(zaak),
        wijziging=zaak.wijziging,
        aandacht_pk=aandacht,
        aandacht_sk=sorteersleutel(zaak.aan_de_beurt_op, zaak.identificatie) if aandacht else None,
    )


def besluit_maps(zaak: Zaak) -> list[ZaakbesluitMap]:
    return [
        ZaakbesluitMap(
            keuze=besluit.keuze.value,
            medewerker=besluit.medewerker,
            naam=besluit.naam,
            tijdstip=besluit.tijdstip,
            toelichting=besluit.toelichting,
            url=besluit.url,
            sleutel=besluit.sleutel,
        )
        for besluit in zaak.besluiten
    ]


def zaak_uit(item: ZaakItem) -> Zaak:
    return Zaak(
        identificatie=item.identificatie,
        status=Zaakstatus(item.status),
        generatie=item.generatie,
        emailbericht=item.emailbericht,
        klantcontact=item.klantcontact,
        zaaktype=item.zaaktype,
        omschrijving=item.omschrijving,
        toelichting=item.toelichting,
        startdatum=date.fromisoformat(item.startdatum),
        informatieobjecten=tuple(UUID(identificatie) for identificatie in item.informatieobjecten),
        aangemaakt_op=item.aangemaakt_op,
        aan_de_beurt_op=item.aan_de_beurt_op,
        pogingen=int(item.pogingen),
        url=item.url or "",
        gekoppeld=int(item.gekoppeld),
        geregistreerd_op=item.geregistreerd_op,
        reden=item.reden or "",
        besluiten=tuple(
            Zaakbesluit(
                keuze=Zaakkeuze(besluit.keuze),
                medewerker=besluit.medewerker,
                naam=besluit.naam,
                tijdstip=besluit.tijdstip,
                toelichting=besluit.toelichting,
                url=besluit.url,
                sleutel=besluit.sleutel,
            )
            for besluit in item.besluiten
        ),
        wijziging=int(item.wijziging),
    )


def zaak_uit_beeld(beeld: Mapping[str, Any]) -> Zaak:
    """Read a zaak from the NewImage of a stream record, in DynamoDB's own JSON."""
    return zaak_uit(ZaakItem.from_raw_data(dict(beeld)))
