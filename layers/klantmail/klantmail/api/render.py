"""The domain as JSON: Dutch camelCase, UTC, everything large by link. `responses` has the types of what this makes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.tijd import als_tekst
from klantmail.usecases import mailinhoud as opslag

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from klantmail.api import responses
    from klantmail.domain.afhandeling import Deelafhandeling
    from klantmail.domain.document import Bijlage, Informatieobject
    from klantmail.domain.emailbericht import Emailbericht, Inzage
    from klantmail.domain.interne_taak import InterneTaak
    from klantmail.domain.stand import Stand
    from klantmail.domain.standaardantwoord import Ingevuld, Standaardantwoord
    from klantmail.domain.verzending import Verzending
    from klantmail.domain.zaak import Zaak
    from klantmail.domain.zaaktype import Zaaktype
    from klantmail.ports.objecten import Archief
    from klantmail.ports.repositories import Pagina
    from klantmail.usecases.afhandeling.inzien import GeopendeMail
    from klantmail.usecases.afhandeling.taken import GelezenTaak
    from klantmail.usecases.afhandeling.vervolgen import Vervolgd
    from klantmail.usecases.beheer.raadplegen import Samenhang
    from klantmail.usecases.uitgaand.uploads import Uploadplek

type Link = Callable[[str], tuple[str, datetime]]
"""A function from the key of a text in the archive to a short-lived address of it."""


def pagina[T, V](bladzijde: Pagina[T], vorm: Callable[[T], V]) -> responses.Lijst[V]:
    return {"results": [vorm(resultaat) for resultaat in bladzijde.resultaten], "cursor": bladzijde.vervolg}


def emailbericht(bericht: Emailbericht, moment: datetime) -> responses.Emailbericht:
    """The envelope, as the werkvoorraad shows it at `moment`."""
    envelop, verband = bericht.envelop, bericht.envelop.verband
    claim = bericht.claim_op(moment)
    return {
        "identificatie": str(bericht.identificatie),
        "postvak": envelop.postvak,
        "status": bericht.status_op(moment),
        "ontvangenOp": als_tekst(envelop.ontvangen_op),
        "onderwerp": envelop.onderwerp,
        "afzender": {"naam": envelop.afzender.naam, "adres": envelop.afzender.adres},
        "grootte": envelop.grootte,
        "aantalBijlagen": envelop.aantal_bijlagen,
        "klasse": envelop.klasse,
        "betreftVerzending": str(envelop.verzending) if envelop.verzending else None,
        "gesprek": str(bericht.gesprek),
        "antwoordOp": [str(identificatie) for identificatie in verband.antwoord_op] if verband else [],
        "onderwerpGewijzigd": verband.onderwerp_gewijzigd if verband else False,
        "afwijkendeAfzender": verband.afwijkende_afzender if verband else False,
        "verdicts": {
            "spf": envelop.verdicts.spf,
            "dkim": envelop.verdicts.dkim,
            "dmarc": envelop.verdicts.dmarc,
            "spam": envelop.verdicts.spam,
            "virus": envelop.verdicts.virus,
        },
        "behandelaar": {"medewerker": str(claim.medewerker), "naam": claim.naam} if claim else None,
        "geclaimdTot": als_tekst(bericht.geclaimd_tot) if claim and bericht.geclaimd_tot else None,
    }


def emailbericht_volledig(bericht: Emailbericht, moment: datetime) -> responses.EmailberichtVolledig:
    """The envelope with its history: who looked and when, and the outcome."""
    afhandeling = bericht.afhandeling
    return {
        **emailbericht(bericht, moment),
        "ontleding": bericht.ontleedstand,
        "inzagen": [_inzage(inzage) for inzage in bericht.inzagen],
        "afhandeling": {
            **deelafhandeling(afhandeling),
            "tijdstip": als_tekst(afhandeling.tijdstip),
            "medewerker": str(afhandeling.medewerker),
            "delen": [deelafhandeling(deel) for deel in afhandeling.delen],
        }
        if afhandeling
        else None,
        "vrijgave": {
            "medewerker": str(bericht.vrijgave.medewerker),
            "naam": bericht.vrijgave.naam,
            "tijdstip": als_tekst(bericht.vrijgave.tijdstip),
        }
        if bericht.vrijgave
        else None,
        "ontvangstbevestiging": str(bericht.ontvangstbevestiging) if bericht.ontvangstbevestiging else None,
    }


def deelafhandeling(deel: Deelafhandeling) -> responses.Deelafhandeling:
    """The outcome of a mail, or of one of its questions when it was split: the identificaties of what was stored."""
    return {
        "soort": deel.soort,
        "klantcontacten": [str(identificatie) for identificatie in deel.klantcontacten],
        "verzendingen": [str(identificatie) for identificatie in deel.verzendingen],
        "interneTaak": str(deel.interne_taak) if deel.interne_taak else None,
        "zaak": str(deel.zaak) if deel.zaak else None,
        "reden": deel.reden or None,
    }


def _inzage(inzage: Inzage) -> responses.Inzage:
    return {
        "inzageId": str(inzage.identificatie),
        "medewerker": str(inzage.medewerker),
        "naam": inzage.naam,
        "geregistreerdOp": als_tekst(inzage.geregistreerd_op),
    }


def klantcontact(contact: Klantcontact, *, link: Link) -> responses.Klantcontact:
    """C1199's fields. A text that is too long for an answer is `inhoud: null` with its link in `inhoudUrl`."""
    tekst = contact.inhoud
    op_afstand = tekst.object_key if tekst.waarde is None else None
    return {
        "identificatie": str(contact.identificatie),
        "geregistreerdOp": als_tekst(contact.geregistreerd_op),
        "kanaal": contact.kanaal,
        "medewerker": str(contact.medewerker),
        "organisatorischeEenheid": contact.organisatorische_eenheid,
        "initiatiefnemer": contact.initiatiefnemer,
        "onderwerp": contact.onderwerp,
        "inhoud": tekst.waarde,
        "inhoudUrl": link(op_afstand)[0] if op_afstand else None,
        "klant": None,
        "vertegenwoordiger": None,
        "gesprek": str(contact.gesprek),
        "verwijstNaar": [str(identificatie) for identificatie in contact.verwijst_naar],
        "zaak": str(contact.zaak) if contact.zaak else None,
        "emailbericht": str(contact.emailbericht),
        "bijlagen": [_bijlage(contact, bijlage) for bijlage in contact.bijlagen],
    }


