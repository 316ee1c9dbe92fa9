"""The lists of what is to be destroyed, on DynamoDB. They are one partition: some dozens come in a year."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from klantmail.adapters.dynamodb.table import Item, MapsAttribute, Repository, TijdstipAttribute, UuidAttribute, of_niets
from klantmail.adapters.dynamodb.writing import vertaald, volgt_op
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.vernietiging import (
    Aantallen,
    Goedkeuring,
    Lijstsoort,
    Lijststatus,
    Uitzondering,
    Vernietigingslijst,
    Wisverzoek,
    Zaakaantal,
)
from klantmail.domain.zaaktermijn import Zaakreden

_LIJST: Final = "VERNIETIGINGSLIJST"


class AantallenMap(MapAttribute[str, Any]):
    resultaat = UnicodeAttribute()
    omschrijving = UnicodeAttribute()
    emailberichten = NumberAttribute()
    klantcontacten = NumberAttribute()
    documenten = NumberAttribute()
    interne_taken = NumberAttribute(attr_name="interneTaken")
    verzendingen = NumberAttribute()
    zaken = NumberAttribute()


class ZaakaantalMap(MapAttribute[str, Any]):
    reden = UnicodeAttribute()
    aantal = NumberAttribute()


class UitzonderingMap(MapAttribute[str, Any]):
    emailbericht = UuidAttribute(null=True)
    resultaat = UnicodeAttribute(null=True)
    reden = UnicodeAttribute()


class GoedkeuringMap(MapAttribute[str, Any]):
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    uitzonderingen: MapsAttribute[UitzonderingMap] = MapsAttribute(of=UitzonderingMap)
    idempotency_key = UnicodeAttribute(attr_name="sleutel")
    vingerafdruk = UnicodeAttribute()


class WisverzoekMap(MapAttribute[str, Any]):
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    reden = UnicodeAttribute()
    adres = UnicodeAttribute(null=True)
    emailbericht = UuidAttribute(null=True)
    idempotency_key = UnicodeAttribute(attr_name="sleutel")
    vingerafdruk = UnicodeAttribute()


class VernietigingslijstItem(Item, discriminator="vernietigingslijst"):
    identificatie = UuidAttribute()
    aanleiding = UnicodeAttribute()
    status = UnicodeAttribute()
    peildatum = UnicodeAttribute()
    gevraagd_op = TijdstipAttribute(attr_name="gevraagdOp")
    opgesteld_op = TijdstipAttribute(attr_name="opgesteldOp", null=True)
    object_key = UnicodeAttribute(attr_name="sleutel", null=True)
    sha256 = UnicodeAttribute(null=True)
    aantallen: MapsAttribute[AantallenMap] = MapsAttribute(of=AantallenMap)
    loopt_nog = NumberAttribute(attr_name="looptNog")
    beperkt = NumberAttribute(null=True)
    blijft_bij_zaak: MapsAttribute[ZaakaantalMap] = MapsAttribute(of=ZaakaantalMap, attr_name="blijftBijZaak", null=True)
    wisverzoek = WisverzoekMap(null=True)
    goedkeuring = GoedkeuringMap(null=True)
    vernietigd_op = TijdstipAttribute(attr_name="vernietigdOp", null=True)
    vernietigd: MapsAttribute[AantallenMap] = MapsAttribute(of=AantallenMap)
    uitgezonderd = NumberAttribute()
    overgeslagen = NumberAttribute()
    verklaring = UnicodeAttribute(null=True)
    versie = NumberAttribute()


class Lijstenkast(Repository):
    """The lists."""

    def vernietigingslijsten(self) -> Sequence[Vernietigingslijst]:
        gevonden = map(_uit, VernietigingslijstItem.query(_LIJST, consistent_read=True))
        return sorted(gevonden, key=lambda lijst: (lijst.gevraagd_op, lijst.identificatie), reverse=True)

    def vernietigingslijst(self, identificatie: UUID) -> Vernietigingslijst:
        try:
            return _uit(VernietigingslijstItem.get(_LIJST, str(identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Vernietigingslijst", identificatie) from None

    def bewaar_vernietigingslijst(self, lijst: Vernietigingslijst) -> None:
        with vertaald():
            _item(lijst).save(condition=volgt_op(VernietigingslijstItem.versie, lijst.versie))


def _item(lijst: Vernietigingslijst) -> VernietigingslijstItem:
    akkoord, verzoek = lijst.goedkeuring, lijst.wisverzoek
    return VernietigingslijstItem(
        _LIJST,
        str(lijst.identificatie),
        identificatie=lijst.identificatie,
        aanleiding=lijst.soort.value,
        status=lijst.status.value,
        peildatum=lijst.peildatum.isoformat(),
        gevraagd_op=lijst.gevraagd_op,
        opgesteld_op=lijst.opgesteld_op,
        object_key=lijst.object_key or None,
        sha256=lijst.sha256 or None,
        aantallen=[_aantallen_map(een) for een in lijst.aantallen],
        loopt_nog=lijst.loopt_nog,
        beperkt=lijst.beperkt or None,
        blijft_bij_zaak=[ZaakaantalMap(reden=een.reden.value, aantal=een.aantal) for een in lijst.blijft_bij_zaak] or None,
        wisverzoek=WisverzoekMap(
            medewerker=verzoek.medewerker,
            naam=verzoek.naam,
            reden=verzoek.reden,
            adres=verzoek.adres or None,
            emailbericht=verzoek.emailbericht,
            idempotency_key=verzoek.idempotency_key,
            vingerafdruk=verzoek.vingerafdruk,
        )
        if verzoek
        else None,
        goedkeuring=GoedkeuringMap(
            medewerker=akkoord.medewerker,
            naam=akkoord.naam,
            tijdstip=akkoord.tijdstip,
            uitzonderingen=[
                UitzonderingMap(emailbericht=een.emailbericht, resultaat=een.resultaat or None, reden=een.reden)
                for een in akkoord.uitzonderingen
            ],
            idempotency_key=akkoord.idempotency_key,
            vingerafdruk=akkoord.vingerafdruk,
        )
        if akkoord
        else None,
        vernietigd_op=lijst.vernietigd_op,
        vernietigd=[_aantallen_map(een) for een in lijst.vernietigd],
        uitgezonderd=lijst.uitgezonderd,
        overgeslagen=lijst.overgeslagen,
        verklaring=lijst.verklaring or None,
        versie=lijst.versie,
    )


def _aantallen_map(een: Aantallen) -> AantallenMap:
    return AantallenMap(
        resultaat=een.resultaat,
        omschrijving=een.omschrijving,
        emailberichten=een.emailberichten,
        klantcontacten=een.klantcontacten,
        documenten=een.documenten,
        interne_taken=een.interne_taken,
        verzendingen=een.verzendingen,
        zaken=een.zaken,
    )


def _uit(item: VernietigingslijstItem) -> Vernietigingslijst:
    akkoord, verzoek = of_niets(item.goedkeuring), of_niets(item.wisverzoek)
    return Vernietigingslijst(
        identificatie=item.identificatie,
        soort=Lijstsoort(item.aanleiding),
        status=Lijststatus(item.status),
        peildatum=date.fromisoformat(item.peildatum),
        gevraagd_op=item.gevraagd_op,
        opgesteld_op=item.opgesteld_op,
        object_key=item.object_key or "",
        sha256=item.sha256 or "",
        aantallen=tuple(map(_aantallen, item.aantallen)),
        loopt_nog=int(item.loopt_nog),
        beperkt=int(item.beperkt or 0),
        blijft_bij_zaak=tuple(Zaakaantal(Zaakreden(een.reden), int(een.aantal)) for een in item.blijft_bij_zaak or ()),
        wisverzoek=Wisverzoek(
            medewerker=verzoek.medewerker,
            naam=verzoek.naam,
            reden=verzoek.reden,
            adres=verzoek.adres or "",
            emailbericht=verzoek.emailbericht,
            idempotency_key=verzoek.idempotency_key,
            vingerafdruk=verzoek.vingerafdruk,
        )
        if verzoek is not None
        else None,
        goedkeuring=Goedkeuring(
            medewerker=akkoord.medewerker,
            naam=akkoord.naam,
            tijdstip=akkoord.tijdstip,
            uitzonderingen=tuple(
                Uitzondering(emailbericht=een.emailbericht, resultaat=een.resultaat or "", reden=een.reden)
                for een in akkoord.uitzonderingen
            ),
            idempotency_key=akkoord.idempotency_key,
            vingerafdruk=akkoord.vingerafdruk,
        )
        if akkoord is not None
        else None,
        vernietigd_op=item.vernietigd_op,
        vernietigd=tuple(map(_aantallen, item.vernietigd)),
        uitgezonderd=int(item.uitgezonderd),
        overgeslagen=int(item.overgeslagen),
        verklaring=item.verklaring or "",
        versie=int(item.versie),
    )


def _aantallen(een: AantallenMap) -> Aantallen:
    return Aantallen(
        resultaat=een.resultaat,
        omschrijving=een.omschrijving,
        emailberichten=int(een.emailberichten),
        klantcontacten=int(een.klantcontacten),
        documenten=int(een.documenten),
        interne_taken=int(een.interne_taken),
        verzendingen=int(een.verzendingen),
        zaken=int(een.zaken),
    )
