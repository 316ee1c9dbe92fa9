"""Restrictions of processing as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.basis import render_daad
from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import beperking as responses
    from klantmail.domain.beperking import Beperking, Opheffing
    from klantmail.domain.emailbericht import Emailbericht


def render_beperking(bericht: Emailbericht) -> responses.Beperkingsstand:
    return {
        "emailbericht": str(bericht.identificatie),
        "beperkt": bericht.beperking is not None,
        "beperkingen": [render_een_beperking(een) for een in bericht.beperkingen],
    }


def render_beperkte_mail(bericht: Emailbericht) -> responses.BeperkteMail:
    return {
        "emailbericht": str(bericht.identificatie),
        "klantcontacten": [str(een) for deel in bericht.delen for een in deel.klantcontacten],
        "postvak": bericht.envelop.postvak,
        "ontvangenOp": als_tekst(bericht.envelop.ontvangen_op),
        "beperking": render_een_beperking(bericht.beperkingen[-1]),
    }


def render_een_beperking(beperking: Beperking) -> responses.Beperking:
    return {
        **render_daad(beperking),
        "reden": beperking.reden,
        "opheffing": _opheffing(beperking.opheffing) if beperking.opheffing else None,
    }


def _opheffing(opheffing: Opheffing) -> responses.Opheffing:
    return {**render_daad(opheffing), "reden": opheffing.reden}
