"""The cost of a mail at AWS's list prices, from its receipt to its answer, and the monthly cost without any mail.

Calls, capacity units and bytes are counted; processor time is measured. The time that AWS takes to answer, and the
share of cold starts of a function, are assumptions of `prices.json`, beside the prices, each with its source.
"""

import gzip
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from typing import Any, Final
from uuid import uuid4

from moto.core.botocore_stubber import BotocoreStubber

from klantmail.adapters.dynamodb.feiten import feiten_uit_beeld
from klantmail.domain.feit import Berichtfeit
from klantmail.runtime.cloudevents import cloudevent
from tests.benchmarks.report import Figure, Result, Row
from tests.benchmarks.timing import ROUNDS
from tests.support.aws import ENVIRONMENT
from tests.support.calls import Recording
from tests.support.capacity import item_size
from tests.support.scenes.events import changed, followed, indexed_of
from tests.support.scenes.operations import done, opened, replacing, request
from tests.support.scenes.operations import on as record
from tests.support.scenes.place import Body, Call
from tests.support.template import function_in, functions, of_kind, parsed_template
from tests.support.usecases import ANSWER, TABLE, Stage, play_answering, play_vangnet, reference_mail, stage, table_items

TARGET: Final = 0.12
"""Dollar for 1,000 mails answered, counted and indexed, beside what SES itself asks."""
FUNCTIONS: Final = {
    "ontvangen": "ontvangen",
    "werkvoorraad": "raadplegen",
    "inzage": "inzien",
    "antwoord": "beantwoorden",
    "verzenden": "verzenden",
    "bezorgstatus send": "bezorgstatus",
    "bezorgstatus delivery": "bezorgstatus",
}
"""The use cases of one mail, and the function of each."""
FOLLOWING: Final = {
    "vertellen ontvangen": "vertellen",
    "vertellen afgehandeld": "vertellen",
    "tellen van een venster": "tellen",
    "indexeren van een venster": "indexeren",
}
"""The use cases behind one mail, and the function of each: what happened is told, counted and indexed."""
_FILE: Final[dict[str, Any]] = json.loads((Path(__file__).parent / "prices.json").read_text(encoding="utf-8"))
_ASSUMED: Final = _FILE["assumptions"]
_FOLLOWERS: Final = {"figures": ("vertellen", "tellen"), "the search index": ("indexeren",)}
"""The functions of each follower. The figures came first, so the telling is with them."""
_KEPT: Final = {"figures": ("feit", "cijfers"), "the search index": ("zoekterm",)}
"""The items that each follower keeps."""
_OF_A_MAIL: Final = 2
"""Messages about one mail for each follower: it came in, and it was handled."""
_KEPT_OF: Final = {"figures": int(_ASSUMED["mails_counted_together"]), "the search index": 2}
"""The mails whose items each follower has kept when all was played."""
_A_BATCH: Final = 2
"""Requests of SQS for a batch of messages, besides that each of these was sent: it is received and deleted."""
_WINDOW: Final = "tellen van een venster"
"""The counting of all that happened to some mails in the window in which the queue collects."""
OVER_API: Final = ("werkvoorraad", "inzage", "antwoord")
_GB: Final = 1e9
_INDEXING: Final = 100
"""Bytes of storage that AWS adds to each item and entry.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""
_ROUNDS_A_MONTH: Final = 30 * 24 * 12
"""Rounds of the vangnet, which template.yaml starts every five minutes."""
_SECONDS_A_MONTH: Final = 30 * 24 * 3600


def price(name: str) -> float:
    """Dollar for one unit."""
    return float(_FILE["prices"][name]["usd"])


def _api() -> dict[str, Any]:
    """The properties of the API."""
    (api,) = of_kind("AWS::Serverless::Api").values()
    return api


def memory(function: str) -> int:
    """MB that the template gives a function."""
    shared = parsed_template()["Globals"]["Function"]["MemorySize"]
    return int(function_in(function).get("MemorySize", shared))


def transferred(body: bytes) -> int:
    """Bytes of an answer of the API as it leaves AWS: the gateway compresses the larger ones."""
    from_size = _api()["MinimumCompressionSize"]
    return len(gzip.compress(body)) if len(body) >= from_size else len(body)


@dataclass
class Metered(Stage):
    """A stage that notes, besides its calls, the logs, the answer and the processor time of every use case."""

    written: int = 1
    """Descriptor of the file that standard output goes to.

    Loggers keep the stream that was there when they were made.
    """
    logged: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Bytes and lines that each use case logs."""
    answered: dict[str, int] = field(default_factory=dict)
    """Bytes of the answer of each use case, as they leave AWS."""
    cpu: dict[str, list[float]] = field(default_factory=dict)

    def play(self, name: str, work: Callable[[], Any]) -> Any:
        before = self._length()
        with _outside_moto() as elapsed:
            outcome = super().play(name, work)
        self.cpu.setdefault(name, []).append(elapsed[0])
        lines = os.pread(self.written, self._length() - before, before).splitlines()
        self.logged[name] = sum(map(len, lines)), len(lines)
        self.answered[name] = transferred(json.dumps(outcome, ensure_ascii=False).encode()) if outcome else 0
        return outcome

    def _length(self) -> int:
        sys.stdout.flush()
        return os.fstat(self.written).st_size

    def ask(self, call: Call) -> Body:
        """Call the API as Lambda does, without comparing its answer with the
        description, which takes time of its own.
        """
        answer = self.functions.invoke(call.function, call.event)
        assert answer["statusCode"] < 300, answer["body"]
        body: Body = json.loads(answer["body"] or "{}")
        return body


