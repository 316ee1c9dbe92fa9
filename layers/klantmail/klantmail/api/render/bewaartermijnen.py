"""The terms of keeping as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import bewaartermijnen as responses
    from klantmail.domain.bewaartermijn import Bewaarregel, Bewaartermijnen


def render_bewaartermijnen(termijnen: Bewaartermijnen) -> responses.Bewaartermijnen:
    return {
        "regels": [_regel(een) for een in termijnen.regels],
        "versie": termijnen.versie,
        "gewijzigdOp": als_tekst(termijnen.gewijzigd_op) if termijnen.gewijzigd_op else None,
        "gewijzigdDoor": str(termijnen.gewijzigd_door) if termijnen.gewijzigd_door else None,
    }


def _regel(een: Bewaarregel) -> responses.Bewaarregel:
    return {
        "resultaat": een.resultaat,
        "omschrijving": een.omschrijving,
        "uitkomsten": list(een.gronden),
        "termijn": {"jaren": een.termijn.jaren, "dagen": een.termijn.dagen} if een.termijn else None,
        "eenheden": list(een.eenheden),
        "postvakken": list(een.postvakken),
        "zaaktypen": list(een.zaaktypen),
    }
