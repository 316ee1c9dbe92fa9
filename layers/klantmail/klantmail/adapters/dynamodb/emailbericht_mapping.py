"""E-mailberichten as items, and back. `emailberichten` reads and writes them."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from pynamodb.attributes import (
    BooleanAttribute,
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.expressions.update import Action

from klantmail.adapters.dynamodb.emailbericht_attributes import (
    AfhandelingMap,
    ApartzettingMap,
    BeperkingMap,
    DeelMap,
    EnvelopMap,
    HeropeningMap,
    InzageMap,
    OpheffingMap,
    RuwMap,
    VerbandMap,
    VerdictsMap,
    VerplaatsingMap,
    VervolgstapMap,
    VrijgaveMap,
)
from klantmail.adapters.dynamodb.reservering_mapping import ReserveringMap, reservering_uit
from klantmail.adapters.dynamodb.table import (
    Item,
    MapsAttribute,
    TijdstipAttribute,
    UuidAttribute,
    of_niets,
    sort_key,
    table_key,
)
from klantmail.domain.afhandeling import Afhandeling, Afhandelsoort, Deelafhandeling, Vervolgstap
from klantmail.domain.beperking import Beperking, Opheffing
from klantmail.domain.emailbericht import (
    Apartzetting,
    Berichtstatus,
    Emailbericht,
    Envelop,
    Heropening,
    Inzage,
    Ontleedstand,
    RuweMail,
    Verdicts,
    Verplaatsing,
    Vrijgave,
)
from klantmail.domain.gesprek import Verband
from ontleden.ontleding import Adres, Klasse

_QUARANTAINE: Final = "#quarantaine"
"""This stands behind the postvak in the partition of the mails that are kept apart from the werkvoorraad."""


def lijst_van(postvak: str, status: Berichtstatus | None) -> str:
    """The partition of the mails of this postvak that wait: those in quarantine, or all others."""
    return postvak + _QUARANTAINE if status is Berichtstatus.QUARANTAINE else postvak


def afgehandeld_op(dag: date) -> str:
    """The partition of the mails that were handled on this day, in the Netherlands. No address begins with `#`."""
    return f"#afgehandeld#{dag.isoformat()}"


def mails_in(gesprek: UUID) -> str:
    """The partition of the index `gesprek` that lists the mails which answer something of this conversation."""
    return f"{gesprek}#mail"


class EmailberichtItem(Item, discriminator="emailbericht"):
    identificatie = UuidAttribute()
    status = UnicodeAttribute()
    envelop = EnvelopMap()
    ruw = RuwMap()
    ontleedstand = UnicodeAttribute()
    ontleedpogingen = NumberAttribute()
    ontleedpoging_op = TijdstipAttribute(attr_name="ontleedpogingOp", null=True)
    parserversie = UnicodeAttribute()
    inzage = InzageMap(null=True)
    geclaimd_tot = TijdstipAttribute(attr_name="geclaimdTot", null=True)
    inzagen: MapsAttribute[InzageMap] = MapsAttribute(of=InzageMap)
    afhandeling = AfhandelingMap(null=True)
    vrijgave = VrijgaveMap(null=True)
    dubbelen = UnicodeSetAttribute(null=True)
    ontvangst = UnicodeAttribute(null=True)
    """sha256 of the Message-ID under which it came, as `ONTVANGST#` has it."""
    documenten: ListAttribute[str] = ListAttribute(null=True)
    """The documents of its parts, so that these can be found even when the mail is gone from the archive."""
    vernietiging = UuidAttribute(null=True)
    """The list by which it is being destroyed: nothing may be done with it any more."""
    ontvangstbevestiging = UuidAttribute(null=True)
    apartzettingen: MapsAttribute[ApartzettingMap] = MapsAttribute(of=ApartzettingMap, null=True)
    reservering = ReserveringMap(null=True)
    verplaatsingen: MapsAttribute[VerplaatsingMap] = MapsAttribute(of=VerplaatsingMap, null=True)
    heropeningen: MapsAttribute[HeropeningMap] = MapsAttribute(of=HeropeningMap, null=True)
    vervolgstappen: MapsAttribute[VervolgstapMap] = MapsAttribute(of=VervolgstapMap, null=True)
    vervolgberichten = NumberAttribute(null=True)
    verplaatsberichten = NumberAttribute(null=True)
    beperkingen: MapsAttribute[BeperkingMap] = MapsAttribute(of=BeperkingMap, null=True)
    beperkt = BooleanAttribute(null=True)
    """The last of its beperkingen stands; absent when none does."""


def zonder_reservering() -> list[Action]:
    """The actions that take a mail from the list of whoever it was reserved for."""
    return [EmailberichtItem.reservering.remove(), EmailberichtItem.aandacht_pk.remove(), EmailberichtItem.aandacht_sk.remove()]


def bericht_item(bericht: Emailbericht) -> EmailberichtItem:
    """The item of a newly received mail, as it is first listed. The first try to read it counts as begun."""
    pk, sk = table_key("EMAILBERICHT", bericht.identificatie)
    return EmailberichtItem(
        pk,
        sk,
        identificatie=bericht.identificatie,
        status=bericht.status.value,
        envelop=envelop_map(bericht.envelop),
        ruw=RuwMap(object_key=bericht.ruw.object_key, sha256=bericht.ruw.sha256, omvang=bericht.ruw.omvang),
        ontleedstand=bericht.ontleedstand.value,
        ontleedpogingen=1,
        ontleedpoging_op=bericht.envelop.ontvangen_op,
        parserversie=bericht.parserversie,
        inzagen=[inzage_map(inzage) for inzage in bericht.inzagen],
        werkvoorraad_pk=lijst_van(bericht.envelop.postvak, bericht.status),
        werkvoorraad_sk=sort_key(bericht.envelop.ontvangen_op, bericht.identificatie),
    )


def envelop_map(envelop: Envelop) -> EnvelopMap:
    verdicts = envelop.verdicts
    return EnvelopMap(
        postvak=envelop.postvak,
        ontvangen_op=envelop.ontvangen_op,
        onderwerp=envelop.onderwerp,
        afzender_naam=envelop.afzender.naam,
        afzender_adres=envelop.afzender.adres,
        grootte=envelop.grootte,
        aantal_bijlagen=envelop.aantal_bijlagen,
        klasse=envelop.klasse.value,
        verzending=envelop.verzending,
        verband=_verband_map(envelop.verband) if envelop.verband else None,
        aliassen=list(envelop.aliassen) or None,
        indiener_naam=envelop.indiener.naam if envelop.indiener else None,
        indiener_adres=envelop.indiener.adres if envelop.indiener else None,
        mogelijk_antwoord_op=envelop.mogelijk_antwoord_op,
        eerste_contact=envelop.eerste_contact or None,
        formeel_uiterlijk=envelop.formeel_uiterlijk.isoformat() if envelop.formeel_uiterlijk else None,
        verdicts=VerdictsMap(
            spf=verdicts.spf, dkim=verdicts.dkim, dmarc=verdicts.dmarc, spam=verdicts.spam, virus=verdicts.virus
        ),
    )


def _verband_map(verband: Verband) -> VerbandMap:
    return VerbandMap(
        gesprek=verband.gesprek,
        antwoord_op=[str(identificatie) for identificatie in verband.antwoord_op],
        onderwerp_gewijzigd=verband.onderwerp_gewijzigd,
        afwijkende_afzender=verband.afwijkende_afzender,
        taak_op=verband.taak_op,
    )


def inzage_map(inzage: Inzage) -> InzageMap:
    return InzageMap(
        identificatie=inzage.identificatie,
        klantcontact=inzage.klantcontact,
        medewerker=inzage.medewerker,
        naam=inzage.naam,
        organisatorische_eenheid=inzage.organisatorische_eenheid,
        geregistreerd_op=inzage.geregistreerd_op,
    )


def afhandeling_map(afhandeling: Afhandeling) -> AfhandelingMap:
    return AfhandelingMap(
        **_uitkomst_in_map(afhandeling),
        idempotency_key=afhandeling.idempotency_key,
        vingerafdruk=afhandeling.vingerafdruk,
        tijdstip=afhandeling.tijdstip,
        medewerker=afhandeling.medewerker,
        delen=[DeelMap(**_uitkomst_in_map(deel)) for deel in afhandeling.delen] or None,
    )


def _uitkomst_in_map(deel: Deelafhandeling) -> dict[str, Any]:
    """Return the common part of the outcome of a mail and of one of its questions."""
    return {
        "soort": deel.soort.value,
        "klantcontacten": [str(identificatie) for identificatie in deel.klantcontacten],
        "verzendingen": [str(identificatie) for identificatie in deel.verzendingen],
        "interne_taak": deel.interne_taak,
        "zaak": deel.zaak,
        "reden": deel.reden or None,
        "reden_zonder_bericht": deel.reden_zonder_bericht or None,
    }


def vrijgave_map(vrijgave: Vrijgave) -> VrijgaveMap:
    return VrijgaveMap(medewerker=vrijgave.medewerker, naam=vrijgave.naam, tijdstip=vrijgave.tijdstip)


def verplaatsing_map(verplaatsing: Verplaatsing) -> VerplaatsingMap:
    return VerplaatsingMap(
        medewerker=verplaatsing.medewerker,
        naam=verplaatsing.naam,
        tijdstip=verplaatsing.tijdstip,
        van=verplaatsing.van,
        naar=verplaatsing.naar,
        verzending=verplaatsing.verzending,
        reden_zonder_bericht=verplaatsing.reden_zonder_bericht or None,
    )


def apartzetting_map(apartzetting: Apartzetting) -> ApartzettingMap:
    return ApartzettingMap(
        medewerker=apartzetting.medewerker,
        naam=apartzetting.naam,
        tijdstip=apartzetting.tijdstip,
        reden=apartzetting.reden,
        vrijgave=vrijgave_map(apartzetting.vrijgave) if apartzetting.vrijgave else None,
    )


def vervolgstap_map(stap: Vervolgstap) -> VervolgstapMap:
    return VervolgstapMap(
        **_uitkomst_in_map(stap),
        op=stap.op,
        idempotency_key=stap.idempotency_key,
        vingerafdruk=stap.vingerafdruk,
        tijdstip=stap.tijdstip,
        medewerker=stap.medewerker,
    )


def heropening_map(heropening: Heropening) -> HeropeningMap:
    return HeropeningMap(
        medewerker=heropening.medewerker,
        naam=heropening.naam,
        tijdstip=heropening.tijdstip,
        reden=heropening.reden or None,
        afhandeling=afhandeling_map(heropening.afhandeling),
    )


def beperking_map(beperking: Beperking) -> BeperkingMap:
    opheffing = beperking.opheffing
    return BeperkingMap(
        medewerker=beperking.medewerker,
        naam=beperking.naam,
        tijdstip=beperking.tijdstip,
        reden=beperking.reden,
        opheffing=OpheffingMap(
            medewerker=opheffing.medewerker, naam=opheffing.naam, tijdstip=opheffing.tijdstip, reden=opheffing.reden
        )
        if opheffing
        else None,
    )


def bericht_uit(item: EmailberichtItem) -> Emailbericht:
    """Read an e-mailbericht from a whole item, or from what the werkvoorraad index projects of it."""
    envelop = item.envelop
    verband = of_niets(envelop.verband)
    ruw, inzage = of_niets(item.ruw), of_niets(item.inzage)
    afhandeling, vrijgave = of_niets(item.afhandeling), of_niets(item.vrijgave)
    return Emailbericht(
        identificatie=item.identificatie,
        status=Berichtstatus(item.status),
        envelop=Envelop(
            postvak=envelop.postvak,
            ontvangen_op=envelop.ontvangen_op,
            onderwerp=envelop.onderwerp,
            afzender=Adres(envelop.afzender_naam, envelop.afzender_adres),
            grootte=int(envelop.grootte),
            aantal_bijlagen=int(envelop.aantal_bijlagen),
            klasse=Klasse(envelop.klasse),
            verzending=envelop.verzending,
            verband=_verband(verband) if verband is not None else None,
            aliassen=tuple(envelop.aliassen or ()),
            indiener=Adres(envelop.indiener_naam or "", envelop.indiener_adres) if envelop.indiener_adres else None,
            mogelijk_antwoord_op=envelop.mogelijk_antwoord_op,
            eerste_contact=bool(envelop.eerste_contact),
            formeel_uiterlijk=date.fromisoformat(envelop.formeel_uiterlijk) if envelop.formeel_uiterlijk else None,
            verdicts=Verdicts(
                spf=envelop.verdicts.spf,
                dkim=envelop.verdicts.dkim,
                dmarc=envelop.verdicts.dmarc,
                spam=envelop.verdicts.spam,
                virus=envelop.verdicts.virus,
            ),
        ),
        ruw=RuweMail(ruw.object_key, ruw.sha256, int(ruw.omvang)) if ruw is not None else RuweMail("", "", int(envelop.grootte)),
        ontleedstand=Ontleedstand(item.ontleedstand),
        parserversie=item.parserversie or "",
        inzage=_inzage(inzage) if inzage is not None else None,
        geclaimd_tot=item.geclaimd_tot,
        inzagen=tuple(_inzage(eerdere) for eerdere in item.inzagen or ()),
        afhandeling=_afhandeling(afhandeling) if afhandeling is not None else None,
        vrijgave=_vrijgave(vrijgave),
        dubbelen=tuple(UUID(een) for een in sorted(item.dubbelen or ())),
        apartzettingen=tuple(_apartzetting(een) for een in item.apartzettingen or ()),
        ontvangstbevestiging=item.ontvangstbevestiging,
        reservering=reservering_uit(of_niets(item.reservering)),
        verplaatsingen=tuple(_verplaatsing(een) for een in item.verplaatsingen or ()),
        heropeningen=tuple(_heropening(een) for een in item.heropeningen or ()),
        vervolgstappen=tuple(_vervolgstap(een) for een in item.vervolgstappen or ()),
        vervolgberichten=int(item.vervolgberichten or 0),
        verplaatsberichten=int(item.verplaatsberichten or 0),
        beperkingen=tuple(_beperking(een) for een in item.beperkingen or ()),
    )


def _verband(waarde: VerbandMap) -> Verband:
    return Verband(
        gesprek=waarde.gesprek,
        antwoord_op=tuple(UUID(identificatie) for identificatie in waarde.antwoord_op),
        onderwerp_gewijzigd=waarde.onderwerp_gewijzigd,
        afwijkende_afzender=waarde.afwijkende_afzender,
        taak_op=waarde.taak_op,
    )


def _inzage(waarde: InzageMap) -> Inzage:
    return Inzage(
        identificatie=waarde.identificatie,
        klantcontact=waarde.klantcontact,
        medewerker=waarde.medewerker,
        naam=waarde.naam,
        organisatorische_eenheid=waarde.organisatorische_eenheid,
        geregistreerd_op=waarde.geregistreerd_op,
    )


def _afhandeling(waarde: AfhandelingMap) -> Afhandeling:
    return Afhandeling.van(
        _deel(waarde),
        tuple(_deel(deel) for deel in waarde.delen or ()),
        idempotency_key=waarde.idempotency_key,
        vingerafdruk=waarde.vingerafdruk,
        tijdstip=waarde.tijdstip,
        medewerker=waarde.medewerker,
    )


def _vrijgave(waarde: VrijgaveMap | None) -> Vrijgave | None:
    return Vrijgave(waarde.medewerker, waarde.naam, waarde.tijdstip) if waarde is not None else None


def _verplaatsing(waarde: VerplaatsingMap) -> Verplaatsing:
    return Verplaatsing(
        medewerker=waarde.medewerker,
        naam=waarde.naam,
        tijdstip=waarde.tijdstip,
        van=waarde.van,
        naar=waarde.naar,
        verzending=waarde.verzending,
        reden_zonder_bericht=waarde.reden_zonder_bericht or "",
    )


def _apartzetting(waarde: ApartzettingMap) -> Apartzetting:
    return Apartzetting(
        medewerker=waarde.medewerker,
        naam=waarde.naam,
        tijdstip=waarde.tijdstip,
        reden=waarde.reden,
        vrijgave=_vrijgave(of_niets(waarde.vrijgave)),
    )


def _vervolgstap(waarde: VervolgstapMap) -> Vervolgstap:
    return Vervolgstap(
        **_deelvelden(waarde),
        op=waarde.op,
        idempotency_key=waarde.idempotency_key,
        vingerafdruk=waarde.vingerafdruk,
        tijdstip=waarde.tijdstip,
        medewerker=waarde.medewerker,
    )


def _beperking(waarde: BeperkingMap) -> Beperking:
    opheffing = of_niets(waarde.opheffing)
    return Beperking(
        medewerker=waarde.medewerker,
        naam=waarde.naam,
        tijdstip=waarde.tijdstip,
        reden=waarde.reden,
        opheffing=Opheffing(
            medewerker=opheffing.medewerker, naam=opheffing.naam, tijdstip=opheffing.tijdstip, reden=opheffing.reden
        )
        if opheffing is not None
        else None,
    )


def _heropening(waarde: HeropeningMap) -> Heropening:
    return Heropening(
        medewerker=waarde.medewerker,
        naam=waarde.naam,
        tijdstip=waarde.tijdstip,
        reden=waarde.reden or "",
        afhandeling=_afhandeling(waarde.afhandeling),
    )


def _deel(waarde: DeelMap) -> Deelafhandeling:
    return Deelafhandeling(**_deelvelden(waarde))


def _deelvelden(waarde: DeelMap) -> dict[str, Any]:
    return {
        "soort": Afhandelsoort(waarde.soort),
        "klantcontacten": tuple(UUID(identificatie) for identificatie in waarde.klantcontacten),
        "verzendingen": tuple(UUID(identificatie) for identificatie in waarde.verzendingen),
        "interne_taak": waarde.interne_taak,
        "zaak": waarde.zaak,
        "reden": waarde.reden or "",
        "reden_zonder_bericht": waarde.reden_zonder_bericht or "",
    }
