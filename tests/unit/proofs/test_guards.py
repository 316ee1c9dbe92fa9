"""The list of guards names texts of the code; `make guards` shows that each guard is noticed when it is gone."""

from pathlib import Path

import pytest

from tests.proofs.guards.__main__ import copy_into, not_listed, run
from tests.proofs.guards.all_guards import GUARDS
from tests.proofs.guards.guard import Guard
from tests.support.template import PROJECT


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_what_a_guard_takes_out_stands_in_the_code_once(guard: Guard) -> None:
    text = (PROJECT / guard.path).read_text()
    assert {old: text.count(old) for old, _ in guard.mutations} == {old: 1 for old, _ in guard.mutations}


def test_every_condition_of_the_table_is_in_the_list() -> None:
    assert not_listed() == []


def test_the_tests_that_notice_can_be_collected_in_the_copy_that_a_guard_is_taken_out_of(tmp_path: Path) -> None:
    copy_into(tmp_path)
    collected, red = run(tmp_path, ("--collect-only", *sorted({test for guard in GUARDS for test in guard.tests})))
    assert collected, red
