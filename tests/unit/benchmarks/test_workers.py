"""The simulation of cold starts: what a worker can take, and what Lambda keeps."""

from random import Random

from tests.benchmarks.workers import AFTER, BEFORE, COLD_START, Workers, requests_of_a_day, waited
from tests.support.template import PROJECT


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secret


def test_a_worker_that_is_idle_takes_the_next_request_and_a_busy_one_does_not() -> None:
    workers = Workers(_random(1))
    assert workers.is_cold(0.0)
    assert workers.is_cold(0.1)
    assert not workers.is_cold(2.0)
    assert not workers.is_cold(2.0)
    assert workers.is_cold(2.0)


def test_a_worker_is_kept_for_five_minutes_and_gone_after_fifteen() -> None:
    for seed in range(20):
        workers = Workers(_random(seed))
        assert workers.is_cold(0.0)
        assert not workers.is_cold(300.0)
        assert workers.is_cold(300.0 + 901.0)


def test_a_day_has_every_mail_and_its_requests_in_the_order_of_time() -> None:
    requests = requests_of_a_day(100, 3, _random(1))
    assert requests == sorted(requests)
    assert sum(what == "inzage" for _, what in requests) == 100
    assert {what for _, what in requests_of_a_day(2_000, 10, _random(1))} == set(BEFORE)


def test_each_request_goes_to_a_function_that_is_there() -> None:
    assert {*AFTER.values()} <= {path.parent.name for path in (PROJECT / "functions").glob("*/app.py")}


def test_requests_that_share_a_function_share_its_workers() -> None:
    requests = [(0.0, "antwoord"), (60.0, "vervolgbericht")]
    assert waited(requests, BEFORE, _random(1)) == 2 * COLD_START
    assert waited(requests, AFTER, _random(1)) == COLD_START
