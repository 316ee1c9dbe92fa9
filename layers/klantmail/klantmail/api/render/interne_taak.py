"""An interne taak as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.basis import render_mailadres
from klantmail.api.render.klantcontact import render_klantcontact, render_nieuwe_tekst
from klantmail.domain.tijd import als_tekst, nu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klantmail.api.render.basis import Link
    from klantmail.api.responses import interne_taak as responses
    from klantmail.domain.interne_taak import InterneTaak
    from klantmail.domain.taakgesprek import Taakgesprek
    from klantmail.usecases.afhandeling.eerder_bericht import OpgeslagenBericht
    from klantmail.usecases.afhandeling.navragen import GelezenReactie
    from klantmail.usecases.afhandeling.taken import GelezenTaak


def render_interne_taak(taak: InterneTaak, gesprek: Taakgesprek | None = None) -> responses.InterneTaak:
    """The fields of InterneTaak (Klantinteracties), with its betrokkene.

    Args:
        gesprek: what was asked of the citizen, and said; None where it is not read.
    """
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
        "wachtOpBurger": gesprek.wacht_op_burger if gesprek else None,
        "heeftReactie": gesprek.heeft_reactie if gesprek else None,
        "betrokkene": {
            "rol": "klant",
            "naam": taak.betrokkene.naam,
            "digitaalAdres": {"adres": taak.betrokkene.digitaal_adres, "soortDigitaalAdres": "email"},
        },
    }


def render_interne_taak_volledig(
    gelezen: GelezenTaak, gesprek: Taakgesprek, reacties: Sequence[GelezenReactie], *, link: Link
) -> responses.InterneTaakMetKlantcontact:
    """The task with the klantcontact that it comes from, what was asked of the citizen, and what came back."""
    return {
        **render_interne_taak(gelezen.taak, gesprek),
        "vragen": [{"klantcontact": str(een.identificatie), "gevraagdOp": als_tekst(een.tijdstip)} for een in gesprek.vragen],
        "reacties": [
            {
                "emailbericht": str(een.moment.identificatie),
                "ontvangenOp": als_tekst(een.moment.tijdstip),
                "nieuweTekst": een.tekst,
            }
            for een in reacties
        ],
        "klantcontact": render_klantcontact(gelezen.klantcontact, link=link),
        **render_nieuwe_tekst(gelezen.nieuwe_tekst, link=link),
        "antwoordadres": render_mailadres(gelezen.antwoordadres),
    }


def render_gevraagd(opgeslagen: OpgeslagenBericht, *, link: Link) -> responses.Gevraagd:
    """The klantcontact of the question, and the sending of its mail."""
    return {
        "klantcontact": render_klantcontact(opgeslagen.klantcontact, link=link),
        "verzending": {"identificatie": str(opgeslagen.verzending)},
    }
