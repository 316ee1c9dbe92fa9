"""Every AWS call that a function makes, and how many of them its caller waits for one after the other.

No clock is read. Time is counted in rounds: a call takes one, all other work takes none. A call begins in the round in
which everything that its thread waited for had ended. A thread that hands work to another gives its own round along,
and a thread that waits for that work goes on in the round in which it ended. So what runs side by side counts once,
whatever the machine does meanwhile, and the round in which a handler returns is the length of its longest chain of
calls.

    thread 1:  submit ─► UpdateItem (round 1) ─► result() ─► TransactWriteItems (round 2)
    thread 2:     └────► GetObject  (round 1) ─────┘

A pool with fewer threads than tasks makes them wait for one another; that is counted too.
"""

import heapq
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.handlers import BUILTIN_HANDLERS
from botocore.model import OperationModel

from klantmail.adapters.dynamodb.table import Item
from tests.support.capacity import Fetch, Table, Units, measured


@dataclass(slots=True)
class Call:
    """One AWS call, whatever botocore did to get it answered."""

    service: str
    operation: str
    round: int
    """The round in which it was made; the first round is 1."""
    sent: int
    """Bytes of its body."""
    received: int = 0
    """Bytes of the answer's body."""
    units: Units = field(default_factory=Units)
    """Capacity of DynamoDB that it took."""

    @property
    def name(self) -> str:
        return f"{self.service}.{self.operation}"


@dataclass
class Recording:
    """The calls since the recording began."""

    calls: list[Call] = field(default_factory=list)
    _here: threading.local = field(default_factory=threading.local)
    _pools: dict[ThreadPoolExecutor, "_Pool"] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def rounds(self) -> int:
        """The number of calls that this thread has waited for, one after the other."""
        return getattr(self._here, "round", 0)

    @property
    def units(self) -> Units:
        """Capacity of DynamoDB that all of it took."""
        return sum((each.units for each in self.calls), Units())

    def call(self, model: OperationModel, sent: int) -> Call:
        """Begin a call that this thread makes and waits for."""
        self._go_on(self.rounds + 1)
        call = Call(model.service_model.service_name, model.name, self.rounds, sent)
        with self._changed:
            self.calls.append(call)
        return call

    def catch_up(self, moment: int) -> None:
        """Note that this thread waited for something that ended in this round."""
        self._go_on(max(self.rounds, moment))

    def in_pool(self, executor: ThreadPoolExecutor, given: int, work: Callable[[], Any], end: list[int]) -> Any:
        """Do `work`, handed to `executor` in the round `given`; `end` gets the round in which it ended."""
        me = threading.get_ident()
        with self._changed:
            pool = self._pools.setdefault(executor, _Pool([0] * executor._max_workers))
            # Its first idle thread is known when no thread that still works can become idle before it.
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
    """A heap with, for each idle thread, the round in which it became idle."""
    busy: dict[int, int] = field(default_factory=dict)
    """The round in which each other thread is."""


@contextmanager
def recorded(table: Table, fetch: Fetch) -> Iterator[Callable[[], Recording]]:
    """Have every client that is made from now on tell of its calls.

    The function that is yielded begins a new recording, in this thread.

    Functions that make their clients when they are loaded must be loaded inside. PynamoDB keeps its client for as long
    as it has a connection, so neither one from before this, which would tell of nothing, nor one from inside lives on.

    Args:
        fetch: the item of the table under a key, read without a call.
    """
    current: list[Recording] = [Recording()]
    here = threading.local()

    def before_call(model: OperationModel, params: dict[str, Any], **_: Any) -> None:
        here.call = current[0].call(model, _length(params["body"]))
        here.measured = measured(table, model.name, params["body"], fetch) if here.call.service == "dynamodb" else None

    def after_call(http_response: AWSResponse, parsed: dict[str, Any], **_: Any) -> None:
        here.call.received = int(http_response.headers.get("Content-Length", 0))
        if here.measured is not None:
            here.call.units = here.measured.units(parsed)

    def begin() -> Recording:
        current[0] = Recording()
        return current[0]

    hooks = [("before-call", before_call), ("after-call", after_call)]
    BUILTIN_HANDLERS.extend(hooks)
    Item._connection = None
    try:
        with _followed_threads(lambda: current[0]):
            yield begin
    finally:
        for hook in hooks:
            BUILTIN_HANDLERS.remove(hook)
        Item._connection = None


def _length(body: Any) -> int:
    """Bytes of the body of a request, which is bytes or a file that was not read yet."""
    if hasattr(body, "seek"):
        length: int = body.seek(0, os.SEEK_END)
        body.seek(0)
        return length
    return len(body or b"")


@contextmanager
def _followed_threads(recording: Callable[[], Recording]) -> Iterator[None]:
    """Let work that is handed to a pool, and waiting for it, move a recording's rounds."""
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
