"""A draft as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from klantmail.domain.tijd import als_tekst

if TYPE_CHECKING:
    from klantmail.api.responses import concept as responses
    from klantmail.domain.concept import Concept


def render_concept_kort(concept: Concept) -> responses.ConceptKort:
    """The draft as a colleague sees that there is one."""
    return {
        "medewerker": str(concept.medewerker),
        "naam": concept.naam,
        "soort": concept.soort,
        "gewijzigdOp": als_tekst(concept.gewijzigd_op),
        "vervaltOp": als_tekst(concept.vervalt_op),
    }


def render_concept(concept: Concept, *, achterhaald: bool = False) -> responses.Concept:
    return {**render_concept_kort(concept), "velden": json.loads(concept.velden), "achterhaald": achterhaald}
