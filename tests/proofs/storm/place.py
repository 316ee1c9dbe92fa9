"""The environment as the storm meets it: a town that mails and answers, and controls of the functions."""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx

from klantmail_local.client import Client, wait_for
from klantmail_local.environment import Environment, start
from klantmail_local.rollout import STACK
from tests.proofs.storm.inspection import intake, items
from tests.support.inspection import Item, Mailed

_SENDERS: Final = 4
"""The number of SMTP connections at once."""
_WORKERS: Final = 30
"""Lambda workers of one function at once; MiniStack sets no bound, and a worker is a process on this machine."""
REST: Final = 120.0
"""Seconds to come to rest, which includes the retries of Lambda and of the stream."""
_PAST: Final = "2000-01-01T00:00:00.000Z"

# Throttled events wait as on AWS (up to 6 hours there), instead of failing for good after three seconds.
_EVENT_PATIENCE: Final = {"LAMBDA_ASYNC_RETRY_BASE_SECONDS": "15", "LAMBDA_ASYNC_RETRY_MAX_SECONDS": "45"}


@dataclass
class Place:
    """One environment, and all that was mailed to it."""

    environment: Environment
    client: Client
    anna: httpx.Client
    sent: list[Mailed] = field(default_factory=list)

    # -- functions -----------------------------------------------------------------------------------------------------

    def function(self, name: str) -> str:
        """The ARN of the function with this logical id."""
        source = self.environment.aws.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId=name)
        return str(source["StackResourceDetail"]["PhysicalResourceId"])

    def configure(self, name: str, added: Mapping[str, str]) -> None:
        """Change environment variables of a deployed function."""
        functions, function = self.environment.aws.functions, self.function(name)
        variables = functions.get_function_configuration(FunctionName=function)["Environment"]["Variables"]
        functions.update_function_configuration(FunctionName=function, Environment={"Variables": variables | dict(added)})

    def bound(self, name: str, workers: int = _WORKERS) -> None:
        """Let at most so many workers run at once."""
        self.environment.aws.functions.put_function_concurrency(
            FunctionName=self.function(name), ReservedConcurrentExecutions=workers
        )

    def repeat_events(self, name: str, count: int) -> None:
        """Set how often Lambda repeats an event that failed."""
        # MiniStack deploys no EventInvokeConfig and knows no update of one, so the whole is put, without the queue.
        self.environment.aws.functions.put_function_event_invoke_config(
            FunctionName=self.function(name), MaximumRetryAttempts=count
        )

    def vangnet(self) -> Item:
        """Run one round, for which every mail in the intake has waited long enough, and return what it saw."""
        response = self.environment.aws.functions.invoke(FunctionName=self.function("Vangnet"), Payload=b"{}")
        result: Item = json.loads(response["Payload"].read())
        if response.get("FunctionError"):
            raise RuntimeError(f"the vangnet failed: {result}")
        return result

    # -- people --------------------------------------------------------------------------------------------------------

    def mail(self, count: int) -> list[datetime]:
        """Have so many citizens mail, each from an address of its own.

        Returns: when each was accepted, by their numbers.
        """
        begin = len(self.sent)
        fresh_ones = [question(f"burger-{uuid4().hex[:12]}@burger.example", begin + number) for number in range(count)]
        postvak = self.client.details["postvakken"][0]

        def send(mail: Mailed) -> datetime:
            self.client.send_mail(mail.bron, postvak, mail.adres)
            return datetime.now(UTC)

        with ThreadPoolExecutor(_SENDERS) as threads:
            times = list(threads.map(send, fresh_ones))
        self.sent += fresh_ones
        return times

    def werkvoorraad(self) -> list[Item]:
        return self.client.werkvoorraad(self.anna, self.client.details["postvakken"][0])

    def open(self, bericht: str) -> str:
        """The inzageId of this e-mailbericht, for Anna."""
        geopend = self.anna.post(f"/emailberichten/{bericht}/inzage", json={}).raise_for_status().json()
        return str(geopend["inzageId"])

    def answer(self, bericht: str, inzage: str, idempotency_key: str) -> httpx.Response:
        return self.anna.post(
            f"/emailberichten/{bericht}/antwoord",
            json={"inzageId": inzage, "inhoud": f"Dat kan via de website. Kenmerk {idempotency_key}"},
            headers={"Idempotency-Key": idempotency_key},
        )

    # -- coming to rest ------------------------------------------------------------------------------------------------

    def wait_for_empty_intake(self, patience: float) -> None:
        wait_for(lambda: not intake(self.environment), "an empty intake", patience)

    def let_time_pass(self) -> int:
        """Put the time of every verzending that waits (5 minutes) or is under way (its lease) in the past.

        Returns: the number of those.
        """
        dynamodb = self.environment.aws.dynamodb
        waiting = [each for each in items(self.environment, "verzending") if each["status"] in ("te_verzenden", "bezig")]
        for each in waiting:
            with suppress(dynamodb.exceptions.ConditionalCheckFailedException):  # it moved on by itself
                dynamodb.update_item(
                    TableName=self.environment.stack.table,
                    Key={"PK": {"S": each["PK"]}, "SK": {"S": each["SK"]}},
                    UpdateExpression="SET aanDeBeurtOp = :toen, AANDACHT_SK = :plek",
                    ConditionExpression="#status = :status AND pogingen = :pogingen",
                    ExpressionAttributeNames={"#status": "status"},
                    ExpressionAttributeValues={
                        ":toen": {"S": _PAST},
                        ":plek": {"S": f"{_PAST}#{each['identificatie']}"},
                        ":status": {"S": each["status"]},
                        ":pogingen": {"N": str(each["pogingen"])},
                    },
                )
        return len(waiting)

    def verzendingen_at_rest(self, patience: float) -> bool:
        """Wait until none waits or is under way. Returns: whether that came."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            statuses = {each["status"] for each in items(self.environment, "verzending")}
            if not statuses & {"te_verzenden", "bezig"}:
                return True
            time.sleep(1)
        return False

    def come_to_rest(self, progress: Callable[[str], None]) -> None:
        """Let it come to rest by the system's own means: the stream and Lambda
        repeat, and the vangnet makes its rounds.
        """
        self.verzendingen_at_rest(20)
        for round_ in range(1, 6):
            self.let_time_pass()
            self.environment.clear_workers()
            progress(f"        vangnet, round {round_}: {self.vangnet()}")
            if self.verzendingen_at_rest(15) and not intake(self.environment):
                break
        self.wait_for_empty_intake(REST)

    # -- setting back --------------------------------------------------------------------------------------------------

    def born_verzendingen(self) -> list[Any]:
        """The verzendingen as they were when they were stored, read from the stream.

        A backup from before the sending holds them like that.
        """
        streams, table = self.environment.aws.streams, self.environment.stack.table
        arn = self.environment.aws.dynamodb.describe_table(TableName=table)["Table"]["LatestStreamArn"]
        images: dict[str, Any] = {}
        for part in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
            begin = streams.get_shard_iterator(StreamArn=arn, ShardId=part["ShardId"], ShardIteratorType="TRIM_HORIZON")
            spot: str | None = begin["ShardIterator"]
            while spot:
                page = streams.get_records(ShardIterator=spot)
                for record in page["Records"]:
                    image = record["dynamodb"].get("NewImage", {})
                    if record["eventName"] == "INSERT" and image["soort"]["S"] == "verzending":
                        images[image["PK"]["S"]] = image
                spot = page.get("NextShardIterator") if page["Records"] else None
        return list(images.values())

    def set_table_back(self, images: Sequence[Any]) -> None:
        """Put these items where newer ones stand, as a restored table has them: new to the stream."""
        dynamodb, table = self.environment.aws.dynamodb, self.environment.stack.table
        for image in images:
            dynamodb.delete_item(TableName=table, Key={"PK": image["PK"], "SK": image["SK"]})
            dynamodb.put_item(TableName=table, Item=image)

    def wait_for_outgoing(self, count: int, patience: float) -> None:
        wait_for(lambda: len(self.client.verzonden()) >= count, f"mail number {count} in the sink", patience)


@contextmanager
def open_place(directory: Path) -> Iterator[Place]:
    """Make a fresh environment, in which every mail in the intake counts as left lying at once."""
    os.environ |= _EVENT_PATIENCE
    with start(directory) as environment:
        client = Client(environment.details)
        with client.as_medewerker() as anna:
            started = Place(environment, client, anna)
            started.configure("Vangnet", {"INTAKE_WACHTTIJD_SECONDEN": "0"})
            for name in ("Ontvangen", "Verzenden", "Bezorgstatus"):
                started.bound(name)
            yield started


def question(address: str, number: int) -> Mailed:
    """A citizen's question."""
    source = (
        f"From: {address}\r\nTo: info@gemeente.example\r\nSubject: Vraag {number}\r\nMessage-ID: <{uuid4()}@burger.example>\r\n"
        "Date: Tue, 24 Nov 2026 09:55:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Wanneer haalt u grofvuil op bij café De Hoek, nummer {number}?\r\n"
    )
    return Mailed(address, source.encode())
