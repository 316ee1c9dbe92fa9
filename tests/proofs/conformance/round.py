"""The storage tests in one process, on the engine that `KLANTMAIL_DYNAMODB` names; their results are JSON.

A process for each engine: PynamoDB keeps its connection as long as the process lives.
"""

import json
import sys
from pathlib import Path

import pytest

_HIER = Path(__file__).parent
_OPSLAG = _HIER.parents[1] / "integration/adapters/dynamodb"
TESTS = (
    _OPSLAG / "test_repositories.py",
    _OPSLAG / "test_transactie.py",
    _OPSLAG / "test_zaken.py",
    _HIER / "test_engine.py",
    _HIER / "test_capacity.py",
)


class Uitslagen:
    """A pytest plugin that keeps the first error of each test, or nothing."""

    def __init__(self) -> None:
        self.fouten: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        naam = report.nodeid.rpartition("::")[2]
        regel = "" if report.passed else str(report.longreprtext).strip().splitlines()[-1]
        self.fouten[naam] = self.fouten.get(naam, "") or regel


if __name__ == "__main__":
    uitslagen = Uitslagen()
    pytest.main(["-q", "-p", "no:cacheprovider", *map(str, TESTS)], plugins=[uitslagen])
    Path(sys.argv[1]).write_text(json.dumps(uitslagen.fouten))
