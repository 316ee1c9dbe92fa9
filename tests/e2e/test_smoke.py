"""The smoke test of a stack on AWS, made on the local one."""

import pytest

from tests.e2e.conftest import Town
from tools.smoke.__main__ import smoke
from tools.smoke.place import Place

SKIPPED = {
    "answers of the gateway",
    "quotas of the account",
    "the domain as a sender",
    "receipt rules",
    "protection of the stack",
    "ontvangen broken and recovered",
    "a second stack",
}
"""The checks of what the local AWS does not have, and only AWS can show."""


def test_the_smoke_test_holds_here_but_for_what_it_skips_by_name(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert smoke(Place.here(town.environment.workdir.environment)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line[2:].partition(":")[0] for line in lines if line.startswith("-")} == SKIPPED
    assert sum(line.startswith("✓") for line in lines) == 6
