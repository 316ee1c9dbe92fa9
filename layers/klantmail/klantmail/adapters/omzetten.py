"""Between the dataclasses of the domain and the items of the table."""

from uuid import UUID

from klantmail.adapters.adreshash import afzender_hash
from klantmail.adapters.omzetten_taak import taak_item
from klantmail.adapters.omzetten_verzending import of_niets, sleutels, verzending_item
from klantmail.adapters.omzetten_zaak import zaak_item
from klantmail.adapters.tabel import (
    AfhandelingMap,
    BijlageMap,
    DeelMap,
    EmailberichtItem,
    EnvelopMap,
    InformatieobjectItem,
    InzageMap,
    Item,
    KlantcontactItem,
    RuwMap,
    TekstMap,
    UploadItem,
    VerbandMap,
    VerdictsMap,
    VrijgaveMap,
)
from klantmail.domein import (
    Afhandeling,
    Afhandelsoort,
    Berichtstatus,
    Bijlage,
    Deelafhandeling,
    Emailbericht,
    Envelop,
    Informatieobject,
    Initiatiefnemer,
    Inzage,
    Klantcontact,
    Ontleedstand,
    RuweMail,
    Tekst,
    Uploadgebruik,
    Verband,
    Verdicts,
    Verzending,
    Vrijgave,
)
from klantmail.internetaak import InterneTaak
from klantmail.ontleding import Adres, Klasse
from klantmail.poorten import Record
from klantmail.tijd import als_tekst
from klantmail.zaak import Zaak

QUARANTAINE = "#quarantaine"
"""Behind the postvak: the partition of what is kept apart from the werkvoorraad."""


# -- e-mailbericht -----------------------------------------------------------------------------------------------------


def bericht_item(bericht: Emailbericht) -> EmailberichtItem:
    """A newly received mail, as it is first listed: the first try to read it counts as begun."""
    pk, sk = sleutels("EMAILBERICHT", bericht.identificatie)
    apart = QUARANTAINE if bericht.status is Berichtstatus.QUARANTAINE else ""
    return EmailberichtItem(
        pk,
        sk,
        identificatie=bericht.identificatie,
        status=bericht.status.value,
        envelop=envelop_map(bericht.envelop),
        ruw=RuwMap(sleutel=bericht.ruw.sleutel, sha256=bericht.ruw.sha256, omvang=bericht.ruw.omvang),
        ontleedstand=bericht.ontleedstand.value,
        ontleedpogingen=1,
        parserversie=bericht.parserversie,
        inzagen=[],
        werkvoorraad_pk=bericht.envelop.postvak + apart,
        werkvoorraad_sk=f"{als_tekst(bericht.envelop.ontvangen_op)}#{bericht.identificatie}",
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
        soort=afhandeling.soort.value,
        sleutel=afhandeling.sleutel,
        vingerafdruk=afhandeling.vingerafdruk,
        tijdstip=afhandeling.tijdstip,
        medewerker=afhandeling.medewerker,
        klantcontacten=[str(identificatie) for identificatie in afhandeling.klantcontacten],
        verzendingen=[str(identificatie) for identificatie in afhandeling.verzendingen],
        interne_taak=afhandeling.interne_taak,
        zaak=afhandeling.zaak,
        reden=afhandeling.reden or None,
        delen=[_deel_map(deel) for deel in afhandeling.delen] or None,
    )


def _deel_map(deel: Deelafhandeling) -> DeelMap:
    return DeelMap(
        soort=deel.soort.value,
        klantcontacten=[str(identificatie) for identificatie in deel.klantcontacten],
        verzendingen=[str(identificatie) for identificatie in deel.verzendingen],
        interne_taak=deel.interne_taak,
        zaak=deel.zaak,
        reden=deel.reden or None,
    )


def vrijgave_map(vrijgave: Vrijgave) -> VrijgaveMap:
    return VrijgaveMap(medewerker=vrijgave.medewerker, naam=vrijgave.naam, tijdstip=vrijgave.tijdstip)


