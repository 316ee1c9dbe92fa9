"""The counting of feiten for the figures: each once, whichever way and however often it comes."""

from dataclasses import dataclass
from enum import StrEnum

from klantmail.domain.cijfers import Norm, bijdragen
from klantmail.domain.feit import Feit
from klantmail.ports.cijfers import Telwerk
from klantmail.usecases.guarded_write import Slaap, leg_vast


class Telresultaat(StrEnum):
    """The results that one call of `tel` can have."""

    GETELD = "geteld"
    AL_GETELD = "al_geteld"
    NIETS_TE_TELLEN = "niets_te_tellen"
    """No figure counts this kind of feit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """The counting, of one feit at a time."""

    telwerk: Telwerk
    norm: Norm
    slaap: Slaap

    def tel(self, feit: Feit) -> Telresultaat:
        """Count a feit. Raises: NietBeschikbaar (the same feit may be offered again)."""
        erbij = bijdragen(feit, self.norm)
        if not erbij:
            return Telresultaat.NIETS_TE_TELLEN

        def schrijf() -> Telresultaat:
            self.telwerk.tel(feit, erbij)
            return Telresultaat.GETELD

        def lees_terug() -> Telresultaat | None:
            return None if self.telwerk.ongeteld([feit.identificatie]) else Telresultaat.AL_GETELD

        return leg_vast(schrijf, lees_terug, self.slaap)
