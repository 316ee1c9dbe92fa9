import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klantmail_local.inside.journal import BrokenJournal, Change, Journal, changes, complete_length, replay

ITEM = {"PK": {"S": "a"}, "onderwerp": {"S": "één"}}
KEYS = st.sampled_from("abc")
ITEMS = st.none() | st.fixed_dictionaries({"waarde": st.fixed_dictionaries({"S": st.text(max_size=5)})})
REQUESTS = st.lists(st.lists(st.tuples(st.sampled_from(["arn:1", "arn:2"]), KEYS, KEYS, ITEMS), min_size=1, max_size=4))

type Tables = dict[str, dict[tuple[str, str], Any]]


def set_item(table: dict[tuple[str, str], Any], partition: str, sort: str, item: Any) -> None:
    table[partition, sort] = item


def remove_item(table: dict[tuple[str, str], Any], partition: str, sort: str) -> None:
    table.pop((partition, sort), None)


def written(path: Path, requests: list[list[Change]]) -> None:
    journal = Journal(path)
    for request in requests:
        for change in request:
            journal.note(*change)
        journal.flush()
    journal.close()


def applied(requests: list[list[Change]]) -> Tables:
    tables: Tables = {"arn:1": {}, "arn:2": {}}
    replay([change for request in requests for change in request], tables, set_item, remove_item)
    return tables


@given(requests=REQUESTS, cut=st.integers(0, 400), already=st.integers(0, 10))
def test_whatever_of_the_log_a_pulled_plug_leaves_whole_requests_come_back(
    tmp_path_factory: pytest.TempPathFactory, requests: list[list[Change]], cut: int, already: int
) -> None:
    path = tmp_path_factory.mktemp("journal") / "log"
    written(path, requests)
    ends = [0]
    for line in path.read_bytes().splitlines(keepends=True):
        ends.append(ends[-1] + len(line))
    os.truncate(path, max(0, ends[-1] - cut))
    whole = max(number for number, end in enumerate(ends) if end <= path.stat().st_size)
    # The tables may have been saved with part of what the log holds too.
    tables = applied(requests[: min(already, whole)])
    replay(changes(path), tables, set_item, remove_item)
    assert tables == applied(requests[:whole])
    Journal(path).close()
    assert path.stat().st_size == ends[whole]


def test_a_transaction_is_one_line_and_is_in_the_log_when_flush_returns(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "log")
    journal.note("arn", "a", "1", ITEM)
    journal.note("arn", "b", "1", None)
    assert (tmp_path / "log").read_bytes() == b""
    journal.flush()
    (line,) = (tmp_path / "log").read_text().splitlines()
    assert json.loads(line) == [["arn", "a", "1", ITEM], ["arn", "b", "1", None]]
    assert journal.size == (tmp_path / "log").stat().st_size


def test_an_item_that_is_changed_in_memory_afterwards_is_in_the_log_as_it_was(tmp_path: Path) -> None:
    journal, item = Journal(tmp_path / "log"), {"waarde": {"S": "oud"}}
    journal.note("arn", "a", "1", item)
    item["waarde"]["S"] = "nieuw"
    journal.flush()
    ((*_, kept),) = changes(tmp_path / "log")
    assert kept == {"waarde": {"S": "oud"}}


def test_a_write_that_does_not_fit_leaves_the_log_as_it_was_and_is_written_once_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path / "log")
    journal.note("arn", "a", "1", ITEM)
    journal.flush()
    before, write = (tmp_path / "log").read_bytes(), os.write
    room = [7]

    def nearly_full(handle: int, data: bytes) -> int:
        if not room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(handle, data[: room.pop()])

    journal.note("arn", "b", "1", ITEM)
    with monkeypatch.context() as full:
        full.setattr("os.write", nearly_full)
        with pytest.raises(OSError, match="No space left"):
            journal.flush()
    assert (tmp_path / "log").read_bytes() == before
    journal.flush()
    assert [key for _, key, _, _ in changes(tmp_path / "log")] == ["a", "b"]


def test_after_a_restart_the_log_is_empty_and_goes_on(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "log")
    journal.note("arn", "a", "1", ITEM)
    journal.flush()
    journal.restart()
    assert list(changes(tmp_path / "log")) == []
    journal.note("arn", "b", "1", ITEM)
    journal.flush()
    assert [key for _, key, _, _ in changes(tmp_path / "log")] == ["b"]


def test_a_log_that_is_broken_before_its_end_is_not_opened_nor_changed(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b'[["arn", "a"\n[]\n')
    with pytest.raises(BrokenJournal, match=f"line 1 of {path}"):
        Journal(path)
    assert path.read_bytes() == b'[["arn", "a"\n[]\n'


def test_there_need_be_no_log(tmp_path: Path) -> None:
    assert complete_length(tmp_path / "log") == 0
    assert list(changes(tmp_path / "log")) == []


def test_a_change_of_a_table_that_is_gone_is_left_out() -> None:
    assert replay([("arn:gone", "a", "1", ITEM)], {}, set_item, remove_item) == 0
