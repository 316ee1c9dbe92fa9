"""Texts to answer with."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from klantmail.api.verzoeken.basis import GEHEEL, Berichttekst, EenRegel, Verzoek
from klantmail.standaardantwoorden import Standaardtekst

MAX_STANDAARDANTWOORD: Final = 10_000


class StandaardVerzoek(Verzoek):
    """Een standaardantwoord."""

    naam: Annotated[EenRegel, Field(max_length=100)]
    """Waaraan een medewerker het herkent, op één regel."""
    inhoud: Annotated[Berichttekst, Field(max_length=MAX_STANDAARDANTWOORD)]
    """De tekst, met ten hoogste 100 invulplaatsen tussen dubbele accolades."""
    vervallen: bool = False
    """`true`: niet meer te kiezen."""

    @property
    def tekst(self) -> Standaardtekst:
        return Standaardtekst(self.naam, self.inhoud, self.vervallen)


class StandaardWijziging(StandaardVerzoek):
    """Een wijziging van een standaardantwoord."""

    versie: Annotated[int, Field(ge=1), GEHEEL]
    """De versie die u hebt gelezen."""


class InvulVerzoek(Verzoek):
    """Voor welke e-mail een standaardantwoord wordt ingevuld."""

    emailbericht: UUID
    """UUID van het e-mailbericht."""
