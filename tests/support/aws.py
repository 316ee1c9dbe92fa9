"""AWS in memory (moto) with the table of the template, two buckets, and the functions as Lambda would load them."""

import importlib.util
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import RLock
from types import ModuleType
from typing import Any, Final, Literal
from unittest.mock import patch

import boto3
from botocore.loaders import Loader, create_loader
from moto import mock_aws
from moto.core.botocore_stubber import BotocoreStubber
from moto.ses.models import ses_backends

from tests.support.botocore_clients import cheap_clients
from tests.support.contract import toets
from tests.support.moto_answers import cheap_answers
from tests.support.moto_conditions import cheap_conditions
from tests.support.moto_queries import cheap_queries
from tests.support.moto_transactions import cheap_transactions
from tests.support.template import PROJECT, all_variables, make_table, variables_of

REGION: Final = "eu-west-1"
ACCOUNT: Final = "123456789012"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
    "AWS_LAMBDA_FUNCTION_NAME": "klantmail",
    "TABEL": "klantmail-tabel",
    "ARCHIEF": "klantmail-archief",
    "INTAKE": "klantmail-intake",
    "UPLOADS": "klantmail-uploads",
    "AUDITLOG": "klantmail-auditlog",
    "POSTVAKKEN": "info@gemeente.example,burgerzaken@gemeente.example",
    "EENHEDEN": "Burgerzaken,Belastingen",
    "ZAAKTYPEN": "Klacht=https://catalogi.gemeente.example/zaaktypen/1",
    "ORGANISATIENAAM": "Gemeente Voorbeeld",
    "RSIN": "002564440",
    "OIN": "00000001002564440000",
    "ACTIEF_MAANDEN": "6",
    "BUS": "klantmail",
    "OPENINGSTIJDEN": "ma=08:30-17:00,di=08:30-17:00,wo=08:30-17:00,do=08:30-17:00,vr=08:30-17:00",
    "ANTWOORDNORM": "3",
    "NAVERTELLEN_NA_SECONDEN": "900",
    "NAVERTELLEN_TERUG_SECONDEN": "10800",
    "INFORMATIEOBJECTTYPE": "https://catalogi.gemeente.example/informatieobjecttypen/1",
    "GENERATIE": "1",
    "AFZENDERSLEUTEL": "sleutel-voor-tests",
    "CONFIGURATIESET": "klantmail",
    "VERZENDLEASE_SECONDEN": "240",
    "ROLWAARDEN": (
        "kcc-medewerker=kcc-medewerker,behandelaar=behandelaar,beheerder=beheerder,beheerder=KCC (beheer),teamleider=teamleider,"
        "archivaris=archivaris,privacyfunctionaris=privacyfunctionaris"
    ),
    "ZAAKLEASE_SECONDEN": "240",
    "ZAAKWERKTIJD_SECONDEN": "90",
    "VERNIETIGWACHTRIJ": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/vernietigen",
    "VERNIETIGWERKTIJD_SECONDEN": "600",
    "NALOOP_SECONDEN": "0",
    "MISLUKTWACHTRIJEN": ",".join(
        f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{each}-mislukt" for each in ("ontvangen", "bezorgstatus")
    ),
    "LEESWACHT_SECONDEN": "0",
    "VERZAMELWACHTRIJ": f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/verzamelen",
    "POWERTOOLS_SERVICE_NAME": "klantmail",
    "POWERTOOLS_TRACE_DISABLED": "true",
    "POWERTOOLS_DEV": "false",
}
"""The environment that the template gives the functions, with invented values."""


class Context:
    """A Lambda context, as far as the functions use it."""

    function_name = "klantmail"
    memory_limit_in_mb = 1024
    invoked_function_arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:klantmail"
    aws_request_id = "52fdfc07-2182-454f-963f-5f0f9a621d72"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 20_000


