from datetime import timedelta
from functools import partial
from threading import Event, Lock

import pytest

from klantmail.usecases.parallel import gelijktijdig, naast_elkaar

RUIM = timedelta(minutes=1)


def _faal(nummer: int) -> None:
    raise KeyError(nummer)


def test_both_are_waited_for_also_when_the_first_fails() -> None:
    ander: list[str] = []
    with pytest.raises(KeyError):
        gelijktijdig(partial(_faal, 1), lambda: ander.append("klaar"))
    assert ander == ["klaar"]


def test_one_that_fails_stops_no_other_and_each_says_what_was_wrong() -> None:
    gedaan: list[int] = []
    taken = [partial(_faal if nummer % 3 == 0 else gedaan.append, nummer) for nummer in range(30)]
    fouten = naast_elkaar(taken, RUIM)
    assert sorted(gedaan) == [nummer for nummer in range(30) if nummer % 3]
    assert [type(fout) for fout in fouten] == [KeyError if nummer % 3 == 0 else type(None) for nummer in range(30)]


def test_hundreds_run_side_by_side_but_never_more_than_a_few_at_once() -> None:
    slot, nooit = Lock(), Event()
    nu = piek = 0

    def taak() -> None:
        nonlocal nu, piek
        with slot:
            nu += 1
            piek = max(piek, nu)
        nooit.wait(0.002)
        with slot:
            nu -= 1

    assert naast_elkaar([taak] * 300, RUIM) == [None] * 300
    assert 1 < piek <= 10


def test_what_takes_too_long_is_not_waited_for_and_what_has_not_begun_never_will() -> None:
    los, begonnen = Event(), list[int]()

    def hangt(nummer: int) -> None:
        begonnen.append(nummer)
        los.wait()

    fouten = naast_elkaar([partial(hangt, nummer) for nummer in range(50)], timedelta())
    los.set()
    assert [type(fout) for fout in fouten] == [TimeoutError] * 50
    assert len(begonnen) <= 10


def test_nothing_to_do_takes_no_time() -> None:
    assert naast_elkaar([], timedelta(seconds=-1)) == []
