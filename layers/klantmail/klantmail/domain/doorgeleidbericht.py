"""The words that tell a citizen that a formal message goes on inside the municipality, and from when its term runs.

A beheerder may replace them: they are a standaardantwoord with an identificatie of its own, which nobody has to make.
"""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from klantmail.domain.standaardantwoord import Standaardantwoord

BEHANDELAAR: Final = "behandelaar"
"""Placeholder for who handles the message."""
UITERLIJK: Final = "uiterlijk"
"""Placeholder for the last day of the term."""
DOORGELEIDBERICHT: Final = Standaardantwoord(
    identificatie=UUID("0c119900-0203-4000-8000-000000000002"),
    naam="Bericht bij een formeel bericht dat een taak wordt",
    inhoud=(
        "Geachte heer/mevrouw,\n\n"
        "Op {{ontvangen}} hebben wij uw e-mail ontvangen. {{behandelaar}} behandelt uw e-mail verder. De termijn om te "
        "reageren loopt vanaf de dag waarop wij uw e-mail ontvingen. U krijgt uiterlijk op {{uiterlijk}} een reactie.\n\n"
        "Met vriendelijke groet,\n{{gemeente}}"
    ),
    versie=0,
    gewijzigd_op=datetime(2026, 11, 29, tzinfo=UTC),
    gewijzigd_door=UUID(int=0),
)
"""The text as it is until a beheerder writes another, as its version 1, for an agent who gives no text of their own.

It has no placeholder that a mail may leave open.
"""
