"""Everybody who saw any of many records is found, however many lines the log gives at once."""

from datetime import timedelta

from klantmail.domain.inzagen import MAX_VERMELDINGEN
from klantmail.usecases.kijkers import Kijkerslezer
from tests.support.builders import Gemeente
from tests.support.fake_privacy import FullLog, audit_line
from tests.support.fakes import BEGIN


def _reader(log: FullLog) -> Kijkerslezer:
    gemeente = Gemeente()
    return Kijkerslezer(log, gemeente.repos, gemeente.klok)


def test_a_search_that_may_have_left_lines_out_is_made_of_fewer_records() -> None:
    log = FullLog([audit_line(number, "a" if number % 2 else "b") for number in range(MAX_VERMELDINGEN + 200)])
    assert len(_reader(log).alle_van({"a", "b"}, BEGIN)) == MAX_VERMELDINGEN + 200
    assert log.gevraagd == [2, 1, 1]


def test_what_failed_counts_for_whether_lines_were_left_out_and_is_left_out_itself() -> None:
    geweigerd = [audit_line(number + 10, "a", resultaat="GeenToegang") for number in range(MAX_VERMELDINGEN)]
    log = FullLog([audit_line(0, "b"), *geweigerd])
    assert [each.vermelding.records for each in _reader(log).alle_van({"a", "b"}, BEGIN)] == [frozenset({"b"})]


def test_a_line_about_records_of_two_searches_is_told_once_and_the_newest_comes_first() -> None:
    records = [f"{number:03}" for number in range(400)]
    log = FullLog([audit_line(1, records[0], records[-1]), audit_line(2, records[200])])
    found = _reader(log).alle_van(set(records), BEGIN)
    assert [each.vermelding.tijdstip for each in found] == [BEGIN + timedelta(seconds=2), BEGIN + timedelta(seconds=1)]
    assert sum(log.gevraagd) == 400
    assert max(log.gevraagd) <= 200
