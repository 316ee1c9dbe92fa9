"""The type of an answer about a rectification."""

from typing import Annotated

from klantmail.api.responses.basis import Daad, Uuid, example


class Rectificatie(Daad):
    """Wat er in een klantcontact niet klopt. Het klantcontact zelf verandert nooit, en een rectificatie ook niet."""

    identificatie: Annotated[Uuid, example("8f1d6c0a-2b57-5e8d-9c34-6a7b8c9d0e1f")]
    """UUID van de rectificatie."""
    tekst: Annotated[str, example("De schrijver heet Jan Janssen, met dubbel s.")]
    """Wat er niet klopt, en hoe het wel is."""
