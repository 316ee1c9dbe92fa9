"""Lines of the audit log as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import inzagen as responses
    from klantmail.domain.inzagen import Kijker


def render_kijker(kijker: Kijker) -> responses.Kijker:
    van = kijker.vermelding
    return {
        "tijdstip": als_tekst(van.tijdstip),
        "medewerker": str(van.medewerker) if van.medewerker else None,
        "naam": kijker.naam,
        "actie": van.actie,
        "oorsprong": van.oorsprong,
    }
