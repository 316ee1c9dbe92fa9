"""Malware scanning: a file is judged before anybody uses it (BIO2 8.07.04)."""

from enum import StrEnum

from klantmail.domain.fouten import DreigingGevonden, NietTeKeuren, NogNietGekeurd, Toestandsfout
from klantmail.domain.medewerker import Medewerker, Rol


class Keuroordeel(StrEnum):
    """The judgement of the scanner on one file."""

    SCHOON = "schoon"
    NOG_NIET = "nog_niet"
    """The scanner did not come to it yet: it takes moments for a small file."""
    DREIGING = "dreiging"
    NIET_TE_KEUREN = "niet_te_keuren"
    """The scanner cannot tell, of a file with a password for instance."""


def bezwaar_tegen_gebruik(oordeel: Keuroordeel, medewerker: Medewerker | None) -> Toestandsfout | None:
    """Return what stands in the way of using a file; None when nothing does.

    What cannot be judged is for a beheerder alone, who knows what may be opened where. A threat is for nobody.

    Args:
        medewerker: who wants to use it; None when it is not handed to anybody here.
    """
    match oordeel:
        case Keuroordeel.SCHOON:
            return None
        case Keuroordeel.NOG_NIET:
            return NogNietGekeurd("Dit bestand wordt nog gecontroleerd op virussen. Probeer het over een paar tellen opnieuw.")
        case Keuroordeel.DREIGING:
            return DreigingGevonden("In dit bestand is een virus of andere dreiging gevonden. U kunt het niet gebruiken.")
        case Keuroordeel.NIET_TE_KEUREN:
            if medewerker is not None and Rol.BEHEERDER in medewerker.rollen:
                return None
            return NietTeKeuren(
                "Dit bestand is niet te controleren op virussen, bijvoorbeeld door een wachtwoord. Vraag een beheerder."
            )
