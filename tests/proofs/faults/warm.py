"""A first call of everything that is slow the first time, in the process that all others are forked from."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

import klantmail.usecases.parallel
from tests.proofs.faults.cloud import Ingreep, Plek, Wolk
from tests.proofs.faults.process import Afloop
from tests.support.aws import Functies
from tests.support.scenes.events import told
from tests.support.scenes.operations import request, sending
from tests.support.scenes.place import Call


class _Meteen:
    """An executor in place of the second thread of `gelijktijdig`: a thread would be lost to the forks."""

    def submit[T](self, werk: Callable[[], T]) -> Future[T]:
        belofte: Future[T] = Future()
        try:
            belofte.set_result(werk())
        except BaseException as fout:  # as an executor does
            belofte.set_exception(fout)
        return belofte


class _Hier(Wolk):
    """A cloud that runs functions in this very process; moto answers them."""

    def draai(
        self,
        aanroepen: Sequence[Call],
        ingreep: Ingreep | None = None,  # noqa: ARG002
        opname: list[Plek] | None = None,  # noqa: ARG002
    ) -> list[Afloop]:
        aflopen = [Afloop(self.functies.roep(een.function, een.event)) for een in aanroepen]
        self._volg_stroom()
        return aflopen


def loop_warm(functies: Functies) -> None:
    """Warm up. The cloud is left full; the courses begin with an empty one."""
    echt: Any = klantmail.usecases.parallel._HULP
    klantmail.usecases.parallel._HULP = _Meteen()  # type: ignore[assignment]
    try:
        wolk = _Hier(functies)
        verzending = sending(wolk)
        wolk.draai([wolk.wachtrij.pop().aanroep])
        bezorgd = told("delivery", verzending, str(wolk.item("verzending", verzending)["sesBerichtId"]))
        wolk.draai([bezorgd, request(wolk, "wijzigInterneTaak")])
        wolk.draai([Call("vangnet", {}), Call("vegen", {})])
        wolk.gebroken()
    finally:
        klantmail.usecases.parallel._HULP = echt
