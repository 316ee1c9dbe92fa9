"""The AWS that a course meets.

It has table, buckets and queue on moto, SES with a sink, Lambda, the stream, the schedule, and a clock. One process
holds it all, and answers one call at a time: a call takes effect as a whole, as AWS promises of each call. The
functions run in processes of their own (`tests.proofs.faults.process`), so that they can be killed while this stays. A
fork of the cloud's process is a copy of everything, so every course begins where its use case was made ready.
"""

import gc
import json
import os
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid4

import boto3
import botocore.exceptions
from botocore.awsrequest import AWSPreparedRequest, HeadersDict
from moto.core.models import botocore_stubber
from moto.dynamodb.models import dynamodb_backends
from moto.sqs import models as moto_queues

import klantmail.domain.tijd
from klantmail.domain.interne_taak import KCC_EENHEID
from klantmail.usecases import mail_van_personen
from klantmail_local.aws import ACCESS_KEY, SECRET_KEY
from klantmail_local.ses_events import SentMail, events
from klantmail_local.ses_sending import SesError, as_sent, new_message_id, read_sending
from tests.proofs.faults.harm import Effect, Fault, heard
from tests.proofs.faults.process import KILLED, Attempt, Ending, NoResponse, Response, hook_in, start
from tests.support import zgw_server
from tests.support.aws import ACCOUNT, ENVIRONMENT, REGION, Functions, aws_in_memory
from tests.support.builders import ANDER_POSTVAK, POSTVAK
from tests.support.inspection import Evidence, Item, Mailed, broken_promises, gelezen
from tests.support.scenes.events import (
    FROM_QUEUE,
    FROM_STREAM,
    STREAMED,
    arrival,
    asked,
    changed,
    followers,
    streamed,
    to_collect,
    to_destroy,
)
from tests.support.scenes.in_memory import stored_upload
from tests.support.scenes.operations import BEHANDELAAR, query, request, sending
from tests.support.scenes.place import Body, Call
from tests.support.template import PROJECT, functions
from tests.support.zgw_server import ZgwServer

_PATIENCE: Final = 60
"""Seconds in which a process must make its next call."""
_ROUNDS: Final = 6
"""The number of vangnet rounds within which all must have come to rest."""
_HOUR: Final = timedelta(hours=1)
"""A time longer than the lease, the claim, and every wait before the vangnet acts."""
_RETRIES: Final = {"ontvangen": 2, "verzenden": 1, "registreren": 1, "bezorgstatus": 2}
"""The number of times that Lambda repeats an event that failed (`EventInvokeConfig` in template.yaml).

A schedule has its next round instead.
"""
_STREAM_RETRIES: Final = 8
"""The number of times that a stream record that failed comes again (template.yaml)."""
_RECEIVES: Final = 5
"""The number of times that a queue of the bus offers a message (template.yaml)."""
_GIVEN_UP: Final = ENVIRONMENT["MISLUKTWACHTRIJEN"].split(",")[0]
_UNDER_WAY: Final = {"te_verzenden", "te_registreren", "bezig"}

_ZGW: Final = ZgwServer("https://zgw.gemeente.example")
EXISTING_URL: Final = _ZGW.zaak("ZAAK-2026-0001", uuid=UUID(int=1))
"""The URL of a zaak that somebody else made."""
_ZGW.zaak("ZAAK-2026-0002", uuid=UUID(int=2))
OLD_URL: Final = _ZGW.zaak("ZAAK-2020-0003", uuid=UUID(int=3), archiefnominatie="vernietigen", archiefactiedatum="2026-01-01")
"""The URL of one whose term is over."""
_ZGW_BEFORE: Final = tuple(_ZGW.zaken)

_shift = timedelta()


def nu() -> datetime:
    """The clock of the functions."""
    return klantmail.domain.tijd.op_milliseconde(datetime.now(UTC) + _shift)


def let_pass(duration: timedelta) -> None:
    """Let time pass, for every process that starts from now on."""
    global _shift
    _shift += duration


