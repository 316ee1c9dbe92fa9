"""The common parts of all items of the single table, as a PynamoDB model.

Only `template.yaml` describes the table itself.

Each kind of item has its model in the module that goes between it and the domain (`*_mapping`, or the one repository
that knows it), so that a function loads those that it uses: PynamoDB takes half a millisecond for each at a cold start.

EMAILBERICHT#<id>       EMAILBERICHT        index werkvoorraad: <postvak> / <ontvangenOp>#<id>; once afgehandeld
                                            #afgehandeld#<day> / <tijdstip of the afhandeling>#<id>
                                            index afzender: <hash of address>#open / <ontvangenOp>#<id>, absent once
                                            afgehandeld
                                            index aandacht: GERESERVEERD#<medewerker> / <ontvangenOp>#<id>
                                            index gesprek: <first e-mailbericht>#mail / <ontvangenOp>#<id>, when it
                                            answers something
KLANTCONTACT#<id>       KLANTCONTACT        index afzender: <hash of address> / <geregistreerdOp>#<id>
                                            index dag: <day of opgeslagenOp> / <opgeslagenOp>#<id>
                                            index gesprek: <first e-mailbericht> / <geregistreerdOp>#<id>
INFORMATIEOBJECT#<id>   INFORMATIEOBJECT
VERZENDING#<id>         VERZENDING          index aandacht: <list> / <aanDeBeurtOp>#<id>, absent when it needs nothing
ZAAK#<id>               ZAAK                index aandacht: as a verzending, on lists of its own
INTERNETAAK#<id>        INTERNETAAK         index taken: <assignee>#<status> / <toegewezenOp>#<id>
                                            index werkvoorraad: BEHANDELAAR#<id>#<status> / likewise, when taken
                                            index aandacht: taak_te_verwerken / <end of term>#<id>, absent when ended
TAAKGESPREK#<id>        TAAKGESPREK         questions to the citizen about tasks on a klantcontact, and the replies
UPLOAD#<id>             UPLOAD              an upload went along with a mail: it is used once; gone after `vervaltOp`
BERICHTID#<sha256>      BERICHTID           the mail of ours that left under a Message-ID
ONTVANGST#<sha256>      ONTVANGST           the e-mailberichten that came in under a Message-ID
BEVESTIGING#<hash>      BEVESTIGING         the time of the last ontvangstbevestiging to an address, till `vervaltOp`
NOTITIES#<id>           <id>                an internal note on the mail or task of that id
RECTIFICATIES#<id>      <id>                what was put right in the klantcontact of that id
CONCEPTEN#<id>          <medewerker>        a draft for the mail of that id; gone after `vervaltOp`
ZOEK#<year>#<hash>      <ontvangenOp>#<id>  a mail on a list of the search index; gone after `vervaltOp`
STANDAARDGEBRUIK        0 to 7              how often standaardantwoorden were used, by attributes named after them
ONDERTEKENING           <postvak>           the salutation and signature of a postvak
STANDAARDANTWOORD       <id>                a text to answer with
POSTVAKSTORING          <id>                an outage of postvakken
MEDEWERKER              <id>                a medewerker who has logged in
VERNIETIGD#<id>         VERNIETIGD          the tombstone of the mail of that id
VERNIETIGINGSLIJST      <id>                a list of what is due to be destroyed, and what was decided on it
INZAGEVERZOEK           <id>                a request for all that is held about a person; gone after `vervaltOp`
WOOVERZOEK              <id>                a request for public information; gone after `vervaltOp`
BEWAARTERMIJNEN         BEWAARTERMIJNEN     the terms of keeping, once a municipality has changed them
CIJFERS#<page>          DAG#… or MAAND#…    the figures of a page on a day, or in a month
FEIT#<id>               FEIT                a feit was counted
VANGNET                 VANGNET             the last observations of the vangnet
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from botocore.session import Session
from pynamodb.attributes import Attribute, DiscriminatorAttribute, ListAttribute, MapAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection
from pynamodb.models import Model

from klantmail.adapters.dynamodb.weight import check_item
from klantmail.domain.tijd import als_tekst, uit_tekst
from klantmail.runtime.instellingen import OntbrekendeInstelling


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


class MapsAttribute[M: MapAttribute[str, Any]](ListAttribute[M]):
    """A list of maps of one kind.

    PynamoDB's own list copies all attributes of the map for each list that it reads, also for an empty one, to name the
    place in an error: three times the work of reading one map.
    """

    element_type: type[M]

    def deserialize(self, values: list[dict[str, dict[str, Any]]]) -> list[M]:
        kaart = self.element_type()
        return [kaart.deserialize(waarde["M"]) for waarde in values]


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

    The sparse indexes stand here, since PynamoDB looks them up in what the connection knows, and the connection is
    shared.
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

    def serialize(self, null_check: bool = True) -> dict[str, dict[str, Any]]:
        """Give the attributes of the whole item, as each write of one sends them.

        Raises: OngeldigeInvoer (DynamoDB would never store it).
        """
        attributes = super().serialize(null_check)
        check_item(attributes)
        return attributes

    werkvoorraad = WerkvoorraadIndex()
    afzender = AfzenderIndex()
    dag = DagIndex()
    gesprekken = GesprekIndex()
    aandacht = AandachtIndex()
    taken = TakenIndex()


@dataclass(frozen=True, slots=True)
class Table:
    """The table, over the one connection that all items share."""

    connection: Connection
    _hash_key: bytes

    @property
    def hash_key(self) -> bytes:
        """Key of the hash by which addresses are found and compared.

        Raises: OntbrekendeInstelling (this function was given none, since it should need none).
        """
        if not self._hash_key:
            raise OntbrekendeInstelling("this function was not given AFZENDERSLEUTEL")
        return self._hash_key


def connect(name: str, region: str, hash_key: str, session: Session | None = None) -> Table:
    """Tie all items to the table, over one shared connection, which transactions use too.

    PynamoDB keeps a connection for each model class unless their base has one already, so the base makes it first.

    Args:
        session: the session from which the client is made now. With None PynamoDB makes one of its own at the first
            call, which would read all that botocore knows of AWS once more.
    """
    Item.Meta.table_name = name
    Item.Meta.region = region
    connection = Item._get_connection().connection
    if session is not None:
        connection._local.session = session
        _ = connection.client
    return Table(connection, hash_key.encode())


class Repository:
    """Base of the repositories: one for each kind of record, all on the same table."""

    def __init__(self, table: Table) -> None:
        self._table = table


def table_key(soort: str, identificatie: UUID) -> tuple[str, str]:
    """PK and SK of the item that an identificatie of this soort names."""
    return f"{soort}#{identificatie}", soort


def sort_key(moment: datetime, identificatie: UUID) -> str:
    """Return the place in a list that goes by time (`reading` and `cursor` read it).

    The identificatie tells apart the items of one moment.
    """
    return f"{als_tekst(moment)}#{identificatie}"


def of_niets[T](waarde: T) -> T | None:
    """Return the value, or None: PynamoDB's types do not say that an attribute may be missing."""
    return waarde
