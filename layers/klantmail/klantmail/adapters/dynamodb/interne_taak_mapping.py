"""Interne taken as items, and back. `interne_taken` reads and writes them."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from pynamodb.attributes import BooleanAttribute, MapAttribute, UnicodeAttribute

from klantmail.adapters.dynamodb.table import Item, TijdstipAttribute, UuidAttribute, sort_key, table_key
from klantmail.domain.interne_taak import Betrokkene, InterneTaak, Taakstatus, Toewijzing
from klantmail.domain.termijn import einde_van

TE_VERWERKEN: Final = "taak_te_verwerken"
"""The list of the index `aandacht` that holds open tasks, by the end of their term."""


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
    resultaat = UnicodeAttribute(attr_name="uitkomst", null=True)
    vervolg = UuidAttribute(null=True)
    idempotency_key = UnicodeAttribute(attr_name="sleutel", null=True)
    vingerafdruk = UnicodeAttribute(null=True)
    uiterlijk = UnicodeAttribute(null=True)
    sinds = TijdstipAttribute(null=True)
    beperkt = BooleanAttribute(null=True)


def taken_lijst(aan: Toewijzing, status: Taakstatus) -> str:
    """The partition that lists the tasks of this assignee in this status."""
    wie = f"EENHEID#{aan.organisatorische_eenheid}" if aan.organisatorische_eenheid else f"MEDEWERKER#{aan.medewerker}"
    return f"{wie}#{status}"


def lijst_van_behandelaar(behandelaar: UUID, status: Taakstatus) -> str:
    """The partition of the index `werkvoorraad` that lists the tasks that this medewerker took."""
    return f"BEHANDELAAR#{behandelaar}#{status}"


def taak_item(taak: InterneTaak) -> InterneTaakItem:
    pk, sk = table_key("INTERNETAAK", taak.identificatie)
    aan, plek = taak.toegewezen_aan, sort_key(taak.toegewezen_op, taak.identificatie)
    einde = einde_van(taak.uiterlijk) if taak.uiterlijk and taak.status is Taakstatus.TE_VERWERKEN else None
    genomen = taak.behandelaar if taak.behandelaar != aan.medewerker else None  # `taken_lijst` has the others
    return InterneTaakItem(
        pk,
        sk,
        identificatie=taak.identificatie,
        klantcontact=taak.klantcontact,
        emailbericht=taak.emailbericht,
        gevraagde_handeling=taak.gevraagde_handeling,
        toegewezen_aan=ToewijzingMap(organisatorische_eenheid=aan.organisatorische_eenheid, medewerker=aan.medewerker),
        toelichting=taak.toelichting,
        betrokkene=BetrokkeneMap(naam=taak.betrokkene.naam, digitaal_adres=taak.betrokkene.digitaal_adres),
        status=taak.status.value,
        toegewezen_op=taak.toegewezen_op,
        behandelaar=taak.behandelaar,
        behandelaar_naam=taak.behandelaar_naam or None,
        afgehandeld_op=taak.afgehandeld_op,
        resultaat=taak.resultaat or None,
        vervolg=taak.vervolg,
        idempotency_key=taak.idempotency_key or None,
        vingerafdruk=taak.vingerafdruk or None,
        uiterlijk=taak.uiterlijk.isoformat() if taak.uiterlijk else None,
        sinds=taak.sinds,
        beperkt=taak.beperkt or None,
        aandacht_pk=TE_VERWERKEN if einde else None,
        aandacht_sk=sort_key(einde, taak.identificatie) if einde else None,
        taken_pk=taken_lijst(aan, taak.status),
        taken_sk=plek,
        werkvoorraad_pk=lijst_van_behandelaar(genomen, taak.status) if genomen else None,
        werkvoorraad_sk=plek if genomen else None,
    )


def taak_uit(item: InterneTaakItem) -> InterneTaak:
    return InterneTaak(
        identificatie=item.identificatie,
        klantcontact=item.klantcontact,
        emailbericht=item.emailbericht,
        gevraagde_handeling=item.gevraagde_handeling,
        toegewezen_aan=Toewijzing(item.toegewezen_aan.organisatorische_eenheid, item.toegewezen_aan.medewerker),
        toelichting=item.toelichting,
        betrokkene=Betrokkene(item.betrokkene.naam, item.betrokkene.digitaal_adres),
        status=Taakstatus(item.status),
        toegewezen_op=item.toegewezen_op,
        behandelaar=item.behandelaar,
        behandelaar_naam=item.behandelaar_naam or "",
        afgehandeld_op=item.afgehandeld_op,
        resultaat=item.resultaat or "",
        vervolg=item.vervolg,
        idempotency_key=item.idempotency_key or "",
        vingerafdruk=item.vingerafdruk or "",
        uiterlijk=date.fromisoformat(item.uiterlijk) if item.uiterlijk else None,
        sinds=item.sinds,
        beperkt=bool(item.beperkt),
    )
