"""A municipality that all tests of the use cases begin with."""

import pytest

from tests.support.builders import Gemeente


@pytest.fixture
def gemeente() -> Gemeente:
    """A municipality in which nothing has happened yet."""
    return Gemeente()
