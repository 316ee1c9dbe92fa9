"""A document as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klantmail.domain.bestandsgevaar import bestandsgevaar
from klantmail.domain.tijd import dag_hier

if TYPE_CHECKING:
    from klantmail.api.responses import informatieobject as responses
    from klantmail.domain.document import Informatieobject


def render_informatieobject(document: Informatieobject) -> responses.Informatieobject:
    """The fields of EnkelvoudigInformatieObject (Documenten API 1.7) that we hold."""
    return {
        "identificatie": str(document.identificatie),
        "bronorganisatie": document.bronorganisatie,
        "creatiedatum": dag_hier(document.creatiedatum).isoformat(),
        "titel": document.titel,
        "auteur": document.auteur,
        "taal": document.taal,
        "informatieobjecttype": document.informatieobjecttype,
        "status": "definitief",
        "bestandsnaam": document.bestandsnaam,
        "formaat": document.formaat,
        "gevaar": bestandsgevaar(document.bestandsnaam, document.formaat),
        "bestandsomvang": document.bestandsomvang,
        "integriteit": {
            "algoritme": "sha_256",
            "waarde": document.sha256,
            "datum": dag_hier(document.creatiedatum).isoformat(),
        },
        "ontvangstdatum": dag_hier(document.ontvangstdatum).isoformat() if document.ontvangstdatum else None,
        "verzenddatum": dag_hier(document.verzenddatum).isoformat() if document.verzenddatum else None,
    }
