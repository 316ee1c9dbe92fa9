"""Requests for all that is held about a person as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.verzamelverzoek import render_voortgang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klantmail.api.responses import inzageverzoek as responses
    from klantmail.domain.inzageverzoek import Inzageverzoek
    from klantmail.usecases.beheer.verzoekbalie import Bestandslink


def render_inzageverzoek(verzoek: Inzageverzoek, links: Sequence[Bestandslink] = ()) -> responses.Inzageverzoek:
    """Args:
    links: of its bestanden, in their order; empty: none is given.
    """
    aantal = verzoek.aantallen
    return {
        **render_voortgang(verzoek, links),
        "adressen": list(verzoek.adressen),
        "aantallen": {
            "emailberichten": aantal.get("emailberichten", 0),
            "klantcontacten": aantal.get("klantcontacten", 0),
            "rectificaties": aantal.get("rectificaties", 0),
            "interneTaken": aantal.get("interneTaken", 0),
            "verzendingen": aantal.get("verzendingen", 0),
            "zaken": aantal.get("zaken", 0),
            "documenten": aantal.get("documenten", 0),
            "notities": aantal.get("notities", 0),
            "concepten": aantal.get("concepten", 0),
            "inzagen": aantal.get("inzagen", 0),
        },
    }