def bericht_uit(item: EmailberichtItem) -> Emailbericht:
    """From a whole item, or from what the werkvoorraad index projects of it."""
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
            verdicts=Verdicts(
                spf=envelop.verdicts.spf,
                dkim=envelop.verdicts.dkim,
                dmarc=envelop.verdicts.dmarc,
                spam=envelop.verdicts.spam,
                virus=envelop.verdicts.virus,
            ),
        ),
        ruw=RuweMail(ruw.sleutel, ruw.sha256, int(ruw.omvang)) if ruw is not None else RuweMail("", "", int(envelop.grootte)),
        ontleedstand=Ontleedstand(item.ontleedstand),
        parserversie=item.parserversie or "",
        inzage=_inzage(inzage) if inzage is not None else None,
        geclaimd_tot=item.geclaimd_tot,
        inzagen=tuple(_inzage(eerdere) for eerdere in item.inzagen or ()),
        afhandeling=_afhandeling(afhandeling) if afhandeling is not None else None,
        vrijgave=Vrijgave(vrijgave.medewerker, vrijgave.naam, vrijgave.tijdstip) if vrijgave is not None else None,
        ontvangstbevestiging=item.ontvangstbevestiging,
    )


def _verband(waarde: VerbandMap) -> Verband:
    return Verband(
        gesprek=waarde.gesprek,
        antwoord_op=tuple(UUID(identificatie) for identificatie in waarde.antwoord_op),
        onderwerp_gewijzigd=waarde.onderwerp_gewijzigd,
        afwijkende_afzender=waarde.afwijkende_afzender,
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
    return Afhandeling(
        soort=Afhandelsoort(waarde.soort),
        sleutel=waarde.sleutel,
        vingerafdruk=waarde.vingerafdruk,
        tijdstip=waarde.tijdstip,
        medewerker=waarde.medewerker,
        klantcontacten=tuple(UUID(identificatie) for identificatie in waarde.klantcontacten),
        verzendingen=tuple(UUID(identificatie) for identificatie in waarde.verzendingen),
        interne_taak=waarde.interne_taak,
        zaak=waarde.zaak,
        reden=waarde.reden or "",
        delen=tuple(_deel(deel) for deel in waarde.delen or ()),
    )


def _deel(waarde: DeelMap) -> Deelafhandeling:
    return Deelafhandeling(
        soort=Afhandelsoort(waarde.soort),
        klantcontacten=tuple(UUID(identificatie) for identificatie in waarde.klantcontacten),
        verzendingen=tuple(UUID(identificatie) for identificatie in waarde.verzendingen),
        interne_taak=waarde.interne_taak,
        zaak=waarde.zaak,
        reden=waarde.reden or "",
    )


# -- records of an afhandeling -----------------------------------------------------------------------------------------


def record_item(record: Record, afzendersleutel: bytes) -> Item:
    """The item that a new record becomes."""
    match record:
        case Klantcontact():
            return _klantcontact_item(record, afzendersleutel)
        case Informatieobject():
            return informatieobject_item(record)
        case Verzending():
            return verzending_item(record)
        case InterneTaak():
            return taak_item(record)
        case Zaak():
            return zaak_item(record)
        case Uploadgebruik():
            return _upload_item(record)


def _upload_item(gebruik: Uploadgebruik) -> UploadItem:
    pk, sk = sleutels("UPLOAD", gebruik.identificatie)
    return UploadItem(pk, sk, klantcontact=gebruik.klantcontact, medewerker=gebruik.medewerker, tijdstip=gebruik.tijdstip)


def _klantcontact_item(klantcontact: Klantcontact, afzendersleutel: bytes) -> KlantcontactItem:
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
        afzender_sk=f"{als_tekst(klantcontact.geregistreerd_op)}#{klantcontact.identificatie}" if hash_ else None,
        dag_pk=als_tekst(opgeslagen_op)[:10],
        dag_sk=f"{als_tekst(opgeslagen_op)}#{klantcontact.identificatie}",
        gesprek_pk=str(klantcontact.gesprek),
        gesprek_sk=f"{als_tekst(klantcontact.geregistreerd_op)}#{klantcontact.identificatie}",
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
        gesprek=UUID(item.gesprek_pk) if item.gesprek_pk else item.emailbericht,  # before conversations were kept: its own
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
