"""What the tests of the use cases share."""

import pytest

from tests.support.builders import Gemeente


@pytest.fixture
def gemeente() -> Gemeente:
    """A municipality in which nothing has happened yet."""
    return Gemeente()
