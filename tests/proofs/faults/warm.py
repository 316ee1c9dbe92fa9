"""A first call of everything that is slow the first time, in the process that all others are forked from."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

import klantmail.usecases.parallel
from tests.proofs.faults import cases
from tests.proofs.faults.cloud import Ingreep, Plek, Wolk
from tests.proofs.faults.process import Aanroep, Afloop
from tests.support.aws import Functies, api_gebeurtenis, gebeurtenis


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
        aanroepen: Sequence[Aanroep],
        ingreep: Ingreep | None = None,  # noqa: ARG002
        opname: list[Plek] | None = None,  # noqa: ARG002
    ) -> list[Afloop]:
        aflopen = [Afloop(self.functies.roep(een.functie, een.gebeurtenis)) for een in aanroepen]
        self._volg_stroom()
        return aflopen


def loop_warm(functies: Functies) -> None:
    """Warm up. The cloud is left full; the courses begin with an empty one."""
    echt: Any = klantmail.usecases.parallel._HULP
    klantmail.usecases.parallel._HULP = _Meteen()  # type: ignore[assignment]
    try:
        wolk = _Hier(functies)
        wolk.draai([cases.beantwoord(wolk)])
        event = gebeurtenis("ses-delivery")
        event["detail"]["mail"]["tags"]["verzending"] = [str(cases.verzending(wolk)["identificatie"])]
        taak = api_gebeurtenis("api-taakwijziging", cases.taak(wolk))
        wolk.draai([Aanroep("bezorgstatus", event), Aanroep("taken", taak), Aanroep("vangnet", {}), Aanroep("vegen", {})])
        wolk.gebroken()
    finally:
        klantmail.usecases.parallel._HULP = echt