@dataclass
class Functions:
    """The functions, each loaded once."""

    modules: dict[str, ModuleType]

    def load(self, name: str) -> ModuleType:
        """Load the module of a function once, as Lambda imports it: with no settings but those of the template."""
        if name not in self.modules:
            path = PROJECT / "functions" / name / "app.py"
            description = importlib.util.spec_from_file_location(f"functie_{name}", path)
            assert description is not None
            assert description.loader is not None
            module = importlib.util.module_from_spec(description)
            with patch.dict(os.environ):
                for variable in all_variables() - variables_of(name):
                    os.environ.pop(variable, None)
                description.loader.exec_module(module)
            self.modules[name] = module
        return self.modules[name]

    def invoke(self, name: str, event: dict[str, Any]) -> Any:
        """Invoke the handler of a function."""
        return self.load(name).handler(event, Context())

    def invoke_api(self, name: str, event: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Invoke a function as API Gateway does, and return status and body.

        Both ways are held to the description of the API.
        """
        response = self.invoke(name, event)
        toets(event, response)
        return response["statusCode"], json.loads(response["body"] or "{}")


@cache
def _om_de_beurt() -> None:
    """Let moto take one request at a time, from now on.

    It looks at the condition of a write and then writes, where DynamoDB does both at once. It stays so: two blocks with
    AWS in memory that do not end in the order in which they began would leave the second one without.
    """
    lock, verwerk = RLock(), BotocoreStubber.process_request

    def process_alone(stubber: BotocoreStubber, verzoek: Any) -> Any:
        with lock:
            return verwerk(stubber, verzoek)

    BotocoreStubber.process_request = process_alone  # type: ignore[method-assign, assignment]


@cache
def _descriptions(search_path: str | None = None) -> Loader:
    """Return what botocore knows of AWS. Every session of this process reads it here: once instead of for each test."""
    return create_loader(search_path)


@cache
def _client(service: Literal["dynamodb", "events", "logs", "s3", "sesv2", "sqs"]) -> Any:
    """The client with which each test's AWS is furnished. Moto answers it within `mock_aws`, whenever it was made."""
    return boto3.client(service, region_name=REGION)


@contextmanager
def aws_in_memory() -> Iterator[None]:
    """Run moto, with a table and buckets in it. The environment must hold `ENVIRONMENT`."""
    _om_de_beurt()
    cheap_clients()
    cheap_conditions()
    cheap_transactions()
    cheap_answers()
    cheap_queries()
    with patch("botocore.session.create_loader", _descriptions), mock_aws():
        make_table(_client("dynamodb"), ENVIRONMENT["TABEL"])
        s3 = _client("s3")
        for bucket in ("ARCHIEF", "INTAKE", "UPLOADS"):
            s3.create_bucket(Bucket=ENVIRONMENT[bucket], CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_versioning(Bucket=ENVIRONMENT["ARCHIEF"], VersioningConfiguration={"Status": "Enabled"})
        for wachtrij in ("vernietigen", "verzamelen", "ontvangen-mislukt", "bezorgstatus-mislukt"):
            _client("sqs").create_queue(QueueName=wachtrij)
        _client("events").create_event_bus(Name=ENVIRONMENT["BUS"])
        _client("logs").create_log_group(logGroupName=ENVIRONMENT["AUDITLOG"])
        ses = _client("sesv2")
        ses.create_email_identity(EmailIdentity="gemeente.example")
        ses.create_configuration_set(ConfigurationSetName=ENVIRONMENT["CONFIGURATIESET"])
        yield


@contextmanager
def aws_with_settings(**more: str) -> Iterator[None]:
    """Run `aws_in_memory` in the environment of the functions, with more variables of its own."""
    with patch.dict(os.environ, ENVIRONMENT | more):
        os.environ.pop("AWS_PROFILE", None)
        with aws_in_memory():
            yield


def count_sent() -> int:
    """The number of mails that SES was given; its send quota counts recipients."""
    return len(ses_backends[ACCOUNT][REGION].sent_messages)


def read_event(name: str) -> dict[str, Any]:
    """Read a payload of `events/`, anew each time."""
    inhoud: dict[str, Any] = json.loads((PROJECT / "events" / f"{name}.json").read_text())
    return inhoud


def read_api_event(name: str, identificatie: object = None, **body: Any) -> dict[str, Any]:
    """Read an API payload of `events/`, for another identificatie or with another body where one is given."""
    inhoud = read_event(name)
    if identificatie is not None:
        old = inhoud["pathParameters"]["identificatie"]
        inhoud["pathParameters"]["identificatie"] = str(identificatie)
        inhoud["path"] = inhoud["path"].replace(old, str(identificatie))
        inhoud["requestContext"]["path"] = inhoud["requestContext"]["path"].replace(old, str(identificatie))
    if body:
        inhoud["body"] = json.dumps(body)
    return inhoud
