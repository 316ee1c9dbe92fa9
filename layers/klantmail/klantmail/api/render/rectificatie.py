"""Rectifications as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.api.render.basis import render_daad

if TYPE_CHECKING:
    from klantmail.api.responses import rectificatie as responses
    from klantmail.domain.rectificatie import Rectificatie


def render_rectificatie(rectificatie: Rectificatie) -> responses.Rectificatie:
    return {
        "identificatie": str(rectificatie.identificatie),
        "tekst": rectificatie.tekst,
        **render_daad(rectificatie),
    }
