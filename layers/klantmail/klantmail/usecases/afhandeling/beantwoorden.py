"""Variant A of C1199: the agent answers. Both klantcontacten, the reply and its sending are stored in one transaction."""

from dataclasses import dataclass
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.identificatie import vingerafdruk
from klantmail.domain.klantcontact import Klantcontact
from klantmail.domain.medewerker import Medewerker
from klantmail.ports.registers import AfhandelRegister
from klantmail.usecases.afhandeling.afhandelen import Afhandelaar, Afhandelverzoek, Samenstelling, Stof
from klantmail.usecases.uitgaand.deferred_archive import eerst_samenstellen
from klantmail.usecases.uitgaand.mail_van_gemeente import Reactieopdracht, Uitgaand


@dataclass(frozen=True, slots=True)
class Antwoord:
    """The agent's request."""

    inzage: UUID
    inhoud: str
    onderwerp: str | None
    """None: taken over from the mail (C1199)."""
    bijlagen: tuple[UUID, ...] = ()
    """Uploads of this medewerker that go along, in this order."""


@dataclass(frozen=True, slots=True)
class Beantwoord:
    """C1199's two klantcontacten, and the sending of the reply."""

    vraag: Klantcontact
    antwoord: Klantcontact
    verzending: UUID
    herhaling: bool
    """True when an earlier, equal request had stored it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beantwoorder:
    """Answers mail on behalf of the municipality."""

    register: AfhandelRegister
    afhandelaar: Afhandelaar
    uitgaand: Uitgaand

    def beantwoord(self, bericht: UUID, medewerker: Medewerker, sleutel: str, antwoord: Antwoord) -> Beantwoord:
        """Store the answer with its question, in one transaction; the stream sends it afterwards.

        Args:
            sleutel: Idempotency-Key. The same one with the same request gives the same answer.

        Raises: as `Afhandelaar.handel_af`; OngeldigeInvoer (the mail has no address that an answer can go to, or
            uploads cannot go along).
        """
        verzoek = Afhandelverzoek(
            bericht=bericht,
            inzage=antwoord.inzage,
            medewerker=medewerker,
            sleutel=sleutel,
            soort=Afhandelsoort.ANTWOORD,
            vingerafdruk=vingerafdruk(antwoord.inzage, antwoord.inhoud, antwoord.onderwerp, *antwoord.bijlagen),
        )

        def stel_samen(stof: Stof) -> Samenstelling:
            return eerst_samenstellen(self.uitgaand, lambda uitgaand: stel_antwoord_samen(uitgaand, verzoek, antwoord, stof))

        uitkomst = self.afhandelaar.handel_af(verzoek, stel_samen)
        afhandeling = uitkomst.afhandeling
        (verzending,) = afhandeling.verzendingen
        if uitkomst.records is None:
            vraag, reactie = (self.register.klantcontact(een) for een in afhandeling.klantcontacten)
        else:
            vraag, reactie = (een for een in uitkomst.records if isinstance(een, Klantcontact))
        return Beantwoord(vraag, reactie, verzending, herhaling=uitkomst.records is None)


def stel_antwoord_samen(uitgaand: Uitgaand, verzoek: Afhandelverzoek, antwoord: Antwoord, stof: Stof) -> Samenstelling:
    """The question with its answer. Raises: as `Uitgaand.reageer`."""
    reactie = uitgaand.reageer(
        Reactieopdracht(
            klantcontact=verzoek.maak_id("antwoord"),
            verzending=verzoek.maak_id("verzending"),
            op=stof.vraag,
            bericht=stof.bericht,
            inhoud=stof.inhoud,
            medewerker=verzoek.medewerker,
            tekst=antwoord.inhoud,
            onderwerp=antwoord.onderwerp,
            uploads=antwoord.bijlagen,
            moment=stof.moment,
            datum=stof.inzage.geregistreerd_op,
        )
    )
    return Samenstelling(records=(stof.vraag, *reactie.records))
