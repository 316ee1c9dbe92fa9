"""The index by which mail is found, beside what is stored: what is kept as things happen equals one made anew."""

from contextlib import suppress
from uuid import UUID

from klantmail.domain.emailbericht import Ontleedstand
from klantmail.domain.feit import Feit
from klantmail.domain.fouten import NietBeschikbaar
from klantmail.domain.zoekindex import Zoekstatus, Zoekvraag
from klantmail.usecases.nazorg.indexeren import Indexeerder
from tests.support.fake_zoekindex import FakeZoekindex
from tests.support.feiten import alle_feiten
from tests.support.figures import is_unclear
from tests.support.world import World


class Findability:
    """The index of one world, kept as things happen there.

    It begins anew when a backup is put back, since it stands in the same table.
    """

    def __init__(self) -> None:
        self._begin("")

    def _begin(self, generatie: str) -> None:
        self._generatie = generatie
        self._verteld: dict[UUID, Feit] = {}
        self._index = FakeZoekindex(dict)

    def keur(self, world: World) -> None:
        """Tell what is new, each feit twice, and work all places out anew. A mail that was not read yet comes back."""
        if self._generatie != world.generatie:
            self._begin(world.generatie)
        store = world.tabel
        if any(map(is_unclear, store.berichten.values())):
            return
        self._index.berichten = lambda: store.berichten
        indexeerder = Indexeerder(emailberichten=store, zaken=store, index=self._index)
        for feit in alle_feiten(store.berichten.values(), store.taken.values(), store.zaken.values()):
            if feit.identificatie not in self._verteld:
                with suppress(NietBeschikbaar):
                    indexeerder.verwerk(feit)
                    indexeerder.verwerk(feit)
                    self._verteld[feit.identificatie] = feit
        read = [each for each in store.berichten.values() if each.ontleedstand is not Ontleedstand.ONTBREEKT]
        assert self._index.entries == {each.identificatie: indexeerder.ingang(each) for each in read}
        moment = world.gemeente.klok()
        for vraag in (Zoekvraag(), *(Zoekvraag(status=status) for status in Zoekstatus)):
            found = self._index.zoek(vraag, moment=moment, aantal=len(read) + 1, na=None).resultaten
            assert set(found) == set(filter(vraag.past, read))
