"""What a beheerder decides on a verzending."""

from typing import Annotated

from pydantic import StringConstraints

from klantmail.api.verzoeken.basis import Verzoek
from klantmail.domein import Hervatkeuze


class HervatVerzoek(Verzoek):
    """Wat een beheerder over een verzending beslist."""

    keuze: Hervatkeuze
    """`opnieuw` versturen, `is_verzonden`, `vervallen`, of `gezien`: de weigering of klacht is bekend."""
    toelichting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    """Waarom."""
