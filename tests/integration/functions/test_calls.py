"""The exact requests of each use case to AWS.

A change that adds a call, or makes an agent wait for one more, fails here.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import boto3
import pytest

from tests.support.aws import ENVIRONMENT, REGION
from tests.support.calls import Recording
from tests.support.usecases import Stage, play_answering, play_bounce, play_others, reference_mail, stage


@dataclass(frozen=True)
class Usage:
    """The calls and the capacity that one use case takes."""

    rounds: int
    """The number of calls that are waited for, one after the other."""
    calls: str
    """The number of calls of each kind, such as `2 PutObject`."""
    read: float = 0
    write: float = 0
    """Capacity units of DynamoDB."""
    on_indexes: float = 0
    """The part of the writing units that goes to indexes."""


USAGE = {
    # one mail, from receipt to answer
    "ontvangen": Usage(
        9,
        "1 BatchGetItem, 1 DeleteObject, 1 GetObject, 2 PutItem, 4 PutObject, 1 Query, 1 TransactWriteItems, 2 UpdateItem",
        read=1.5,
        write=10,
        on_indexes=3,
    ),
    "eerste verzoek van een medewerker": Usage(2, "1 PutItem, 1 Query", read=0.5, write=1),
    "werkvoorraad": Usage(1, "1 Query", read=0.5),
    "inzage": Usage(1, "1 GetObject, 1 Query, 1 UpdateItem", read=0.5, write=3, on_indexes=1),
    "antwoord": Usage(3, "1 GetItem, 1 GetObject, 1 PutObject, 1 Query, 1 TransactWriteItems", read=1.5, write=30, on_indexes=10),
    "verzenden": Usage(4, "1 GetObject, 1 SendEmail, 1 TransactWriteItems, 1 UpdateItem", write=12, on_indexes=3),
    "bezorgstatus send": Usage(1, "1 GetItem", read=1),
    "bezorgstatus delivery": Usage(2, "1 GetItem, 1 UpdateItem", read=1, write=1),
    "ontvangen van een bounce": Usage(
        12,
        "2 BatchGetItem, 1 DeleteObject, 1 GetItem, 2 GetObject, 2 PutItem, 4 PutObject, 1 Query, 1 TransactWriteItems, "
        "2 UpdateItem",
        read=3,
        write=14,
        on_indexes=4,
    ),
    # the other work of agents and the schedule
    "ontvangen zonder bijlage": Usage(
        8,
        "1 BatchGetItem, 1 DeleteObject, 1 GetObject, 2 PutItem, 3 PutObject, 1 Query, 2 UpdateItem",
        read=1.5,
        write=7,
        on_indexes=3,
    ),
    "ontvangen met bevestiging": Usage(
        13,
        "1 BatchGetItem, 1 DeleteObject, 1 GetItem, 2 GetObject, 2 PutItem, 5 PutObject, 1 Query, 2 TransactWriteItems, "
        "2 UpdateItem",
        read=2.5,
        write=19,
        on_indexes=4,
    ),
    "werkvoorraad van alle postvakken": Usage(1, "2 Query", read=1),
    "werkvoorraad in één oogopslag": Usage(1, "9 Query", read=4.5),
    "inzage verlengen": Usage(3, "1 GetItem, 1 GetObject, 1 Query, 2 UpdateItem", read=1.5, write=5, on_indexes=1),
    "samenhang": Usage(3, "2 BatchGetItem, 1 GetItem, 3 Query", read=5),
    "eerste concept": Usage(2, "2 GetItem, 1 TransactWriteItems", read=2, write=6),
    "concept": Usage(2, "2 GetItem, 1 PutItem", read=2, write=1),
    "concept lezen": Usage(1, "2 GetItem", read=2),
    "concept weggooien": Usage(2, "1 DeleteItem, 1 GetItem", read=1, write=1),
    "terugleggen": Usage(2, "1 GetItem, 1 UpdateItem", read=1, write=3, on_indexes=1),
    "voorbeeld": Usage(1, "1 GetItem, 1 GetObject, 1 Query", read=1.5),
    "lang antwoord": Usage(
        3, "1 GetItem, 1 GetObject, 2 PutObject, 1 Query, 1 TransactWriteItems", read=1.5, write=30, on_indexes=10
    ),
    "antwoord met drie uploads": Usage(
        5, "1 GetItem, 4 GetObject, 3 HeadObject, 4 PutObject, 1 Query, 1 TransactWriteItems", read=1.5, write=44, on_indexes=10
    ),
    "klantcontact": Usage(1, "1 GetItem, 1 Query", read=2),
    "interne taak": Usage(2, "1 GetItem, 1 GetObject, 1 TransactWriteItems", read=1, write=22, on_indexes=8),
    "interne taak met bericht": Usage(
        3, "1 GetItem, 1 GetObject, 1 PutObject, 1 Query, 1 TransactWriteItems", read=1.5, write=34, on_indexes=12
    ),
    "doorzending": Usage(
        5, "2 GetItem, 2 GetObject, 2 PutObject, 1 Query, 1 TransactWriteItems", read=2.5, write=33, on_indexes=11
    ),
    "taak lezen": Usage(4, "1 BatchGetItem, 3 GetItem, 1 GetObject", read=4),
    "e-mail van een document lezen": Usage(6, "2 GetItem, 2 GetObject, 3 PutObject", read=2),
    "e-mail van een document weer lezen": Usage(3, "2 GetItem, 1 GetObject", read=2),
    "taak oppakken": Usage(2, "1 GetItem, 1 UpdateItem", read=1, write=2, on_indexes=1),
    "eigen taken": Usage(3, "2 BatchGetItem, 2 Query", read=2.5),
    "vraag aan de burger": Usage(
        8, "4 GetItem, 1 GetObject, 1 PutObject, 1 Query, 1 TransactWriteItems", read=4.5, write=16, on_indexes=4
    ),
    "taak teruggeven": Usage(2, "1 GetItem, 1 UpdateItem", read=1, write=2, on_indexes=1),
    "geen actie nodig": Usage(2, "1 GetItem, 1 GetObject, 1 TransactWriteItems", read=1, write=18, on_indexes=6),
    "teruglezen": Usage(2, "1 GetItem, 1 GetObject", read=1),
    "afgehandelde e-mails": Usage(2, "1 BatchGetItem, 1 Query", read=5.5),
    "heropening": Usage(3, "2 GetItem, 1 UpdateItem", read=2, write=5, on_indexes=3),
    "meekijken": Usage(2, "1 GetItem, 1 GetObject", read=1),
    "apartzetten": Usage(3, "2 GetItem, 1 UpdateItem", read=2, write=4, on_indexes=2),
    "quarantaine sluiten": Usage(2, "1 BatchGetItem, 1 TransactWriteItems", read=1, write=7, on_indexes=3),
    "vervolgtaak": Usage(4, "2 GetItem, 1 GetObject, 1 TransactWriteItems", read=2, write=16, on_indexes=2),
    # a restriction looks at the whole conversation, before and with the transaction
    "beperking": Usage(8, "3 BatchGetItem, 2 GetItem, 2 Query, 1 TransactWriteItems", read=6, write=11, on_indexes=1),
    "beperking lezen": Usage(2, "2 GetItem", read=2),
    "beperkingen": Usage(2, "1 BatchGetItem, 1 Query", read=1),
    "beperking opheffen": Usage(8, "3 BatchGetItem, 2 GetItem, 2 Query, 1 TransactWriteItems", read=6, write=11, on_indexes=1),
    # outages of postvakken
    "storing noteren": Usage(2, "1 PutItem, 1 Query", read=1, write=1),
    "storing wijzigen": Usage(2, "1 GetItem, 1 PutItem", read=1, write=1),
    "storingen": Usage(1, "1 Query", read=1),
    "storingen bij een formeel bericht": Usage(2, "1 GetItem, 1 Query", read=2),
    "verplaatsing van een formeel bericht": Usage(
        5, "3 GetItem, 1 PutObject, 1 TransactWriteItems", read=3, write=9, on_indexes=3
    ),
    # what happened is told and counted
    "vertellen": Usage(1, "1 PutEvents"),
    "tellen": Usage(1, "1 TransactWriteItems", write=6),
    "tellen wat al geteld is": Usage(2, "1 BatchGetItem, 1 TransactWriteItems", read=1, write=6),
    "indexeren": Usage(5, "1 BatchWriteItem, 3 GetItem, 1 PutItem", read=3, write=5),
    "indexeren wat al in de index staat": Usage(2, "2 GetItem", read=2),
    "indexeren van een uitkomst": Usage(4, "3 GetItem, 1 PutItem", read=3, write=1),
    # of less than a page, the eight years before are looked through too
    "zoeken op een woord": Usage(3, "1 BatchGetItem, 9 Query", read=5),
    "zoeken op woord en naam": Usage(3, "1 BatchGetItem, 10 Query", read=5.5),
    "zoeken zonder resultaat": Usage(2, "9 Query", read=4.5),
    "zoeken op kenmerk": Usage(1, "1 BatchGetItem", read=0.5),
    "cijfers": Usage(2, "1 PutItem, 10 Query", read=5, write=1),
    "vangnet": Usage(13, "8 GetQueueAttributes, 1 ListObjectsV2, 1 PutItem, 3 Query", read=1.5, write=1),
}
"""The use of a mail of 20 KB with one attachment of 60 KB."""


def usage(recording: Recording) -> Usage:
    counted = Counter(each.operation for each in recording.calls)
    calls = ", ".join(f"{number} {name}" for name, number in sorted(counted.items()))
    units = recording.units
    return Usage(recording.rounds, calls, units.read, units.write, units.on_indexes)


@pytest.fixture(scope="module")
def played() -> dict[str, Recording]:
    with stage() as on:
        play_bounce(on, play_answering(on, reference_mail()))
        play_others(on, reference_mail())
    return on.played


@pytest.mark.parametrize("name", USAGE)
def test_a_use_case_takes_these_calls_and_units(played: dict[str, Recording], name: str) -> None:
    assert usage(played[name]) == USAGE[name]


def test_every_use_case_that_is_played_is_held_to_a_row(played: dict[str, Recording]) -> None:
    assert played.keys() == USAGE.keys()


def test_opening_is_a_conditional_write_beside_two_reads(played: dict[str, Recording]) -> None:
    assert sorted((each.name, each.round) for each in played["inzage"].calls) == [
        ("dynamodb.Query", 1),
        ("dynamodb.UpdateItem", 1),
        ("s3.GetObject", 1),
    ]


def test_answering_is_three_reads_side_by_side_then_s3_then_the_transaction(played: dict[str, Recording]) -> None:
    assert sorted((each.round, each.name) for each in played["antwoord"].calls) == [
        (1, "dynamodb.GetItem"),
        (1, "dynamodb.Query"),
        (1, "s3.GetObject"),
        (2, "s3.PutObject"),
        (3, "dynamodb.TransactWriteItems"),
    ]


def test_what_goes_to_the_archive_with_an_answer_goes_side_by_side(played: dict[str, Recording]) -> None:
    for name, number in (("lang antwoord", 2), ("antwoord met drie uploads", 4)):
        writes = [each.round for each in played[name].calls if each.name == "s3.PutObject"]
        assert len(writes) == number
        assert set(writes) == {played[name].rounds - 1}


# -- the counting itself -----------------------------------------------------------------------------------------------


@pytest.fixture
def on() -> Iterator[Stage]:
    with stage() as on:
        yield on


def test_calls_after_one_another_take_a_round_each(on: Stage) -> None:
    s3 = boto3.client("s3", region_name=REGION)
    recording = on.start()
    for _ in range(3):
        s3.list_buckets()
    assert (recording.rounds, Counter(each.round for each in recording.calls)) == (3, {1: 1, 2: 1, 3: 1})


@pytest.mark.parametrize(("threads", "rounds"), [(1, 6), (2, 3), (4, 2), (6, 1), (10, 1)])
def test_a_pool_makes_tasks_wait_that_it_has_no_thread_for(on: Stage, threads: int, rounds: int) -> None:
    s3 = boto3.client("s3", region_name=REGION)
    recording = on.start()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda _: s3.list_buckets(), range(6)))
    assert recording.rounds == rounds


def test_who_waits_goes_on_where_the_longest_ended_and_work_begins_where_it_was_given(on: Stage) -> None:
    s3 = boto3.client("s3", region_name=REGION)
    recording = on.start()
    with ThreadPoolExecutor(2) as pool:
        s3.list_buckets()
        short = pool.submit(s3.list_buckets)
        long = pool.submit(lambda: [s3.list_buckets() for _ in range(3)])
        short.result()
        assert recording.rounds == 2
        long.result()
    assert recording.rounds == 4


def test_a_call_that_fails_is_a_call(on: Stage) -> None:
    s3 = boto3.client("s3", region_name=REGION)
    recording = on.start()
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket=ENVIRONMENT["ARCHIEF"], Key="niets")
    assert [each.name for each in recording.calls] == ["s3.GetObject"]
