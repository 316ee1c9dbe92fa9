"""An outage of postvakken as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import postvakstoring as responses
    from klantmail.domain.postvakstoring import Postvakstoring


def render_postvakstoring(storing: Postvakstoring) -> responses.Postvakstoring:
    """The outage, with who registered it."""
    van = storing.gegevens
    return {
        "identificatie": str(storing.identificatie),
        "postvakken": list(van.postvakken),
        "van": als_tekst(van.van),
        "tot": als_tekst(van.tot) if van.tot else None,
        "toelichting": van.toelichting,
        "vervallen": van.vervallen,
        "versie": storing.versie,
        "geregistreerdOp": als_tekst(storing.geregistreerd_op),
        "geregistreerdDoor": str(storing.geregistreerd_door),
        "gewijzigdOp": als_tekst(storing.gewijzigd_op),
        "gewijzigdDoor": str(storing.gewijzigd_door),
    }
