"""What each use case asks of AWS, exactly: a change that adds a call, or makes an agent wait for one more, fails here."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest

from tests.hulp.aws import OMGEVING, REGIO
from tests.hulp.calls import Recording
from tests.hulp.usecases import Stage, play_answering, play_others, reference_mail, stage

ROUNDS = {
    "ontvangen": 9,
    "werkvoorraad": 1,
    "inzage": 1,
    "antwoord": 3,
    "verzenden": 4,
    "bezorgstatus send": 1,
    "bezorgstatus delivery": 2,
    "ontvangen met bevestiging": 13,
    "werkvoorraad van alle postvakken": 1,
    "inzage verlengen": 3,
    "samenhang": 3,
    "terugleggen": 2,
    "lang antwoord": 3,
    "antwoord met drie uploads": 5,
    "klantcontact": 1,
    "interne taak": 2,
    "geen actie nodig": 2,
    "vangnet": 9,
}
"""Calls that are waited for, one after the other."""


@pytest.fixture(scope="module")
def played() -> dict[str, Recording]:
    with stage() as on:
        play_answering(on, reference_mail())
        play_others(on, reference_mail())
    return on.played


def test_an_agent_waits_for_no_more_calls_than_this(played: dict[str, Recording]) -> None:
    assert {name: recording.rounds for name, recording in played.items()} == ROUNDS


def test_opening_is_a_conditional_write_beside_a_read(played: dict[str, Recording]) -> None:
    assert sorted((een.name, een.round) for een in played["inzage"].calls) == [("dynamodb.UpdateItem", 1), ("s3.GetObject", 1)]


def test_answering_is_two_reads_side_by_side_then_s3_then_the_transaction(played: dict[str, Recording]) -> None:
    assert sorted((een.round, een.name) for een in played["antwoord"].calls) == [
        (1, "dynamodb.GetItem"),
        (1, "s3.GetObject"),
        (2, "s3.PutObject"),
        (3, "dynamodb.TransactWriteItems"),
    ]


def test_what_goes_to_the_archive_with_an_answer_goes_side_by_side(played: dict[str, Recording]) -> None:
    for name, number in (("lang antwoord", 2), ("antwoord met drie uploads", 4)):
        writes = [een.round for een in played[name].calls if een.name == "s3.PutObject"]
        assert len(writes) == number
        assert set(writes) == {played[name].rounds - 1}


# -- the counting itself ------------------------------------------------------------------------------------------------


@pytest.fixture
def on() -> Iterator[Stage]:
    with stage() as on:
        yield on


def test_calls_after_one_another_take_a_round_each(on: Stage) -> None:
    s3 = boto3.client("s3", region_name=REGIO)
    recording = on.start()
    for _ in range(3):
        s3.list_buckets()
    assert (recording.rounds, Counter(een.round for een in recording.calls)) == (3, {1: 1, 2: 1, 3: 1})


@pytest.mark.parametrize(("threads", "rounds"), [(1, 6), (2, 3), (4, 2), (6, 1), (10, 1)])
def test_a_pool_makes_tasks_wait_that_it_has_no_thread_for(on: Stage, threads: int, rounds: int) -> None:
    s3 = boto3.client("s3", region_name=REGIO)
    recording = on.start()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda _: s3.list_buckets(), range(6)))
    assert recording.rounds == rounds


def test_who_waits_goes_on_where_the_longest_ended_and_work_begins_where_it_was_given(on: Stage) -> None:
    s3 = boto3.client("s3", region_name=REGIO)
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
    s3 = boto3.client("s3", region_name=REGIO)
    recording = on.start()
    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket=OMGEVING["ARCHIEF"], Key="niets")
    assert [een.name for een in recording.calls] == ["s3.GetObject"]
