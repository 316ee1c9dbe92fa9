"""Closing a mail without more: with its klantcontact, or, when nobody made contact, with none."""

from dataclasses import dataclass, replace
from typing import ClassVar

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst, Uitwerking
from klantmail.usecases.commit import Samenstelling


@dataclass(frozen=True, slots=True)
class GeenActieNodig(Uitkomst):
    """This outcome stores the klantcontact of the mail; the e-mailbericht keeps the reason."""

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.GEEN_ACTIE_NODIG

    reden: str

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:  # noqa: ARG002  # as the others have it
        samenstelling = Samenstelling((stof.vraag,))
        return Uitwerking(samenstelling, replace(self.als_afhandeling(samenstelling), reden=self.reden))


@dataclass(frozen=True, slots=True)
class GeenKlantcontact(Uitkomst):
    """This outcome stores no record at all; the e-mailbericht keeps the reason."""

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.GEEN_KLANTCONTACT

    reden: str

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:  # noqa: ARG002  # as the others have it
        niets = Samenstelling()
        return Uitwerking(niets, replace(self.als_afhandeling(niets), reden=self.reden))
