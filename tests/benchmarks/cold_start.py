"""Cold start of every function: import and first request, beside two floors.

One floor is a bare function on the packages that Klantmail is built with, as their documentation shows them:
Powertools' resolver with one route, a PynamoDB get, a boto3 client of S3. The other only makes clients of DynamoDB and
S3.

Each sample is a new Python process that finds what Lambda would find and nothing else: the function's directory and the
built layers, byte-compiled. It tells its own processor time, from before the import of the handler until after its
answer. AWS is a server in this process, with the answers that were recorded (`first_requests`), so that what AWS does
is nobody's time.

Each round begins at another depth of calls. Until a fix of March 2026, Python gave a piece of its stack back to the
system as soon as the last call left it (https://github.com/python/cpython/issues/142183), and asked for it again at the
next. A start whose calls come and go around such a border takes up to 30 ms more. Which start that is, is chance, and
on Lambda it is another one than here. So each start has its share of good and bad depths.
"""

import compileall
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from base64 import b64decode, b64encode
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from itertools import batched
from pathlib import Path
from py_compile import PycInvalidationMode
from statistics import median
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Final

from tests.benchmarks.first_requests import API, EVENTS, call_name
from tests.benchmarks.layers import PROJECT, build, merge
from tests.benchmarks.report import Figure, Result, Row
from tests.support.aws import read_event
from tests.support.http_server import HttpHandler, serving
from tests.support.template import all_variables, lists_of, variables_of

TARGET: Final = 1.2
"""The most times that a start may take of the bare function's."""
CLIENTS_TARGET: Final = 1.6
"""The most times that a start may take of the bare clients'."""
_ROUNDS: Final = 25
"""The number of rounds, each with one start of each function.

It is more than elsewhere, since the same start takes twice as long as the one before, or half.
"""
_DEPTH_A_ROUND: Final = 7
"""The calls that a round begins deeper than the one before: in all rounds together, a whole piece of Python's stack."""
_OTHERS_ONCE_IN: Final = 4
"""A function without a target is started in one of so many rounds."""
_FLOORS_ONCE_IN: Final = 3
"""The floors are started once in so many starts, so that they are known best and have their share of every moment."""
FLOOR: Final = "bare function"
BARE: Final = "bare clients"
BARE_CALLS: Final = "bare clients that call both"
BARE_STOCK: Final = "bare clients, packages as they come"
_STOCK: Final = ("boto3", "s3transfer", "botocore", "urllib3", "jmespath", "dateutil", "six.py")
_ELSEWHERE: Final = "https://zgw.gemeente.example"
"""The address of the municipality's Zaken API, in what was recorded."""
_MAKE_CLIENTS: Final = """\
import boto3

dynamodb = boto3.client("dynamodb")
s3 = boto3.client("s3")


def handler(event, context):
"""
_BARE_FUNCTION: Final = """\
import boto3
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model


class Item(Model):
    class Meta:
        table_name = "table"
        region = "eu-west-1"

    pk = UnicodeAttribute(hash_key=True, attr_name="PK")
    sk = UnicodeAttribute(range_key=True, attr_name="SK")


s3 = boto3.client("s3")
app = APIGatewayRestResolver()


@app.get("/emailberichten/<identificatie>")
def read(identificatie):
    return Item.get(identificatie, "b").attribute_values


def handler(event, context):
    return app.resolve(event, context)
"""
_BARE_HANDLERS: Final = {
    FLOOR: _BARE_FUNCTION,
    BARE: _MAKE_CLIENTS + '    return {"statusCode": 200, "body": "{}"}\n',
    BARE_CALLS: _MAKE_CLIENTS
    + '    dynamodb.get_item(TableName="table", Key={"PK": {"S": "a"}, "SK": {"S": "b"}})\n'
    + '    s3.get_object(Bucket="bucket", Key="key")["Body"].read()\n'
    + '    return {"statusCode": 200, "body": "{}"}\n',
    BARE_STOCK: _MAKE_CLIENTS + '    return {"statusCode": 200, "body": "{}"}\n',
}
_BARE_ANSWERS: Final[list[tuple[str, int, dict[str, str], str]]] = [
    ("DynamoDB_20120810.GetItem", 200, {}, b64encode(b'{"Item": {"PK": {"S": "a"}, "SK": {"S": "b"}}}').decode()),
    ("GET key", 200, {}, "e30="),
]
SAMPLE: Final = """\
import json, sys, time

class Context:
    function_name = "klantmail"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:klantmail"
    aws_request_id = "52fdfc07-2182-454f-963f-5f0f9a621d72"
    get_remaining_time_in_millis = staticmethod(lambda: 20000)

def start(depth):
    if depth:
        return start(depth - 1)
    begin = time.process_time_ns()
    import app
    answer = app.handler(event, Context())
    return answer, time.process_time_ns() - begin

event = json.load(open(sys.argv[1]))
answer, took = start(int(sys.argv[3]))
status = answer.get("statusCode") if isinstance(answer, dict) else None
json.dump({"took": took, "status": status}, open(sys.argv[2], "w"))
"""