def samenhang(gelezen: Samenhang, *, link: Link) -> responses.Samenhang:
    """The conversation of a mail; and, marked with its ground, the contacts that only share its address."""
    return {
        "gesprek": pagina(gelezen.gesprek, lambda contact: klantcontact(contact, link=link)),
        "zelfdeAfzender": pagina(
            gelezen.zelfde_afzender, lambda contact: {**klantcontact(contact, link=link), "grond": "afzender"}
        ),
    }


def _bijlage(contact: Klantcontact, bijlage: Bijlage) -> responses.Bijlage:
    return {
        "identificatie": str(contact.bijlage_id(bijlage)),
        "informatieobject": {
            "identificatie": str(bijlage.informatieobject),
            "bestandsnaam": bijlage.bestandsnaam,
            "formaat": bijlage.formaat,
            "bestandsomvang": bijlage.bestandsomvang,
            "integriteit": {"algoritme": "sha_256", "waarde": bijlage.sha256},
        },
    }


def informatieobject(document: Informatieobject) -> responses.Informatieobject:
    """The fields of EnkelvoudigInformatieObject (Documenten API 1.7) that we hold."""
    return {
        "identificatie": str(document.identificatie),
        "bronorganisatie": document.bronorganisatie,
        "creatiedatum": document.creatiedatum.date().isoformat(),
        "titel": document.titel,
        "auteur": document.auteur,
        "taal": document.taal,
        "informatieobjecttype": document.informatieobjecttype,
        "status": "definitief",
        "bestandsnaam": document.bestandsnaam,
        "formaat": document.formaat,
        "bestandsomvang": document.bestandsomvang,
        "integriteit": {
            "algoritme": "sha_256",
            "waarde": document.sha256,
            "datum": document.creatiedatum.date().isoformat(),
        },
        "ontvangstdatum": document.ontvangstdatum.date().isoformat() if document.ontvangstdatum else None,
        "verzenddatum": document.verzenddatum.date().isoformat() if document.verzenddatum else None,
    }


