"""Variant A of C1199: the agent answers.

Both klantcontacten, the reply and its sending are stored in one transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final
from uuid import UUID

from klantmail.domain.adressering import NAAR_DE_AFZENDER, Adressering
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.fouten import Invoerfout
from klantmail.domain.identificatie import vingerafdruk
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst, Uitwerking
from klantmail.usecases.commit import Samenstelling
from klantmail.usecases.parallel import alle
from klantmail.usecases.uitgaand.mail_van_gemeente import Reactieopdracht

MAX_GEBRUIKT: Final = 10
"""Standaardantwoorden that one answer is made of."""


@dataclass(frozen=True, slots=True)
class Antwoord(Uitkomst):
    """This outcome stores the klantcontact of the mail with the reply."""

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.ANTWOORD

    inhoud: str
    onderwerp: str | None = None
    """None when it is taken over from the mail (C1199)."""
    bijlagen: tuple[UUID, ...] = ()
    """Uploads of this medewerker that go along, in this order."""
    adressering: Adressering = NAAR_DE_AFZENDER
    dubbel_bevestigd: bool = False
    """The medewerker knows that the same mail has been handled elsewhere, and answers it all the same."""

    standaardantwoorden: tuple[UUID, ...] = ()
    """The standaardantwoorden that the text was made of, to be counted."""

    def fouten(self, inrichting: Inrichting) -> Iterable[Invoerfout]:
        if len(set(self.standaardantwoorden)) < len(self.standaardantwoorden):
            yield Invoerfout("standaardantwoorden", "dubbel", "Noem elk standaardantwoord één keer.")
        if len(self.standaardantwoorden) > MAX_GEBRUIKT:
            yield Invoerfout("standaardantwoorden", "te-veel", f"Noem ten hoogste {MAX_GEBRUIKT} standaardantwoorden.")
            return
        for plek, bekend in enumerate(alle(inrichting.heeft_tekst, self.standaardantwoorden)):
            if not bekend:
                yield Invoerfout(f"standaardantwoorden.{plek}", "onbekend", "Dit standaardantwoord bestaat niet.")

    @property
    def gebruikt(self) -> tuple[UUID, ...]:
        return self.standaardantwoorden

    @property
    def uploads(self) -> tuple[UUID, ...]:
        return self.bijlagen

    @property
    def schrijft_klant(self) -> bool:
        return True

    @property
    def bevestigt_dubbel(self) -> bool:
        return self.dubbel_bevestigd

    def vingerafdruk(self, inzage: UUID) -> str:
        gebruikt = ("standaardantwoorden", *self.standaardantwoorden) if self.standaardantwoorden else ()
        return vingerafdruk(inzage, self.inhoud, self.onderwerp, *self.bijlagen, *self.adressering.afdruk, *gebruikt)

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:
        """Compose the question with its reply. Raises: as `Uitgaand.reageer`."""
        reactie = inrichting.uitgaand.reageer(self.opdracht(stof))
        samenstelling = Samenstelling((stof.vraag,)) + reactie.samenstelling
        return Uitwerking(samenstelling, self.als_afhandeling(samenstelling))

    def opdracht(self, stof: Stof) -> Reactieopdracht:
        """Return the order for the reply."""
        return Reactieopdracht(
            klantcontact=stof.maak_id("antwoord"),
            verzending=stof.maak_id("verzending"),
            op=stof.vraag,
            bericht=stof.bericht,
            inhoud=stof.inhoud,
            medewerker=stof.medewerker,
            tekst=self.inhoud,
            onderwerp=self.onderwerp,
            uploads=self.bijlagen,
            adressering=self.adressering,
            moment=stof.moment,
            datum=stof.inzage.geregistreerd_op,
            ondertekening=stof.ondertekening,
        )
