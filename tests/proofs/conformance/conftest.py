"""These tests need a DynamoDB that several connections can write to at once; `make conformance` gives them one."""

import os

import pytest

from tests.integration.conftest import dynamodb, tabel
from tests.support.engines import VARIABLE

__all__ = ["dynamodb", "tabel"]


@pytest.fixture
def table(tabel: str) -> str:
    """The name of the table that `dynamodb` reaches."""
    return tabel


collect_ignore = [] if VARIABLE in os.environ else ["test_engine.py", "test_capacity.py"]