def geopend(gelezen: GeopendeMail, moment: datetime, *, archief: Archief) -> responses.GeopendeMail:
    """The mail as the agent who opened it sees it at `moment`: the whole text, and the HTML by link."""
    contact = replace(gelezen.klantcontact, inhoud=gelezen.inhoud.tekst)
    bericht = emailbericht(gelezen.bericht, moment)
    weergave = gelezen.inhoud.weergave
    return {
        "inzageId": str(gelezen.inzage.identificatie),
        "geclaimdTot": bericht["geclaimdTot"],
        "emailbericht": bericht,
        "klantcontact": klantcontact(contact, link=opslag.tekstlink(archief)),
        "antwoordadres": {"naam": gelezen.inhoud.antwoordadres.naam, "adres": gelezen.inhoud.antwoordadres.adres},
        "html": link(opslag.weergavelink(archief, weergave)) if weergave else None,
        "geblokkeerd": list(gelezen.inhoud.geblokkeerd),
        "waarschuwingen": list(gelezen.waarschuwingen),
    }


def vervolgd(opgeslagen: Vervolgd, *, link: Link) -> responses.Vervolgd:
    """The new klantcontact, and the sending of its mail."""
    return {
        "klantcontact": klantcontact(opgeslagen.klantcontact, link=link),
        "verzending": {"identificatie": str(opgeslagen.verzending)},
    }


def bevestigd(sending: UUID) -> responses.Bevestigd:
    return {"verzending": {"identificatie": str(sending)}}


def interne_taak(taak: InterneTaak) -> responses.InterneTaak:
    """The fields of InterneTaak (Klantinteracties), with its betrokkene."""
    aan = taak.toegewezen_aan
    return {
        "identificatie": str(taak.identificatie),
        "gevraagdeHandeling": taak.gevraagde_handeling,
        "aanleidinggevendKlantcontact": str(taak.klantcontact),
        "emailbericht": str(taak.emailbericht),
        "toegewezenAan": {
            "organisatorischeEenheid": aan.organisatorische_eenheid,
            "medewerker": str(aan.medewerker) if aan.medewerker else None,
        },
        "toegewezenOp": als_tekst(taak.toegewezen_op),
        "toelichting": taak.toelichting,
        "status": taak.status,
        "behandelaar": {"medewerker": str(taak.behandelaar), "naam": taak.behandelaar_naam} if taak.behandelaar else None,
        "afgehandeldOp": als_tekst(taak.afgehandeld_op) if taak.afgehandeld_op else None,
        "uitkomst": taak.resultaat or None,
        "vervolg": str(taak.vervolg) if taak.vervolg else None,
        "betrokkene": {
            "rol": "klant",
            "naam": taak.betrokkene.naam,
            "digitaalAdres": {"adres": taak.betrokkene.digitaal_adres, "soortDigitaalAdres": "email"},
        },
    }


def interne_taak_volledig(gelezen: GelezenTaak, *, link: Link) -> responses.InterneTaakMetKlantcontact:
    """The task with the klantcontact that it comes from."""
    return {**interne_taak(gelezen.taak), "klantcontact": klantcontact(gelezen.klantcontact, link=link)}


def zaak(geval: Zaak) -> responses.Zaak:
    """The fields of Zaak (ZGW Zaken API) that we hold, and how far its registration is."""
    return {
        "identificatie": str(geval.identificatie),
        "status": geval.status,
        "zaaktype": geval.zaaktype,
        "omschrijving": geval.omschrijving,
        "toelichting": geval.toelichting,
        "startdatum": geval.startdatum.isoformat(),
        "emailbericht": str(geval.emailbericht),
        "klantcontact": str(geval.klantcontact),
        "url": geval.url or None,
        "informatieobjecten": [str(een) for een in geval.informatieobjecten],
        "gekoppeldeInformatieobjecten": [str(een) for een in geval.informatieobjecten[: geval.gekoppeld]],
        "aangemaaktOp": als_tekst(geval.aangemaakt_op),
        "geregistreerdOp": als_tekst(geval.geregistreerd_op) if geval.geregistreerd_op else None,
        "pogingen": geval.pogingen,
        "reden": geval.reden or None,
        "aandacht": geval.aandacht,
        "besluiten": [
            {
                "keuze": besluit.keuze,
                "medewerker": str(besluit.medewerker),
                "naam": besluit.naam,
                "tijdstip": als_tekst(besluit.tijdstip),
                "toelichting": besluit.toelichting or None,
                "url": besluit.url or None,
            }
            for besluit in geval.besluiten
        ],
    }


