"""The fault matrix kills the local AWS, and notices when that forgets. The whole of it is `make faults`."""

import pytest

from tests.support.matrix import run_matrix

_FORGETS = """
from tests.proofs.faults import power
start = power.Mortal._start_aws
def without_journal(cloud):
    (cloud.workdir.state / "dynamodb.journaal").unlink(missing_ok=True)
    start(cloud)
power.Mortal._start_aws = without_journal
"""


@pytest.mark.short_proof
@pytest.mark.parametrize(("before", "breaks"), [("", False), (_FORGETS, True)], ids=["as it is", "without its journal"])
def test_an_aws_that_is_killed_breaks_a_promise_only_when_it_forgets(before: str, breaks: bool) -> None:
    code, said = run_matrix("geen actie nodig", "AWS killed after", before=before)
    assert "without a verdict 0" in said, said
    assert code == int(breaks), said
    assert any(line.startswith("BROKEN") and "AWS killed after at dynamodb" in line for line in said.splitlines()) is breaks
