"""Texts to answer with."""

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from klantmail.api.parameters import Bladeren
from klantmail.api.schema import Beschreven, Getal, Tekst, Verzoek
from klantmail.api.verzoeken.basis import bericht, een_regel
from klantmail.domain.standaardantwoord import MAX_POSTVAKKEN, Standaardkeuze
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
    postvakken: Annotated[tuple[Annotated[str, een_regel(254)], ...], Beschreven({"maxItems": MAX_POSTVAKKEN})] = ()
    """De postvakken waarvoor het is. Leeg: alle."""
    categorie: Annotated[str, Tekst(100, ontdaan=True)] = ""
    """Waaronder een medewerker het vindt."""

    @property
    def tekst(self) -> Standaardtekst:
        return Standaardtekst(self.naam, self.inhoud, self.vervallen, self.postvakken, self.categorie)


@dataclass(frozen=True, kw_only=True)
class StandaardWijziging(StandaardVerzoek):
    """Een wijziging van een standaardantwoord."""

    versie: Annotated[int, Getal(0)]
    """De versie die u hebt gelezen. 0: de tekst die er al is zonder dat iemand hem maakte."""


@dataclass(frozen=True)
class StandaardZoekvraag(Bladeren):
    """Een bladzijde van standaardantwoorden."""

    zoek: Annotated[str, Tekst(200)] | None = None
    """Woorden, of het begin ervan, die in de naam, de categorie of de tekst staan."""
    postvak: Annotated[str, Tekst(254)] | None = None
    """Alleen wat voor dit postvak is, of voor alle."""
    categorie: Annotated[str, Tekst(100)] | None = None
    """Alleen deze categorie."""

    @property
    def keuze(self) -> Standaardkeuze:
        return Standaardkeuze(postvak=self.postvak or "", categorie=self.categorie or "", zoek=self.zoek or "")


@dataclass(frozen=True, kw_only=True)
class InvulVerzoek(Verzoek):
    """Voor welke e-mail een standaardantwoord wordt ingevuld."""

    emailbericht: UUID
    """UUID van het e-mailbericht."""
