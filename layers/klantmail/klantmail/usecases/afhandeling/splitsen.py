"""More than one question in one mail: each becomes a klantcontact with an onderwerp and an outcome of its own (VNG: one
onderwerp per klantcontact), all of them in the one transaction of the mail.

The first question keeps the klantcontact that was registered at the inzage. Each of the others gets one with the same moment of
registration, text and bijlagen: the mail was viewed once, and it is the same mail.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort, Deelafhandeling
from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.identificatie import vingerafdruk
from klantmail.domain.medewerker import Medewerker
from klantmail.opstellen.bericht import MAX_MAIL
from klantmail.usecases.afhandeling.afhandelen import Afhandelaar, Afhandelverzoek, Samenstelling, Stof, Uitkomst
from klantmail.usecases.afhandeling.andere_uitkomsten import Doorzetter, Doorzetverzoek, soort_van, stel_uitkomst_samen
from klantmail.usecases.afhandeling.beantwoorden import Antwoord, stel_antwoord_samen
from klantmail.usecases.uitgaand.deferred_archive import UitgesteldArchief
from klantmail.usecases.uitgaand.mail_van_gemeente import Uitgaand
from klantmail.usecases.uitgaand.uploads import MAX_BIJLAGEN

MIN_DELEN: Final = 2
MAX_DELEN: Final = 10
"""With their answers and `MAX_BIJLAGEN` uploads they stay under the 100 actions of a transaction."""
MAX_BIJLAGEN_SAMEN: Final = 5000
"""Bijlagen of all these klantcontacten: each repeats those of the mail, and a transaction holds 4 MB."""
_MAX_ARCHIEF: Final = 2 * MAX_MAIL
"""Bytes of all their mails, with the attachments beside them."""


@dataclass(frozen=True, slots=True)
class Deelverzoek:
    """One of the questions."""

    onderwerp: str
    uitkomst: Antwoord | Doorzetverzoek
    veld: str
    """Name of the outcome in the request, for what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitser:
    """Handles mail that holds more than one question."""

    afhandelaar: Afhandelaar
    uitgaand: Uitgaand
    doorzetter: Doorzetter

    def splits(self, bericht: UUID, medewerker: Medewerker, sleutel: str, inzage: UUID, delen: Sequence[Deelverzoek]) -> Uitkomst:
        """Store all questions with their outcomes in one transaction.

        Args:
            sleutel: Idempotency-Key. The same one with the same request gives the same answer.

        Raises: as `Afhandelaar.handel_af`; OngeldigeInvoer (what is wrong with any of the questions, under `delen.<number>`).
        """
        if fouten := tuple(self._fouten(delen)):
            raise OngeldigeInvoer(*fouten)
        verzoek = Afhandelverzoek(
            bericht=bericht,
            inzage=inzage,
            medewerker=medewerker,
            sleutel=sleutel,
            soort=Afhandelsoort.SPLITSING,
            vingerafdruk=vingerafdruk(repr(tuple(delen))),
        )
        try:
            return self.afhandelaar.handel_af(verzoek, lambda stof: self._stel_samen(verzoek, delen, stof))
        except OngeldigeInvoer as fout:
            raise OngeldigeInvoer(*(_op_zijn_plek(een, delen) for een in fout.fouten)) from fout

    def _fouten(self, delen: Sequence[Deelverzoek]) -> Iterator[Invoerfout]:
        """What cannot be, whatever the mail."""
        if not MIN_DELEN <= len(delen) <= MAX_DELEN:
            yield Invoerfout("delen", "aantal", f"Splits een e-mail in {MIN_DELEN} tot {MAX_DELEN} delen.")
        for nummer, deel in enumerate(delen):
            match deel.uitkomst:
                case Antwoord():
                    pass
                case _:
                    yield from (_van_deel(nummer, deel, fout) for fout in self.doorzetter.fouten(deel.uitkomst))
        uploads = [upload for deel in delen if isinstance(deel.uitkomst, Antwoord) for upload in deel.uitkomst.bijlagen]
        if len(uploads) > MAX_BIJLAGEN:
            yield Invoerfout("delen", "te-veel", f"Stuur met alle delen samen ten hoogste {MAX_BIJLAGEN} bijlagen mee.")
        if len(set(uploads)) < len(uploads):
            yield Invoerfout("delen", "dubbel", "Een bijlage kan maar met één deel mee.")

    def _stel_samen(self, verzoek: Afhandelverzoek, delen: Sequence[Deelverzoek], stof: Stof) -> Samenstelling:
        if len(delen) * len(stof.vraag.bijlagen) > MAX_BIJLAGEN_SAMEN:
            raise OngeldigeInvoer(Invoerfout("delen", "te-veel-bijlagen", "Deze e-mail heeft te veel bijlagen om te splitsen."))
        archief = UitgesteldArchief(self.uitgaand.archief)
        uitgaand = replace(self.uitgaand, archief=archief)
        fouten: list[Invoerfout] = []
        gelukt: list[Samenstelling] = []
        for nummer, deel in enumerate(delen):
            with _verzameld(fouten, nummer, deel):
                gelukt.append(_deel(uitgaand, replace(verzoek, deel=nummer), deel, stof))
            if archief.omvang > _MAX_ARCHIEF:
                raise OngeldigeInvoer(Invoerfout("delen", "te-groot", "De berichten van deze delen zijn samen te groot."))
        if fouten:
            raise OngeldigeInvoer(*fouten)
        archief.schrijf()
        return Samenstelling(
            records=tuple(record for een in gelukt for record in een.records),
            delen=tuple(_afhandeling(deel, een) for deel, een in zip(delen, gelukt, strict=True)),
        )


