"""Requests for all that is held about a person as JSON."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klantmail.api.responses import inzageverzoek as responses
    from klantmail.domain.inzageverzoek import Bestand, Inzageverzoek
    from klantmail.usecases.beheer.inzageverzoeken import Bestandslink


def render_inzageverzoek(verzoek: Inzageverzoek, links: Sequence[Bestandslink] = ()) -> responses.Inzageverzoek:
    """Args:
    links: of its bestanden, in their order; empty: none is given.
    """
    aantal = verzoek.aantallen
    return {
        "identificatie": str(verzoek.identificatie),
        "status": verzoek.status,
        "adressen": list(verzoek.adressen),
        "medewerker": str(verzoek.medewerker),
        "naam": verzoek.naam,
        "gevraagdOp": als_tekst(verzoek.gevraagd_op),
        "gevonden": verzoek.gevonden if verzoek.gevonden_key else None,
        "verwerkt": verzoek.verwerkt,
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
        "bestanden": [_bestand(een, link) for een, link in zip_longest(verzoek.bestanden, links)],
        "klaarOp": als_tekst(verzoek.klaar_op) if verzoek.klaar_op else None,
        "vervaltOp": als_tekst(verzoek.vervalt_op),
    }


def _bestand(bestand: Bestand, link: Bestandslink | None) -> responses.Verzoekbestand:
    return {
        "omvang": bestand.omvang,
        "emailberichten": bestand.emailberichten,
        "inhoudUrl": link.adres if link else None,
        "geldigTot": als_tekst(link.geldig_tot) if link else None,
    }