@contextmanager
def _outside_moto() -> Iterator[list[float]]:
    """Measure processor time inside, in all threads, without what AWS in memory takes of it."""
    elapsed: list[float] = []
    inside: list[float] = []
    answer = BotocoreStubber.__call__

    def timed(self: BotocoreStubber, event_name: str, request: Any, **kwargs: Any) -> Any:
        began = time.thread_time()
        try:
            return answer(self, event_name, request, **kwargs)
        finally:
            inside.append(time.thread_time() - began)

    BotocoreStubber.__call__ = timed  # type: ignore[method-assign]
    began = time.process_time()
    try:
        yield elapsed
    finally:
        elapsed.append(time.process_time() - began - sum(inside))
        BotocoreStubber.__call__ = answer  # type: ignore[method-assign]


@contextmanager
def logs_apart() -> Iterator[int]:
    """Let functions log into a file, and yield its descriptor."""
    with TemporaryFile() as written:
        sys.stdout.flush()
        output = os.dup(1)
        os.dup2(written.fileno(), 1)
        try:
            yield written.fileno()
        finally:
            sys.stdout.flush()
            os.dup2(output, 1)
            os.close(output)


@contextmanager
def metered(*, counted: bool) -> Iterator[Metered]:
    """Make a municipality whose functions log into a file."""
    with logs_apart() as written, stage(counted=counted) as on:
        yield Metered(on.functions, on.start, written=written)


def waiting(recording: Recording) -> float:
    """Seconds that a function waits for AWS: in each round for the slowest of its calls."""
    slowest: dict[int, float] = {}
    for call in recording.calls:
        slowest[call.round] = max(slowest.get(call.round, 0), _ASSUMED["latency_ms"][call.operation] / 1000)
    return float(sum(slowest.values()))


def computing(function: str, cpu: float) -> float:
    """GB-seconds of so many seconds of a whole processor; a function with less memory has less of one."""
    mb = memory(function)
    return mb / 1024 * cpu * float(max(_ASSUMED["vcpu_mb"] / mb, 1))


