"""Closing a mail without more: with its klantcontact, or, when nobody made contact, with none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.fouten import Invoerfout
from klantmail.usecases.afhandeling.uitkomsten.bericht_aan_klant import VELD, bericht_aan_klant
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst, Uitwerking
from klantmail.usecases.commit import Samenstelling


@dataclass(frozen=True, slots=True)
class GeenActieNodig(Uitkomst):
    """This outcome stores the klantcontact of the mail and, where asked, a message to the citizen.

    The e-mailbericht keeps the reason.
    """

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.GEEN_ACTIE_NODIG

    reden: str
    bericht_aan_klant: str | None = None
    """Text of a message to the citizen; None when there is no message."""

    @property
    def schrijft_klant(self) -> bool:
        return self.bericht_aan_klant is not None

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:
        """Raises: as `bericht_aan_klant`."""
        samenstelling = Samenstelling((stof.vraag,)) + bericht_aan_klant(stof, inrichting.uitgaand, self.bericht_aan_klant)
        return Uitwerking(samenstelling, replace(self.als_afhandeling(samenstelling), reden=self.reden))


@dataclass(frozen=True, slots=True)
class GeenKlantcontact(Uitkomst):
    """This outcome stores no record at all; the e-mailbericht keeps the reason."""

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.GEEN_KLANTCONTACT

    reden: str
    bericht_aan_klant: str | None = None
    """No message can go along: nobody made contact, so there is nobody to write to."""

    def fouten(self, inrichting: Inrichting) -> Iterable[Invoerfout]:  # noqa: ARG002  # as the others have it
        if self.bericht_aan_klant is not None:
            yield Invoerfout(VELD, "geen-klantcontact", "Zonder klantcontact is er niemand om een bericht aan te sturen.")

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:  # noqa: ARG002  # as the others have it
        niets = Samenstelling()
        return Uitwerking(niets, replace(self.als_afhandeling(niets), reden=self.reden))
