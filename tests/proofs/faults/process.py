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

from tests.support.aws import Functies
from tests.support.scenes.place import Call


@dataclass(frozen=True, slots=True)
class Vraag:
    """One attempt of one AWS call."""

    aanroep: int
    """The number of the call, which is the same for all attempts that botocore makes of it."""
    naam: str
    """The name of the call, such as `dynamodb.UpdateItem`."""
    methode: str
    adres: str
    koppen: tuple[tuple[str, str], ...]
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class Antwoord:
    status: int
    koppen: dict[str, str]
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class GeenAntwoord:
    """The connection was never made, or broke before an answer came."""

    verbonden: bool


@dataclass(frozen=True, slots=True)
class Afloop:
    """The end of an invocation."""

    uitkomst: Any = None
    fout: str = ""
    """The error that the handler raised, or that the process was killed; empty when the handler returned."""


class _Draad:
    """The way out of the process: one call at a time, whatever thread makes it."""

    def __init__(self, lijn: Connection) -> None:
        self._lijn = lijn
        self._slot = threading.Lock()
        self._nummers = itertools.count()
        self._huidig = threading.local()

    def begin(self, model: OperationModel) -> None:
        self._huidig.aanroep = next(self._nummers)
        self._huidig.naam = f"{model.service_model.service_name}.{model.name}"

    def verstuur_buiten(self, methode: str, adres: str, koppen: Mapping[str, str], inhoud: bytes) -> Antwoord:
        """Make a call of the Zaken API. Raises: urllib3's own errors."""
        naam = f"zgw.{methode} {urlsplit(adres).path.rpartition('/')[2]}"
        antwoord = self._vraag(Vraag(next(self._nummers), naam, methode, adres, tuple(koppen.items()), inhoud))
        if isinstance(antwoord, GeenAntwoord):
            raise ProtocolError("reset") if antwoord.verbonden else ConnectTimeoutError("no connection")
        return antwoord

    def _vraag(self, vraag: Vraag) -> Antwoord | GeenAntwoord:
        with self._slot:
            self._lijn.send(vraag)
            return cast(Antwoord | GeenAntwoord, self._lijn.recv())

    def verstuur(self, verzoek: AWSPreparedRequest) -> AWSResponse:
        vraag = Vraag(
            aanroep=self._huidig.aanroep,
            naam=self._huidig.naam,
            methode=verzoek.method,
            adres=verzoek.url,
            koppen=tuple((str(naam), _tekst(waarde)) for naam, waarde in verzoek.headers.items()),
            inhoud=_bytes(verzoek.body),
        )
        antwoord = self._vraag(vraag)
        if isinstance(antwoord, GeenAntwoord):
            fout = ConnectionClosedError if antwoord.verbonden else EndpointConnectionError
            raise fout(endpoint_url=verzoek.url)
        return AWSResponse(verzoek.url, antwoord.status, cast(Any, antwoord.koppen), cast(Any, MockRawResponse(antwoord.inhoud)))


_draad: _Draad | None = None
"""None in the cloud itself, whose own calls moto answers in place."""


def _voor_aanroep(model: OperationModel, **_: Any) -> None:
    if _draad is not None:
        _draad.begin(model)


def _voor_verzending(request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
    return None if _draad is None else _draad.verstuur(request)


def haak_in() -> None:
    """Let every client that is made from now on go through the cloud, once it runs in a process of its own."""
    BUILTIN_HANDLERS.append(("before-call", _voor_aanroep))
    BUILTIN_HANDLERS.append(("before-send", _voor_verzending))
    urllib3.PoolManager.request = _buiten_aws  # type: ignore[method-assign, assignment]  # botocore does not use it


def _buiten_aws(
    _: urllib3.PoolManager,
    methode: str,
    adres: str,
    *,
    headers: Mapping[str, str],
    body: Iterable[bytes] = (),
    fields: Mapping[str, str] | None = None,
    **__: Any,
) -> urllib3.HTTPResponse:
    assert _draad is not None
    antwoord = _draad.verstuur_buiten(methode, f"{adres}?{urlencode(fields)}" if fields else adres, headers, b"".join(body))
    return urllib3.HTTPResponse(BytesIO(antwoord.inhoud), status=antwoord.status, preload_content=False)


def start(functies: Functies, aanroepen: Sequence[Call]) -> tuple[int, Connection]:
    """Fork a process that invokes these functions, one after the other, and return its pid and the line to it.

    The process sends `Vraag`, reads `Antwoord | GeenAntwoord`, and at last sends a list of `Afloop`. A killed process
    sends no more.
    """
    hier, daar = Pipe()
    pid = os.fork()
    if pid:
        daar.close()
        return pid, hier
    hier.close()
    try:
        _draai(functies, aanroepen, daar)
    finally:
        os._exit(0)


def _draai(functies: Functies, aanroepen: Sequence[Call], lijn: Connection) -> None:
    global _draad
    _draad = _Draad(lijn)
    botocore_stubber.enabled = False
    niets = os.open(os.devnull, os.O_WRONLY)
    os.dup2(niets, 1)  # this takes the functions' logs and metrics
    os.dup2(niets, 2)
    lijn.send(list(_afloop(functies, aanroepen)))


def _afloop(functies: Functies, aanroepen: Sequence[Call]) -> Iterator[Afloop]:
    for aanroep in aanroepen:
        try:
            uitkomst = functies.roep(aanroep.function, aanroep.event)
        except Exception as fout:  # as Lambda: whatever a handler raises
            yield Afloop(fout=f"{type(fout).__name__}: {fout}")
        else:
            yield Afloop(uitkomst)


def _tekst(waarde: object) -> str:
    return waarde.decode("latin-1") if isinstance(waarde, bytes) else str(waarde)


def _bytes(inhoud: Any) -> bytes:
    if inhoud is None:
        return b""
    if isinstance(inhoud, str):
        return inhoud.encode()
    return bytes(inhoud) if isinstance(inhoud, bytes | bytearray) else bytes(inhoud.read())


GEDOOD: Final = Afloop(fout="killed")
