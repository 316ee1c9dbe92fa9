"""The salutation and signature of a postvak."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Getal, Tekst, Verzoek
from klantmail.domain.ondertekening import Ondertekening


@dataclass(frozen=True, kw_only=True)
class OndertekeningWijziging(Verzoek):
    """De aanhef en de ondertekening van een postvak."""

    aanhef: Annotated[str, Tekst(200, ontdaan=True)]
    """Wat boven de tekst komt, zoals `Beste {{afzender}},`. Leeg: niets."""
    aanhef_zonder_naam: Annotated[str, Tekst(200, ontdaan=True)]
    """De aanhef als de afzender geen naam geeft, zonder invulplaatsen. Leeg: niets."""
    ondertekening: Annotated[str, Tekst(2000, ontdaan=True)]
    """Wat onder de tekst komt, zoals uw groet met `{{medewerker}}` en `{{gemeente}}`. Een regel waarvoor geen waarde
    bekend is, valt weg. Leeg: niets."""
    versie: Annotated[int, Getal(0)]
    """De versie die u hebt gelezen. 0: er is nog geen."""

    def voor(self, postvak: str) -> Ondertekening:
        """Return the texts, for this postvak."""
        return Ondertekening(
            postvak=postvak,
            aanhef=self.aanhef,
            aanhef_zonder_naam=self.aanhef_zonder_naam,
            ondertekening=self.ondertekening,
        )
