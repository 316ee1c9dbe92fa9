"""An interne taak as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.klantcontact import render_klantcontact, render_nieuwe_tekst
from klantmail.domain.tijd import als_tekst, nu

if TYPE_CHECKING:
    from klantmail.api.render.basis import Link
    from klantmail.api.responses import interne_taak as responses
    from klantmail.domain.interne_taak import InterneTaak
    from klantmail.usecases.afhandeling.taken import GelezenTaak


def render_interne_taak(taak: InterneTaak) -> responses.InterneTaak:
    """The fields of InterneTaak (Klantinteracties), with its betrokkene."""
    aan, moment = taak.toegewezen_aan, nu()
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
        "uiterlijk": taak.uiterlijk.isoformat() if taak.uiterlijk else None,
        "teLaat": taak.is_te_laat(moment),
        "leeftijd": taak.leeftijd(moment),
        "betrokkene": {
            "rol": "klant",
            "naam": taak.betrokkene.naam,
            "digitaalAdres": {"adres": taak.betrokkene.digitaal_adres, "soortDigitaalAdres": "email"},
        },
    }


def render_interne_taak_volledig(gelezen: GelezenTaak, *, link: Link) -> responses.InterneTaakMetKlantcontact:
    """The task with the klantcontact that it comes from."""
    return {
        **render_interne_taak(gelezen.taak),
        "klantcontact": render_klantcontact(gelezen.klantcontact, link=link),
        **render_nieuwe_tekst(gelezen.nieuwe_tekst, link=link),
    }
