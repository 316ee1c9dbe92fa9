"""Klantcontacten as items, with their documents and the uploads that went along; and back."""

from typing import Any
from uuid import UUID

from pynamodb.attributes import ListAttribute, MapAttribute, NumberAttribute, UnicodeAttribute

from klantmail.adapters.dynamodb.adreshash import afzender_hash
from klantmail.adapters.dynamodb.table import Item, MapsAttribute, TijdstipAttribute, UuidAttribute, sleutels, sorteersleutel
from klantmail.domain.document import Bijlage, Informatieobject, Tekst, Uploadgebruik
from klantmail.domain.klantcontact import Initiatiefnemer, Klantcontact
from klantmail.domain.tijd import als_tekst


class TekstMap(MapAttribute[str, Any]):
    waarde = UnicodeAttribute(null=True)
    omvang = NumberAttribute()
    sleutel = UnicodeAttribute(null=True)


class BijlageMap(MapAttribute[str, Any]):
    informatieobject = UuidAttribute()
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
    zaak = UuidAttribute(null=True)


class InformatieobjectItem(Item, discriminator="informatieobject"):
    identificatie = UuidAttribute()
    bronorganisatie = UnicodeAttribute()
    creatiedatum = TijdstipAttribute()
    titel = UnicodeAttribute()
    auteur = UnicodeAttribute()
    taal = UnicodeAttribute()
    informatieobjecttype = UnicodeAttribute()
    bestandsnaam = UnicodeAttribute()
    formaat = UnicodeAttribute()
    bestandsomvang = NumberAttribute()
    sha256 = UnicodeAttribute()
    sleutel = UnicodeAttribute()
    ontvangstdatum = TijdstipAttribute(null=True)
    verzenddatum = TijdstipAttribute(null=True)


class UploadItem(Item, discriminator="upload"):
    """The item that says that an upload was used. There is none before."""

    klantcontact = UuidAttribute()
    medewerker = UuidAttribute()
    tijdstip = TijdstipAttribute()


def upload_item(gebruik: Uploadgebruik) -> UploadItem:
    pk, sk = sleutels("UPLOAD", gebruik.identificatie)
    return UploadItem(pk, sk, klantcontact=gebruik.klantcontact, medewerker=gebruik.medewerker, tijdstip=gebruik.tijdstip)


def klantcontact_item(klantcontact: Klantcontact, afzendersleutel: bytes) -> KlantcontactItem:
    opgeslagen_op = klantcontact.opgeslagen_op
    if opgeslagen_op is None:
        raise ValueError("a klantcontact is stored with the moment of its afhandeling")
    pk, sk = sleutels("KLANTCONTACT", klantcontact.identificatie)
    hash_ = afzender_hash(afzendersleutel, klantcontact.afzender) if klantcontact.afzender else None
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
        inhoud=TekstMap(
            waarde=klantcontact.inhoud.waarde, omvang=klantcontact.inhoud.omvang, sleutel=klantcontact.inhoud.sleutel
        ),
        bijlagen=[
            BijlageMap(
                informatieobject=bijlage.informatieobject,
                bestandsnaam=bijlage.bestandsnaam,
                formaat=bijlage.formaat,
                bestandsomvang=bijlage.bestandsomvang,
                sha256=bijlage.sha256,
            )
            for bijlage in klantcontact.bijlagen
        ],
        emailbericht=klantcontact.emailbericht,
        verwijst_naar=[str(identificatie) for identificatie in klantcontact.verwijst_naar],
        zaak=klantcontact.zaak,
        afzender_pk=hash_,
        afzender_sk=sorteersleutel(klantcontact.geregistreerd_op, klantcontact.identificatie) if hash_ else None,
        dag_pk=als_tekst(opgeslagen_op)[:10],
        dag_sk=sorteersleutel(opgeslagen_op, klantcontact.identificatie),
        gesprek_pk=str(klantcontact.gesprek),
        gesprek_sk=sorteersleutel(klantcontact.geregistreerd_op, klantcontact.identificatie),
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
        inhoud=Tekst(item.inhoud.waarde, int(item.inhoud.omvang), item.inhoud.sleutel),
        bijlagen=tuple(
            Bijlage(
                informatieobject=bijlage.informatieobject,
                bestandsnaam=bijlage.bestandsnaam,
                formaat=bijlage.formaat,
                bestandsomvang=int(bijlage.bestandsomvang),
                sha256=bijlage.sha256,
            )
            for bijlage in item.bijlagen
        ),
        emailbericht=item.emailbericht,
        afzender="",  # only its hash is stored
        gesprek=UUID(item.gesprek_pk) if item.gesprek_pk else item.emailbericht,  # older mail has its own
        verwijst_naar=tuple(UUID(identificatie) for identificatie in item.verwijst_naar),
        zaak=item.zaak,
    )


def informatieobject_item(document: Informatieobject) -> InformatieobjectItem:
    pk, sk = sleutels("INFORMATIEOBJECT", document.identificatie)
    return InformatieobjectItem(
        pk,
        sk,
        identificatie=document.identificatie,
        bronorganisatie=document.bronorganisatie,
        creatiedatum=document.creatiedatum,
        titel=document.titel,
        auteur=document.auteur,
        taal=document.taal,
        informatieobjecttype=document.informatieobjecttype,
        bestandsnaam=document.bestandsnaam,
        formaat=document.formaat,
        bestandsomvang=document.bestandsomvang,
        sha256=document.sha256,
        sleutel=document.sleutel,
        ontvangstdatum=document.ontvangstdatum,
        verzenddatum=document.verzenddatum,
    )


def informatieobject_uit(item: InformatieobjectItem) -> Informatieobject:
    return Informatieobject(
        identificatie=item.identificatie,
        bronorganisatie=item.bronorganisatie,
        creatiedatum=item.creatiedatum,
        titel=item.titel,
        auteur=item.auteur,
        taal=item.taal,
        informatieobjecttype=item.informatieobjecttype,
        bestandsnaam=item.bestandsnaam,
        formaat=item.formaat,
        bestandsomvang=int(item.bestandsomvang),
        sha256=item.sha256,
        sleutel=item.sleutel,
        ontvangstdatum=item.ontvangstdatum,
        verzenddatum=item.verzenddatum,
    )
