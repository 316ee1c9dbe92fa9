from datetime import timedelta
from functools import partial
from threading import Event, Lock

import pytest

from klantmail.usecases.parallel import in_parallel, side_by_side

AMPLE = timedelta(minutes=1)


def _faal(number: int) -> None:
    raise KeyError(number)


def test_both_are_waited_for_also_when_the_first_fails() -> None:
    other: list[str] = []
    with pytest.raises(KeyError):
        in_parallel(partial(_faal, 1), lambda: other.append("klaar"))
    assert other == ["klaar"]


def test_one_that_fails_stops_no_other_and_each_says_what_was_wrong() -> None:
    gedaan: list[int] = []
    taken = [partial(_faal if number % 3 == 0 else gedaan.append, number) for number in range(30)]
    errors = side_by_side(taken, AMPLE)
    assert sorted(gedaan) == [number for number in range(30) if number % 3]
    assert [type(error) for error in errors] == [KeyError if number % 3 == 0 else type(None) for number in range(30)]


def test_hundreds_run_side_by_side_but_never_more_than_a_few_at_once() -> None:
    lock, never = Lock(), Event()
    nu = peak = 0

    def taak() -> None:
        nonlocal nu, peak
        with lock:
            nu += 1
            peak = max(peak, nu)
        never.wait(0.002)
        with lock:
            nu -= 1

    assert side_by_side([taak] * 300, AMPLE) == [None] * 300
    assert 1 < peak <= 10


def test_what_takes_too_long_is_not_waited_for_and_what_has_not_begun_never_will() -> None:
    los, begonnen = Event(), list[int]()

    def hangs(number: int) -> None:
        begonnen.append(number)
        los.wait()

    errors = side_by_side([partial(hangs, number) for number in range(50)], timedelta())
    los.set()
    assert [type(error) for error in errors] == [TimeoutError] * 50
    assert len(begonnen) <= 10


def test_nothing_to_do_takes_no_time() -> None:
    assert side_by_side([], timedelta(seconds=-1)) == []
