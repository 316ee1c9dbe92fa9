"""The figures beside what is stored: what is counted as things happen equals what a recount finds, at any moment."""

from collections import Counter
from itertools import batched
from uuid import UUID

from klantmail.domain.cijfers import VOORRAAD, Norm, blad_van_eenheid, blad_van_postvak, tel_op
from klantmail.domain.emailbericht import MAX_APARTZETTINGEN, MAX_HEROPENINGEN, MAX_VERPLAATSINGEN, Berichtstatus, Emailbericht
from klantmail.domain.feit import BerichtVervolgd, Feit, feiten_van_bericht
from klantmail.domain.interne_taak import Taakstatus
from klantmail.domain.werktijd import Werktijden
from klantmail.usecases.nazorg.tellen import MAX_SAMEN, Teller
from tests.support.fake_cijfers import FakeCijfers
from tests.support.feiten import alle_feiten
from tests.support.world import World

_OPEN = frozenset({Berichtstatus.NIEUW, Berichtstatus.IN_BEHANDELING})
_NORM = Norm(Werktijden(), 3)


class Telling:
    """The figures of one world, counted as things happen there.

    They begin anew when a backup is put back, since they stand in the same table.
    """

    def __init__(self) -> None:
        self._begin("")

    def _begin(self, generatie: str) -> None:
        self._generatie = generatie
        self._verteld: dict[UUID, Feit] = {}
        self._cijfers = FakeCijfers()
        self._counter = Teller(telwerk=self._cijfers, norm=_NORM, slaap=lambda _: None)

    def keur(self, world: World) -> None:
        """Count what is new, each feit twice, and recount. No feit that was told may have changed or disappeared."""
        if self._generatie != world.generatie:
            self._begin(world.generatie)
        store = world.tabel
        if any(map(is_unclear, store.berichten.values())):
            return
        feiten = {
            each.identificatie: each for each in alle_feiten(store.berichten.values(), store.taken.values(), store.zaken.values())
        }
        for identificatie, feit in self._verteld.items():
            assert feiten.get(identificatie) == feit
        new = {identificatie: feiten[identificatie] for identificatie in feiten.keys() - self._verteld.keys()}
        self._verteld |= new
        for samen in batched([*new.values(), *new.values()], MAX_SAMEN, strict=False):
            self._counter.tel(*samen)
        assert not self._cijfers.ongeteld([*feiten])  # what adds to no figure has its mark too
        counted = {place: {name: n for name, n in blad.items() if n} for place, blad in self._cijfers.summed.items()}
        opnieuw = tel_op(feiten.values(), _NORM)
        assert {place: blad for place, blad in counted.items() if blad} == opnieuw
        voorraad: Counter[str] = Counter()
        for (blad, _), counts in opnieuw.items():
            voorraad[blad] += counts.get(VOORRAAD, 0)
        assert {blad: count for blad, count in voorraad.items() if count} == _wat_openstaat(world)


def is_unclear(bericht: Emailbericht) -> bool:
    """Tell whether a mail no longer says what happened when.

    It remembers its last moves, reopenings and times in quarantine only. And here the clock stands still: of two deeds
    at one millisecond, which no person does to one mail, nobody can say which came first. A zaak that followed changes
    nothing for what else happened, so its moment is of no concern.
    """
    moments = [feit.tijdstip for feit in feiten_van_bericht(bericht) if not isinstance(feit, BerichtVervolgd)][1:]
    return (
        len(set(moments)) < len(moments)
        or len(bericht.verplaatsingen) == MAX_VERPLAATSINGEN
        or len(bericht.heropeningen) == MAX_HEROPENINGEN
        or len(bericht.apartzettingen) == MAX_APARTZETTINGEN
    )


def _wat_openstaat(world: World) -> dict[str, int]:
    """Count the mails and tasks that wait, by the page that has their figures."""
    open_: Counter[str] = Counter()
    for bericht in world.tabel.berichten.values():
        open_[blad_van_postvak(bericht.envelop.postvak)] += bericht.status in _OPEN
    for taak in world.tabel.taken.values():
        eenheid = taak.toegewezen_aan.organisatorische_eenheid
        if eenheid is not None:
            open_[blad_van_eenheid(eenheid)] += taak.status is Taakstatus.TE_VERWERKEN
    return {blad: count for blad, count in open_.items() if count}
