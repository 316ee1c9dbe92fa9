"""Every AWS call that a function makes, and how many of them its caller waits for one after the other. No clock is read.

Time is counted in rounds: a call takes one, all other work takes none. A call begins in the round in which everything that its
thread waited for had ended; who hands work to another thread gives its own round along, and who waits for that work goes on in
the round in which it ended. So what runs side by side counts once, whatever the machine does meanwhile, and the round in which a
handler returns is the length of its longest chain of calls.

    thread 1:  submit ─► UpdateItem (round 1) ─► result() ─► TransactWriteItems (round 2)
    thread 2:     └────► GetObject  (round 1) ─────┘

A pool with fewer threads than tasks makes them wait for one another; that is counted too.
"""

import heapq
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from botocore.handlers import BUILTIN_HANDLERS
from botocore.model import OperationModel


@dataclass(frozen=True, slots=True)
class Call:
    """One AWS call, whatever botocore did to get it answered."""

    service: str
    operation: str
    round: int
    """In which it was made: 1 is the first."""
    request: dict[str, Any]
    """As botocore is about to send it: `body`, `url_path`, `headers`."""

    @property
    def name(self) -> str:
        return f"{self.service}.{self.operation}"


@dataclass
class Recording:
    """What was called since the recording began."""

    calls: list[Call] = field(default_factory=list)
    _here: threading.local = field(default_factory=threading.local)
    _pools: dict[ThreadPoolExecutor, "_Pool"] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def rounds(self) -> int:
        """Calls that this thread has waited for, one after the other."""
        return getattr(self._here, "round", 0)

    def call(self, model: OperationModel, request: dict[str, Any]) -> None:
        """This thread makes a call, and waits for it."""
        self._go_on(self.rounds + 1)
        with self._changed:
            self.calls.append(Call(model.service_model.service_name, model.name, self.rounds, request))

    def catch_up(self, moment: int) -> None:
        """This thread waited for something that ended in this round."""
        self._go_on(max(self.rounds, moment))

    def in_pool(self, executor: ThreadPoolExecutor, given: int, work: Callable[[], Any], end: list[int]) -> Any:
        """Do `work`, handed to `executor` in the round `given`; `end` gets the round in which it ended."""
        me = threading.get_ident()
        with self._changed:
            pool = self._pools.setdefault(executor, _Pool([0] * executor._max_workers))
            # Its first idle thread is known when none that still works can become idle before.
            self._changed.wait_for(lambda: pool.idle[0] <= min(pool.busy.values(), default=pool.idle[0]))
            self._here.round = pool.busy[me] = max(given, heapq.heappop(pool.idle))
        self._here.pool = pool
        try:
            return work()
        finally:
            self._here.pool = None
            end.append(self.rounds)
            with self._changed:
                heapq.heappush(pool.idle, pool.busy.pop(me))
                self._changed.notify_all()

    def _go_on(self, moment: int) -> None:
        self._here.round = moment
        pool: _Pool | None = getattr(self._here, "pool", None)
        if pool is not None:
            with self._changed:
                pool.busy[threading.get_ident()] = moment
                self._changed.notify_all()


@dataclass
class _Pool:
    idle: list[int]
    """A heap: of each idle thread, the round in which it became so."""
    busy: dict[int, int] = field(default_factory=dict)
    """Of each other thread, the round that it is in."""


@contextmanager
def recorded() -> Iterator[Callable[[], Recording]]:
    """From now on, every client that is made tells of its calls; the function begins a new recording, in this thread.

    Functions that make their clients when they are loaded must be loaded inside.
    """
    current: list[Recording] = [Recording()]

    def before_call(model: OperationModel, params: dict[str, Any], **_: Any) -> None:
        current[0].call(model, params)

    def start() -> Recording:
        current[0] = Recording()
        return current[0]

    hook = ("before-call", before_call)
    BUILTIN_HANDLERS.append(hook)
    try:
        with _followed_threads(lambda: current[0]):
            yield start
    finally:
        BUILTIN_HANDLERS.remove(hook)


@contextmanager
def _followed_threads(recording: Callable[[], Recording]) -> Iterator[None]:
    """Work handed to a pool, and waiting for it, move a recording's rounds."""
    submit, result, exception = ThreadPoolExecutor.submit, Future.result, Future.exception
    ends: dict[Future[Any], list[int]] = {}

    def submit_followed(self: ThreadPoolExecutor, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        now, given, end = recording(), recording().rounds, list[int]()
        future = submit(self, lambda: now.in_pool(self, given, lambda: work(*args, **kwargs), end))
        ends[future] = end
        return future

    def caught_up(self: Future[Any]) -> None:
        for moment in ends.get(self, ()):
            recording().catch_up(moment)

    def result_followed(self: Future[Any], timeout: float | None = None) -> Any:
        try:
            return result(self, timeout)
        finally:
            caught_up(self)

    def exception_followed(self: Future[Any], timeout: float | None = None) -> BaseException | None:
        try:
            return exception(self, timeout)
        finally:
            caught_up(self)

    ThreadPoolExecutor.submit = submit_followed  # type: ignore[method-assign, assignment]
    Future.result = result_followed  # type: ignore[method-assign]
    Future.exception = exception_followed  # type: ignore[method-assign]
    try:
        yield
    finally:
        ThreadPoolExecutor.submit, Future.result, Future.exception = submit, result, exception  # type: ignore[method-assign]
