"""Drafts: an agent puts down what is filled in so far, and goes on with it anywhere; a colleague can read it."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

from klantmail.domain.afhandeling import Afhandelsoort
from klantmail.domain.concept import Concept, Voorwaarde
from klantmail.domain.emailbericht import Berichtstatus, Emailbericht, waarom_niet
from klantmail.domain.fouten import ConceptGewijzigd, NietGevonden
from klantmail.domain.medewerker import Medewerker
from klantmail.domain.tijd import Klok
from klantmail.ports.repositories import Concepten, Emailberichtlezer
from klantmail.usecases.guarded_write import Slaap, leg_vast
from klantmail.usecases.parallel import in_parallel

_OPEN: Final = frozenset({Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING})


@dataclass(frozen=True, slots=True)
class GelezenConcept:
    """A draft beside its mail."""

    concept: Concept
    achterhaald: bool
    """The mail has an outcome by now, of somebody else."""

    @property
    def versie(self) -> str:
        """The version of what is read: that of the draft, and another one once it is overtaken."""
        return sha256(f"achterhaald {self.concept.versie}".encode()).hexdigest() if self.achterhaald else self.concept.versie


@dataclass(frozen=True, slots=True)
class Conceptenmap:
    """The drafts of one municipality."""

    concepten: Concepten
    emailberichten: Emailberichtlezer
    klok: Klok
    slaap: Slaap

    def lees(self, bericht: UUID, van: UUID) -> GelezenConcept:
        """Read the draft of this medewerker. Raises: NietGevonden."""
        gelezen, concept = self._lees(bericht, van)
        if concept is None:
            raise NietGevonden("Concept", bericht)
        return GelezenConcept(concept, gelezen.status not in _OPEN)

    def bewaar(
        self, bericht: UUID, medewerker: Medewerker, soort: Afhandelsoort, velden: str, voorwaarde: Voorwaarde
    ) -> tuple[Concept, bool]:
        """Store one's draft as it is now. Return it, and whether it is the first.

        What says the same as the draft that is there was stored by an earlier attempt, so it holds whatever is
        expected (RFC 9110 section 13.1.1); its moment stays.

        Args:
            velden: a JSON object, at most `MAX_CONCEPT` bytes.

        Raises: NietGevonden, AlAfgehandeld, NietInTeZien; ConceptGewijzigd (the state is not the expected one);
            NietBeschikbaar.
        """
        concept = Concept(
            emailbericht=bericht,
            medewerker=medewerker.identificatie,
            naam=medewerker.naam,
            soort=soort,
            velden=velden,
            gewijzigd_op=self.klok(),
        )
        gelezen, oud = self._lees(bericht, medewerker.identificatie)
        if gelezen.status not in _OPEN:
            raise waarom_niet(gelezen)
        if oud is not None and oud.zegt_hetzelfde_als(concept):
            return oud, False
        _vereis(voorwaarde, oud)

        def schrijf() -> Concept:
            if oud is None:
                self.concepten.maak_concept(concept)
            else:
                self.concepten.wijzig_concept(oud, concept)
            return concept

        def lees_terug() -> Concept | None:
            gelezen, huidig = self._lees(bericht, medewerker.identificatie)
            if huidig is not None and huidig.zegt_hetzelfde_als(concept):
                return huidig
            if gelezen.status not in _OPEN:
                raise waarom_niet(gelezen)
            if huidig != oud:
                raise ConceptGewijzigd(huidig)
            return None

        return leg_vast(schrijf, lees_terug, self.slaap), oud is None

    def verwijder(self, bericht: UUID, medewerker: Medewerker, voorwaarde: Voorwaarde | None) -> None:
        """Remove one's own draft; without one nothing changes.

        Args:
            voorwaarde: None when any state will do.

        Raises: ConceptGewijzigd, NietBeschikbaar.
        """
        wie = medewerker.identificatie
        oud = self.concepten.concept(bericht, wie, self.klok())
        if voorwaarde is not None:
            _vereis(voorwaarde, oud)
        if oud is None:
            return

        def schrijf() -> bool:
            self.concepten.verwijder_concept(oud)
            return True

        def lees_terug() -> bool | None:
            huidig = self.concepten.concept(bericht, wie, self.klok())
            if huidig is not None and huidig != oud:
                raise ConceptGewijzigd(huidig)
            return True if huidig is None else None

        leg_vast(schrijf, lees_terug, self.slaap)

    def _lees(self, bericht: UUID, van: UUID) -> tuple[Emailbericht, Concept | None]:
        moment = self.klok()
        return in_parallel(
            lambda: self.emailberichten.emailbericht(bericht), lambda: self.concepten.concept(bericht, van, moment)
        )


def _vereis(voorwaarde: Voorwaarde, huidig: Concept | None) -> None:
    """Raises: ConceptGewijzigd."""
    if not voorwaarde.geldt_voor(huidig):
        raise ConceptGewijzigd(huidig)
