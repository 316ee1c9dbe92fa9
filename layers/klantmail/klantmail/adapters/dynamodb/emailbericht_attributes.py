"""The maps within the item of an e-mailbericht."""

from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)

from klantmail.adapters.dynamodb.table import (
    MapsAttribute,
    TijdstipAttribute,
    UuidAttribute,
)


class VerdictsMap(MapAttribute[str, Any]):
    spf = UnicodeAttribute()
    dkim = UnicodeAttribute()
    dmarc = UnicodeAttribute()
    spam = UnicodeAttribute()
    virus = UnicodeAttribute()


class VerbandMap(MapAttribute[str, Any]):
    gesprek = UuidAttribute()
    antwoord_op: ListAttribute[str] = ListAttribute(attr_name="antwoordOp")
    onderwerp_gewijzigd = BooleanAttribute(attr_name="onderwerpGewijzigd")
    afwijkende_afzender = BooleanAttribute(attr_name="afwijkendeAfzender")
    taak_op = UuidAttribute(attr_name="taakOp", null=True)


class EnvelopMap(MapAttribute[str, Any]):
    postvak = UnicodeAttribute()
    ontvangen_op = TijdstipAttribute(attr_name="ontvangenOp")
    onderwerp = UnicodeAttribute()
    afzender_naam = UnicodeAttribute(attr_name="afzenderNaam")
    afzender_adres = UnicodeAttribute(attr_name="afzenderAdres")
    grootte = NumberAttribute()
    aantal_bijlagen = NumberAttribute(attr_name="aantalBijlagen")
    klasse = UnicodeAttribute()
    verdicts = VerdictsMap()
    verzending = UuidAttribute(null=True)
    verband = VerbandMap(null=True)
    aliassen: ListAttribute[str] = ListAttribute(null=True)
    indiener_naam = UnicodeAttribute(attr_name="indienerNaam", null=True)
    indiener_adres = UnicodeAttribute(attr_name="indienerAdres", null=True)
    mogelijk_antwoord_op = UuidAttribute(attr_name="mogelijkAntwoordOp", null=True)
    eerste_contact = BooleanAttribute(attr_name="eersteContact", null=True)
    formeel_uiterlijk = UnicodeAttribute(attr_name="formeelUiterlijk", null=True)
    """The last day of its term, as `2027-01-19`."""


class RuwMap(MapAttribute[str, Any]):
    object_key = UnicodeAttribute(attr_name="sleutel")
    sha256 = UnicodeAttribute()
    omvang = NumberAttribute()


class InzageMap(MapAttribute[str, Any]):
    identificatie = UuidAttribute()
    klantcontact = UuidAttribute()
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    organisatorische_eenheid = UnicodeAttribute(attr_name="organisatorischeEenheid")
    geregistreerd_op = TijdstipAttribute(attr_name="geregistreerdOp")


class DeelMap(MapAttribute[str, Any]):
    soort = UnicodeAttribute()
    klantcontacten: ListAttribute[str] = ListAttribute()
    verzendingen: ListAttribute[str] = ListAttribute()
    interne_taak = UuidAttribute(attr_name="interneTaak", null=True)
    zaak = UuidAttribute(null=True)
    reden = UnicodeAttribute(null=True)
    reden_zonder_bericht = UnicodeAttribute(attr_name="redenZonderBericht", null=True)


class AfhandelingMap(DeelMap):
    idempotency_key = UnicodeAttribute(attr_name="sleutel")
    vingerafdruk = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    medewerker = UuidAttribute()
    delen: MapsAttribute[DeelMap] = MapsAttribute(of=DeelMap, null=True)


class VervolgstapMap(DeelMap):
    op = UuidAttribute(attr_name="klantcontact")
    idempotency_key = UnicodeAttribute(attr_name="sleutel")
    vingerafdruk = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    medewerker = UuidAttribute()


class VrijgaveMap(MapAttribute[str, Any]):
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()


class ApartzettingMap(MapAttribute[str, Any]):
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    reden = UnicodeAttribute()
    vrijgave = VrijgaveMap(null=True)


class VerplaatsingMap(MapAttribute[str, Any]):
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    van = UnicodeAttribute()
    naar = UnicodeAttribute()
    verzending = UuidAttribute(null=True)
    reden_zonder_bericht = UnicodeAttribute(attr_name="redenZonderBericht", null=True)


class OpheffingMap(MapAttribute[str, Any]):
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    reden = UnicodeAttribute()


class BeperkingMap(OpheffingMap):
    opheffing = OpheffingMap(null=True)


class HeropeningMap(MapAttribute[str, Any]):
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    reden = UnicodeAttribute(null=True)
    afhandeling = AfhandelingMap()
