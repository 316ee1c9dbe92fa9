"""The salutation and signature of a postvak as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import ondertekening as responses
    from klantmail.domain.ondertekening import Ondertekening


def render_ondertekening(een: Ondertekening) -> responses.Ondertekening:
    return {
        "postvak": een.postvak,
        "aanhef": een.aanhef,
        "aanhefZonderNaam": een.aanhef_zonder_naam,
        "ondertekening": een.ondertekening,
        "versie": een.versie,
        "gewijzigdOp": als_tekst(een.gewijzigd_op) if een.gewijzigd_op else None,
        "gewijzigdDoor": str(een.gewijzigd_door) if een.gewijzigd_door else None,
    }
