"""Klantcontacten as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.basis import render_bezorging, render_ontvanger, render_pagina, render_persoon
from klantmail.api.render.rectificatie import render_rectificatie
from klantmail.domain.bestandsgevaar import bestandsgevaar
from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from datetime import datetime

    from klantmail.api.render.basis import Link
    from klantmail.api.responses import klantcontact as responses
    from klantmail.api.responses.basis import NieuweTekst
    from klantmail.domain.document import Bijlage, Tekst
    from klantmail.domain.emailbericht import Emailbericht
    from klantmail.domain.klantcontact import Klantcontact
    from klantmail.usecases.beheer.raadplegen import GelezenContact, Samenhang


def render_klantcontact(contact: Klantcontact, *, link: Link) -> responses.Klantcontact:
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
        "ontvangers": [render_ontvanger(een) for een in contact.ontvangers],
        "verzending": str(contact.verzending) if contact.verzending else None,
        "bijlagen": [_bijlage(contact, bijlage) for bijlage in contact.bijlagen],
    }


def render_nieuwe_tekst(nieuw: Tekst, *, link: Link) -> NieuweTekst:
    """The text of a received mail without the quoted history. One that is too long for the answer goes by link."""
    op_afstand = nieuw.object_key if nieuw.waarde is None else None
    return {"nieuweTekst": nieuw.waarde, "nieuweTekstUrl": link(op_afstand)[0] if op_afstand else None}


def render_klantcontact_met_bezorging(gelezen: GelezenContact, *, link: Link) -> responses.KlantcontactMetBezorging:
    """The klantcontact with what was put right in it and, of a mail of the gemeente, what became of it."""
    verzending = gelezen.verzending
    return {
        **render_klantcontact(gelezen.klantcontact, link=link),
        "bezorging": render_bezorging(verzending) if verzending else [],
        "verzendstatus": verzending.status if verzending else None,
        "rectificaties": [render_rectificatie(een) for een in gelezen.rectificaties],
    }


def render_samenhang(gelezen: Samenhang, moment: datetime, *, link: Link) -> responses.Samenhang:
    """The conversation of a mail; and, marked with its ground, the contacts that only share its address."""
    return {
        "gesprek": render_pagina(gelezen.gesprek, lambda contact: render_klantcontact(contact, link=link)),
        "zelfdeAfzender": render_pagina(
            gelezen.zelfde_afzender, lambda contact: {**render_klantcontact(contact, link=link), "grond": "afzender"}
        ),
        "openMail": [_open_mail(een, moment) for een in gelezen.open_mail],
    }


def _open_mail(bericht: Emailbericht, moment: datetime) -> responses.OpenMail:
    claim = bericht.claim_op(moment)
    return {
        "identificatie": str(bericht.identificatie),
        "postvak": bericht.envelop.postvak,
        "onderwerp": bericht.envelop.onderwerp,
        "ontvangenOp": als_tekst(bericht.envelop.ontvangen_op),
        "status": bericht.status_op(moment),
        "gesprek": str(bericht.gesprek),
        "behandelaar": render_persoon(claim) if claim else None,
    }


def _bijlage(contact: Klantcontact, bijlage: Bijlage) -> responses.Bijlage:
    return {
        "identificatie": str(contact.bijlage_id(bijlage)),
        "rol": bijlage.rol,
        "informatieobject": render_bijlagedocument(bijlage),
    }


def render_bijlagedocument(bijlage: Bijlage) -> responses.Bijlagedocument:
    return {
        "identificatie": str(bijlage.informatieobject),
        "bestandsnaam": bijlage.bestandsnaam,
        "formaat": bijlage.formaat,
        "gevaar": bestandsgevaar(bijlage.bestandsnaam, bijlage.formaat),
        "bestandsomvang": bijlage.bestandsomvang,
        "integriteit": {"algoritme": "sha_256", "waarde": bijlage.sha256},
    }
