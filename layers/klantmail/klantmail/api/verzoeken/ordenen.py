"""The requests for what is done with a mail beside handling it."""

from dataclasses import dataclass

from klantmail.api.schema import Verzoek
from klantmail.api.verzoeken.basis import Toelichting


@dataclass(frozen=True, kw_only=True)
class HeropenVerzoek(Verzoek):
    """Een gesloten e-mail opnieuw openen."""

    reden: Toelichting = ""
    """Waarom. Komt in de geschiedenis van de e-mail."""
