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

from klantmail_local.client import Client, wacht_op
from klantmail_local.omgeving import Omgeving, start
from klantmail_local.uitrol import STACK
from tests.proofs.storm.inspection import intake, items
from tests.support.inspection import Gestuurd, Item

_AFZENDERS: Final = 4
"""The number of SMTP connections at once."""
_WERKERS: Final = 30
"""Lambda workers of one function at once; MiniStack sets no bound, and a worker is a process on this machine."""
RUST: Final = 120.0
"""Seconds to come to rest, which includes the retries of Lambda and of the stream."""
_VERLEDEN: Final = "2000-01-01T00:00:00.000Z"

# Throttled events wait as on AWS (up to 6 hours there), instead of failing for good after three seconds.
_WACHTTIJD_EVENTS: Final = {"LAMBDA_ASYNC_RETRY_BASE_SECONDS": "15", "LAMBDA_ASYNC_RETRY_MAX_SECONDS": "45"}


@dataclass
class Plek:
    """One environment, and all that was mailed to it."""

    omgeving: Omgeving
    client: Client
    anna: httpx.Client
    gestuurd: list[Gestuurd] = field(default_factory=list)

    # -- functions -----------------------------------------------------------------------------------------------------

    def functie(self, naam: str) -> str:
        """The ARN of the function with this logical id."""
        bron = self.omgeving.aws.cloudformation.describe_stack_resource(StackName=STACK, LogicalResourceId=naam)
        return str(bron["StackResourceDetail"]["PhysicalResourceId"])

    def stel_in(self, naam: str, erbij: Mapping[str, str]) -> None:
        """Change environment variables of a deployed function."""
        functies, functie = self.omgeving.aws.functies, self.functie(naam)
        variabelen = functies.get_function_configuration(FunctionName=functie)["Environment"]["Variables"]
        functies.update_function_configuration(FunctionName=functie, Environment={"Variables": variabelen | dict(erbij)})

    def begrens(self, naam: str, werkers: int = _WERKERS) -> None:
        """Let at most so many workers run at once."""
        self.omgeving.aws.functies.put_function_concurrency(FunctionName=self.functie(naam), ReservedConcurrentExecutions=werkers)

    def herhaal_events(self, naam: str, aantal: int) -> None:
        """Set how often Lambda repeats an event that failed."""
        # MiniStack deploys no EventInvokeConfig and knows no update of one, so the whole is put, without the queue.
        self.omgeving.aws.functies.put_function_event_invoke_config(FunctionName=self.functie(naam), MaximumRetryAttempts=aantal)

    def vangnet(self) -> Item:
        """Run one round, for which every mail in the intake has waited long enough, and return what it saw."""
        antwoord = self.omgeving.aws.functies.invoke(FunctionName=self.functie("Vangnet"), Payload=b"{}")
        stand: Item = json.loads(antwoord["Payload"].read())
        if antwoord.get("FunctionError"):
            raise RuntimeError(f"the vangnet failed: {stand}")
        return stand

    # -- people --------------------------------------------------------------------------------------------------------

    def mail(self, aantal: int) -> list[datetime]:
        """Have so many citizens mail, each from an address of its own.

        Returns: when each was accepted, by their numbers.
        """
        begin = len(self.gestuurd)
        nieuwe = [vraag(f"burger-{uuid4().hex[:12]}@burger.example", begin + nummer) for nummer in range(aantal)]
        postvak = self.client.gegevens["postvakken"][0]

        def verstuur(mail: Gestuurd) -> datetime:
            self.client.stuur_mail(mail.bron, postvak, mail.adres)
            return datetime.now(UTC)

        with ThreadPoolExecutor(_AFZENDERS) as draden:
            tijden = list(draden.map(verstuur, nieuwe))
        self.gestuurd += nieuwe
        return tijden

    def werkvoorraad(self) -> list[Item]:
        return self.client.werkvoorraad(self.anna, self.client.gegevens["postvakken"][0])

    def open(self, bericht: str) -> str:
        """The inzageId of this e-mailbericht, for Anna."""
        geopend = self.anna.post(f"/emailberichten/{bericht}/inzage", json={}).raise_for_status().json()
        return str(geopend["inzageId"])

    def antwoord(self, bericht: str, inzage: str, idempotency_key: str) -> httpx.Response:
        return self.anna.post(
            f"/emailberichten/{bericht}/antwoord",
            json={"inzageId": inzage, "inhoud": f"Dat kan via de website. Kenmerk {idempotency_key}"},
            headers={"Idempotency-Key": idempotency_key},
        )

    # -- coming to rest ------------------------------------------------------------------------------------------------

    def wacht_op_lege_intake(self, geduld: float) -> None:
        wacht_op(lambda: not intake(self.omgeving), "an empty intake", geduld)

    def laat_tijd_verstrijken(self) -> int:
        """Put the time of every verzending that waits (5 minutes) or is under way (its lease) in the past.

        Returns: the number of those.
        """
        dynamodb = self.omgeving.aws.dynamodb
        wachtend = [een for een in items(self.omgeving, "verzending") if een["status"] in ("te_verzenden", "bezig")]
        for een in wachtend:
            with suppress(dynamodb.exceptions.ConditionalCheckFailedException):  # it moved on by itself
                dynamodb.update_item(
                    TableName=self.omgeving.stack.tabel,
                    Key={"PK": {"S": een["PK"]}, "SK": {"S": een["SK"]}},
                    UpdateExpression="SET aanDeBeurtOp = :toen, AANDACHT_SK = :plek",
                    ConditionExpression="#status = :status AND pogingen = :pogingen",
                    ExpressionAttributeNames={"#status": "status"},
                    ExpressionAttributeValues={
                        ":toen": {"S": _VERLEDEN},
                        ":plek": {"S": f"{_VERLEDEN}#{een['identificatie']}"},
                        ":status": {"S": een["status"]},
                        ":pogingen": {"N": str(een["pogingen"])},
                    },
                )
        return len(wachtend)

    def verzendingen_in_rust(self, geduld: float) -> bool:
        """Wait until none waits or is under way. Returns: whether that came."""
        einde = time.monotonic() + geduld
        while time.monotonic() < einde:
            statussen = {een["status"] for een in items(self.omgeving, "verzending")}
            if not statussen & {"te_verzenden", "bezig"}:
                return True
            time.sleep(1)
        return False

    def kom_tot_rust(self, voortgang: Callable[[str], None]) -> None:
        """Let it come to rest by the system's own means: the stream and Lambda
        repeat, and the vangnet makes its rounds.
        """
        self.verzendingen_in_rust(20)
        for ronde in range(1, 6):
            self.laat_tijd_verstrijken()
            self.omgeving.ruim_werkers_op()
            voortgang(f"        vangnet, round {ronde}: {self.vangnet()}")
            if self.verzendingen_in_rust(15) and not intake(self.omgeving):
                break
        self.wacht_op_lege_intake(RUST)

    # -- setting back --------------------------------------------------------------------------------------------------

    def geboren_verzendingen(self) -> list[Any]:
        """The verzendingen as they were when they were stored, read from the stream.

        A backup from before the sending holds them like that.
        """
        stromen, tabel = self.omgeving.aws.stromen, self.omgeving.stack.tabel
        arn = self.omgeving.aws.dynamodb.describe_table(TableName=tabel)["Table"]["LatestStreamArn"]
        beelden: dict[str, Any] = {}
        for deel in stromen.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
            begin = stromen.get_shard_iterator(StreamArn=arn, ShardId=deel["ShardId"], ShardIteratorType="TRIM_HORIZON")
            plaats: str | None = begin["ShardIterator"]
            while plaats:
                bladzijde = stromen.get_records(ShardIterator=plaats)
                for record in bladzijde["Records"]:
                    beeld = record["dynamodb"].get("NewImage", {})
                    if record["eventName"] == "INSERT" and beeld["soort"]["S"] == "verzending":
                        beelden[beeld["PK"]["S"]] = beeld
                plaats = bladzijde.get("NextShardIterator") if bladzijde["Records"] else None
        return list(beelden.values())

    def zet_terug(self, beelden: Sequence[Any]) -> None:
        """Put these items where newer ones stand, as a restored table has them: new to the stream."""
        dynamodb, tabel = self.omgeving.aws.dynamodb, self.omgeving.stack.tabel
        for beeld in beelden:
            dynamodb.delete_item(TableName=tabel, Key={"PK": beeld["PK"], "SK": beeld["SK"]})
            dynamodb.put_item(TableName=tabel, Item=beeld)

    def wacht_op_uitgaand(self, aantal: int, geduld: float) -> None:
        wacht_op(lambda: len(self.client.verzonden()) >= aantal, f"mail number {aantal} in the sink", geduld)


@contextmanager
def plek(map_: Path) -> Iterator[Plek]:
    """Make a fresh environment, in which every mail in the intake counts as left lying at once."""
    os.environ |= _WACHTTIJD_EVENTS
    with start(map_) as omgeving:
        client = Client(omgeving.gegevens)
        with client.als_medewerker() as anna:
            gestart = Plek(omgeving, client, anna)
            gestart.stel_in("Vangnet", {"INTAKE_WACHTTIJD_SECONDEN": "0"})
            for naam in ("Ontvangen", "Verzenden", "Bezorgstatus"):
                gestart.begrens(naam)
            yield gestart


def vraag(adres: str, nummer: int) -> Gestuurd:
    """A citizen's question."""
    bron = (
        f"From: {adres}\r\nTo: info@gemeente.example\r\nSubject: Vraag {nummer}\r\nMessage-ID: <{uuid4()}@burger.example>\r\n"
        "Date: Tue, 24 Nov 2026 09:55:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Wanneer haalt u grofvuil op bij café De Hoek, nummer {nummer}?\r\n"
    )
    return Gestuurd(adres, bron.encode())