@contextmanager
def prepared(warm_up: Callable[[Functions], None]) -> Iterator[Functions]:
    """Make a process to fork from: an empty cloud, and every function loaded with its clients.

    Args:
        warm_up: calls functions in this very process, so that its forks find everything made that is made at a first
            call. May leave no thread behind: a fork has none of them.
    """
    os.environ |= ENVIRONMENT | _own_settings()
    os.environ |= {
        "BEVESTIGDE_POSTVAKKEN": ANDER_POSTVAK,
        "ONTVANGEN": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:ontvangen",
        "REGISTREREN": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:registreren",
        "ZAKEN_API": _ZGW.zaken_api,
        "CATALOGI_API": _ZGW.catalogi_api,
        "DOCUMENTEN_API": _ZGW.documenten_api,
        "ZGW_GEHEIM": "zgw",
        "VERZENDEN": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:verzenden",
        "WACHTRIJEN": f"ontvangen=https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/mislukt",
        "LEESWACHT_SECONDEN": "0",  # moto's queue knows at once that it is empty
    }
    os.environ.pop("AWS_PROFILE", None)
    klantmail.domain.tijd.nu = nu
    moto_queues.unix_time_millis = lambda dt=None: (dt or nu()).timestamp() * 1000  # type: ignore[attr-defined]
    mail_van_personen.EERSTE_DAG = nu().date()  # a list looks at every day since the first
    zgw_server.time = lambda: nu().timestamp()  # type: ignore[attr-defined]  # what it takes from the standard library
    time.sleep = lambda _: None  # nobody waits for an SDK that waits for a service
    hook_in()
    with _empty():
        functions = Functions({})
        for path in sorted((PROJECT / "functions").iterdir()):
            if (path / "app.py").exists():
                functions.load(path.name)
        with _silenced():
            warm_up(functions)
    with _empty():
        gc.collect()
        gc.disable()
        gc.freeze()  # whatever is shared with a fork stays shared
        yield functions


@contextmanager
def _empty() -> Iterator[None]:
    with aws_in_memory():
        # The login that the local AWS knows (`power`); moto takes any, and sets one of its own.
        os.environ |= {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}
        boto3.client("sqs", region_name=REGION).create_queue(QueueName="mislukt")
        secret = json.dumps({"clientId": zgw_server.CLIENT_ID, "secret": zgw_server.GEHEIM})
        boto3.client("secretsmanager", region_name=REGION).create_secret(Name="zgw", SecretString=secret)
        yield


@contextmanager
def _silenced() -> Iterator[None]:
    """Silence what the functions log."""
    output = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(output, 1)


def _own_settings() -> dict[str, str]:
    """The settings that the template gives single functions, as far as it has them in so many words."""
    settings = [each.get("Environment", {}).get("Variables", {}) for each in functions().values()]
    return {name: value for each in settings for name, value in each.items() if isinstance(value, str)}


class Stuck(Exception):
    """The harness itself failed: this is no verdict on any promise."""


class NotDone(Stuck):
    """A request that had to succeed was answered with an error."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One call of an invocation: its name, and its number among the calls of that name."""

    name: str
    number: int

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


@dataclass(slots=True)
class Intervention:
    """The intervention at one call: a fault, or another deed that comes between just before it."""

    spot: Spot
    fault: Fault | None = None
    meanwhile: Callable[[], None] | None = None
    hit: bool = False

    def strikes(self, spot: Spot) -> bool:
        """Tell whether it happens at this call."""
        if self.fault is not None and self.fault.stays:
            return spot.name == self.spot.name and spot.number >= self.spot.number
        return spot == self.spot