def gb_seconds(function: str, cpu: float, recording: Recording) -> float:
    """The GB-seconds that Lambda counts of one warm call."""
    return computing(function, cpu) + memory(function) / 1024 * waiting(recording)


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of the bill."""

    name: str
    what: str
    usd: float


def _stored_bytes() -> int:
    """Bytes of the table: each item and each entry of an index, as AWS counts them for storage."""
    items = list(table_items())
    entries = [entry for item in items for index in TABLE.indexes if (entry := index.entry(item))]
    return sum(item_size(each) + _INDEXING for each in (*items, *entries))


@dataclass(frozen=True, slots=True)
class Bill:
    """The bill for 1,000 mails answered."""

    charges: tuple[Charge, ...]
    ses: tuple[Charge, ...]
    following: tuple[Charge, ...]
    """The charges of what follows: figures, and the search index."""
    extra: tuple[Charge, ...]
    """The additional cost of a choice that the template leaves open; below nothing when it saves."""
    fixed: tuple[Charge, ...]
    """The charges of a month, whatever the mail."""
    origins: tuple[Charge, ...]
    """The same again by use case, without storage, the API and what leaves AWS; and the units by kind of write."""

    @property
    def total(self) -> float:
        return sum(each.usd for each in (*self.charges, *self.following))


def bill(source: bytes) -> Bill:
    """Play C1199 with this mail and read the meter. Each file that comes along with it is opened once."""
    with metered(counted=False) as on:
        for _ in range(ROUNDS + 1):
            play_answering(on, source)
            play_following(on, source)
            play_vangnet(on)
        cpu = {name: median(times[1:]) for name, times in on.cpu.items()}
    with metered(counted=True) as on:
        play_answering(on, source)
        table = _stored_bytes()
        play_following(on, source)
        play_vangnet(on)
        return _bill(on, cpu, table, len(source))


def play_following(on: Metered, source: bytes) -> None:
    """Play that a mail comes in and is answered, and all that follows from that."""
    on.source = source
    bericht = on.received()
    listed = on.stored("EMAILBERICHT", bericht)
    # That it is listed and that it is read are a fifth of a second apart: one batch of the stream.
    _told(on, "vertellen ontvangen", changed(listed, is_new=True), changed(listed, is_new=False))
    for call in indexed_of(listed):
        on.functions.invoke(call.function, call.event)
    draft = record(bericht)
    on.asked("eerste concept", "bewaarConcept", draft)
    change = replacing(request(on, "bewaarConcept", given=draft, velden={"inhoud": ANSWER}))
    on.play("concept", lambda: on.ask(change))
    done(on, "beantwoordEmailbericht", given=opened(on, mail=bericht), inhoud=ANSWER)
    answered = on.stored("EMAILBERICHT", bericht)
    _told(on, "vertellen afgehandeld", changed(answered, is_new=False))
    _told(on, _WINDOW, _of_a_window(answered))
    # In the minute in which that queue collects, one mail comes in and another is handled.
    another = on.stored("EMAILBERICHT", on.received())
    _told(on, "indexeren van een venster", *indexed_of(another), indexed_of(answered)[-1])


def _of_a_window(item: Mapping[str, Any]) -> Call:
    """Make the batch of messages about so many mails to which the same happened as to this one."""
    mails = range(int(_ASSUMED["mails_counted_together"]))
    told = [feit for feit in feiten_uit_beeld(item) if isinstance(feit, Berichtfeit)]
    feiten = [replace(feit, emailbericht=uuid4()) for _ in mails for feit in told]
    return _batch([followed(cloudevent(feit, ENVIRONMENT["OIN"])) for feit in feiten])


def _batch(calls: Sequence[Call]) -> Call:
    """Make the one call in which Lambda gives a function the records of all of these."""
    records = [one for call in calls for one in call.event["Records"]]
    for number, one in enumerate(records):
        if "dynamodb" in one:  # no two records of a stream have the same number
            one["dynamodb"]["SequenceNumber"] = str(number)
    return Call(calls[0].function, {"Records": records})


def _share(name: str) -> float:
    """The part of a use case that is one mail's."""
    return 1 / _ASSUMED["mails_counted_together"] if name == _WINDOW else 1


def _requests(name: str) -> float:
    """The requests of SQS for what one mail leads to: its messages are sent one by one, and come in batches."""
    return 0 if FOLLOWING[name] == "vertellen" else _OF_A_MAIL + _A_BATCH * _share(name)


def _told(on: Metered, name: str, *calls: Call | None) -> None:
    on.told(name, _batch([call for call in calls if call is not None]))


