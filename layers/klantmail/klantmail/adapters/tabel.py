"""The items of the single table, as PynamoDB models. The table itself stands in `template.yaml`, and nowhere else.

EMAILBERICHT#<id>       EMAILBERICHT        index werkvoorraad: <postvak> / <ontvangenOp>#<id>, absent once afgehandeld
KLANTCONTACT#<id>       KLANTCONTACT        index afzender: <hash of address> / <geregistreerdOp>#<id>
                                            index dag: <day of opgeslagenOp> / <opgeslagenOp>#<id>
                                            index gesprek: <first e-mailbericht> / <geregistreerdOp>#<id>
INFORMATIEOBJECT#<id>   INFORMATIEOBJECT
VERZENDING#<id>         VERZENDING          index aandacht: <list> / <aanDeBeurtOp>#<id>, absent when nothing is to be done
ZAAK#<id>               ZAAK                index aandacht: as a verzending, on lists of its own
INTERNETAAK#<id>        INTERNETAAK         index taken: <assignee>#<status> / <toegewezenOp>#<id>
UPLOAD#<id>             UPLOAD              that an upload went along with a mail: it is used once
BERICHTID#<sha256>      BERICHTID           the mail of ours that left under a Message-ID
BEVESTIGING#<hash>      BEVESTIGING         when an address had its last ontvangstbevestiging
STANDAARDANTWOORD       <id>                a text to answer with
VANGNET#<stack>         VANGNET             what the vangnet saw the last time
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from botocore.session import Session
from pynamodb.attributes import (
    Attribute,
    BooleanAttribute,
    DiscriminatorAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.connection import Connection
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model

from klantmail.tijd import als_tekst, uit_tekst


class UuidAttribute(Attribute[UUID]):
    attr_type = "S"

    def serialize(self, value: UUID) -> str:
        return str(value)

    def deserialize(self, value: str) -> UUID:
        return UUID(value)


class TijdstipAttribute(Attribute[datetime]):
    attr_type = "S"

    def serialize(self, value: datetime) -> str:
        return als_tekst(value)

    def deserialize(self, value: str) -> datetime:
        return uit_tekst(value)


class WerkvoorraadIndex(GlobalSecondaryIndex["Item"]):
    class Meta:
        index_name = "werkvoorraad"
        projection = IncludeProjection(["identificatie", "soort", "status", "envelop", "inzage", "geclaimdTot", "ontleedstand"])

    werkvoorraad_pk = UnicodeAttribute(hash_key=True, attr_name="WERKVOORRAAD_PK")
    werkvoorraad_sk = UnicodeAttribute(range_key=True, attr_name="WERKVOORRAAD_SK")


class AfzenderIndex(GlobalSecondaryIndex["Item"]):
    class Meta:
        index_name = "afzender"
        projection = IncludeProjection(["soort"])

    afzender_pk = UnicodeAttribute(hash_key=True, attr_name="AFZENDER_PK")
    afzender_sk = UnicodeAttribute(range_key=True, attr_name="AFZENDER_SK")


class DagIndex(GlobalSecondaryIndex["Item"]):
    class Meta:
        index_name = "dag"
        projection = IncludeProjection(["soort"])

    dag_pk = UnicodeAttribute(hash_key=True, attr_name="DAG_PK")
    dag_sk = UnicodeAttribute(range_key=True, attr_name="DAG_SK")


class GesprekIndex(GlobalSecondaryIndex["Item"]):
    class Meta:
        index_name = "gesprek"
        projection = IncludeProjection(["soort"])

    gesprek_pk = UnicodeAttribute(hash_key=True, attr_name="GESPREK_PK")
    gesprek_sk = UnicodeAttribute(range_key=True, attr_name="GESPREK_SK")


class AandachtIndex(GlobalSecondaryIndex["Item"]):
    class Meta:
        index_name = "aandacht"
        projection = IncludeProjection(["soort"])

    aandacht_pk = UnicodeAttribute(hash_key=True, attr_name="AANDACHT_PK")
    aandacht_sk = UnicodeAttribute(range_key=True, attr_name="AANDACHT_SK")


class TakenIndex(GlobalSecondaryIndex["Item"]):
    class Meta:
        index_name = "taken"
        projection = IncludeProjection(["soort"])

    taken_pk = UnicodeAttribute(hash_key=True, attr_name="TAKEN_PK")
    taken_sk = UnicodeAttribute(range_key=True, attr_name="TAKEN_SK")


class Item(Model):
    """Base of all items: one table, one connection.

    The sparse indexes stand here, since PynamoDB looks them up in what the connection knows, and the connection is shared.
    """

    class Meta:
        table_name = ""
        region = ""
        # An agent waits behind API Gateway for at most 29 seconds: PynamoDB's own 30 s and 3 retries would outlast it.
        connect_timeout_seconds = 2
        read_timeout_seconds = 5
        max_retry_attempts = 2

    pk = UnicodeAttribute(hash_key=True, attr_name="PK")
    sk = UnicodeAttribute(range_key=True, attr_name="SK")
    soort = DiscriminatorAttribute()
    werkvoorraad_pk = UnicodeAttribute(attr_name="WERKVOORRAAD_PK", null=True)
    werkvoorraad_sk = UnicodeAttribute(attr_name="WERKVOORRAAD_SK", null=True)
    afzender_pk = UnicodeAttribute(attr_name="AFZENDER_PK", null=True)
    afzender_sk = UnicodeAttribute(attr_name="AFZENDER_SK", null=True)
    dag_pk = UnicodeAttribute(attr_name="DAG_PK", null=True)
    dag_sk = UnicodeAttribute(attr_name="DAG_SK", null=True)
    gesprek_pk = UnicodeAttribute(attr_name="GESPREK_PK", null=True)
    gesprek_sk = UnicodeAttribute(attr_name="GESPREK_SK", null=True)
    aandacht_pk = UnicodeAttribute(attr_name="AANDACHT_PK", null=True)
    aandacht_sk = UnicodeAttribute(attr_name="AANDACHT_SK", null=True)
    taken_pk = UnicodeAttribute(attr_name="TAKEN_PK", null=True)
    taken_sk = UnicodeAttribute(attr_name="TAKEN_SK", null=True)

    werkvoorraad = WerkvoorraadIndex()
    afzender = AfzenderIndex()
    dag = DagIndex()
    gesprekken = GesprekIndex()
    aandacht = AandachtIndex()
    taken = TakenIndex()


def verbind(tabel: str, regio: str, sessie: Session | None = None) -> Connection:
    """Tie all items to the table, over one shared connection; for transactions.

    PynamoDB keeps a connection per model class unless their base has one already, so the base makes it first.

    Args:
        sessie: to make the client from, now. None: PynamoDB makes one of its own at the first call, which would read all that
            botocore knows of AWS once more.
    """
    Item.Meta.table_name = tabel
    Item.Meta.region = regio
    verbinding = Item._get_connection().connection
    if sessie is not None:
        verbinding._local.session = sessie
        _ = verbinding.client
    return verbinding


# -- e-mailbericht -----------------------------------------------------------------------------------------------------


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


class RuwMap(MapAttribute[str, Any]):
    sleutel = UnicodeAttribute()
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


class AfhandelingMap(MapAttribute[str, Any]):
    soort = UnicodeAttribute()
    sleutel = UnicodeAttribute()
    vingerafdruk = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    medewerker = UuidAttribute()
    klantcontacten: ListAttribute[str] = ListAttribute()
    verzendingen: ListAttribute[str] = ListAttribute()
    interne_taak = UuidAttribute(attr_name="interneTaak", null=True)
    zaak = UuidAttribute(null=True)
    reden = UnicodeAttribute(null=True)
    delen: ListAttribute[DeelMap] = ListAttribute(of=DeelMap, null=True)


class VrijgaveMap(MapAttribute[str, Any]):
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()


class EmailberichtItem(Item, discriminator="emailbericht"):
    identificatie = UuidAttribute()
    status = UnicodeAttribute()
    envelop = EnvelopMap()
    ruw = RuwMap()
    ontleedstand = UnicodeAttribute()
    ontleedpogingen = NumberAttribute()
    parserversie = UnicodeAttribute()
    inzage = InzageMap(null=True)
    geclaimd_tot = TijdstipAttribute(attr_name="geclaimdTot", null=True)
    inzagen: ListAttribute[InzageMap] = ListAttribute(of=InzageMap)
    afhandeling = AfhandelingMap(null=True)
    vrijgave = VrijgaveMap(null=True)
    ontvangstbevestiging = UuidAttribute(null=True)


# -- klantcontact and its documents ------------------------------------------------------------------------------------


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
    bijlagen: ListAttribute[BijlageMap] = ListAttribute(of=BijlageMap)
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


# -- verzending --------------------------------------------------------------------------------------------------------


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
    sleutel = UnicodeAttribute()


class VerzendingItem(Item, discriminator="verzending"):
    identificatie = UuidAttribute()
    status = UnicodeAttribute()
    generatie = UnicodeAttribute()
    emailbericht = UuidAttribute()
    klantcontact = UuidAttribute(null=True)
    gesprek = UuidAttribute(null=True)
    van = UnicodeAttribute()
    naar: ListAttribute[str] = ListAttribute()
    sleutel = UnicodeAttribute()
    sha256 = UnicodeAttribute()
    onderwerp = UnicodeAttribute(null=True)
    bericht_id = UnicodeAttribute(attr_name="berichtId", null=True)
    vingerafdruk = UnicodeAttribute(null=True)
    aangemaakt_op = TijdstipAttribute(attr_name="aangemaaktOp")
    aan_de_beurt_op = TijdstipAttribute(attr_name="aanDeBeurtOp")
    pogingen = NumberAttribute()
    verzonden_op = TijdstipAttribute(attr_name="verzondenOp", null=True)
    ses_bericht_id = UnicodeAttribute(attr_name="sesBerichtId", null=True)
    reden = UnicodeAttribute(null=True)
    bezorgingen: ListAttribute[BezorgingMap] = ListAttribute(of=BezorgingMap)
    hervattingen: ListAttribute[HervattingMap] = ListAttribute(of=HervattingMap)
    wijziging = NumberAttribute()


class ToewijzingMap(MapAttribute[str, Any]):
    organisatorische_eenheid = UnicodeAttribute(attr_name="organisatorischeEenheid", null=True)
    medewerker = UuidAttribute(null=True)


class BetrokkeneMap(MapAttribute[str, Any]):
    naam = UnicodeAttribute()
    digitaal_adres = UnicodeAttribute(attr_name="digitaalAdres")


class InterneTaakItem(Item, discriminator="internetaak"):
    identificatie = UuidAttribute()
    klantcontact = UuidAttribute()
    emailbericht = UuidAttribute()
    gevraagde_handeling = UnicodeAttribute(attr_name="gevraagdeHandeling")
    toegewezen_aan = ToewijzingMap(attr_name="toegewezenAan")
    toelichting = UnicodeAttribute()
    betrokkene = BetrokkeneMap()
    status = UnicodeAttribute()
    toegewezen_op = TijdstipAttribute(attr_name="toegewezenOp")
    behandelaar = UuidAttribute(null=True)
    behandelaar_naam = UnicodeAttribute(attr_name="behandelaarNaam", null=True)
    afgehandeld_op = TijdstipAttribute(attr_name="afgehandeldOp", null=True)
    uitkomst = UnicodeAttribute(null=True)
    vervolg = UuidAttribute(null=True)
    sleutel = UnicodeAttribute(null=True)
    vingerafdruk = UnicodeAttribute(null=True)


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
    besluiten: ListAttribute[ZaakbesluitMap] = ListAttribute(of=ZaakbesluitMap)
    wijziging = NumberAttribute()


class UploadItem(Item, discriminator="upload"):
    """That an upload was used. There is none before."""

    klantcontact = UuidAttribute()
    medewerker = UuidAttribute()
    tijdstip = TijdstipAttribute()


class BerichtidItem(Item, discriminator="berichtid"):
    """From a Message-ID to the mail of ours that left under it."""

    verzending = UuidAttribute()
    emailbericht = UuidAttribute()
    klantcontact = UuidAttribute(null=True)
    gesprek = UuidAttribute(null=True)
    onderwerp = UnicodeAttribute(null=True)
    ses_bericht_id = UnicodeAttribute(attr_name="sesBerichtId", null=True)
    naar: ListAttribute[str] = ListAttribute(null=True)
    """Hashes of the addresses that it went to."""


class BevestigingItem(Item, discriminator="bevestiging"):
    """That an address had an ontvangstbevestiging."""

    tijdstip = TijdstipAttribute()


# -- standaardantwoord ------------------------------------------------------------------------------------------------


class StandaardantwoordItem(Item, discriminator="standaardantwoord"):
    identificatie = UuidAttribute()
    naam = UnicodeAttribute()
    inhoud = UnicodeAttribute()
    versie = NumberAttribute()
    gewijzigd_op = TijdstipAttribute(attr_name="gewijzigdOp")
    gewijzigd_door = UuidAttribute(attr_name="gewijzigdDoor")
    vervallen = BooleanAttribute()


# -- vangnet -----------------------------------------------------------------------------------------------------------


class WachtrijMap(MapAttribute[str, Any]):
    bron = UnicodeAttribute()
    aantal = NumberAttribute()


class NietGestartMap(MapAttribute[str, Any]):
    fout = UnicodeAttribute()
    aantal = NumberAttribute()


class StandItem(Item, discriminator="stand"):
    tijdstip = TijdstipAttribute()
    intake_wachtend = NumberAttribute(attr_name="intakeWachtend")
    intake_oudste = TijdstipAttribute(attr_name="intakeOudste", null=True)
    aangeboden = NumberAttribute()
    onbekend_geworden = NumberAttribute(attr_name="onbekendGeworden")
    zaken_aangeboden = NumberAttribute(attr_name="zakenAangeboden", default=0)
    zaken_achtergebleven = NumberAttribute(attr_name="zakenAchtergebleven", default=0)
    niet_gestart: ListAttribute[NietGestartMap] = ListAttribute(of=NietGestartMap, attr_name="nietGestart", default=list)
    wachtrijen: ListAttribute[WachtrijMap] = ListAttribute(of=WachtrijMap)
