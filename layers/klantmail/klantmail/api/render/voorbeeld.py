"""A mail as it will leave, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from klantmail.api.render.basis import render_mailadres

if TYPE_CHECKING:
    from klantmail.api.responses import voorbeeld as responses
    from klantmail.usecases.uitgaand.mail_van_gemeente import Voorbeeld

_MAX_HTML: Final = 500_000
"""Bytes of HTML in an answer, which has the text too and may not exceed 1 MB (decision 7)."""
_MAX_TEKST: Final = 350_000
"""Bytes of text beside which HTML still fits."""


def render_voorbeeld(voorbeeld: Voorbeeld) -> responses.Voorbeeld:
    """The mail; without its HTML when that is too large beside the text."""
    brief = voorbeeld.brief
    tekst, html = brief.tekst, brief.html
    past = len(html.encode()) <= _MAX_HTML and len(tekst.encode()) <= _MAX_TEKST
    return {
        "van": render_mailadres(brief.van),
        "ontvangers": [
            {**render_mailadres(een.mailbox), "soort": een.ontvanger.soort, "anderAdres": een.ontvanger.ander_adres}
            for een in voorbeeld.geadresseerden
        ],
        "onderwerp": brief.onderwerp,
        "tekst": tekst,
        "html": html if past else None,
        "bijlagen": [
            {
                "identificatie": str(een.identificatie),
                "bestandsnaam": een.bestandsnaam,
                "formaat": een.formaat,
                "bestandsomvang": een.bestandsomvang,
            }
            for een in voorbeeld.uploads
        ],
    }
