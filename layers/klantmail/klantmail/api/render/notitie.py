"""Internal notes as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.basis import render_daad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klantmail.api.responses import basis as basis_responses
    from klantmail.api.responses import notitie as responses
    from klantmail.domain.notitie import Notitie


def render_notitie(notitie: Notitie) -> responses.Notitie:
    return {
        "identificatie": str(notitie.identificatie),
        "tekst": notitie.tekst,
        **render_daad(notitie),
    }


def render_notities(notities: Sequence[Notitie]) -> basis_responses.Lijst[responses.Notitie]:
    return {"results": [render_notitie(notitie) for notitie in notities], "cursor": None}
