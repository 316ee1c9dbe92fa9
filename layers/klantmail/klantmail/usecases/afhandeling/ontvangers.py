"""The medewerkers to whom mail and tasks can go: whoever gets something must be there to see it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from klantmail.domain.fouten import Invoerfout, NietGevonden, OngeldigeInvoer
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.termijn import vandaag
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import Medewerkerlezer

_ONBEKEND: Final = "Deze medewerker heeft zich nog niet bij Klantmail aangemeld."
_NIET_ACTIEF: Final = "Deze medewerker heeft Klantmail al maanden niet gebruikt. Kies iemand anders."
_GEEN_RECHT: Final = "Deze medewerker heeft geen recht op het postvak van deze e-mail."


@dataclass(frozen=True, slots=True)
class Ontvangers:
    """The medewerkers of one municipality to whom mail and tasks can go."""

    medewerkers: Medewerkerlezer
    klok: Klok
    actief_maanden: int
    """The months that somebody may stay away before nothing goes to them any more."""

    def ontvanger(self, wie: UUID, veld: str) -> Medewerker:
        """Return who this is.

        Args:
            veld: the field of the request that names them.

        Raises: OngeldigeInvoer (nobody knows them, or they have not been here for months).
        """
        try:
            bekende = self.medewerkers.medewerker(wie)
        except NietGevonden:
            raise OngeldigeInvoer(Invoerfout(veld, "onbekend", _ONBEKEND)) from None
        if not bekende.is_actief(vandaag(self.klok()), self.actief_maanden):
            raise OngeldigeInvoer(Invoerfout(veld, "niet-actief", _NIET_ACTIEF))
        return bekende.medewerker


def vereis_postvakrecht(ontvanger: Medewerker, veld: str, postvak: str) -> None:
    """Refuse who has no right to the postvak of a mail: they would not see it, or what comes from it.

    Raises: OngeldigeInvoer.
    """
    if not ontvanger.mag(postvak):
        raise OngeldigeInvoer(Invoerfout(veld, "geen-recht", _GEEN_RECHT))
