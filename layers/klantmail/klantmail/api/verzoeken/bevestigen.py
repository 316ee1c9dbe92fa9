"""An ontvangstbevestiging."""

from dataclasses import dataclass

from klantmail.api.verzoeken.basis import OnderInzage


@dataclass(frozen=True, kw_only=True)
class BevestigVerzoek(OnderInzage):
    """Een ontvangstbevestiging vragen."""
