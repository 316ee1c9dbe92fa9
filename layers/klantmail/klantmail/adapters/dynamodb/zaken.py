"""Zaken on DynamoDB. Every write is guarded by the status and the attempt that it follows on.

te_registreren ──claim_zaak──► bezig ──┬─ meld_gemaakt, meld_met_…, meld_gekoppeld: how far it is
      ▲  (or bezig, lease over)        ├─► geregistreerd
      └─── meld_niet_geregistreerd ────┴─► mislukt
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from pynamodb.attributes import BooleanAttribute, ListAttribute, MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.cursor import lees_cursor
from klantmail.adapters.dynamodb.reading import aan_de_beurt, read_page
from klantmail.adapters.dynamodb.table import (
    Item,
    MapsAttribute,
    Repository,
    TijdstipAttribute,
    UuidAttribute,
    of_niets,
    sort_key,
    table_key,
)
from klantmail.adapters.dynamodb.writing import vertaald
from klantmail.domain.fouten import NietGevonden
from klantmail.domain.zaak import Zaak, Zaakbesluit, Zaakkeuze, Zaakstatus, zaaklijst
from klantmail.domain.zaaktype import Vertrouwelijkheid
from klantmail.ports.repositories import Pagina
from ontleden.ontleding import Adres

_NOG_TE_REGISTREREN: Final = Zaakstatus.TE_REGISTREREN.value
_BEZIG: Final = Zaakstatus.BEZIG.value


class ZaakbesluitMap(MapAttribute[str, Any]):
    keuze = UnicodeAttribute()
    medewerker = UuidAttribute()
    naam = UnicodeAttribute()
    tijdstip = TijdstipAttribute()
    toelichting = UnicodeAttribute()
    url = UnicodeAttribute()
    idempotency_key = UnicodeAttribute(attr_name="sleutel")


class InitiatorMap(MapAttribute[str, Any]):
    naam = UnicodeAttribute()
    adres = UnicodeAttribute()


class ZaakItem(Item, discriminator="zaak"):
    identificatie = UuidAttribute()
    status = UnicodeAttribute()
    generatie = UnicodeAttribute()
    emailbericht = UuidAttribute()
    klantcontact = UuidAttribute()
    zaaktype = UnicodeAttribute()
    omschrijving = UnicodeAttribute()
    toelichting = UnicodeAttribute()
    startdatum = UnicodeAttribute(null=True)
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
    bestaande_zaak = UnicodeAttribute(attr_name="bestaandeZaak", null=True)
    beperkt = BooleanAttribute(null=True)
    vertrouwelijkheid = UnicodeAttribute(attr_name="vertrouwelijkheidaanduiding", null=True)
    initiator = InitiatorMap(null=True)
    heeft_status = BooleanAttribute(attr_name="heeftStatus", null=True)
    heeft_initiator = BooleanAttribute(attr_name="heeftInitiator", null=True)
    geweigerd: ListAttribute[str] = ListAttribute(null=True)


def zaak_item(zaak: Zaak) -> ZaakItem:
    pk, sk = table_key("ZAAK", zaak.identificatie)
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
        startdatum=zaak.startdatum.isoformat() if zaak.startdatum else None,
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
        bestaande_zaak=zaak.bestaande_zaak or None,
        beperkt=zaak.beperkt or None,
        vertrouwelijkheid=zaak.vertrouwelijkheid.value if zaak.vertrouwelijkheid else None,
        initiator=InitiatorMap(naam=zaak.initiator.naam, adres=zaak.initiator.adres) if zaak.initiator else None,
        heeft_status=zaak.heeft_status or None,
        heeft_initiator=zaak.heeft_initiator or None,
        geweigerd=[str(een) for een in zaak.geweigerd] or None,
        aandacht_pk=aandacht,
        aandacht_sk=sort_key(zaak.aan_de_beurt_op, zaak.identificatie) if aandacht else None,
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
            idempotency_key=besluit.idempotency_key,
        )
        for besluit in zaak.besluiten
    ]


def zaak_uit(item: ZaakItem) -> Zaak:
    initiator = of_niets(item.initiator)
    return Zaak(
        identificatie=item.identificatie,
        status=Zaakstatus(item.status),
        generatie=item.generatie,
        emailbericht=item.emailbericht,
        klantcontact=item.klantcontact,
        zaaktype=item.zaaktype,
        omschrijving=item.omschrijving,
        toelichting=item.toelichting,
        startdatum=date.fromisoformat(item.startdatum) if item.startdatum else None,
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
                idempotency_key=besluit.idempotency_key,
            )
            for besluit in item.besluiten
        ),
        wijziging=int(item.wijziging),
        bestaande_zaak=item.bestaande_zaak or "",
        beperkt=bool(item.beperkt),
        vertrouwelijkheid=Vertrouwelijkheid(item.vertrouwelijkheid) if item.vertrouwelijkheid else None,
        initiator=Adres(initiator.naam, initiator.adres) if initiator is not None else None,
        heeft_status=bool(item.heeft_status),
        heeft_initiator=bool(item.heeft_initiator),
        geweigerd=tuple(UUID(een) for een in item.geweigerd or ()),
    )


def zaak_uit_beeld(beeld: Mapping[str, Any]) -> Zaak:
    """Read a zaak from the NewImage of a stream record, in DynamoDB's own JSON."""
    return zaak_uit(ZaakItem.from_raw_data(dict(beeld)))


