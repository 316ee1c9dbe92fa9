"""The local AWS as the use cases of the fault matrix see it.

They make the same calls, on the deployed stack, under its real roles.
"""

import json
from base64 import b64decode
from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import uuid4

import httpx

from klantmail_local.client import wait_for
from klantmail_local.environment import Environment
from klantmail_local.rollout import STACK
from tests.proofs.faults.cloud import Cloud, Intervention, Spot, Stuck, body, failed
from tests.proofs.faults.process import Ending
from tests.support.aws import ENVIRONMENT, Functions
from tests.support.scenes.operations import operation_of
from tests.support.scenes.place import Call
from tests.support.template import functions

_REFUSALS: Final = ("not authorized to perform", "AccessDenied", "Forbidden", "HTTP 403")
"""The texts of a refusal for want of a right, in an error, in a log, or in an answer of S3."""
LOGICAL_IDS: Final = {str(function["CodeUri"]).rpartition("/")[2]: name for name, function in functions().items()}
"""The logical id of the function in each directory."""


class Missed(Exception):
    """Something that the function is for did not come about."""


class Stage(Cloud):
    """One municipality, on the deployed stack. Streams and rules are off: here every event comes by hand.

    The use cases name table and buckets by `ENVIRONMENT`, so that holds the deployed ones from here on.
    """

    def __init__(self, environment: Environment) -> None:
        super().__init__(Functions({}))
        self.environment = environment
        self.aws = environment.aws
        self.s3 = self.aws.s3
        self.dynamodb = self.aws.dynamodb
        stack = environment.stack
        ENVIRONMENT.update(TABEL=stack.table, ARCHIEF=stack.archief, INTAKE=stack.intake, UPLOADS=stack.uploads)
        resources = self.aws.cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK)
        self._names = {
            each["LogicalResourceId"]: each["PhysicalResourceId"] for page in resources for each in page["StackResourceSummaries"]
        }
        self.asked: set[str | None] = set()
        """The operationIds of all requests that got what they asked."""
        self.said: list[str] = []
        """The texts since `begin`: errors, and the last lines of each function's log."""
        self.silence()

    def silence(self) -> None:
        """Turn off everything that runs by itself."""
        for reader in self.aws.functions.list_event_source_mappings()["EventSourceMappings"]:
            self.aws.functions.update_event_source_mapping(UUID=reader["UUID"], Enabled=False)
        for line in self.aws.events.list_rules()["Rules"]:
            self.aws.events.disable_rule(Name=line["Name"])

    def begin(self) -> None:
        """Empty the table and the intake, and forget all texts."""
        self.said.clear()
        self.queue.clear()
        self.accepted.clear()
        self._in_stream.clear()
        for row in self._rows():
            self.aws.dynamodb.delete_item(TableName=ENVIRONMENT["TABEL"], Key={"PK": row["PK"], "SK": row["SK"]})
        for key in self.keys("INTAKE"):
            self.s3.delete_object(Bucket=ENVIRONMENT["INTAKE"], Key=key)

    @property
    def refused(self) -> str:
        """Return the text about a missing right; empty when there is none."""
        lines = [line for said in self.said for line in said.splitlines()]
        return next((line for word in _REFUSALS for line in lines if word in line), "")

    def name(self, logical: str) -> str:
        """The physical id of a resource of the template."""
        return str(self._names[logical])

    def add(self, logical: str) -> str:
        """Name a resource that the local AWS leaves out, since it has a condition, and return its physical id."""
        self._names[logical] = f"{STACK}-{logical}"
        return self._names[logical]

    def configure(self, function: str, **values: str) -> None:
        """Give a function settings, as a parameter of the template would."""
        name = self.name(function)
        old = self.aws.functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        self.aws.functions.update_function_configuration(FunctionName=name, Environment={"Variables": old | values})

    def renew(self, function: str) -> None:
        """Let the next call find a new worker."""
        self.configure(function, VERNIEUWD=uuid4().hex)

    # -- as the use cases want it --------------------------------------------------------------------------------------

    def run(
        self, calls: Sequence[Call], intervention: Intervention | None = None, recording: list[Spot] | None = None
    ) -> list[Ending]:
        if intervention is not None or recording is not None:
            raise Stuck("no call of a deployed function can be met")
        endings = [self._invoke_after_scanning(each) for each in calls]
        self._follow_stream()
        return endings

    def _invoke_after_scanning(self, call: Call) -> Ending:
        """Invoke a function, and again while the malware scanner did not come to the file that it is about."""

        def judged() -> Ending | None:
            ending = self._invoke(call)
            return None if ":nog-niet-gekeurd" in json.dumps(ending.result) else ending

        return wait_for(judged, f"the judgement for {call.function}")

    def _invoke(self, call: Call) -> Ending:
        response = self.aws.functions.invoke(
            FunctionName=self.name(LOGICAL_IDS[call.function]), Payload=json.dumps(call.event), LogType="Tail"
        )
        content = response["Payload"].read().decode()
        self.said.append(b64decode(response.get("LogResult", "")).decode(errors="replace"))
        if response.get("FunctionError"):
            self.said.append(content)
            return Ending(error=content)
        return Ending(json.loads(content))

    def _rows(self) -> list[Any]:
        pages = self.aws.dynamodb.get_paginator("scan").paginate(TableName=ENVIRONMENT["TABEL"], ConsistentRead=True)
        return [row for page in pages for row in page["Items"]]

    # -- what a step asks ----------------------------------------------------------------------------------------------

    def expect(self, call: Call, *good: int) -> Any:
        """Return the body of an answer with one of these statuses, whose links all lead somewhere. Raises: Gemist."""
        (ending,) = self.run([call])
        what = f"{call.event['httpMethod']} {call.event['resource']}"
        if ending.error:
            raise Missed(f"{what}: error")
        if ending.result["statusCode"] not in good:
            raise Missed(f"{what}: {ending.result['statusCode']}")
        self.asked.add(operation_of(call))
        content = body(ending)
        for address in _links(content):
            self.follow(address, what)
        return content

    def notify(self, call: Call) -> Any:
        """Send an event to a function, and return its result. Raises: Gemist (it failed, or says so of a record)."""
        (ending,) = self.run([call])
        if failed(ending):
            raise Missed(f"{call.function}: error" if ending.error else f"{call.function}: a record failed")
        return ending.result

    def follow(self, address: str, what: str) -> None:
        """Follow a link that a function signed. Raises: Gemist."""
        response = httpx.get(address, timeout=30, trust_env=False)
        if response.status_code != 200:
            self.said.append(f"HTTP {response.status_code} {response.text}")
            raise Missed(f"{what}: its link gives {response.status_code}")

    def duplicate(self, kind: str, identificatie: str) -> None:
        """Write an item of this kind once more, under another id."""
        row = next(row for row in self._rows() if row["soort"]["S"] == kind)
        name = {"PK": {"S": f"{kind.upper()}#{identificatie}"}, "identificatie": {"S": identificatie}}
        self.aws.dynamodb.put_item(TableName=ENVIRONMENT["TABEL"], Item=row | name)

    def lose(self, bucket: str, prefix: str) -> None:
        """Remove the objects under this prefix, as if they never were."""
        for each in self.s3.list_objects_v2(Bucket=ENVIRONMENT[bucket], Prefix=prefix).get("Contents", []):
            self.s3.delete_object(Bucket=ENVIRONMENT[bucket], Key=each["Key"])


def _links(content: Any) -> Iterator[str]:
    """Every signed address in an answer."""
    match content:
        case str() if "X-Amz-Signature=" in content:
            yield content
        case dict():
            for value in content.values():
                yield from _links(value)
        case list():
            for value in content:
                yield from _links(value)
