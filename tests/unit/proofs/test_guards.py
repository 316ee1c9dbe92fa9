"""The list of guards names texts of the code; `make guards` shows that each guard is noticed when it is gone."""

import pytest

from tests.proofs.guards.__main__ import not_listed
from tests.proofs.guards.all_guards import GUARDS
from tests.proofs.guards.guard import Guard
from tests.support.template import PROJECT


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_what_a_guard_takes_out_stands_in_the_code_once(guard: Guard) -> None:
    text = (PROJECT / guard.path).read_text()
    assert {old: text.count(old) for old, _ in guard.mutations} == {old: 1 for old, _ in guard.mutations}


def test_every_condition_of_the_table_is_in_the_list() -> None:
    assert not_listed() == []
