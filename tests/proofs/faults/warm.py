"""A first call of everything that is slow the first time, in the process that all others are forked from."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

import klantmail.usecases.parallel
from tests.proofs.faults.cloud import Cloud, Intervention, Spot
from tests.proofs.faults.process import Ending
from tests.support.aws import Functions
from tests.support.scenes.events import told
from tests.support.scenes.operations import request, sending
from tests.support.scenes.place import Call


class _AtOnce:
    """An executor in place of the second thread of `parallel`: a thread would be lost to the forks."""

    def submit[T](self, work: Callable[[], T]) -> Future[T]:
        promise: Future[T] = Future()
        try:
            promise.set_result(work())
        except BaseException as error:  # as an executor does
            promise.set_exception(error)
        return promise


class _Here(Cloud):
    """A cloud that runs functions in this very process; moto answers them."""

    def run(
        self,
        calls: Sequence[Call],
        intervention: Intervention | None = None,  # noqa: ARG002
        recording: list[Spot] | None = None,  # noqa: ARG002
    ) -> list[Ending]:
        endings = [Ending(self.functions.invoke(each.function, each.event)) for each in calls]
        self._follow_stream()
        return endings


def warm_up(functions: Functions) -> None:
    """Warm up. The cloud is left full; the courses begin with an empty one."""
    real: Any = klantmail.usecases.parallel._HULP
    klantmail.usecases.parallel._HULP = _AtOnce()  # type: ignore[assignment]
    try:
        cloud = _Here(functions)
        verzending = sending(cloud)
        cloud.run([cloud.take("verzenden")])
        delivered = told("delivery", verzending, str(cloud.item("verzending", verzending)["sesBerichtId"]))
        cloud.run([delivered, request(cloud, "wijzigInterneTaak")])
        cloud.run([Call("vangnet", {}), Call("vegen", {})])
        cloud.broken()
    finally:
        klantmail.usecases.parallel._HULP = real
