"""The werkvoorraad at a glance, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.telling import TELT_TOT
from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import werkvoorraad as responses
    from klantmail.domain.telling import Postvakstand, Telling, Werkvoorraadstand


def render_werkvoorraadstand(stand: Werkvoorraadstand) -> responses.Werkvoorraadstand:
    return {
        "grens": TELT_TOT,
        "postvakken": [_postvak(een) for een in stand.postvakken],
        "gereserveerd": _telling(stand.gereserveerd) if stand.gereserveerd else None,
        "eigenTaken": _telling(stand.eigen_taken) if stand.eigen_taken else None,
        "eenheden": [
            {
                "eenheid": een.eenheid,
                "open": _telling(een.open),
                "oudste": als_tekst(een.oudste) if een.oudste else None,
                "teLaat": _telling(een.te_laat),
            }
            for een in stand.eenheden
        ],
    }


def _postvak(stand: Postvakstand) -> responses.Postvakstand:
    mail = stand.mail
    return {
        "postvak": stand.postvak,
        "wachtend": _telling(mail.wachtend),
        "oudste": als_tekst(mail.oudste) if mail.oudste else None,
        "inBehandeling": _telling(mail.in_behandeling),
        "vanMij": _telling(mail.van_mij),
        "quarantaine": _telling(stand.quarantaine),
    }


def _telling(telling: Telling) -> responses.Telling:
    return {"aantal": telling.aantal, "meer": telling.meer}
