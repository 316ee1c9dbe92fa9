"""An answer to a mail, one more about it, and an ontvangstbevestiging."""

from typing import Annotated

from pydantic import Field

from klantmail.api.verzoeken.basis import MAX_ONDERWERP, Berichttekst, EenRegel, OnderInzage, Onderwerp, Verzoek
from klantmail.api.verzoeken.bijlagen import Bijlagen


class AntwoordDeel(Verzoek):
    """Een antwoord op één vraag van een e-mail."""

    inhoud: Berichttekst
    """De tekst van het antwoord, ten hoogste 100.000 tekens."""
    bijlagen: Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""


class AntwoordVerzoek(AntwoordDeel, OnderInzage):
    """Een antwoord op een e-mail."""

    onderwerp: Onderwerp | None = None
    """Het onderwerp. Zonder onderwerp: dat van de e-mail."""


class VervolgVerzoek(Verzoek):
    """Nog een bericht over een vraag die al is beantwoord."""

    inhoud: Berichttekst
    """De tekst van het bericht, ten hoogste 100.000 tekens."""
    onderwerp: Annotated[EenRegel, Field(max_length=MAX_ONDERWERP)] | None = None
    """Het onderwerp. Zonder onderwerp: dat van de vorige e-mail."""
    bijlagen: Bijlagen = ()
    """De klaargezette bestanden die meegaan, elk één keer."""


class BevestigVerzoek(OnderInzage):
    """Een ontvangstbevestiging vragen."""
