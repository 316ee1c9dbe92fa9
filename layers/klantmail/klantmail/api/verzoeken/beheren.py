"""The decision of a beheerder on a verzending."""

from dataclasses import dataclass

from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.basis import Toelichting
from klantmail.domain.verzending import Hervatkeuze


@dataclass(frozen=True, kw_only=True)
class HervatVerzoek(Verzoek):
    """Wat een beheerder over een verzending beslist."""

    keuze: Hervatkeuze
    """`opnieuw` versturen, `is_verzonden`, `vervallen`, of `gezien`: de weigering of klacht is bekend."""
    toelichting: Toelichting = ""
    """Waarom."""
