"""The form for an upload as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import upload as responses
    from klantmail.usecases.uitgaand.uploads import Uploadplek


def render_uploadplek(plek: Uploadplek) -> responses.Uploadplek:
    """Send `velden` and then the file, as `file`, to `url` as multipart/form-data."""
    formulier = plek.formulier
    return {
        "uploadId": str(plek.identificatie),
        "url": formulier.url,
        "velden": dict(formulier.velden),
        "geldigTot": als_tekst(formulier.geldig_tot),
    }