SEND: Final = Spot("sesv2.SendEmail", 1)
KILLED_AFTER: Final = Fault("killed after", Effect.DEATH, takes_effect=True)


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event that waits for its function."""

    call: Call
    pogingen: int
    due: timedelta = timedelta()
    """The time that must have passed before."""


class Cloud:
    """The cloud of one municipality."""

    def __init__(self, functions: Functions) -> None:
        self.functions = functions
        self.accepted: list[Mailed] = []
        self.arrivals: dict[str, Call] = {}
        """SES's event of each mail that came in, by the identificatie of its e-mailbericht."""
        self.left: list[SentMail] = []
        """The sink: every mail that left."""
        self.queue: deque[Delivery] = deque()
        self.ses_events: list[dict[str, Any]] = []
        """Events of SES that were not delivered yet."""
        self.zgw = _ZGW
        """The municipality's Zaken API and Documenten API."""
        self.s3 = boto3.client("s3", region_name=REGION)
        self.dynamodb = boto3.client("dynamodb", region_name=REGION)
        self.sqs = boto3.client("sqs", region_name=REGION)
        self._in_stream: dict[tuple[str, str], Any] = {}
        """Every item as the stream last told of it, by its key."""
        self._not_refused: Counter[str] = Counter()
        """The number of SendEmail calls that nobody can say were certainly not accepted, for each verzending."""

    # -- running functions ---------------------------------------------------------------------------------------------

    def run(
        self, calls: Sequence[Call], intervention: Intervention | None = None, recording: list[Spot] | None = None
    ) -> list[Ending]:
        """Invoke functions, one after the other, in one new process, and return how each ended.

        The last one of a killed process is `KILLED`.

        Args:
            recording: gets every call that is made.
        """
        pid, pipe = start(self.functions, calls)
        spots: dict[int, Spot] = {}
        counted: Counter[str] = Counter()
        try:
            while True:
                if not pipe.poll(_PATIENCE):
                    raise Stuck("a function makes no next call")
                bericht = pipe.recv()
                if not isinstance(bericht, Attempt):
                    return cast(list[Ending], bericht)
                repeated = bericht.call in spots
                if not repeated:
                    counted[bericht.name] += 1
                    spots[bericht.call] = Spot(bericht.name, counted[bericht.name])
                    if recording is not None:
                        recording.append(spots[bericht.call])
                fault = self._intervene(intervention, spots[bericht.call], repeated=repeated)
                response = self._handle(bericht, fault)
                if response is None:
                    os.kill(pid, signal.SIGKILL)
                    return [KILLED]
                pipe.send(response)
        except EOFError:
            raise Stuck("a process ended by itself") from None
        finally:
            pipe.close()
            os.waitpid(pid, 0)
            self._follow_stream()

    @staticmethod
    def _intervene(intervention: Intervention | None, spot: Spot, *, repeated: bool) -> Fault | None:
        if intervention is None or not intervention.strikes(spot):
            return None
        if intervention.meanwhile is not None and not intervention.hit:
            intervention.hit = True
            intervention.meanwhile()
        if intervention.fault is None or (repeated and not intervention.fault.always):
            return None
        intervention.hit = True
        return intervention.fault

    def _handle(self, attempt: Attempt, fault: Fault | None) -> Response | NoResponse | None:
        """Return what the caller hears; None when it hears nothing, ever again."""
        real = self._respond(attempt) if fault is None or fault.takes_effect else None
        if attempt.name == "sesv2.SendEmail" and (real or (fault and fault.effect in {Effect.ERROR, Effect.SILENCE})):
            self._not_refused[read_sending(json.loads(attempt.content)).tags["verzending"]] += 1
        if fault is None:
            return real
        return None if fault.effect is Effect.DEATH else heard(fault.effect, attempt.name.partition(".")[0])

    def _respond(self, attempt: Attempt) -> Response:
        if attempt.name == "sesv2.SendEmail":
            return self._send(attempt)
        if attempt.name == "lambda.Invoke":
            return self._start(attempt)
        if attempt.name == "events.PutEvents":
            return self._tell(attempt)
        if attempt.name == "sqs.SendMessage":
            sent = json.loads(attempt.content)
            body = json.loads(sent["MessageBody"])
            if "verzoek" in body:
                delay = timedelta(seconds=sent.get("DelaySeconds", 0))
                self.queue.append(Delivery(to_collect(body), _RECEIVES, _shift + delay if delay else timedelta()))
            else:
                self.queue.append(Delivery(to_destroy(body), _RECEIVES))
        if attempt.name.startswith("zgw."):
            status, said = self.zgw.antwoord(attempt.method, attempt.address, dict(attempt.headers), attempt.content)
            return Response(status, {}, json.dumps(said).encode())
        return self._answer_of_aws(attempt)

    def _answer_of_aws(self, attempt: Attempt) -> Response:
        headers = HeadersDict()
        for name, value in attempt.headers:
            headers[name] = value
        asked_for = AWSPreparedRequest(attempt.method, attempt.address, cast(Any, headers), attempt.content, stream_output=False)
        response = botocore_stubber.process_request(asked_for)
        if response is None:
            raise Stuck(f"nobody answers {attempt.name}")
        status, response_headers, content = response
        return Response(
            status,
            {str(name): str(value) for name, value in response_headers.items()},
            content.encode() if isinstance(content, str) else content,
        )

    def _send(self, attempt: Attempt) -> Response:
        """Send a mail as the SES of the local AWS does."""
        try:
            asked_for = read_sending(json.loads(attempt.content))
        except SesError as error:
            return Response(error.status, {"x-amzn-ErrorType": error.code}, json.dumps({"message": str(error)}).encode())
        moment = nu()
        message_id = new_message_id(moment)
        left = SentMail(asked_for, message_id, moment, as_sent(asked_for.raw, message_id, moment))
        self.left.append(left)
        self.ses_events += events(left)
        return Response(200, {"Content-Type": "application/json"}, json.dumps({"MessageId": message_id}).encode())

    def _start(self, attempt: Attempt) -> Response:
        """Take an asynchronous invocation, as Lambda does, and run it later."""
        function = unquote(urlsplit(attempt.address).path).removesuffix("/invocations").rpartition(":")[2]
        self.queue.append(Delivery(Call(function, json.loads(attempt.content)), 1 + _RETRIES[function]))
        return Response(202, {}, b"")

    def _tell(self, attempt: Attempt) -> Response:
        """Take events on the bus, as EventBridge does, and queue each for who follows it."""
        entries = json.loads(attempt.content)["Entries"]
        self.queue.extend(Delivery(call, _RECEIVES) for each in entries for call in followers(json.loads(each["Detail"])))
        answer = {"FailedEntryCount": 0, "Entries": [{"EventId": str(uuid4())} for _ in entries]}
        return Response(200, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(answer).encode())

    def _follow_stream(self) -> None:
        """Queue a record for each item that is new or changed, as the event source mappings filter them."""
        for row in self._rows():
            key = row["PK"]["S"], row["SK"]["S"]
            known = self._in_stream.get(key)
            if known == row:
                continue
            self._in_stream[key] = row
            records = [changed(row, is_new=known is None), streamed(row) if known is None else None]
            self.queue.extend(Delivery(record, 1 + _STREAM_RETRIES) for record in records if record is not None)

    def take(self, function: str) -> Call:
        """Take the last event that waits for this function out of the queue, and return it."""
        last = next(each for each in reversed(self.queue) if each.call.function == function)
        self.queue.remove(last)
        return last.call

    # -- what scenes need ----------------------------------------------------------------------------------------------

    @property
    def table(self) -> str:
        return ENVIRONMENT["TABEL"]

    def mail(self, postvak: str = POSTVAK, *, alias: str = "", spam: bool = False) -> tuple[str, Call]:
        """Have a citizen mail, and return the identificatie of the e-mailbericht to come, and SES's event."""
        self.accepted.append(asked())
        bericht, event = arrival(self.s3, self.accepted[-1], postvak, alias=alias, spam=spam)
        self.arrivals[bericht] = event
        return bericht, event

    def give_up(self, event: Call) -> None:
        """Have each attempt at this event of a mail fail: Lambda puts it in the queue of such events."""
        self.sqs.send_message(QueueUrl=_GIVEN_UP, MessageBody=json.dumps({"requestPayload": event.event}))

    def given_up(self) -> list[dict[str, Any]]:
        """Read the events of mails that failed; nobody else reads them for some time."""
        messages = self.sqs.receive_message(QueueUrl=_GIVEN_UP, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(each["Body"])["requestPayload"] for each in messages]

    def received(self, *, spam: bool = False) -> str:
        bericht, event = self.mail(spam=spam)
        (ending,) = self.run([event])
        if ending.error:
            raise Stuck(ending.error)
        return bericht

    def ask(self, call: Call) -> Body:
        """Make a request of the API that must succeed. Raises: NietGedaan; Vastgelopen (there is no answer)."""
        (ending,) = self.run([call])
        response: Body = body(ending)
        if ending.result["statusCode"] >= 400:
            raise NotDone(f"{call.function}: {response}")
        return response

    def upload(self, medewerker: str) -> str:
        return stored_upload(self.s3, medewerker)

    def doubtful(self) -> str:
        """Make a verzending whose sender was killed after SES had taken it, and let the vangnet see that."""
        verzending = sending(self)
        self.run([self.take("verzenden")], Intervention(SEND, KILLED_AFTER))
        let_pass(_HOUR)
        self.run([Call("vangnet", {})])
        return verzending

    # -- coming to rest ------------------------------------------------------------------------------------------------

    def offer_again(self, call: Call, ending: Ending) -> None:
        """Let an event that failed come again, as often as template.yaml has it."""
        if failed(ending):
            count = _RETRIES.get(call.function, 0)
            if "Records" in call.event and call.function in FROM_STREAM:
                count = _STREAM_RETRIES
            elif "Records" in call.event and call.function in FROM_QUEUE:
                count = _RECEIVES - 1
            if count:
                self.queue.append(Delivery(call, count))

    def deliver(self) -> None:
        """Deliver everything that waits for a function, until nothing does but what is to come later."""
        while deliveries := [each for each in self.queue if each.due <= _shift]:
            self.queue = deque(each for each in self.queue if each.due > _shift)
            endings = self.run([delivery.call for delivery in deliveries])
            for delivery, ending in zip(deliveries, endings, strict=True):
                if failed(ending) and delivery.pogingen > 1:
                    self.queue.append(Delivery(delivery.call, delivery.pogingen - 1))

    def come_to_rest(self) -> None:
        """Let it come to rest by the system's own means: events that come again, and rounds of the vangnet."""
        self.deliver()
        for _ in range(_ROUNDS):
            let_pass(_HOUR)
            self.run([Call("vangnet", {})])
            self.deliver()
            if not self.keys("INTAKE") and not self._under_way():
                return

    def tell_deliveries(self) -> None:
        """Deliver what SES has to tell."""
        events, self.ses_events = self.ses_events, []
        self.queue.extend(Delivery(Call("bezorgstatus", each), 1 + _RETRIES["bezorgstatus"]) for each in events)
        self.deliver()

    def _under_way(self) -> bool:
        return any(each["status"] in _UNDER_WAY for kind in STREAMED for each in self.items(kind))

    # -- what is there -------------------------------------------------------------------------------------------------

    def items(self, kind: str) -> list[Item]:
        return [item for item in map(gelezen, self._rows()) if item["soort"] == kind]

    def rows(self) -> list[Any]:
        """Return every item in DynamoDB's own JSON."""
        return self._rows()

    def row(self, kind: str, identificatie: object) -> Any:
        """Return an item in DynamoDB's own JSON."""
        return next(row for row in self._rows() if row["PK"]["S"] == f"{kind.upper()}#{identificatie}")

    def item(self, kind: str, identificatie: object) -> Item:
        return next(item for item in self.items(kind) if str(item["identificatie"]) == str(identificatie))

    def forget(self, kind: str, identificatie: object) -> None:
        """Set the table back to before it knew of this."""
        keys = {"PK": {"S": f"{kind}#{identificatie}"}, "SK": {"S": kind}}
        self.dynamodb.delete_item(TableName=self.table, Key=keys)

    def _rows(self) -> list[Any]:
        """Read the whole table from moto's own store, since a scan over its API
        costs more than all the rest of a course.
        """
        table = dynamodb_backends[ACCOUNT][REGION].tables[ENVIRONMENT["TABEL"]]
        return [item.to_json()["Attributes"] for item in table.all_items()]

    def keys(self, bucket: str) -> list[str]:
        """The keys in the bucket of this setting."""
        return [str(each["Key"]) for each in self.s3.list_objects_v2(Bucket=ENVIRONMENT[bucket]).get("Contents", [])]

    def archived(self, key: str) -> bytes | None:
        try:
            return self.s3.get_object(Bucket=ENVIRONMENT["ARCHIEF"], Key=key)["Body"].read()
        except botocore.exceptions.ClientError:
            return None

    def broken(self) -> list[str]:
        """Return the breaches of the promises, once all has come to rest."""
        everything = [gelezen(row) for row in self._rows()]
        seen = self._on_lists({item["soort"] for item in everything})
        outgoing: dict[str, list[bytes]] = {}
        for each in self.left:
            outgoing.setdefault(each.sending.tags["verzending"], []).append(each.mail)
        evidence = Evidence(everything, self.keys("INTAKE"), self.archived, outgoing, seen["verzendingen"])
        return [
            *broken_promises(evidence, self.accepted),
            *self._more_than_once(),
            *self._of_zaken(evidence),
            *_unseen(evidence, seen),
        ]

    def _on_lists(self, kinds: Set[str]) -> dict[str, set[str]]:
        """Return what an agent finds on each kind of list, on those that can hold anything."""
        lists: list[tuple[str, str, dict[str, str]]] = [
            ("mail", "lijstEmailberichten", {}),
            ("mail", "lijstEmailberichten", {"status": "quarantaine"}),
        ]
        if "verzending" in kinds:
            lists += [("verzendingen", "lijstVerzendingen", each) for each in ({}, {"lijst": "te_verzenden"}, {"lijst": "bezig"})]
        if "zaak" in kinds:
            lists += [("zaken", "lijstZaken", {"status": each}) for each in ("te_registreren", "bezig", "mislukt")]
        calls = [(kind, query(request(self, operation), pageSize="100", **wanted)) for kind, operation, wanted in lists]
        if "internetaak" in kinds:
            for eenheid in (*ENVIRONMENT["EENHEDEN"].split(","), KCC_EENHEID):
                claims = {**BEHANDELAAR, "custom:eenheid": eenheid}
                calls.append(("taken", query(request(self, "lijstInterneTaken", claims), pageSize="100")))
        responses = self.run([call for _, call in calls])
        seen: dict[str, set[str]] = {kind: set() for kind in ("mail", "verzendingen", "taken", "zaken")}
        for (kind, _), ending in zip(calls, responses, strict=True):
            seen[kind] |= {str(each["identificatie"]) for each in body(ending)["results"]}
        return seen

    def _more_than_once(self) -> Iterator[str]:
        for verzending, count in self._not_refused.items():
            if count > 1:
                yield f"3: verzending {verzending} was given to SES {count} times without a definite refusal"

    def _of_zaken(self, evidence: Evidence) -> Iterator[str]:
        """Promise 3, of zaken: each is made elsewhere once, with each of its documents once.

        All of it is there when the zaak is geregistreerd.
        """
        here_before = {str(each["identificatie"]) for each in _ZGW_BEFORE}
        made = Counter(str(each["identificatie"]) for each in self.zgw.zaken if each["identificatie"] not in here_before)
        documenten = Counter(str(each["identificatie"]) for each in self.zgw.documenten)
        for zaak in evidence.van("zaak"):
            who, missing = str(zaak["identificatie"]), zaak["status"] == "geregistreerd"
            count = made.pop(who, 0)
            if "bestaandeZaak" in zaak:
                if count or zaak.get("url") not in {each["url"] for each in _ZGW_BEFORE}:
                    yield f"3: zaak {who} was there already, and was made {count} times or has another URL"
            elif count > 1 or (missing and not count):
                yield f"3: zaak {who} is {zaak['status']} and was made {count} times"
            yield from self._of_status_and_initiator(zaak)
            tied = [documenten[str(each)] for each in zaak["informatieobjecten"]]
            if any(each > 1 for each in tied) or (missing and 0 in tied):
                yield f"3: zaak {who} is {zaak['status']} and its documents were made {tied} times"
            ties = sum(each["zaak"] == zaak.get("url") for each in self.zgw.koppelingen)
            if missing and ties != len(tied):
                yield f"3: zaak {who} has {ties} ties to its {len(tied)} documents"
        if made:
            yield f"1: made elsewhere without a zaak here: {sorted(made)}"

    def _of_status_and_initiator(self, zaak: Mapping[str, Any]) -> Iterator[str]:
        """A zaak that is made for a mail has one of each once it is geregistreerd.

        One that somebody else made gets none of ours.
        """
        due = 0 if "bestaandeZaak" in zaak else 1
        for kind, rows in (("status", self.zgw.statuses), ("initiator", self.zgw.rollen)):
            count = sum(each["zaak"] == zaak.get("url") for each in rows)
            if count > due or (zaak["status"] == "geregistreerd" and count != due):
                yield f"3: zaak {zaak['identificatie']} is {zaak['status']} and has {count} of {kind}"


