"""An outgoing mail as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.basis import render_bezorging, render_daad
from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import verzending as responses
    from klantmail.domain.verzending import Verzending


def render_verzending(sending: Verzending) -> responses.Verzending:
    """The progress of the outgoing mail."""
    return {
        "identificatie": str(sending.identificatie),
        "soort": sending.soort,
        "status": sending.status,
        "emailbericht": str(sending.emailbericht),
        "klantcontact": str(sending.klantcontact) if sending.klantcontact else None,
        "aangemaaktOp": als_tekst(sending.aangemaakt_op),
        "pogingen": sending.pogingen,
        "verzondenOp": als_tekst(sending.verzonden_op) if sending.verzonden_op else None,
        "reden": sending.reden or None,
        "aandacht": sending.aandacht,
        "ontvangers": render_bezorging(sending),
        "bezorgingen": [
            {"ontvanger": b.ontvanger, "stand": b.stand, "tijdstip": als_tekst(b.tijdstip), "reden": b.reden or None}
            for b in sending.bezorgingen
        ],
        "hervattingen": [
            {"keuze": h.keuze, **render_daad(h), "toelichting": h.toelichting or None} for h in sending.hervattingen
        ],
    }
