"""The words that tell a citizen that a formal message went to another postvak, and from when its term runs.

Who passes a message on inside the municipality tells who sent it (Awb, article 2:3 and afdeling 2.3). A beheerder may
replace the text: it is a standaardantwoord with an identificatie of its own, which nobody has to make.
"""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from klantmail.domain.standaardantwoord import Standaardantwoord

TIJD: Final = "tijd"
"""Placeholder for the time at which the message came in, beside the day that every text knows."""
POSTVAK: Final = "postvak"
"""Placeholder for the address of the postvak that it went to."""
UITERLIJK: Final = "uiterlijk"
"""Placeholder for the last day of the term."""
VERPLAATSBERICHT: Final = Standaardantwoord(
    identificatie=UUID("0c119900-0203-4000-8000-000000000003"),
    naam="Bericht bij een formeel bericht dat naar een ander postvak gaat",
    inhoud=(
        "Geachte heer/mevrouw,\n\n"
        "Op {{ontvangen}} om {{tijd}} hebben wij uw e-mail ontvangen. Wij hebben uw e-mail binnen onze gemeente doorgegeven "
        "aan {{postvak}}. Daar behandelen collega's uw e-mail verder. De termijn om te reageren verandert niet. Die loopt "
        "vanaf {{ontvangen}}, de dag waarop wij uw e-mail ontvingen. U krijgt uiterlijk op {{uiterlijk}} een reactie.\n\n"
        "Met vriendelijke groet,\n{{gemeente}}"
    ),
    versie=0,
    gewijzigd_op=datetime(2026, 11, 29, tzinfo=UTC),
    gewijzigd_door=UUID(int=0),
)
"""The text as it is until a beheerder writes another, as its version 1, for an agent who gives no text of their own.

It has no placeholder that a mail may leave open.
"""