def uploadplek(plek: Uploadplek) -> responses.Uploadplek:
    """Send `velden` and then the file, as `file`, to `url` as multipart/form-data."""
    formulier = plek.formulier
    return {
        "uploadId": str(plek.identificatie),
        "url": formulier.url,
        "velden": dict(formulier.velden),
        "geldigTot": als_tekst(formulier.geldig_tot),
    }


def zaaktype(soort: Zaaktype) -> responses.Zaaktype:
    return {"naam": soort.naam, "url": soort.url}


def postvak(adres: str, *, bevestigd: bool) -> responses.Postvak:
    return {"adres": adres, "ontvangstbevestiging": bevestigd}


def organisatorische_eenheid(naam: str) -> responses.OrganisatorischeEenheid:
    return {"naam": naam}


def link(adres: tuple[str, datetime]) -> responses.Link:
    return {"url": adres[0], "geldigTot": als_tekst(adres[1])}


def verzending(sending: Verzending) -> responses.Verzending:
    """The progress of the outgoing mail."""
    return {
        "identificatie": str(sending.identificatie),
        "status": sending.status,
        "emailbericht": str(sending.emailbericht),
        "klantcontact": str(sending.klantcontact) if sending.klantcontact else None,
        "aangemaaktOp": als_tekst(sending.aangemaakt_op),
        "pogingen": sending.pogingen,
        "verzondenOp": als_tekst(sending.verzonden_op) if sending.verzonden_op else None,
        "reden": sending.reden or None,
        "aandacht": sending.aandacht,
        "bezorgingen": [
            {"ontvanger": b.ontvanger, "stand": b.stand, "tijdstip": als_tekst(b.tijdstip), "reden": b.reden or None}
            for b in sending.bezorgingen
        ],
        "hervattingen": [
            {
                "keuze": h.keuze,
                "medewerker": str(h.medewerker),
                "naam": h.naam,
                "tijdstip": als_tekst(h.tijdstip),
                "toelichting": h.toelichting or None,
            }
            for h in sending.hervattingen
        ],
    }


def standaardantwoord_kort(tekst: Standaardantwoord) -> responses.StandaardantwoordKort:
    """The standaardantwoord as an agent picks it from the list."""
    return {
        "identificatie": str(tekst.identificatie),
        "naam": tekst.naam,
        "versie": tekst.versie,
        "gewijzigdOp": als_tekst(tekst.gewijzigd_op),
        "vervallen": tekst.vervallen,
    }


def standaardantwoord(tekst: Standaardantwoord) -> responses.Standaardantwoord:
    return {**standaardantwoord_kort(tekst), "inhoud": tekst.inhoud, "gewijzigdDoor": str(tekst.gewijzigd_door)}


def ingevuld(tekst: Ingevuld) -> responses.Ingevuld:
    """The text for one mail; `open` names what the agent has yet to fill in."""
    return {"inhoud": tekst.tekst, "open": list(tekst.open)}


def stand(gezien: Stand | None) -> responses.Stand:
    """The last observations of the vangnet; `tijdstip` is null before its first round."""
    return {
        "tijdstip": als_tekst(gezien.tijdstip) if gezien else None,
        "intakeWachtend": gezien.intake_wachtend if gezien else 0,
        "intakeOudste": als_tekst(gezien.intake_oudste) if gezien and gezien.intake_oudste else None,
        "nietGestart": [{"fout": fout, "aantal": aantal} for fout, aantal in (gezien.niet_gestart if gezien else ())],
        "wachtrijen": [{"bron": bron, "aantal": aantal} for bron, aantal in (gezien.wachtrijen if gezien else ())],
    }
