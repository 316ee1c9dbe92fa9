"""Requests for public information as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.verzamelverzoek import render_voortgang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klantmail.api.responses import wooverzoek as responses
    from klantmail.domain.wooverzoek import Wooverzoek
    from klantmail.usecases.beheer.verzoekbalie import Bestandslink


def render_wooverzoek(verzoek: Wooverzoek, links: Sequence[Bestandslink] = ()) -> responses.Wooverzoek:
    """Args:
    links: of its bestanden, in their order; empty: none is given.
    """
    aantal = verzoek.aantallen
    return {
        **render_voortgang(verzoek, links),
        "van": verzoek.van.isoformat(),
        "tot": verzoek.tot.isoformat(),
        "woorden": list(verzoek.woorden),
        "postvakken": list(verzoek.postvakken),
        "aantallen": {
            "emailberichten": aantal.get("emailberichten", 0),
            "klantcontacten": aantal.get("klantcontacten", 0),
            "rectificaties": aantal.get("rectificaties", 0),
            "verzendingen": aantal.get("verzendingen", 0),
            "zaken": aantal.get("zaken", 0),
            "documenten": aantal.get("documenten", 0),
            "weggelaten": aantal.get("weggelaten", 0),
        },
    }
