"""The storage tests in one process, on the engine that `KLANTMAIL_DYNAMODB` names; their results are JSON.

A process for each engine: PynamoDB keeps its connection as long as the process lives.
"""

import json
import sys
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_STORAGE = _HERE.parents[1] / "integration/adapters/dynamodb"
TESTS = (
    _STORAGE / "test_repositories.py",
    _STORAGE / "test_transactie.py",
    _STORAGE / "test_zaken.py",
    _HERE / "test_engine.py",
    _HERE / "test_capacity.py",
)

NEVER_BEGAN = "never began: "
"""The begin of the error of a test that an engine was never asked anything by."""


class Outcomes:
    """A pytest plugin that keeps the first error of each test, or nothing."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = report.nodeid.rpartition("::")[2]
        line = "" if report.passed else str(report.longreprtext).strip().splitlines()[-1]
        if line and report.when == "setup":
            line = NEVER_BEGAN + line
        self.errors[name] = self.errors.get(name, "") or line


if __name__ == "__main__":
    outcomes = Outcomes()
    pytest.main(["-q", "-p", "no:cacheprovider", *map(str, TESTS)], plugins=[outcomes])
    Path(sys.argv[1]).write_text(json.dumps(outcomes.errors))
