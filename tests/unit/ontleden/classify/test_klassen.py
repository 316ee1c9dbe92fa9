"""Citizens are not taken for machines, and machines not for citizens.

`python -m tests.berichten.klassen` prints the tables.
"""

from tests.berichten.klassen.__main__ import burgers, machines
from tests.berichten.klassen.burgers import BURGERS


def test_no_citizen_is_taken_for_a_machine() -> None:
    store, error = burgers()
    assert error == []
    assert len(set(BURGERS)) == len(BURGERS) >= 150
    assert set(store) == {"mail", "webformulier", "mail die terugkwam"}


def test_no_machine_passes_for_a_citizen() -> None:
    store, error = machines()
    assert error == []
    assert sum(counts.total() for counts in store.values()) >= 60
