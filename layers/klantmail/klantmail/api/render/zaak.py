"""A zaak as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.basis import render_daad, render_mailadres
from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import zaak as responses
    from klantmail.domain.zaak import Zaak


def render_zaak(geval: Zaak) -> responses.Zaak:
    """The fields of Zaak (ZGW Zaken API) that we hold, and how far its registration is."""
    return {
        "identificatie": str(geval.identificatie),
        "status": geval.status,
        "bestaandeZaak": geval.bestaande_zaak or None,
        "zaaktype": geval.zaaktype or None,
        "omschrijving": geval.omschrijving,
        "toelichting": geval.toelichting,
        "startdatum": geval.startdatum.isoformat() if geval.startdatum else None,
        "emailbericht": str(geval.emailbericht),
        "klantcontact": str(geval.klantcontact),
        "url": geval.url or None,
        "vertrouwelijkheidaanduiding": geval.vertrouwelijkheid,
        "initiator": render_mailadres(geval.initiator) if geval.initiator else None,
        "heeftStatus": geval.heeft_status,
        "heeftInitiator": geval.heeft_initiator,
        "informatieobjecten": [str(een) for een in geval.informatieobjecten],
        "gekoppeldeInformatieobjecten": [str(een) for een in geval.gekoppelde_informatieobjecten],
        "geweigerdeInformatieobjecten": [str(een) for een in geval.geweigerd],
        "aangemaaktOp": als_tekst(geval.aangemaakt_op),
        "geregistreerdOp": als_tekst(geval.geregistreerd_op) if geval.geregistreerd_op else None,
        "pogingen": geval.pogingen,
        "reden": geval.reden or None,
        "aandacht": geval.aandacht,
        "besluiten": [
            {
                "keuze": besluit.keuze,
                **render_daad(besluit),
                "toelichting": besluit.toelichting or None,
                "url": besluit.url or None,
            }
            for besluit in geval.besluiten
        ],
    }
