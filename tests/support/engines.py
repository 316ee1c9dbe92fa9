"""The engines that the storage tests run on, with a table of the template on each, and the
records that these tests begin with.

`KLANTMAIL_DYNAMODB` holds the address of an engine, or `moto`; without it the tests run on moto too, in their own
process.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID, uuid4

import boto3
import pytest

from klantmail.domain.fouten import NietGevonden
from klantmail.ports.repositories import Klantcontactlezer
from klantmail.usecases.afhandeling.inzien import CLAIMDUUR
from tests.support.aws import ENVIRONMENT, REGION, aws_in_memory
from tests.support.builders import Repositories, bericht, document, inzage, klantcontact
from tests.support.fakes import BEGIN
from tests.support.template import make_table

VARIABLE: Final = "KLANTMAIL_DYNAMODB"
MOTO: Final = "moto"
_KEY_PAIR: Final = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
"""The key pair that MiniStack takes for the root of its account; DynamoDB Local takes any."""


@contextmanager
def table_on_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Make a fresh table, which every client made inside the block reaches, and yield its name."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    address = os.environ.get(VARIABLE, MOTO)
    if address == MOTO:
        with aws_in_memory():
            yield ENVIRONMENT["TABEL"]
        return
    for name, value in _KEY_PAIR.items():
        monkeypatch.setenv(name, value)
    for service in ("DYNAMODB", "DYNAMODB_STREAMS"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", address)
    client = boto3.client("dynamodb", region_name=REGION)
    store = f"klantmail-{uuid4().hex}"
    make_table(client, store)
    client.get_waiter("table_exists").wait(TableName=store, WaiterConfig={"Delay": 1, "MaxAttempts": 30})
    try:
        yield store
    finally:
        client.delete_table(TableName=store)


def geclaimd(repos: Repositories, number: int = 1) -> UUID:
    """List the mail of this number, and open it by its inzage."""
    repos.neem_op(bericht(number), document(number))
    repos.claim(bericht(number).identificatie, inzage(number), BEGIN + CLAIMDUUR)
    return bericht(number).identificatie


def klantcontacten_in(repos: Klantcontactlezer, numbers: Iterable[int]) -> list[int]:
    """The numbers among these whose klantcontact is stored."""
    present = []
    for number in numbers:
        try:
            repos.klantcontact(klantcontact(number).identificatie)
        except NietGevonden:
            continue
        present.append(number)
    return present
