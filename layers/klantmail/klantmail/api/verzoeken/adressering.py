"""The recipients of a mail of the gemeente."""

from dataclasses import dataclass
from typing import Annotated

from klantmail.api.schema import Beschreven, Verzoek
from klantmail.api.verzoeken.basis import een_regel
from klantmail.domain.adressering import MAX_ONTVANGERS, Adressering

_Adres = Annotated[str, een_regel(254), Beschreven({"format": "email"})]
_Adressen = Annotated[tuple[_Adres, ...], Beschreven({"maxItems": MAX_ONTVANGERS})]


@dataclass(frozen=True, kw_only=True)
class Geadresseerd(Verzoek):
    """Een bericht aan de burger, met de keuze naar wie het gaat."""

    aan: _Adressen = ()
    """E-mailadressen waar het bericht naartoe gaat. Zonder dit veld: het `antwoordadres` van de e-mail."""
    cc: _Adressen = ()
    """E-mailadressen die een kopie krijgen. Met `aan` samen ten hoogste 50."""
    allen: bool = False
    """`true`: ook iedereen die de e-mail in Aan en Cc noemt, zonder onze eigen adressen."""
    ander_adres_bevestigd: bool = False
    """`true`: u hebt de adressen gecontroleerd die niet in de e-mail staan. Zonder dit veld worden die geweigerd."""

    @property
    def adressering(self) -> Adressering:
        return Adressering(aan=self.aan, cc=self.cc, allen=self.allen, ander_adres_bevestigd=self.ander_adres_bevestigd)
