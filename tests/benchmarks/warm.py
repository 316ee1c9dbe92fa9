"""The processor time of a warm function that opens or answers a mail, beside the calls of AWS that it makes.

The real handlers get real events of API Gateway. The answers of AWS are recorded once (from moto) and played back where
botocore hands a request to the network, so that nothing is simulated inside the measured time. Within the time of a
request, the work of botocore for its calls (serialising, signing, reading the answer) is counted apart: by the same
calls, made bare.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from statistics import median
from typing import Any, Final

import boto3
from botocore.client import BaseClient
from botocore.config import Config
from moto.core.botocore_stubber import BotocoreStubber

from klantmail.domain.identificatie import emailbericht_id
from tests.benchmarks.mails import as_received, envelope, html, text
from tests.benchmarks.report import Result, Row
from tests.benchmarks.timing import ROUNDS
from tests.support.aws import ENVIRONMENT, REGION, Functions, aws_in_memory, read_api_event, read_event
from tests.support.builders import POSTVAK

_MOST: Final = 5.0
"""The most milliseconds that a request may take."""
_REPEAT: Final = 40
_ANSWER: Final = text(1_500)


def _text_mail() -> EmailMessage:
    mail = envelope()
    mail.set_content(text(18_500), cte="8bit")
    return mail


def _html_mail() -> EmailMessage:
    mail = envelope(2)  # the same mail again would be one that is handled already
    mail.set_content(text(6_000), cte="quoted-printable")
    mail.add_alternative(html("Outlook", 11_500), subtype="html", cte="quoted-printable")
    return mail


_MAILS: Final = {"text": _text_mail, "text and HTML": _html_mail}


@dataclass
class _Wire:
    """A wire where botocore hands a request to the network: it records what moto answers, and plays it back."""

    moto: Callable[[BotocoreStubber, Any], Any]
    recorded: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    place: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    recording: bool = True
    slot: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, stubber: BotocoreStubber, request: Any) -> Any:
        key = str(request.headers.get("X-Amz-Target") or request.method)
        with self.slot:  # calls may be made side by side
            if self.recording:
                answer = self.moto(stubber, request)
                self.recorded[key].append(answer)
                return answer
            answers = self.recorded[key]
            self.place[key] += 1
            return answers[self.place[key] % len(answers)]


@dataclass
class _Calls:
    """The calls of AWS that a request makes, with the processor time that
    botocore takes for them in whatever thread.
    """

    made: list[tuple[str, str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    slot: threading.Lock = field(default_factory=threading.Lock)

    def around(self, call: Callable[[Any, str, Any], Any]) -> Callable[[Any, str, Any], Any]:
        def counted(client: Any, operation: str, parameters: Any) -> Any:
            begin = time.thread_time()
            try:
                return call(client, operation, parameters)
            finally:
                took = time.thread_time() - begin
                with self.slot:
                    self.made.append((client.meta.service_model.service_name, operation, parameters))
                    self.seconds += took

        return counted


def _bare(calls: list[tuple[str, str, Any]]) -> Callable[[], None]:
    """The same calls by clients of the same settings, one after the other."""
    config = Config(retries={"total_max_attempts": 3, "mode": "standard"}, s3={"payload_signing_enabled": False})
    clients = {service: boto3.client(service, region_name=REGION, config=config) for service, _, _ in calls}  # type: ignore[call-overload]

    def call() -> None:
        for service, operation, parameters in calls:
            answer = clients[service]._make_api_call(operation, parameters)
            if operation == "GetObject":
                answer["Body"].read()

    return call


def _measure(request: Callable[[], Any], wire: _Wire) -> dict[str, float]:
    """The medians in milliseconds of the whole request, of its own part (and its
    lowest round), and of the bare calls.
    """
    calls = _Calls()
    client: Any = BaseClient
    original = client._make_api_call
    client._make_api_call = calls.around(original)
    try:
        wire.recording = True
        request()
        wire.recording = False
        made = list(calls.made)
        bare = _bare(made)
        request()
        rounds: dict[str, list[float]] = defaultdict(list)
        for _ in range(ROUNDS):
            calls.seconds, begin = 0.0, time.process_time()
            for _ in range(_REPEAT):
                request()
            whole = time.process_time() - begin
            rounds["whole"].append(whole)
            rounds["own"].append(whole - calls.seconds)
            begin = time.process_time()
            for _ in range(_REPEAT):
                bare()
            rounds["bare"].append(time.process_time() - begin)
    finally:
        client._make_api_call = original
        wire.recorded.clear()
    in_ms = {name: 1e3 * median(taken) / _REPEAT for name, taken in rounds.items()}
    return in_ms | {"lowest": 1e3 * min(rounds["own"]) / _REPEAT, "calls": len(made)}


def _requests(functions: Functions, mail: bytes, ses_id: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Take the mail in, and yield the request that opens it, and the one that answers it."""
    event = read_event("ses-ontvangst")
    event["Records"][0]["ses"]["mail"]["messageId"] = ses_id
    boto3.client("s3", region_name=REGION).put_object(Bucket=ENVIRONMENT["INTAKE"], Key=f"{POSTVAK}/{ses_id}", Body=mail)
    functions.invoke("ontvangen", event)
    message = emailbericht_id(POSTVAK, ses_id)
    opened: list[dict[str, Any]] = []

    def open_() -> None:
        opened.append(_good(functions.invoke("inzien", read_api_event("api-inzage", message))))

    yield "inzage", open_
    inzage = json.loads(opened[0]["body"])["inzageId"]
    event = read_api_event("api-antwoord", message, inzageId=inzage, inhoud=_ANSWER)
    yield "antwoord", lambda: _good(functions.invoke("beantwoorden", event))


def _good(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the answer without looking at it any further, since this runs within the measured time."""
    if answer["statusCode"] >= 300:
        raise SystemExit(answer["body"])
    return answer


def _main() -> None:
    """Measure in this process, and print the figures as JSON."""
    functions = Functions({})
    figures = {}
    stubber: Any = BotocoreStubber
    # The functions write their audit lines to nowhere.
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere), aws_in_memory():
        for shape, make in _MAILS.items():
            mail = as_received(make())
            wire = _Wire(stubber.process_request)
            for name, request in _requests(functions, mail, shape.replace(" ", "")):
                stubber.process_request = lambda stubber, sent, wire=wire: wire.answer(stubber, sent)
                try:
                    figures[f"{name} of a mail of {len(mail) / 1e3:.0f} KB, {shape}"] = _measure(request, wire)
                finally:
                    stubber.process_request = wire.moto
    sys.stdout.write(json.dumps(figures) + "\n")


def measure() -> Iterator[Result]:
    """Yield the cost of each request."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.warm"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, **ENVIRONMENT},
    )
    figures: dict[str, dict[str, float]] = json.loads(run.stdout.splitlines()[-1])
    for name, took in figures.items():
        yield Row(
            subject="Warm function",
            what=f"{name}: processor time outside the calls of AWS",
            measured=f"{took['own']:.2f} ms (lowest round {took['lowest']:.2f})",
            target=f"≤ {_MOST:.0f} ms",
            met=took["own"] <= _MOST,
        )
        yield Row(
            subject="Warm function",
            what=f"{name}: processor time with botocore's own for {took['calls']:.0f} calls, nothing on the wire",
            measured=f"{took['whole']:.2f} ms",
            floor=f"the same calls made bare {took['bare']:.2f} ms",
            ratio=f"{took['whole'] / took['bare']:.2f}",
        )


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        _main()
