"""A process that runs one function, forked from one that has loaded them all.

The cloud holds every AWS call that it makes. The process runs what AWS would run: the handlers of `functions/`, the
adapters, and botocore with its retries. Only the wire is another: where botocore would open a connection, its
`before-send` event hands the request to the cloud (`tests.proofs.faults.cloud`), over a pipe. The cloud may answer,
refuse, stay silent, or kill the process by SIGKILL while it waits: then nothing of it runs any more, no `finally` and
no `except`.
"""

import itertools
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, Final, cast
from urllib.parse import urlencode, urlsplit

import urllib3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError
from botocore.handlers import BUILTIN_HANDLERS
from botocore.model import OperationModel
from moto.core.botocore_stubber import MockRawResponse
from moto.core.models import botocore_stubber
from urllib3.exceptions import ConnectTimeoutError, ProtocolError

from tests.support.aws import Functions
from tests.support.scenes.place import Call


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of one AWS call."""

    call: int
    """The number of the call, which is the same for all attempts that botocore makes of it."""
    name: str
    """The name of the call, such as `dynamodb.UpdateItem`."""
    method: str
    address: str
    headers: tuple[tuple[str, str], ...]
    content: bytes


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: dict[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class NoResponse:
    """The connection was never made, or broke before an answer came."""

    connected: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of an invocation."""

    result: Any = None
    error: str = ""
    """The error that the handler raised, or that the process was killed; empty when the handler returned."""


class _Wire:
    """The way out of the process: one call at a time, whatever thread makes it."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._current = threading.local()

    def begin(self, model: OperationModel) -> None:
        self._current.call = next(self._numbers)
        self._current.name = f"{model.service_model.service_name}.{model.name}"

    def send_outside(self, method: str, address: str, headers: Mapping[str, str], content: bytes) -> Response:
        """Make a call of the Zaken API. Raises: urllib3's own errors."""
        name = f"zgw.{method} {urlsplit(address).path.rpartition('/')[2]}"
        response = self._ask(Attempt(next(self._numbers), name, method, address, tuple(headers.items()), content))
        if isinstance(response, NoResponse):
            raise ProtocolError("reset") if response.connected else ConnectTimeoutError("no connection")
        return response

    def _ask(self, attempt: Attempt) -> Response | NoResponse:
        with self._lock:
            self._pipe.send(attempt)
            return cast(Response | NoResponse, self._pipe.recv())

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        attempt = Attempt(
            call=self._current.call,
            name=self._current.name,
            method=request.method,
            address=request.url,
            headers=tuple((str(name), _text(value)) for name, value in request.headers.items()),
            content=_bytes(request.body),
        )
        response = self._ask(attempt)
        if isinstance(response, NoResponse):
            error = ConnectionClosedError if response.connected else EndpointConnectionError
            raise error(endpoint_url=request.url)
        return AWSResponse(
            request.url, response.status, cast(Any, response.headers), cast(Any, MockRawResponse(response.content))
        )


_wire: _Wire | None = None
"""None in the cloud itself, whose own calls moto answers in place."""


def _before_call(model: OperationModel, **_: Any) -> None:
    if _wire is not None:
        _wire.begin(model)


def _before_send(request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
    return None if _wire is None else _wire.send(request)


def hook_in() -> None:
    """Let every client that is made from now on go through the cloud, once it runs in a process of its own."""
    BUILTIN_HANDLERS.append(("before-call", _before_call))
    BUILTIN_HANDLERS.append(("before-send", _before_send))
    urllib3.PoolManager.request = _outside_aws  # type: ignore[method-assign, assignment]  # botocore does not use it


def _outside_aws(
    _: urllib3.PoolManager,
    method: str,
    address: str,
    *,
    headers: Mapping[str, str],
    body: Iterable[bytes] = (),
    fields: Mapping[str, str] | None = None,
    **__: Any,
) -> urllib3.HTTPResponse:
    assert _wire is not None
    response = _wire.send_outside(method, f"{address}?{urlencode(fields)}" if fields else address, headers, b"".join(body))
    return urllib3.HTTPResponse(BytesIO(response.content), status=response.status, preload_content=False)


def start(functions: Functions, calls: Sequence[Call]) -> tuple[int, Connection]:
    """Fork a process that invokes these functions, one after the other, and return its pid and the line to it.

    The process sends `Attempt`, reads `Response | NoResponse`, and at last sends a list of `Ending`. A killed process
    sends no more.
    """
    here, there = Pipe()
    pid = os.fork()
    if pid:
        there.close()
        return pid, here
    here.close()
    try:
        _run(functions, calls, there)
    finally:
        os._exit(0)


def _run(functions: Functions, calls: Sequence[Call], pipe: Connection) -> None:
    global _wire
    _wire = _Wire(pipe)
    botocore_stubber.enabled = False
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)  # this takes the functions' logs and metrics
    os.dup2(nothing, 2)
    pipe.send(list(_ending(functions, calls)))


def _ending(functions: Functions, calls: Sequence[Call]) -> Iterator[Ending]:
    for call in calls:
        try:
            result = functions.invoke(call.function, call.event)
        except Exception as error:  # as Lambda: whatever a handler raises
            yield Ending(error=f"{type(error).__name__}: {error}")
        else:
            yield Ending(result)


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _bytes(content: Any) -> bytes:
    if content is None:
        return b""
    if isinstance(content, str):
        return content.encode()
    return bytes(content) if isinstance(content, bytes | bytearray) else bytes(content.read())


KILLED: Final = Ending(error="killed")
