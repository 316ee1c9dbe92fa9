"""Texts to answer with."""

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from klantmail.api.schema import Getal, Verzoek
from klantmail.api.verzoeken.basis import bericht, een_regel
from klantmail.usecases.beheer.standaardantwoorden import Standaardtekst

MAX_STANDAARDANTWOORD: Final = 10_000


@dataclass(frozen=True, kw_only=True)
class StandaardVerzoek(Verzoek):
    """Een standaardantwoord."""

    naam: Annotated[str, een_regel(100)]
    """Waaraan een medewerker het herkent, op één regel."""
    inhoud: Annotated[str, bericht(MAX_STANDAARDANTWOORD)]
    """De tekst, met ten hoogste 100 invulplaatsen tussen dubbele accolades."""
    vervallen: bool = False
    """`true`: niet meer te kiezen."""

    @property
    def tekst(self) -> Standaardtekst:
        return Standaardtekst(self.naam, self.inhoud, self.vervallen)


@dataclass(frozen=True, kw_only=True)
class StandaardWijziging(StandaardVerzoek):
    """Een wijziging van een standaardantwoord."""

    versie: Annotated[int, Getal(0)]
    """De versie die u hebt gelezen. 0: de tekst die er al is zonder dat iemand hem maakte."""


@dataclass(frozen=True, kw_only=True)
class InvulVerzoek(Verzoek):
    """Voor welke e-mail een standaardantwoord wordt ingevuld."""

    emailbericht: UUID
    """UUID van het e-mailbericht."""