def _following(on: Metered, cpu: Mapping[str, float]) -> Iterator[Charge]:
    """Yield the charge of each follower: units, time, requests, messages, events, logs, and a month of storage."""
    for follower, own in _FOLLOWERS.items():
        names = [name for name, function in FOLLOWING.items() if function in own]
        write = sum(on.played[name].units.write * _share(name) for name in names)
        read = sum(on.played[name].units.read * _share(name) for name in names)
        seconds = sum(gb_seconds(FOLLOWING[name], cpu[name], on.played[name]) * _share(name) for name in names)
        starts = sum(computing(FOLLOWING[name], _ASSUMED["cold_cpu_seconds"]) * _share(name) for name in names)
        events = sum(call.operation == "PutEvents" for name in names for call in on.played[name].calls)
        requests = sum(map(_requests, names))
        items = [each for each in table_items() if each["soort"]["S"] in _KEPT[follower]]
        kept = sum(item_size(each) + _INDEXING for each in items) / _KEPT_OF[follower]
        usd = (
            write * price("dynamodb_write")
            + read * price("dynamodb_read")
            + (seconds + _ASSUMED["cold_share"] * starts) * price("lambda_gb_second")
            + sum(map(_share, names)) * price("lambda_request")
            + requests * price("sqs_request")
            + events * price("event")
            + sum(_log_bytes(on, name) * _share(name) for name in names) / _GB * _log_month()
            + kept / _GB * _table_month()
        )
        what = f"{write:g} units written, {read:g} read, {requests:g} requests of SQS, {events} events, {kept / 1e3:.1f} KB kept"
        yield Charge(follower, what, 1000.0 * usd)


def _drafts(on: Metered, cpu: Mapping[str, float]) -> Charge:
    """The charge for an answer that the page keeps as a draft while it is typed: requests, units, time, logs, data."""
    kept = int(_ASSUMED["drafts_an_answer"])
    usd = 0.0
    for name, times in (("eerste concept", 1), ("concept", kept - 1)):
        units = on.played[name].units
        seconds = gb_seconds("ordenen", cpu[name], on.played[name])
        cold = _ASSUMED["cold_share"] * computing("ordenen", _ASSUMED["cold_cpu_seconds"])
        usd += times * (
            price("api_request")
            + price("lambda_request")
            + (seconds + cold) * price("lambda_gb_second")
            + units.write * price("dynamodb_write")
            + units.read * price("dynamodb_read")
            + _log_bytes(on, name) / _GB * _log_month()
            + (on.answered[name] + _ASSUMED["api_headers_bytes"]) / _GB * price("transfer_out")
        )
    return Charge("Drafts", f"an answer is kept {kept} times while it is typed", 1000.0 * usd)


