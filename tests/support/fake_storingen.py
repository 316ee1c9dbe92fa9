"""A fake of what the use cases of the outages of postvakken need."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from klantmail.domain.fouten import Geweigerd, NietGevonden
from klantmail.domain.postvakstoring import Postvakstoring, nieuwste_eerst
from klantmail.ports.repositories import Pagina
from tests.support.fakes import Storing


@dataclass
class FakePostvakstoringen:
    """The outages, in memory.

    `tests/integration/adapters/dynamodb/test_postvakstoringen.py` holds it to its promises.
    """

    rijen: dict[UUID, Postvakstoring] = field(default_factory=dict)
    antwoorden: list[Storing] = field(default_factory=list)
    """The answers of the storage to the next writes."""

    def postvakstoringen(self) -> Sequence[Postvakstoring]:
        return list(self.rijen.values())

    def postvakstoringenlijst(self, *, aantal: int, na: str | None) -> Pagina[Postvakstoring]:
        begin = int(na or 0)
        everything = nieuwste_eerst(self.rijen.values())
        return Pagina(
            tuple(everything[begin : begin + aantal]), str(begin + aantal) if len(everything) > begin + aantal else None
        )

    def postvakstoring(self, identificatie: UUID) -> Postvakstoring:
        try:
            return self.rijen[identificatie]
        except KeyError:
            raise NietGevonden("Storing", identificatie) from None

    def bewaar_postvakstoring(self, storing: Postvakstoring) -> None:
        antwoord = self.antwoorden.pop(0) if self.antwoorden else None
        if antwoord is not None and not antwoord.opgeslagen:
            raise antwoord.fout
        old = self.rijen.get(storing.identificatie)
        if (old.versie if old else 0) != storing.versie - 1:
            raise Geweigerd
        self.rijen[storing.identificatie] = storing
        if antwoord is not None:
            raise antwoord.fout