def _te_registreren(generatie: str, moment: datetime) -> Condition:
    open_ = ZaakItem.status == _NOG_TE_REGISTREREN
    verlopen = (ZaakItem.status == _BEZIG) & (ZaakItem.aan_de_beurt_op <= moment)
    return (open_ | verlopen) & (ZaakItem.generatie == generatie)


def _bezig_met(zaak: Zaak) -> Condition:
    return (ZaakItem.status == _BEZIG) & (ZaakItem.pogingen == zaak.pogingen)


def _ongewijzigd(zaak: Zaak) -> Condition:
    return (ZaakItem.status == zaak.status.value) & (ZaakItem.pogingen == zaak.pogingen) & (ZaakItem.wijziging == zaak.wijziging)


class Zaken(Repository):
    """The zaken, and the lists of them."""

    def zaak(self, identificatie: UUID) -> Zaak:
        try:
            return zaak_uit(ZaakItem.get(*table_key("ZAAK", identificatie), consistent_read=True))
        except DoesNotExist:
            raise NietGevonden("Zaak", identificatie) from None

    # -- one attempt ---------------------------------------------------------------------------------------------------

    def claim_zaak(self, identificatie: UUID, generatie: str, moment: datetime, bezig_tot: datetime) -> Zaak:
        item = ZaakItem(*table_key("ZAAK", identificatie))
        with vertaald():
            item.update(
                [*_naar(Zaakstatus.BEZIG, identificatie, bezig_tot), ZaakItem.pogingen.add(1)],
                condition=_te_registreren(generatie, moment),
            )
        return zaak_uit(item)

    def meld_gemaakt(self, zaak: Zaak, url: str) -> None:
        self._werk_bij(zaak, [ZaakItem.url.set(url)])

    def meld_met_status(self, zaak: Zaak) -> None:
        self._werk_bij(zaak, [ZaakItem.heeft_status.set(True)])

    def meld_met_initiator(self, zaak: Zaak) -> None:
        self._werk_bij(zaak, [ZaakItem.heeft_initiator.set(True)])

    def meld_gekoppeld(self, zaak: Zaak, aantal: int, geweigerd: Sequence[UUID]) -> None:
        self._werk_bij(zaak, [ZaakItem.gekoppeld.set(aantal), _geweigerd(geweigerd)])

    def meld_geregistreerd(self, zaak: Zaak, moment: datetime) -> None:
        self._werk_bij(
            zaak,
            [
                ZaakItem.status.set(Zaakstatus.GEREGISTREERD.value),
                ZaakItem.geregistreerd_op.set(moment),
                ZaakItem.reden.remove(),
                ZaakItem.aandacht_pk.remove(),
                ZaakItem.aandacht_sk.remove(),
            ],
        )

    def meld_niet_geregistreerd(self, zaak: Zaak, reden: str, *, opnieuw_op: datetime | None, moment: datetime) -> None:
        status, beurt = (Zaakstatus.TE_REGISTREREN, opnieuw_op) if opnieuw_op else (Zaakstatus.MISLUKT, moment)
        self._werk_bij(zaak, [*_naar(status, zaak.identificatie, beurt), ZaakItem.reden.set(reden)])

    @staticmethod
    def _werk_bij(zaak: Zaak, acties: list[Action]) -> None:
        with vertaald():
            ZaakItem(*table_key("ZAAK", zaak.identificatie)).update(acties, condition=_bezig_met(zaak))

    # -- changed by reading first --------------------------------------------------------------------------------------

    def werk_zaak_bij(self, oud: Zaak, nieuw: Zaak) -> None:
        acties: list[Action] = [
            ZaakItem.status.set(nieuw.status.value),
            ZaakItem.generatie.set(nieuw.generatie),
            ZaakItem.aan_de_beurt_op.set(nieuw.aan_de_beurt_op),
            ZaakItem.besluiten.set(besluit_maps(nieuw)),
            ZaakItem.wijziging.set(oud.wijziging + 1),
            ZaakItem.gekoppeld.set(nieuw.gekoppeld),
            _geweigerd(nieuw.geweigerd),
            ZaakItem.reden.set(nieuw.reden) if nieuw.reden else ZaakItem.reden.remove(),
        ]
        if nieuw.url:
            acties.append(ZaakItem.url.set(nieuw.url))
        if nieuw.geregistreerd_op:
            acties.append(ZaakItem.geregistreerd_op.set(nieuw.geregistreerd_op))
        if nieuw.aandacht:
            acties.append(ZaakItem.aandacht_pk.set(nieuw.aandacht))
            acties.append(ZaakItem.aandacht_sk.set(sort_key(nieuw.aan_de_beurt_op, nieuw.identificatie)))
        else:
            acties += [ZaakItem.aandacht_pk.remove(), ZaakItem.aandacht_sk.remove()]
        with vertaald():
            ZaakItem(*table_key("ZAAK", oud.identificatie)).update(acties, condition=_ongewijzigd(oud))

    # -- lists ---------------------------------------------------------------------------------------------------------

    def zaken_aan_de_beurt(self, status: Zaakstatus, moment: datetime) -> Iterator[Zaak]:
        return aan_de_beurt(ZaakItem, "ZAAK", zaaklijst(status), moment, zaak_uit)

    def zakenlijst(self, status: Zaakstatus, *, aantal: int, na: str | None) -> Pagina[Zaak]:
        vraag = Item.aandacht.query(zaaklijst(status), Item.aandacht_sk > lees_cursor(na) if na else None, page_size=aantal + 1)
        volgorde = [rij["AANDACHT_SK"]["S"] for rij in next(vraag.page_iter)["Items"]]
        return read_page(ZaakItem, "ZAAK", volgorde, aantal, zaak_uit)


def _geweigerd(documenten: Sequence[UUID]) -> Action:
    return ZaakItem.geweigerd.set([str(een) for een in documenten]) if documenten else ZaakItem.geweigerd.remove()


def _naar(status: Zaakstatus, identificatie: UUID, beurt: datetime) -> list[Action]:
    return [
        ZaakItem.status.set(status.value),
        ZaakItem.aan_de_beurt_op.set(beurt),
        ZaakItem.aandacht_pk.set(zaaklijst(status)),
        ZaakItem.aandacht_sk.set(sort_key(beurt, identificatie)),
    ]
