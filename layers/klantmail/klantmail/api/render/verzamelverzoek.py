"""The part that requests to have mail collected have in common, as JSON."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klantmail.api.responses import basisverzoek as responses
    from klantmail.domain.verzamelverzoek import Bestand, Verzamelverzoek
    from klantmail.usecases.beheer.verzoekbalie import Bestandslink


def render_voortgang(verzoek: Verzamelverzoek, links: Sequence[Bestandslink]) -> responses.Verzamelverzoek:
    """Args:
    links: of its bestanden, in their order; empty: none is given.
    """
    return {
        "identificatie": str(verzoek.identificatie),
        "status": verzoek.status,
        "medewerker": str(verzoek.medewerker),
        "naam": verzoek.naam,
        "gevraagdOp": als_tekst(verzoek.gevraagd_op),
        "nietIngenomen": verzoek.niet_ingenomen,
        "gevonden": verzoek.gevonden if verzoek.gevonden_key else None,
        "verwerkt": verzoek.verwerkt,
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
