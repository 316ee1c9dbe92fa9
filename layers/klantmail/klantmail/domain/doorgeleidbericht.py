"""The words that tell a citizen that a formal message goes on inside the municipality, and from when its term runs."""

from typing import Final

BEHANDELAAR: Final = "behandelaar"
"""Placeholder for who handles the message."""
UITERLIJK: Final = "uiterlijk"
"""Placeholder for the last day of the term."""
DOORGELEIDBERICHT: Final = (
    "Geachte heer/mevrouw,\n\n"
    "Op {{ontvangen}} hebben wij uw e-mail ontvangen. {{behandelaar}} behandelt uw e-mail verder. De termijn om te "
    "reageren loopt vanaf de dag waarop wij uw e-mail ontvingen. U krijgt uiterlijk op {{uiterlijk}} een reactie.\n\n"
    "Met vriendelijke groet,\n{{gemeente}}"
)
"""The text for an agent who gives no text of their own; it has no placeholder that a mail may leave open."""
