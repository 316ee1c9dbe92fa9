"""The exact requests of each use case to AWS.

A change that adds a call, or makes an agent wait for one more, fails here.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest

from tests.support.aws import ENVIRONMENT, REGION
from tests.support.calls import Recording
from tests.support.usage import USAGE, Usage
from tests.support.usecases import Stage, play_answering, play_bounce, play_others, reference_mail, stage


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