def _deel(uitgaand: Uitgaand, verzoek: Afhandelverzoek, deel: Deelverzoek, stof: Stof) -> Samenstelling:
    vraag = replace(stof.vraag, onderwerp=deel.onderwerp)
    if verzoek.deel:
        vraag = replace(vraag, identificatie=verzoek.maak_id("klantcontact"))
    eigen = replace(stof, vraag=vraag, inhoud=replace(stof.inhoud, onderwerp=deel.onderwerp))
    if isinstance(deel.uitkomst, Antwoord):
        return stel_antwoord_samen(uitgaand, verzoek, deel.uitkomst, eigen)
    return stel_uitkomst_samen(uitgaand, verzoek, deel.uitkomst, eigen)


def _afhandeling(deel: Deelverzoek, samenstelling: Samenstelling) -> Deelafhandeling:
    return Deelafhandeling(
        soort=Afhandelsoort.ANTWOORD if isinstance(deel.uitkomst, Antwoord) else soort_van(deel.uitkomst),
        klantcontacten=samenstelling.klantcontacten,
        verzendingen=samenstelling.verzendingen,
        interne_taak=samenstelling.interne_taak,
        zaak=samenstelling.zaak,
        reden=samenstelling.reden,
    )


def _op_zijn_plek(fout: Invoerfout, delen: Sequence[Deelverzoek]) -> Invoerfout:
    """The transaction knows the uploads of all questions as one list: `bijlagen.<number>`."""
    nummer = fout.veld.removeprefix("bijlagen.")
    if not nummer.isdigit():
        return fout
    plekken = [
        _van_deel(plek, deel, replace(fout, veld=f"bijlagen.{eigen}"))
        for plek, deel in enumerate(delen)
        if isinstance(deel.uitkomst, Antwoord)
        for eigen in range(len(deel.uitkomst.bijlagen))
    ]
    return plekken[int(nummer)]


def _van_deel(nummer: int, deel: Deelverzoek, fout: Invoerfout) -> Invoerfout:
    veld = f"delen.{nummer}.{deel.veld}.{fout.veld}".rstrip(".")
    return replace(fout, veld=veld)


@contextmanager
def _verzameld(fouten: list[Invoerfout], nummer: int, deel: Deelverzoek) -> Iterator[None]:
    """What is wrong inside is kept with the rest, so that all of it comes out at once."""
    try:
        yield
    except OngeldigeInvoer as fout:
        fouten += [_van_deel(nummer, deel, een) for een in fout.fouten]