def _unseen(evidence: Evidence, seen: Mapping[str, Set[str]]) -> Iterator[str]:
    """Promise 5: every record that waits for a person is on the list of that person."""
    open_ = {str(each["identificatie"]) for each in evidence.van("emailbericht") if each["status"] != "afgehandeld"}
    if open_ != seen["mail"]:
        yield f"5: on the lists of mail {sorted(seen['mail'])}, still open {sorted(open_)}"
    todo = {str(each["identificatie"]) for each in evidence.van("internetaak") if each["status"] == "te_verwerken"}
    if todo != seen["taken"]:
        yield f"5: on the lists of tasks {sorted(seen['taken'])}, still to do {sorted(todo)}"
    waiting = {
        str(each["identificatie"]) for each in evidence.van("zaak") if each["status"] not in {"geregistreerd", "vervallen"}
    }
    if waiting != seen["zaken"]:
        yield f"5: on the lists of zaken {sorted(seen['zaken'])}, not registered {sorted(waiting)}"
    if any(each["status"] in _UNDER_WAY for kind in STREAMED for each in evidence.van(kind)):
        yield "5: a verzending or a zaak is under way for ever"


def failed(ending: Ending) -> bool:
    """Tell whether an event must come again: the function failed, or says so of a record."""
    return bool(ending.error) or (isinstance(ending.result, dict) and bool(ending.result.get("batchItemFailures")))


def body(ending: Ending) -> Any:
    """Return the answer of the API. Raises: Vastgelopen (there is none)."""
    if ending.error:
        raise Stuck(ending.error)
    return json.loads(ending.result["body"] or "{}")
