"""A town with a clock of its own, for the tests of what happens over months."""

from collections.abc import Iterator

import pytest

from tests.support.keeping import START, Clock, Town, zaken_api


@pytest.fixture
def town(aws: None) -> Iterator[Town]:  # noqa: ARG001  # the town stands on it
    clock = Clock(START)
    with clock.ticking(), zaken_api(clock) as zgw:
        yield Town(clock, zgw)