def _bill(on: Metered, cpu: Mapping[str, float], table: int, mail: int) -> Bill:
    thousand = 1000.0
    played = {name: on.played[name] for name in FUNCTIONS}
    calls = [call for recording in played.values() for call in recording.calls]
    puts = [call for call in calls if call.operation == "PutObject"]
    gets = [call for call in calls if call.operation == "GetObject"]
    units = [call.units for call in calls]
    write, read = sum(each.write for each in units), sum(each.read for each in units)
    seconds = sum(gb_seconds(function, cpu[name], played[name]) for name, function in FUNCTIONS.items())
    cold = _ASSUMED["cold_share"] * sum(computing(function, _ASSUMED["cold_cpu_seconds"]) for function in FUNCTIONS.values())
    archived = sum(call.sent for call in puts)
    opened = [call.sent for call in played["ontvangen"].calls if call.operation == "PutObject"][1:-1]
    """The sizes of the safe HTML and of the files that came along, which the agent's browser gets by links.

    The mail itself, which is the first, and its text are left out.
    """
    out = sum(on.answered[name] + _ASSUMED["api_headers_bytes"] for name in OVER_API) + sum(opened)
    access = len(_api()["AccessLogSetting"]["Format"]) + _ASSUMED["log_line_overhead_bytes"]
    logs = sum(_log_bytes(on, name) for name in FUNCTIONS) + access * len(OVER_API)
    s3_requests = 1 + len(puts) + len(gets) + len(opened)
    kms = s3_requests * _ASSUMED["kms_share_with_bucket_key"]
    charges = (
        Charge("DynamoDB, writing", f"{write:g} units", thousand * write * price("dynamodb_write")),
        Charge("S3, writing", f"{1 + len(puts)} PUT, one of them by SES", thousand * (1 + len(puts)) * price("s3_put")),
        Charge("Lambda, computing", f"{seconds:.2f} GB-s", thousand * seconds * price("lambda_gb_second")),
        Charge("API Gateway", f"{len(OVER_API)} requests", thousand * len(OVER_API) * price("api_request")),
        Charge("Data to the agent", f"{out / 1e3:.0f} KB", thousand * out / _GB * price("transfer_out")),
        Charge("S3, a month of storage", f"{archived / 1e3:.0f} KB", thousand * archived / _GB * price("s3_storage")),
        Charge("DynamoDB, a month of storage", f"{table / 1e3:.0f} KB, with its backup", thousand * table / _GB * _table_month()),
        Charge("Lambda, starting cold", f"{cold:.2f} GB-s", thousand * cold * price("lambda_gb_second")),
        Charge("CloudWatch Logs", f"{logs / 1e3:.1f} KB, with a month of storage", thousand * logs / _GB * _log_month()),
        Charge("S3, reading", f"{len(gets) + len(opened)} GET", thousand * (len(gets) + len(opened)) * price("s3_get")),
        Charge("Lambda, requests", f"{len(FUNCTIONS)}", thousand * len(FUNCTIONS) * price("lambda_request")),
        Charge("DynamoDB, reading", f"{read:g} units", thousand * read * price("dynamodb_read")),
        Charge("KMS", f"{kms:g} requests, with bucket keys", thousand * kms * price("kms_request")),
        Charge("EventBridge", "events of AWS's own services are free", 0.0),
        Charge("The table's stream", "reading by Lambda is free", 0.0),
        Charge("X-Ray", "off (MetTracering)", 0.0),
    )
    sent = next(call.sent for call in played["antwoord"].calls if call.operation == "PutObject")
    ses = (
        Charge("SES, receiving", "1 mail", thousand * price("ses_mail")),
        Charge("SES, received chunks", f"{mail // (256 * 1024)} of 256 KB", thousand * (mail // 262_144) * price("ses_chunk")),
        Charge("SES, sending", f"1 mail, {sent / 1e3:.0f} KB", thousand * (price("ses_mail") + sent / _GB * price("ses_data"))),
    )
    saved = seconds * (price("lambda_gb_second_arm") - price("lambda_gb_second"))
    preflight = price("api_request") + price("lambda_request") + 0.01 * price("lambda_gb_second")
    extra = (
        Charge("Functions on arm64", "for the same time", thousand * saved),
        Charge("Pages of another origin", "2 preflight requests", thousand * 2 * preflight),
        _drafts(on, cpu),
        Charge("X-Ray on", f"{len(FUNCTIONS)} traces", thousand * len(FUNCTIONS) * price("trace")),
        Charge(
            "Twelve months of storage",
            "instead of one",
            11 * thousand * (archived / _GB * price("s3_storage") + table / _GB * _table_month()),
        ),
    )
    return Bill(charges, ses, tuple(_following(on, cpu)), extra, _fixed(on, cpu["vangnet"]), tuple(_origins(on, cpu)))


def _origins(on: Metered, cpu: Mapping[str, float]) -> Iterator[Charge]:
    """Yield what each use case takes by itself, and the units that each kind of write takes in all of them."""
    kinds: dict[str, float] = {}
    for name, function in {**FUNCTIONS, **FOLLOWING}.items():
        recording, share = on.played[name], _share(name)
        seconds = gb_seconds(function, cpu[name], recording) + _ASSUMED["cold_share"] * computing(
            function, _ASSUMED["cold_cpu_seconds"]
        )
        counted = Counter(call.operation for call in recording.calls)
        for call in recording.calls:
            kinds[call.operation] = kinds.get(call.operation, 0) + call.units.write * share
        units = recording.units
        usd = share * (
            units.write * price("dynamodb_write")
            + units.read * price("dynamodb_read")
            + counted["PutObject"] * price("s3_put")
            + counted["GetObject"] * price("s3_get")
            + counted["PutEvents"] * price("event")
            + seconds * price("lambda_gb_second")
            + price("lambda_request")
            + _log_bytes(on, name) / _GB * _log_month()
        )
        usd += 0 if function in FUNCTIONS.values() else _requests(name) * price("sqs_request")
        what = f"{units.write * share:g} units written, {counted['PutObject']} PUT, {seconds * share:.2f} GB-s"
        yield Charge(f"by use case, {name}", what, 1000.0 * usd)
    for operation, units_ in kinds.items():
        if units_:
            yield Charge(f"by kind of write, {operation}", f"{units_:g} units", 1000.0 * units_ * price("dynamodb_write"))


def _table_month() -> float:
    return price("dynamodb_storage") + price("dynamodb_backup")


def _log_month() -> float:
    return price("log_ingest") + price("log_storage")


def _log_bytes(on: Metered, name: str) -> int:
    written, lines = on.logged[name]
    return written + lines * int(_ASSUMED["log_line_overhead_bytes"])


def _events() -> Iterator[dict[str, Any]]:
    """Yield what starts functions."""
    for function in functions().values():
        yield from function.get("Events", {}).values()


def _fixed(on: Metered, cpu: float) -> tuple[Charge, ...]:
    rounds, vangnet = _ROUNDS_A_MONTH, on.played["vangnet"]
    alarms = len(of_kind("AWS::CloudWatch::Alarm"))
    keys, secrets = len(of_kind("AWS::KMS::Key")), len(of_kind("AWS::SecretsManager::Secret"))
    counted = {call.operation: 0 for call in vangnet.calls}
    for call in vangnet.calls:
        counted[call.operation] += 1
    each = (
        price("lambda_request")
        + price("schedule")
        + gb_seconds("vangnet", cpu, vangnet) * price("lambda_gb_second")
        + vangnet.units.write * price("dynamodb_write")
        + vangnet.units.read * price("dynamodb_read")
        + counted["ListObjectsV2"] * price("s3_put")
        + counted["GetQueueAttributes"] * price("sqs_request")
        + _log_bytes(on, "vangnet") / _GB * _log_month()
    )
    agents = _ASSUMED["agents"]
    queues = [one for one in _events() if one["Type"] == "SQS"]
    polls = len(queues) * _ASSUMED["pollers"] * _SECONDS_A_MONTH / _ASSUMED["poll_seconds"]
    return (
        Charge("CloudWatch metrics", f"{METRICS}, if each of them occurs every hour", METRICS * price("metric")),
        Charge("Alarms", f"{alarms}", alarms * price("alarm")),
        Charge("KMS keys", f"{keys}", keys * price("kms_key")),
        Charge("Secrets", f"{secrets}", secrets * price("secret")),
        Charge("The vangnet", f"{rounds} rounds", rounds * each),
        Charge("Empty queues", f"{polls:.0f} polls of {len(queues)}", polls * price("sqs_request")),
        Charge("Logins", f"{agents} agents", agents * price("login")),
        Charge("KMS for the table", "a request in five minutes", rounds * price("kms_request")),
    )


METRICS: Final = 24
"""The number of names that the functions write.

These are 2 of ontvangen, 5 of verzenden, 6 of bezorgstatus, 6 of the vangnet, 4 of zaken, and 1 of vegen.
"""


def measure() -> Iterator[Result]:
    """Yield the total beside its target, every charge, and the fixed cost."""
    read, with_scan = bill(reference_mail(attachments=0)), bill(reference_mail(attachments=1))
    ses = sum(each.usd for each in read.ses)
    yield Row(
        subject="Cost",
        what="per 1,000 mails of 20 KB answered, counted and indexed, beside SES's own price",
        measured=f"{read.total:.4f} dollar",
        target=f"< {TARGET:.2f} dollar",
        peer=f"SES itself {ses:.3f} dollar",
        ratio=f"{read.total / ses:.2f}",
        met=read.total < TARGET,
    )
    for each in read.following:
        yield Row(subject="Cost", what=f"of that for {each.name} ({each.what})", measured=f"{each.usd:.4f} dollar")
    for each in sorted(read.charges, key=lambda each: -each.usd):
        yield Row(subject="Cost", what=f"{each.name} ({each.what})", measured=f"{each.usd:.4f} dollar")
    for each in read.origins:
        yield Row(subject="Cost", what=f"the same {each.name} ({each.what})", measured=f"{each.usd:.4f} dollar")
    for each in read.extra:
        yield Row(subject="Cost", what=f"on top with a choice: {each.name} ({each.what})", measured=f"{each.usd:+.4f} dollar")
    yield Row(
        subject="Cost",
        what="on top with a scan of 60 KB that is opened once",
        measured=f"{with_scan.total - read.total:+.4f} dollar",
    )
    fixed = sum(each.usd for each in read.fixed)
    parts = ", ".join(f"{each.name.lower()} ({each.what}) {each.usd:.2f}" for each in read.fixed)
    yield Row(subject="Cost", what=f"a month without any mail: {parts}", measured=f"{fixed:.2f} dollar")
    bars = {
        each.name: each.usd for each in sorted((*read.charges, *read.following), key=lambda each: -each.usd) if each.usd >= 0.0001
    }
    yield Figure("cost", "What 1,000 mails answered cost beside SES", "dollar", bars=bars)
