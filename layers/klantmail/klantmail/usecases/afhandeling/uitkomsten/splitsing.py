"""Mail with more than one question.

Each question becomes a klantcontact with an onderwerp and an outcome of its own (VNG: one onderwerp per klantcontact),
all of them in the one transaction of the mail.

The first question keeps the klantcontact that was registered at the inzage. Each of the others gets one with the same
moment of registration, text and bijlagen: the mail was viewed once, and it is the same mail.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Self
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.opstellen.bericht import MAX_MAIL
from klantmail.usecases.afhandeling.uitkomsten.uitkomst import Inrichting, Stof, Uitkomst, Uitwerking
from klantmail.usecases.commit import Samenstelling
from klantmail.usecases.parallel import alle
from klantmail.usecases.uitgaand.uploads import MAX_BIJLAGEN

MIN_DELEN: Final = 2
MAX_DELEN: Final = 10
"""The most questions: with their answers and `MAX_BIJLAGEN` uploads they stay
under the 100 actions of a transaction.
"""
MAX_BIJLAGEN_SAMEN: Final = 5000
"""The most bijlagen of all these klantcontacten: each repeats those of the mail, and a transaction holds 4 MB."""
_MAX_ARCHIEF: Final = 2 * MAX_MAIL
"""The most bytes of all their mails, with the attachments beside them."""


@dataclass(frozen=True, slots=True)
class Deel:
    """One of the questions."""

    onderwerp: str
    uitkomst: Uitkomst
    veld: str
    """Name of the outcome in the request, by which errors name it."""

    def stof(self, stof: Stof, nummer: int) -> Stof:
        """Return the material of this question's outcome."""
        vraag = replace(stof.vraag, onderwerp=self.onderwerp)
        eigen = replace(stof, deel=nummer, inhoud=replace(stof.inhoud, onderwerp=self.onderwerp))
        return replace(eigen, vraag=replace(vraag, identificatie=eigen.maak_id("klantcontact")) if nummer else vraag)

    def pad(self, nummer: int, veld: str) -> str:
        """Path in the request of a field of this question's outcome."""
        return f"delen.{nummer}.{self.veld}.{veld}".rstrip(".")


@dataclass(frozen=True, slots=True)
class Splitsing(Uitkomst):
    """The outcomes of all questions. Errors of one of them stand under `delen.<number>`."""

    soort: ClassVar[Afhandelsoort] = Afhandelsoort.SPLITSING

    delen: tuple[Deel, ...]

    @property
    def uploads(self) -> tuple[UUID, ...]:
        return tuple(upload for deel in self.delen for upload in deel.uitkomst.uploads)

    @property
    def schrijft_klant(self) -> bool:
        return any(deel.uitkomst.schrijft_klant for deel in self.delen)

    @property
    def gebruikt(self) -> tuple[UUID, ...]:
        return tuple(een for deel in self.delen for een in deel.uitkomst.gebruikt)

    @property
    def bevestigt_dubbel(self) -> bool:
        return all(deel.uitkomst.bevestigt_dubbel for deel in self.delen)

    def fouten(self, inrichting: Inrichting) -> Iterable[Invoerfout]:
        if not MIN_DELEN <= len(self.delen) <= MAX_DELEN:
            yield Invoerfout("delen", "aantal", f"Splits een e-mail in {MIN_DELEN} tot {MAX_DELEN} delen.")
        for nummer, deel in enumerate(self.delen):
            for fout in deel.uitkomst.fouten(inrichting):
                yield replace(fout, veld=deel.pad(nummer, fout.veld))
        if len(self.uploads) > MAX_BIJLAGEN:
            yield Invoerfout("delen", "te-veel", f"Stuur met alle delen samen ten hoogste {MAX_BIJLAGEN} bijlagen mee.")
        if len(set(self.uploads)) < len(self.uploads):
            yield Invoerfout("delen", "dubbel", "Een bijlage kan maar met één deel mee.")

    def opgezocht(self, inrichting: Inrichting) -> Self:
        """Look up what all questions need, at the same time, so that ten of them take no longer than one.

        Raises: OngeldigeInvoer (all errors of all questions); NietBeschikbaar.
        """

        def zoek_op(deel: Deel) -> Uitkomst | OngeldigeInvoer:
            try:
                return deel.uitkomst.opgezocht(inrichting)
            except OngeldigeInvoer as fout:
                return fout

        fouten, delen = [], []
        for nummer, (deel, gevonden) in enumerate(zip(self.delen, alle(zoek_op, self.delen), strict=True)):
            if isinstance(gevonden, OngeldigeInvoer):
                fouten += [replace(een, veld=deel.pad(nummer, een.veld)) for een in gevonden.fouten]
            else:
                delen.append(replace(deel, uitkomst=gevonden))
        if fouten:
            raise OngeldigeInvoer(*fouten)
        return replace(self, delen=tuple(delen))

    def stel_samen(self, stof: Stof, inrichting: Inrichting) -> Uitwerking:
        """Compose all questions.

        Raises: OngeldigeInvoer (more than can be stored together; all errors of all questions).
        """
        if len(self.delen) * len(stof.vraag.bijlagen) > MAX_BIJLAGEN_SAMEN:
            raise OngeldigeInvoer(Invoerfout("delen", "te-veel-bijlagen", "Deze e-mail heeft te veel bijlagen om te splitsen."))
        fouten: list[Invoerfout] = []
        gelukt: list[Uitwerking] = []
        samen = Samenstelling()
        for nummer, deel in enumerate(self.delen):
            with _verzameld(fouten, nummer, deel):
                uitwerking = deel.uitkomst.stel_samen(deel.stof(stof, nummer), inrichting)
                gelukt.append(uitwerking)
                uploads = tuple((upload, deel.pad(nummer, veld)) for upload, veld in uitwerking.samenstelling.uploads)
                samen += replace(uitwerking.samenstelling, uploads=uploads)
            if samen.omvang > _MAX_ARCHIEF:
                raise OngeldigeInvoer(Invoerfout("delen", "te-groot", "De berichten van deze delen zijn samen te groot."))
        if fouten:
            raise OngeldigeInvoer(*fouten)
        return Uitwerking(samen, self.als_afhandeling(samen), tuple(een.afhandeling for een in gelukt))


@contextmanager
def _verzameld(fouten: list[Invoerfout], nummer: int, deel: Deel) -> Iterator[None]:
    """Keep the errors that are raised inside, so that those of all questions come out at once."""
    try:
        yield
    except OngeldigeInvoer as fout:
        fouten += [replace(een, veld=deel.pad(nummer, een.veld)) for een in fout.fouten]
