"""One more message about a mail that has been answered."""

from dataclasses import dataclass

from klantmail.api.verzoeken.adressering import Geadresseerd
from klantmail.api.verzoeken.basis import Berichttekst, Onderwerp
from klantmail.api.verzoeken.bijlagen import Bijlagen


@dataclass(frozen=True, kw_only=True)
class VervolgVerzoek(Geadresseerd):
    """Nog een bericht over een vraag die al is beantwoord."""

    inhoud: Berichttekst
    """De tekst van het bericht, ten hoogste 100.000 tekens."""
    onderwerp: Onderwerp | None = None
    """Het onderwerp. Zonder onderwerp: dat van de vorige e-mail."""
    bijlagen: Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""
