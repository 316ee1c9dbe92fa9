"""Fill a table of DynamoDB Local with the items of many mails, by several processes."""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import batched
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.proofs.conformance.engine import dynamodb_local
from tests.support.aws import ENVIRONMENT, REGION
from tests.support.template import make_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_WORKERS: Final = 4
_CHUNK: Final = 500
"""The number of mails that a worker stores at a time."""
_CHUNKS_A_LINE: Final = 20
_BATCH: Final = 25
"""The most puts in one BatchWriteItem."""
_HEADERS: Final = {"X-Amz-Target": "DynamoDB_20120810.BatchWriteItem", "Content-Type": "application/x-amz-json-1.0"}
_KEYS: Final = Credentials(ENVIRONMENT["AWS_ACCESS_KEY_ID"], ENVIRONMENT["AWS_SECRET_ACCESS_KEY"])

type Items = Callable[[int], Iterable[str]]
"""A function that gives the items of the mail of this number, in the JSON of DynamoDB. It is pickled."""


@contextmanager
def engine() -> Iterator[str]:
    """Run DynamoDB Local, and let the environment lead to it. Yields: its endpoint. Raises: NotInstalled; NoAnswer."""
    with dynamodb_local() as endpoint, patch.dict(os.environ, ENVIRONMENT | {"AWS_ENDPOINT_URL_DYNAMODB": endpoint}):
        yield endpoint


def sizes_to(variable: str, full: int) -> list[int]:
    """Return the numbers of mails up to the one that this variable of the environment names, which is a million else.

    Raises: SystemExit (it is less than `full`, the number that the largest town is held against).
    """
    largest = int(os.environ.get(variable, "1000000"))
    if largest < full:
        raise SystemExit(f"{variable} is {full:,} or more: the largest town is held against that one")
    return [*(size for size in (100, full, 10_000, 100_000) if size < largest), largest]


def workers() -> Executor:
    """Make the processes that fill a table."""
    return ProcessPoolExecutor(_WORKERS, multiprocessing.get_context("spawn"))


def next_table(client: "DynamoDBClient", town: str, size: int) -> str:
    """Make the table of a town of this size in place of the one before, and return its name.

    Nobody deletes the last one, since its engine ends: with a million mails that takes longer than a client waits.
    """
    for before in client.list_tables()["TableNames"]:
        if before.startswith(f"{town}-"):
            client.delete_table(TableName=before)
    make_table(client, f"{town}-{size}", with_stream=False)
    return f"{town}-{size}"


def fill(pool: Executor, endpoint: str, table: str, items: Items, size: int) -> int:
    """Store all items of the mails 0 to `size`. Returns: the number of items. Raises: RuntimeError (none is stored)."""
    begin, stored = time.monotonic(), 0
    chunks = [range(first, min(first + _CHUNK, size)) for first in range(0, size, _CHUNK)]
    for done, number in enumerate(pool.map(partial(_store, endpoint, table, items), chunks), 1):
        stored += number
        if done % _CHUNKS_A_LINE == 0:
            took = time.monotonic() - begin
            sys.stdout.write(f"   {done * _CHUNK:,} of {size:,} mails, {stored / took:,.0f} items/s\n")
            sys.stdout.flush()
    return stored


def _store(endpoint: str, table: str, items: Items, numbers: range) -> int:
    """Store these mails, in a process of its own. Returns: the number of their items."""
    # A connection that breaks, or an engine that fails once, would lose the work of an hour. The same puts store the
    # same items again.
    again = urllib3.Retry(5, backoff_factor=1, allowed_methods=None, status_forcelist=(500, 503), raise_on_status=False)
    http = urllib3.PoolManager(retries=again)
    signer = SigV4Auth(_KEYS, "dynamodb", REGION)
    stored = 0
    for body in batches(table, items, numbers):
        request = AWSRequest("POST", endpoint, _HEADERS, body.encode())
        signer.add_auth(request)
        answer = http.request("POST", endpoint, body=body.encode(), headers=dict(request.headers))
        if answer.status != 200 or answer.json()["UnprocessedItems"]:
            raise RuntimeError(f"DynamoDB Local stores no more: {answer.data[:300]!r}")
        stored += body.count('"PutRequest"')
    return stored


def batches(table: str, items: Items, numbers: range) -> Iterator[str]:
    """Give the bodies of the requests that store these mails."""
    puts = (f'{{"PutRequest":{{"Item":{item}}}}}' for number in numbers for item in items(number))
    for batch in batched(puts, _BATCH, strict=False):
        yield f'{{"RequestItems":{{"{table}":[{",".join(batch)}]}}}}'
