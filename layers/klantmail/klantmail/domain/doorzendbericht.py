"""The standard text that tells a citizen that their mail went on to another authority (Awb 2:3).

A beheerder may replace it: it is a standaardantwoord with an identificatie of its own, which nobody has to make.
"""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from klantmail.domain.standaardantwoord import Standaardantwoord

INSTANTIE: Final = "instantie"
"""Placeholder for the address that the mail went on to."""
DOORZENDBERICHT: Final = Standaardantwoord(
    identificatie=UUID("0c119900-0203-4000-8000-000000000001"),
    naam="Bericht bij doorzending",
    inhoud=(
        "Geachte heer/mevrouw,\n\n"
        "Op {{ontvangen}} hebt u ons een e-mail gestuurd. Wij gaan niet over uw vraag. Dat doet een andere overheid. "
        "Daarom hebben wij uw e-mail vandaag doorgestuurd naar {{instantie}}. U krijgt antwoord van die organisatie.\n\n"
        "Met vriendelijke groet,\n{{gemeente}}"
    ),
    versie=0,
    gewijzigd_op=datetime(2026, 11, 28, tzinfo=UTC),
    gewijzigd_door=UUID(int=0),
)
"""The text as it is until a beheerder writes another, as its version 1.

It has no placeholder that a mail may leave open.
"""
