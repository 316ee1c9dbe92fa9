"""The list of guards names texts of the code; `make guards` shows that each guard is noticed when it is gone."""

import pytest

from tests.proofs.guards.__main__ import niet_in_de_lijst
from tests.proofs.guards.all_guards import BEWAKINGEN
from tests.proofs.guards.guard import Bewaking
from tests.support.template import PROJECT


@pytest.mark.parametrize("bewaking", BEWAKINGEN, ids=lambda bewaking: bewaking.naam)
def test_what_a_guard_takes_out_stands_in_the_code_once(bewaking: Bewaking) -> None:
    tekst = (PROJECT / bewaking.pad).read_text()
    assert {oud: tekst.count(oud) for oud, _ in bewaking.mutaties} == {oud: 1 for oud, _ in bewaking.mutaties}


def test_every_condition_of_the_table_is_in_the_list() -> None:
    assert niet_in_de_lijst() == []
