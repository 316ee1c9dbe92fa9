"""The kinds of zaak. They stand apart from `zaak`, since the settings of every function name them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Zaaktype:
    """A kind of zaak that a mail can become."""

    naam: str
    url: str
    """URL in the municipality's catalogue (Catalogi API)."""
