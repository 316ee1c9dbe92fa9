"""The desk of the Woo: asking for the mail about a matter, of a period, and fetching it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from klantmail.domain.fouten import Invoerfout, OngeldigeInvoer
from klantmail.domain.identificatie import vingerafdruk
from klantmail.domain.medewerker import Medewerker, vereis_archivaris
from klantmail.domain.tijd import dag_hier
from klantmail.domain.verzamelverzoek import Verzoekstatus
from klantmail.domain.wooverzoek import MAX_DAGEN, Wooverzoek
from klantmail.domain.zoekindex import lees_woorden
from klantmail.usecases.beheer.verzoekbalie import Verzoekbalie, verzoek_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Woobalie(Verzoekbalie[Wooverzoek]):
    """The desk of the Woo of one municipality."""

    postvakken: tuple[str, ...]
    """The postvakken that the municipality has."""

    def vereis(self, medewerker: Medewerker) -> None:
        vereis_archivaris(medewerker)

    def vraag(
        self, medewerker: Medewerker, idempotency_key: str, van: date, tot: date, woorden: str, postvakken: Sequence[str]
    ) -> Wooverzoek:
        """Have all mail collected that came in on these days, in these postvakken, with these words in its subject.

        Args:
            idempotency_key: the same one with the same question gives the same request.
            tot: the last day.
            postvakken: empty: all of them.

        Raises: GeenToegang; OngeldigeInvoer; SleutelHergebruikt; NietBeschikbaar.
        """
        self.vereis(medewerker)
        gezocht, fouten = _woorden(woorden)
        fouten = [*fouten, *self._fouten(van, tot, postvakken)]
        if fouten:
            raise OngeldigeInvoer(*fouten)
        namen = tuple(sorted(set(postvakken)))
        return self.dien_in(
            Wooverzoek(
                identificatie=verzoek_id("wooverzoek", medewerker, idempotency_key),
                status=Verzoekstatus.WORDT_GEMAAKT,
                van=van,
                tot=tot,
                woorden=gezocht,
                postvakken=namen,
                medewerker=medewerker.identificatie,
                naam=medewerker.naam,
                gevraagd_op=self.klok(),
                idempotency_key=idempotency_key,
                vingerafdruk=vingerafdruk(van, tot, gezocht, namen),
                versie=1,
            )
        )

    def _fouten(self, van: date, tot: date, postvakken: Sequence[str]) -> Iterator[Invoerfout]:
        if van > tot:
            yield Invoerfout("tot", "voor-begin", "De laatste dag ligt voor de eerste.")
        elif (tot - van).days >= MAX_DAGEN:
            yield Invoerfout("tot", "te-lang", f"Vraag ten hoogste {MAX_DAGEN} dagen tegelijk.")
        if tot > dag_hier(self.klok()):
            yield Invoerfout("tot", "in-de-toekomst", "De laatste dag is nog niet begonnen.")
        for nummer, postvak in enumerate(postvakken):
            if postvak not in self.postvakken:
                yield Invoerfout(f"postvakken.{nummer}", "onbekend", "Dit postvak bestaat niet.")


def _woorden(tekst: str) -> tuple[tuple[str, ...], Sequence[Invoerfout]]:
    try:
        return lees_woorden(tekst), ()
    except OngeldigeInvoer as fout:
        return (), fout.fouten