class _Aws(ThreadingHTTPServer):
    """The server that gives the recorded answers, each call's in its own order."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self._answers: dict[str, deque[tuple[int, Mapping[str, str], bytes]]] = {}
        self._lock = Lock()

    def load(self, answers: list[Any]) -> None:
        self._answers = defaultdict(deque)
        for name, status, headers, body in answers:
            content = b64decode(body).replace(_ELSEWHERE.encode(), self.address.encode())
            self._answers[name].append((status, headers, content))

    def take(self, name: str) -> tuple[int, Mapping[str, str], bytes]:
        with self._lock:
            waiting = self._answers.get(name)
            return waiting.popleft() if waiting else (599, {}, f"nothing recorded for {name}".encode())


class _Answer(HttpHandler):
    server: _Aws

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, headers, body = self.server.take(call_name(self.command, self.path, self.headers.get("X-Amz-Target", "")))
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in {"content-length", "transfer-encoding", "connection", "date", "server"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do_PATCH = _answer


@contextmanager
def aws() -> Iterator[_Aws]:
    server = _Aws()
    with serving(server):
        yield server


def environment_of(function: str, values: Mapping[str, str]) -> dict[str, str]:
    """The settings that the template gives a function, with these values. Its lists are not among them."""
    lists = lists_of(function)
    settings = {name: values[name] for name in variables_of(function) - lists.keys() if name in values}
    return settings | ({"LIJSTEN": ",".join(f"{name}={parameter}" for name, parameter in lists.items())} if lists else {})


def lists_answer(function: str, values: Mapping[str, str]) -> tuple[str, int, dict[str, str], str]:
    """The answer of Parameter Store when a function asks for its lists.

    https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
    """
    lists = lists_of(function).items()
    found = [{"Name": parameter, "Type": "String", "Value": values.get(name, ",")} for name, parameter in lists]
    body = json.dumps({"InvalidParameters": [], "Parameters": found})
    return "AmazonSSM.GetParameters", 200, {}, b64encode(body.encode()).decode()


class Stage:
    """The built layers, the functions, and AWS; `start` runs one cold start."""

    def __init__(self, directory: Path, aws: _Aws) -> None:
        self.directory = directory
        self.layers = build(directory / "layers")
        self.opt = merge(self.layers, directory / "opt")
        self.aws = aws
        recording = directory / "recorded.json"
        recorder = [sys.executable, "-m", "tests.benchmarks.first_requests", str(recording)]
        subprocess.run(recorder, cwd=PROJECT, check=True)  # noqa: S603 - ours
        recorded = json.loads(recording.read_text())
        self.functions: dict[str, Any] = recorded["functions"]
        values = {name: value.replace(_ELSEWHERE, aws.address) for name, value in recorded["environment"].items()}
        self.environment = {name: value for name, value in values.items() if name not in all_variables()}
        self._settings = {name: environment_of(name, values) for name in self.functions}
        for name, function in self.functions.items():
            function["answers"].append(lists_answer(name, values))
        self.environment |= {
            "AWS_ENDPOINT_URL": aws.address,
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "LAMBDA_TASK_ROOT": str(directory),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONTZPATH": str(self.opt / "tzdata/zoneinfo"),
        }
        for name in self.functions:
            shutil.copytree(PROJECT / "functions" / name, directory / name, ignore=shutil.ignore_patterns("__pycache__"))
        self._packages = {BARE_STOCK: str(_copy(_STOCK, directory / "stock"))}
        for name, source in _BARE_HANDLERS.items():
            (directory / name).mkdir()
            (directory / name / "app.py").write_text(source)
            event = read_event("api-emailbericht") if name == FLOOR else {}
            self.functions[name] = {"event": event, "answers": _BARE_ANSWERS, "status": 200}
        for name, function in self.functions.items():
            (directory / name / "event.json").write_text(json.dumps(function["event"]))

    def run(self, name: str, program: str, *arguments: str, under: tuple[str, ...] = ()) -> str:
        """Run Python as Lambda would for this function, and return what it wrote to stderr.

        Args:
            under: a program that runs it, with its options.
        """
        function = self.directory / name
        self.aws.load(self.functions[name]["answers"])
        ended = subprocess.run(  # noqa: S603 - ours
            [*under, os.path.realpath(sys.executable), "-S", "-c", program, str(function / "event.json"), *arguments],
            env=self.environment
            | self._settings.get(name, {})
            | {"PYTHONPATH": f"{function}:{self._packages.get(name, self.opt)}"},
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            raise SystemExit(f"{name}: {ended.stderr}")
        return ended.stderr

    def start(self, name: str, under: tuple[str, ...] = (), depth: int = 0) -> tuple[float, str]:
        """Run one cold start, so many calls deep.

        Returns: its processor time in seconds, and what was written to stderr.
        """
        told = self.directory / "told.json"
        written = self.run(name, SAMPLE, str(told), str(depth), under=under)
        answer = json.loads(told.read_text())
        if answer["status"] != self.functions[name]["status"]:
            raise SystemExit(f"{name}: answered {answer['status']}")
        return float(answer["took"]) / 1e9, written


def _copy(packages: tuple[str, ...], target: Path) -> Path:
    """Copy these of this environment's packages, byte-compiled as the layers are."""
    target.mkdir()
    for package in packages:
        source = Path(sysconfig.get_path("purelib")) / package
        if source.is_dir():
            shutil.copytree(source, target / package, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    compileall.compile_dir(target, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    return target


def measure() -> Iterator[Result]:
    """Yield the slowest function, the three that an agent waits for most, and a figure of all."""
    with TemporaryDirectory() as directory, aws() as server:
        stage = Stage(Path(directory), server)
        times: dict[str, list[float]] = {name: [] for name in (*_BARE_HANDLERS, *API, *EVENTS)}
        for name in times:
            stage.start(name)  # this brings the files into memory
        for number in range(_ROUNDS):
            others = (BARE_CALLS, BARE_STOCK, *EVENTS) if number % _OTHERS_ONCE_IN == 0 else ()
            for names in batched((*API, *others), _FLOORS_ONCE_IN, strict=False):
                for name in (FLOOR, BARE, *names):
                    took, _ = stage.start(name, depth=number * _DEPTH_A_ROUND)
                    times[name].append(took)
    medians = {name: median(measured) for name, measured in times.items()}

    def row(what: str, name: str, floor: str = FLOOR, target: float | None = TARGET) -> Row:
        ratio = medians[name] / medians[floor]
        return Row(
            subject="Cold start",
            what=what,
            measured=f"{medians[name] * 1e3:.0f} ms",
            target=f"≤ {target} × floor" if target else "",
            floor=f"{floor} {medians[floor] * 1e3:.0f} ms",
            ratio=f"{ratio:.2f}",
            met=ratio <= target if target else None,
        )

    slowest = max(API, key=lambda name: medians[name])
    within = sum(medians[name] <= TARGET * medians[FLOOR] for name in API)
    yield row("the werkvoorraad (raadplegen)", "raadplegen")
    yield row("opening a mail (inzien)", "inzien")
    yield row("answering (beantwoorden)", "beantwoorden")
    yield row(f"the slowest of {len(API)} API functions ({slowest}); {within} are within the target", slowest)
    yield row(f"the same ({slowest}), beside clients alone", slowest, BARE, CLIENTS_TARGET)
    slowest = max(EVENTS, key=lambda name: medians[name])
    yield row(f"the slowest of {len(EVENTS)} functions behind events ({slowest})", slowest, target=None)
    yield row("a bare function, beside clients alone", FLOOR, BARE, None)
    yield row("clients that also make one call of each", BARE_CALLS, BARE, None)
    yield row("clients on boto3 and botocore as their wheels have them", BARE_STOCK, BARE, None)
    bars = {name: took / medians[FLOOR] for name, took in sorted(medians.items(), key=lambda item: -item[1])}
    yield Figure("cold_start", "Cold start: import and first request", "times the bare function", bars=bars, limit=TARGET)
