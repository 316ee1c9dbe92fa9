"""An answer to a mail."""

from dataclasses import dataclass

from klantmail.api.velden import Verzoek
from klantmail.api.verzoeken.basis import Berichttekst, OnderInzage, Onderwerp
from klantmail.api.verzoeken.bijlagen import Bijlagen


@dataclass(frozen=True, kw_only=True)
class AntwoordDeel(Verzoek):
    """Een antwoord op één vraag van een e-mail."""

    inhoud: Berichttekst
    """De tekst van het antwoord, ten hoogste 100.000 tekens."""
    bijlagen: Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""


@dataclass(frozen=True, kw_only=True)
class AntwoordVerzoek(AntwoordDeel, OnderInzage):
    """Een antwoord op een e-mail."""

    onderwerp: Onderwerp | None = None
    """Het onderwerp. Zonder onderwerp: dat van de e-mail."""
