"""An answer to a mail."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from klantmail.api.schema import Beschreven
from klantmail.api.verzoeken.adressering import Geadresseerd
from klantmail.api.verzoeken.basis import Berichttekst, Onderwerp, Uitkomstverzoek
from klantmail.api.verzoeken.bijlagen import Bijlagen
from klantmail.usecases.afhandeling.uitkomsten.antwoord import MAX_GEBRUIKT, Antwoord


@dataclass(frozen=True, kw_only=True)
class AntwoordDeel(Geadresseerd):
    """Een antwoord op één vraag van een e-mail."""

    inhoud: Berichttekst
    """De tekst van het antwoord, ten hoogste 100.000 tekens."""
    bijlagen: Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""

    dubbel_bevestigd: bool = False
    """`true`: u antwoordt, ook al is dezelfde e-mail in een ander postvak al afgehandeld."""

    standaardantwoorden: Annotated[tuple[UUID, ...], Beschreven({"maxItems": MAX_GEBRUIKT, "uniqueItems": True})] = ()
    """De standaardantwoorden waarvan u de tekst hebt gemaakt. Zo telt Klantmail hoe vaak elk is gebruikt."""

    @property
    def uitkomst(self) -> Antwoord:
        return self._antwoord(None)

    def _antwoord(self, onderwerp: str | None) -> Antwoord:
        return Antwoord(self.inhoud, onderwerp, self.bijlagen, self.adressering, self.dubbel_bevestigd, self.standaardantwoorden)


@dataclass(frozen=True, kw_only=True)
class AntwoordVerzoek(AntwoordDeel, Uitkomstverzoek):
    """Een antwoord op een e-mail."""

    onderwerp: Onderwerp | None = None
    """Het onderwerp. Zonder onderwerp: dat van de e-mail."""

    @property
    def uitkomst(self) -> Antwoord:
        return self._antwoord(self.onderwerp)
