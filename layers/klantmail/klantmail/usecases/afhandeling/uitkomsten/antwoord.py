"""Variant A of C1199: the agent answers.

Both klantcontacten, the reply and its sending are stored in one transaction.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from klantmail.domain.adressering import NAAR_DE_AFZENDER, Adressering
from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.identificatie import vingerafdruk
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst, Uitwerking
from klantmail.usecases.commit import Samenstelling
from klantmail.usecases.uitgaand.mail_van_gemeente import Reactieopdracht


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
        return vingerafdruk(inzage, self.inhoud, self.onderwerp, *self.bijlagen, *self.adressering.afdruk)

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
