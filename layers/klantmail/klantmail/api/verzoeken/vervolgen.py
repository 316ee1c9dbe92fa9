"""One more message about a mail that has been answered."""

from dataclasses import dataclass

from klantmail.api.verzoeken.adressering import Geadresseerd
from klantmail.api.verzoeken.basis import Berichttekst, Onderwerp
from klantmail.api.verzoeken.bijlagen import Bijlagen
from klantmail.usecases.afhandeling.vervolgen import Vervolgbericht


@dataclass(frozen=True, kw_only=True)
class VervolgVerzoek(Geadresseerd):
    """Nog een bericht over een vraag die al is beantwoord."""

    inhoud: Berichttekst
    """De tekst van het bericht, ten hoogste 100.000 tekens."""
    onderwerp: Onderwerp | None = None
    """Het onderwerp. Zonder onderwerp: dat van de vorige e-mail."""
    bijlagen: Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""

    @property
    def vervolgbericht(self) -> Vervolgbericht:
        return Vervolgbericht(self.inhoud, self.onderwerp, self.bijlagen, self.adressering)
