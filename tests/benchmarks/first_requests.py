"""A first request for every function, and the answers of AWS to it.

They are recorded once, in a process of their own, on AWS in memory.

The requests are those of `tests.support.scenes`, the events those of the fault matrix.
`python -m tests.benchmarks.first_requests FILE` writes them as JSON.
"""

import json
import os
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from tests.proofs.faults.cases import CASES
from tests.proofs.faults.cloud import Cloud, prepared
from tests.proofs.faults.course import in_process
from tests.proofs.faults.process import Attempt, Response
from tests.proofs.faults.warm import warm_up
from tests.support.aws import Functions, read_event
from tests.support.scenes.operations import Given, request, task
from tests.support.scenes.place import Call

type Prepare = Callable[[Cloud], Call]


def _case(name: str) -> Prepare:
    (case,) = [case for case in CASES if case.name == name]
    return case.prepare


def _operation(name: str) -> Prepare:
    return lambda cloud: request(cloud, name)


def _login(_: Cloud) -> Call:
    return Call("aanmelden", read_event("cognito-wachtwoord"))


def _mail_list(cloud: Cloud) -> Call:
    cloud.received()
    return request(cloud, "lijstEmailberichten")


def _tasks(cloud: Cloud) -> Call:
    task(cloud)
    return request(cloud, "lijstInterneTaken")


API: Final[Mapping[str, Prepare]] = {
    "raadplegen": _mail_list,
    "inzien": _operation("openEmailbericht"),
    "beantwoorden": _operation("beantwoordEmailbericht"),
    "doorzetten": _operation("maakInterneTaak"),
    "ordenen": _operation("reserveerEmailbericht"),
    "uploads": _operation("vraagUpload"),
    "taken": _tasks,
    "inrichting": _operation("lijstStandaardantwoorden"),
    "beheren": _operation("lijstVerzendingen"),
    "openapi": lambda cloud: request(cloud, "leesBeschrijving", given=Given()),  # nobody logs in for it
}
EVENTS: Final[Mapping[str, Prepare]] = {
    "ontvangen": _case("ontvangen"),
    "verzenden": _case("verzenden"),
    "bezorgstatus": _case("bezorgstatus delivery"),
    "registreren": _case("registreren"),
    "vertellen": _case("vertellen"),
    "tellen": _case("tellen"),
    "indexeren": _case("indexeren"),
    "vernietigen": _case("vernietigen"),
    "verzamelen": _case("verzamelen"),
    "vangnet": _case("vangnet"),
    "vegen": _case("vegen"),
    "herlijsten": _case("herlijsten"),
    "aanmelden": _login,
}


def call_name(method: str, address: str, target: str) -> str:
    """The name that tells the calls of one request apart, whatever the host: new
    objects have another key every time.
    """
    if target:
        return target
    parts = urlsplit(address)
    if "list-type=" in parts.query:
        return "list"
    return f"{method} {parts.path.rpartition('/')[2]}" if method in {"GET", "HEAD", "POST"} else method


class _Recorder(Cloud):
    """A cloud that keeps every answer of AWS."""

    def __init__(self, functions: Functions) -> None:
        super().__init__(functions)
        self.answers: list[tuple[str, int, dict[str, str], str]] = []

    def _respond(self, attempt: Attempt) -> Response:
        answer = super()._respond(attempt)
        headers = {name.lower(): value for name, value in attempt.headers}
        name = call_name(attempt.method, attempt.address, headers.get("x-amz-target", ""))
        self.answers.append((name, answer.status, dict(answer.headers), b64encode(answer.content).decode("ascii")))
        return answer


def _record(functions: Functions, prepare: Prepare) -> dict[str, Any]:
    cloud = _Recorder(functions)
    call = prepare(cloud)
    cloud.answers.clear()
    (end,) = cloud.run([call])
    if end.error:
        raise SystemExit(f"{call.function}: {end.error}")
    status = end.result.get("statusCode") if isinstance(end.result, dict) else None
    return {"event": call.event, "answers": cloud.answers, "status": status}


def main(target: Path) -> None:
    before = dict(os.environ)
    with prepared(warm_up) as functions:
        recorded = {name: in_process(partial(_record, functions, make)) for name, make in {**API, **EVENTS}.items()}
        environment = {name: value for name, value in os.environ.items() if before.get(name) != value}
    target.write_text(json.dumps({"environment": environment, "functions": recorded}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
