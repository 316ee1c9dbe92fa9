"""A place in this process: the functions as Lambda would load them, on AWS in memory."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import boto3

from klantmail.domain.tijd import nu
from tests.support.aws import ENVIRONMENT, REGION, Functions
from tests.support.repositories import all_repositories
from tests.support.scenes.events import arrival, asked
from tests.support.scenes.operations import sending
from tests.support.scenes.place import Body, Call

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client


def stored_upload(s3: "S3Client", medewerker: object) -> str:
    """Store an upload as the form would, and return its id."""
    upload = str(uuid4())
    s3.put_object(
        Bucket=ENVIRONMENT["UPLOADS"],
        Key=f"{medewerker}/{upload}",
        Body=f"%PDF-1.4 {upload}".encode(),
        ContentType="application/pdf",
        Metadata={"bestandsnaam": "kaart.pdf"},
    )
    return upload


@dataclass
class InMemory:
    """The functions, on moto. The environment must hold `ENVIRONMENT`."""

    functions: Functions

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        return boto3.client("dynamodb", region_name=REGION)

    @cached_property
    def s3(self) -> "S3Client":
        return boto3.client("s3", region_name=REGION)

    @property
    def table(self) -> str:
        return ENVIRONMENT["TABEL"]

    def received(self, *, spam: bool = False) -> str:
        mail, event = arrival(self.s3, asked(), spam=spam)
        self.functions.invoke(event.function, event.event)
        return mail

    def ask(self, call: Call) -> Body:
        """Make a request. Both ways are held to the description of the API."""
        status, body = self.functions.invoke_api(call.function, call.event)
        assert status < 300, body
        return body

    def upload(self, medewerker: str) -> str:
        return stored_upload(self.s3, medewerker)

    def doubtful(self) -> str:
        """Make a verzending of which nobody knows whether it left."""
        verzending = sending(self)
        repos = all_repositories(self.table, REGION, ENVIRONMENT["AFZENDERSLEUTEL"])
        repos.meld_onbekend(repos.claim_verzending(UUID(verzending), ENVIRONMENT["GENERATIE"], nu()), "Geen antwoord.", nu())
        return verzending
